import { describe, expect, it } from 'vitest'
import { barsOf, placeOn } from './bars.ts'

const timeline = { fromMs: 1000, toMs: 1399, bucketMs: 100, facts: 10_001, people: [] }

describe('the bars of the timeline', () => {
  it('[HSC-7] cover the whole span, quiet times too, and name who did most', () => {
    const bars = barsOf({
      ...timeline,
      buckets: [
        { atMs: 1000, people: { ana: 6_000, bruno: 4_000 } },
        { atMs: 1300, people: { bruno: 1 } },
      ],
    })
    expect(bars.map(({ atMs, facts, topPerson }) => [atMs, facts, topPerson])).toEqual([
      [1000, 10_000, 'ana'],
      [1100, 0, null],
      [1200, 0, null],
      [1300, 1, 'bruno'],
    ])
    expect(bars[0]?.height).toBe(1)
    expect(bars[1]?.height).toBe(0)
    expect(bars[3]?.height, 'a single change beside an import of thousands is seen').toBeGreaterThan(0.05)
  })

  it('[HSC-7] of a document without a life are none', () => {
    expect(barsOf({ ...timeline, toMs: 0, buckets: [] })).toEqual([])
    expect(barsOf({ ...timeline, bucketMs: 0, buckets: [] })).toEqual([])
  })
})

it('[HSC-10] a named moment lies on the line where its time is, never beside it', () => {
  const bars = barsOf({ ...timeline, buckets: [] })
  expect([placeOn(bars, 1000), placeOn(bars, 1200), placeOn(bars, 9000), placeOn(bars, 0), placeOn([], 5)]).toEqual([
    0, 0.5, 1, 0, 0,
  ])
})
