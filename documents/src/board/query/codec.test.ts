import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyQuery, ME, withCondition } from '../../query/index.ts'
import { decodeQuery, encodeQuery, spellQuery } from './index.ts'
import type { BoardQuery } from './index.ts'
import { anyQuery, normal } from './testing/queries.ts'

describe('a query as an address', () => {
  it('[FND-1] what is written is read back, whatever people called their labels and accounts', () => {
    fc.assert(
      fc.property(anyQuery, (query) => {
        const params = encodeQuery(query)
        expect(decodeQuery(params)).toEqual(normal(query))
        expect(encodeQuery(decodeQuery(params))).toEqual(params)
      }),
      { numRuns: 2_000 },
    )
  })

  it('[FND-1] is short, readable and stable: these links are already in people’s mails', () => {
    const query: BoardQuery = {
      text: 'frota',
      filters: {
        owner: { kind: 'among', values: [ME], not: false },
        value: { kind: 'range', min: 10_000_00, max: null },
        closeOn: { kind: 'when', when: 'thisMonth' },
        account: { kind: 'contains', text: 'ipê', not: false },
        label: { kind: 'among', values: ['Piloto', 'A, B'], not: true },
        nextActivity: { kind: 'among', values: [''], not: true },
        'field:01HFIELD01': { kind: 'days', from: '2026-01-01', to: null },
      },
      archived: 'all',
      sort: { by: 'value', descending: true },
      group: 'owner',
    }
    expect(encodeQuery(query)).toEqual({
      q: 'frota',
      dono: 'eu',
      valor: '10000..',
      fecha: 'este-mes',
      conta: '*ipê',
      etiqueta: '!A~, B,Piloto',
      proxima: '!-',
      'campo.01HFIELD01': '2026-01-01..',
      arquivadas: 'todas',
      ordem: '-valor',
      grupo: 'dono',
    })
    expect(encodeQuery(emptyQuery)).toEqual({})
  })

  it('[FND-1] keeps the cents of the largest sums', () => {
    for (const cents of [1, 99, 100, 101, 10_050, 8_999_999_999_999_99, -250]) {
      const query = withCondition(emptyQuery, 'value', { kind: 'range', min: cents, max: null })
      expect(decodeQuery(encodeQuery(query)).filters.value).toEqual({ kind: 'range', min: cents, max: null })
    }
  })

  it('[FND-5] reads any address without throwing and leaves out what it does not understand', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('q', 'dono', 'valor', 'fecha')), fc.anything()),
        (params) => {
          expect(() => spellQuery(decodeQuery(params))).not.toThrow()
        },
      ),
      { numRuns: 1_000 },
    )
    const read = decodeQuery({
      valor: 'muito',
      fecha: '2026-02-31..',
      dono: 'eu',
      sobra: 'x',
      ordem: 'cor',
      arquivadas: 'não',
    })
    expect(read).toEqual({ ...emptyQuery, filters: { owner: { kind: 'among', values: [ME], not: false } } })
  })
})
