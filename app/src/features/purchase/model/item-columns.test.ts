import type { ItemSnapshot } from '@mutirao/documents'
import { describe, expect, it } from 'vitest'
import { plainCell, planItems, shownCell, typedCell } from './item-columns.ts'

const item = (id: string, more: Partial<ItemSnapshot> = {}): ItemSnapshot => ({
  id,
  description: 'Notebook',
  code: '',
  quantity: '2',
  unit: 'un',
  estimateCents: 450_000,
  costCentre: '',
  account: '',
  rank: 'a',
  ...more,
})

describe('cells of items', () => {
  it('[PUR-3] a quantity is taken as people write it and kept as decimal text; what is none is told', () => {
    expect(typedCell('quantity', ' 12,5 ', 'pt-BR')).toEqual({ ok: true, value: '12,5' })
    expect(typedCell('quantity', '1.234,5', 'pt-BR')).toEqual({ ok: true, value: '1234,5' })
    expect(typedCell('quantity', '1,234.5', 'en')).toEqual({ ok: true, value: '1234.5' })
    expect(typedCell('quantity', '', 'pt-BR')).toEqual({ ok: true, value: null })
    expect(typedCell('quantity', 'duas', 'pt-BR')).toEqual({ ok: false, problem: 'quantity' })
    expect(typedCell('estimate', 'R$ 4.500,00', 'pt-BR')).toEqual({ ok: true, value: 450_000 })
    expect(typedCell('description', ' ', 'pt-BR').ok).toBe(false)
  })

  it('[PUR-4] a pasted block fills cells, makes items below the last, and tells what it could not write', () => {
    const plan = planItems(
      [item('one')],
      { row: 0, column: 0 },
      [
        ['Monitor', 'M-1', '3', 'un', '1.200,50'],
        ['Teclado', '', 'x', 'un', '80'],
        ['', '', '4'],
      ],
      'pt-BR',
    )
    expect(plan.cells).toContainEqual({ itemId: 'one', field: 'estimate', value: 120_050 })
    expect(plan.added).toEqual([{ description: 'Teclado', unit: 'un', estimate: 8_000 }])
    expect(plan.troubles.map(({ row, id, problem }) => [row, id, problem])).toEqual([
      [2, 'quantity', 'quantity'],
      [3, 'description', 'empty'],
    ])
  })

  it('[PUR-27] a quantity shows as it is counted, in the way of whoever reads it', () => {
    const shown = (quantity: string, locale: 'pt-BR' | 'en') =>
      shownCell(item('one', { quantity }), 'quantity', 'BRL', locale)
    expect(['1.000', '1000', '1,5', '0,000001', '12 caixas'].map((one) => shown(one, 'pt-BR'))).toEqual([
      '1',
      '1.000',
      '1,5',
      '0,000001',
      '12 caixas',
    ])
    expect([shown('1.000', 'en'), shown('1000', 'en')]).toEqual(['1', '1,000'])
    // More digits than a number keeps.
    expect(shown('123456789012.123456', 'pt-BR')).toBe('123.456.789.012,123456')
  })

  it('[PUR-4] what is copied out comes back as the same', () => {
    const one = item('one', { quantity: '1.5', estimateCents: 99 })
    expect(plainCell(one, 'estimate', 'pt-BR')).toBe('0,99')
    expect(typedCell('estimate', plainCell(one, 'estimate', 'pt-BR'), 'pt-BR')).toEqual({ ok: true, value: 99 })
    expect(shownCell(one, 'line', 'BRL', 'pt-BR')).toBe('R$\u00A01,49')
    expect(shownCell(item('two', { quantity: 'x' }), 'line', 'BRL', 'pt-BR')).toBe('')
  })
})
