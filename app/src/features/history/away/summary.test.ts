import { describe, expect, it } from 'vitest'
import { boardAt, replayFact, type DocumentState, type HistoryFact, type JsonValue } from '@mutirao/documents'
import { framesOf, isEnough, maxFrames, summaryOf } from './summary.ts'

const stages = { a: { name: 'A', rank: 'a' }, b: { name: 'B', rank: 'b' } }
const card = (stage: string, value = 100) => ({ title: 'X', pos: { stage, rank: 'm' }, value })
const then: DocumentState = {
  meta: {},
  stages,
  cards: { one: card('a'), two: card('a'), three: card('a'), four: card('a') },
}

const fact = (seq: number, actorId: string, path: readonly string[], after?: JsonValue): HistoryFact => ({
  seq,
  index: 0,
  path: ['cards', ...path],
  kind: after === undefined ? 'delete' : 'set',
  ...(after === undefined ? {} : { after }),
  actorId,
  origin: 'client',
  receivedAtMs: seq,
  writtenAtMs: null,
})
const after = (facts: readonly HistoryFact[]) => {
  const state = structuredClone(then)
  for (const one of facts) replayFact(state, one)
  return state
}

describe('while somebody was away', () => {
  it('[AWY-1] counts what others changed in the end: not what went back, not what I did elsewhere', () => {
    const facts = [
      fact(1, 'bruno', ['one', 'pos'], { stage: 'b', rank: 'm' }),
      fact(2, 'bruno', ['two', 'value'], 900),
      fact(3, 'bruno', ['two', 'value'], 100),
      fact(4, 'me', ['three', 'value'], 700),
      fact(5, 'carla', ['new-card'], card('b', 50)),
      fact(6, 'bruno', ['four', 'deletedAt'], 5),
      fact(7, 'me', ['lost-to', 'value'], 1),
      { ...fact(8, 'bruno', ['three', 'value'], 5), conflict: { kept: 700 } as never },
    ]
    const summary = summaryOf(boardAt(then), boardAt(after(facts.slice(0, 6))), facts, 'me')
    expect(summary.moved).toMatchObject([{ cardId: 'one', from: 'a', to: 'b' }])
    expect(summary.added.map(({ id }) => id)).toEqual(['new-card'])
    expect(summary.removed.map(({ id }) => id)).toEqual(['four'])
    expect(summary.changed).toEqual([])
    expect([summary.thenCents, summary.nowCents, summary.people]).toEqual([400, 950, ['bruno', 'carla']])
    expect(isEnough(summary)).toBe(true)
    expect(isEnough(summaryOf(boardAt(then), boardAt(then), facts, 'me'))).toBe(false)
  })

  it('[AWY-2] the film begins as it was, has few pictures, shows a row of many cards card by card, and ends with now', () => {
    const facts = Array.from({ length: 400 }, (_, i) => fact(1 + Math.floor(i / 2), 'bruno', ['one', `f${i}`], i))
    const lost = { ...fact(999, 'bruno', ['two', 'value'], 5), conflict: { kept: 100 } as never }
    const frames = framesOf(then, [...facts, lost])
    expect(frames.length).toBeLessThanOrEqual(maxFrames)
    expect(frames.at(-1)?.atMs).toBe(200)
    expect(frames.at(-1)?.board.card('two')?.valueCents).toBe(100)
    expect(frames.at(-1)?.cards).toEqual(new Set(['one']))
    expect(framesOf(then, [])).toEqual([])
    const atOnce = framesOf(then, [
      fact(1, 'bruno', ['one', 'value'], 7),
      fact(1, 'bruno', ['two', 'value'], 8),
      fact(1, 'bruno', ['one', 'title'], 'Y'),
    ])
    expect(atOnce.map(({ cards }) => [...cards])).toEqual([[], ['one'], ['two']])
    expect(atOnce.map(({ board }) => board.card('one')?.title)).toEqual(['X', 'Y', 'Y'])
    expect(atOnce.map(({ board }) => board.card('two')?.valueCents)).toEqual([100, 100, 8])
  })
})
