import { describe, expect, it } from 'vitest'
import type { CardSnapshot } from '@mutirao/documents'
import { labelsOf, spreadOf } from './labels.ts'

const cards = new Map([
  ['a', ['Piloto', 'Urgente']],
  ['b', ['Piloto']],
  ['c', []],
])
const store = {
  cardIds: () => cards.keys(),
  card: (cardId: string) => ({ labels: cards.get(cardId) ?? [] }) as unknown as CardSnapshot,
}

describe('labels of several cards', () => {
  it('[SEL-8] the board’s labels come by use, and each says whether all, some or none of the chosen have it', () => {
    expect(labelsOf(store)).toEqual(['Piloto', 'Urgente'])
    expect(spreadOf(store, ['a', 'b'], 'Piloto')).toBe('all')
    expect(spreadOf(store, ['a', 'b'], 'Urgente')).toBe('some')
    expect(spreadOf(store, ['a', 'c'], 'Piloto')).toBe('some')
    expect(spreadOf(store, ['b', 'c'], 'Urgente')).toBe('none')
  })
})
