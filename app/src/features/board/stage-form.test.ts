import { describe, expect, it } from 'vitest'
import { besideNeighbours, neighboursAt, parseLimit, parseProbability, placeOf } from './stage-form.ts'

describe('editing a stage', () => {
  it('[STG-2] a probability is whole per cent from 0 to 100, a limit a whole number or nothing; the rest is wrong', () => {
    const value = (number: number | null) => ({ kind: 'value', value: number })
    expect(['35', ' 35 % ', '', '0', '100'].map(parseProbability)).toEqual([35, 35, 0, 0, 100].map(value))
    for (const text of ['101', '-1', '3,5', 'dez', '1e2'])
      expect(parseProbability(text), text).toEqual({ kind: 'wrong' })
    expect(['', ' ', '4', '9999'].map(parseLimit)).toEqual([null, null, 4, 9_999].map(value))
    for (const text of ['0', '-3', '2.5', 'x', '10000']) expect(parseLimit(text), text).toEqual({ kind: 'wrong' })
  })

  it('[STG-3] one step to a side stops at the ends, and places are counted without the stage that moves', () => {
    const stages = ['a', 'b', 'c'].map((id) => ({ id }))
    expect(besideNeighbours(stages, 'a', 'left')).toBeNull()
    expect(besideNeighbours(stages, 'c', 'right')).toBeNull()
    expect(besideNeighbours(stages, 'nobody', 'right')).toBeNull()
    expect(besideNeighbours(stages, 'a', 'right')).toEqual({ aboveId: 'b', belowId: 'c' })
    expect(besideNeighbours(stages, 'b', 'right')).toEqual({ aboveId: 'c' })
    expect(besideNeighbours(stages, 'b', 'left')).toEqual({ belowId: 'a' })
    expect(neighboursAt(stages, 'b', 0)).toEqual({ belowId: 'a' })
    expect(neighboursAt(stages, 'b', 2)).toEqual({ aboveId: 'c' })
  })
})

describe('a stage in the hand', () => {
  it('[STG-4] falls before the first stage whose middle lies behind it', () => {
    expect(placeOf([100, 200, 300], 50)).toBe(0)
    expect(placeOf([100, 200, 300], 150)).toBe(1)
    expect(placeOf([100, 200, 300], 301)).toBe(3)
    expect(placeOf([], 10)).toBe(0)
  })
})
