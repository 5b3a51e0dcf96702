import { describe, expect, it } from 'vitest'
import { boardAt, type HistoryNames } from '@mutirao/documents'
import { entryAt, goingBack, rowsAt } from './rows-at.ts'

const names: HistoryNames = {
  language: 'pt-BR',
  currency: 'BRL',
  person: () => 'Ana',
  card: () => null,
  stage: (id) => `Etapa ${id}`,
}
const state = (value: number, more = {}) => ({
  stages: { a: { name: 'A', rank: 'a' }, b: { name: 'B', rank: 'b' } },
  cards: { x: { title: 'Acme', pos: { stage: 'a', rank: 'm' }, value, 'label:vip': true, ...more } },
})

describe('a card as it stood', () => {
  it('[HSC-8] says each field as it was, and what stands now where that is something else', () => {
    const now = boardAt(state(70_000, { pos: { stage: 'a', rank: 'z' }, account: 'Acme SA', 'label:vip': false }))
    const card = now.card('x') ?? expect.unreachable()
    const entry = entryAt({ state: state(5_000) }, 'x') ?? expect.unreachable()
    const rows = new Map(rowsAt(entry, card, names).map((row) => [row.key, row]))
    expect([...rows.keys()]).toEqual(['title', 'pos', 'value', 'account', 'label:vip'])
    expect(rows.get('title')).toMatchObject({ was: 'Acme', now: null })
    expect(rows.get('pos')).toMatchObject({ was: 'Etapa a', now: null })
    expect(rows.get('value')?.was).toContain('50,00')
    expect(rows.get('value')?.now).toContain('700,00')
    expect(rows.get('account')).toMatchObject({ now: 'Acme SA' })
    expect(entryAt({ state: state(1) }, 'other')).toBeNull()
  })

  it('[HSC-8] [HSC-23] what goes back is what stands otherwise: all of it, or the one field', () => {
    const card = boardAt(state(70_000, { account: 'Acme SA' })).card('x') ?? expect.unreachable()
    const rows = rowsAt(entryAt({ state: state(5_000) }, 'x') ?? {}, card, names)
    expect(goingBack(rows, null).map(({ key }) => key)).toEqual(['value', 'account'])
    expect(goingBack(rows, 'account')).toMatchObject([{ key: 'account', now: 'Acme SA', was: 'vazio' }])
    expect(goingBack(rows, 'title')).toEqual([])
  })
})
