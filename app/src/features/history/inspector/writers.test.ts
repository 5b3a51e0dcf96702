import { expect, it } from 'vitest'
import type { HistoryFact, HistoryGroup } from '@mutirao/documents'
import { lastFacts, lastOf } from './writers.ts'

const fact = (seq: number, path: readonly string[], actorId: string, more: Partial<HistoryFact> = {}): HistoryFact => ({
  seq,
  index: 0,
  path,
  kind: 'set',
  actorId,
  origin: 'client',
  receivedAtMs: seq * 100,
  writtenAtMs: null,
  ...more,
})
const group = (...facts: readonly HistoryFact[]): HistoryGroup => ({
  actorId: facts[0]?.actorId ?? '',
  origin: 'client',
  fromSeq: 1,
  toSeq: 9,
  fromMs: 0,
  toMs: 0,
  facts,
})

it('[HSC-15] who wrote a field last is the last one whose value stands there, in whatever order the facts come', () => {
  const facts = lastFacts([
    group(fact(5, ['cards', 'one', 'value'], 'bruno', { writtenAtMs: 480 })),
    group(fact(6, ['cards', 'one', 'value'], 'carla', { reverted: 'read_only' })),
    group(fact(3, ['cards', 'one', 'value'], 'ana'), fact(4, ['cards', 'one', 'title'], 'ana')),
    group(fact(2, ['cards', 'two'], 'davi'), fact(8, ['meta', 'title'], 'ana')),
  ])
  expect(lastOf(facts, 'one', 'value')).toEqual({ actorId: 'bruno', atMs: 480 })
  expect(lastOf(facts, 'one', 'title')?.actorId).toBe('ana')
  expect(lastOf(facts, 'one')?.actorId).toBe('bruno')
  expect(lastOf(facts, 'two')?.actorId).toBe('davi')
  expect(lastOf(facts, 'meta', 'title')?.actorId).toBe('ana')
  expect(lastOf(facts, 'one', 'owner')).toBeNull()
})
