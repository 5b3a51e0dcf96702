import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../kind.ts'
import type { HistoryFact } from './types.ts'
import { stageVisits } from './visits.ts'

const fact = (seq: number, atMs: number, path: readonly string[], after: JsonValue, more = {}): HistoryFact => ({
  seq,
  index: 0,
  path: ['cards', 'x', ...path],
  kind: 'set',
  after,
  actorId: `person-${seq}`,
  origin: 'client',
  receivedAtMs: 1_000 + seq,
  writtenAtMs: atMs,
  ...more,
})

describe('the way of a card', () => {
  it('[STU-3] one stay per stage, in order, without what lost; a clock that was behind makes none negative', () => {
    const lost = { kept: { stage: 'c', rank: 'a' }, lost: { stage: 'a', rank: 'z' } }
    const facts = [
      fact(1, 100, [], { title: 'X', pos: { stage: 'a', rank: 'm' } }),
      fact(2, 150, ['pos'], { stage: 'a', rank: 'b' }),
      fact(3, 300, ['pos'], { stage: 'b', rank: 'b' }),
      fact(4, 350, ['value'], 5),
      fact(5, 200, ['pos'], { stage: 'c', rank: 'b' }),
      fact(6, 400, ['pos'], { stage: 'a', rank: 'z' }, { conflict: lost }),
    ]
    expect(stageVisits(facts)).toEqual([
      { stageId: 'a', fromMs: 100, toMs: 300, by: 'person-1' },
      { stageId: 'b', fromMs: 300, toMs: 300, by: 'person-3' },
      { stageId: 'c', fromMs: 300, toMs: null, by: 'person-5' },
    ])
    expect(stageVisits([])).toEqual([])
  })
})
