import { describe, expect, it } from 'vitest'
import { neighbour } from './walk.ts'

const columns: Readonly<Record<string, readonly string[]>> = { s1: ['a', 'b'], s2: [], s3: ['c'] }
const store = {
  stages: () =>
    Object.keys(columns).map((id) => ({
      id,
      name: id,
      rank: id,
      kind: 'open' as const,
      probability: 0,
      color: '',
      wipLimit: null,
      deletedAt: null,
    })),
  column: (stageId: string) => columns[stageId] ?? [],
  stageOf: (cardId: string) => Object.keys(columns).find((id) => columns[id]?.includes(cardId)) ?? null,
}

describe('neighbour', () => {
  it('[CRD-5] walks down a column and over empty stages to the next, and back', () => {
    expect(neighbour(store, 'a', 'next')).toBe('b')
    expect(neighbour(store, 'b', 'next')).toBe('c')
    expect(neighbour(store, 'c', 'previous')).toBe('b')
    expect(neighbour(store, 'b', 'previous')).toBe('a')
  })
  it('[CRD-5] ends at the ends, and an archived card has no neighbours', () => {
    expect(neighbour(store, 'c', 'next')).toBeNull()
    expect(neighbour(store, 'a', 'previous')).toBeNull()
    expect(neighbour(store, 'archived', 'next')).toBeNull()
  })
})
