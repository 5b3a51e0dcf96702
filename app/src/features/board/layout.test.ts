import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dropIndex,
  gapPx,
  groupNeighbours,
  neighbours,
  nextStage,
  rowOffset,
  visibleIndex,
  type RowBox,
} from './layout.ts'
import { autoScrollStep } from '../../view/drag/edge-scroll.ts'

/** Rows of these heights, one under the other. */
function column(heights: readonly number[]): readonly RowBox[] {
  let startPx = 0
  return heights.map((sizePx, index) => {
    const row = { index, startPx, sizePx }
    startPx += sizePx + gapPx
    return row
  })
}
const rowAt = (rows: readonly RowBox[]) => (yPx: number) => rows.findLast((row) => row.startPx <= yPx) ?? rows[0]
const heights = fc.array(fc.integer({ min: 30, max: 160 }), { minLength: 1, maxLength: 12 })

describe('a column while a card is dragged', () => {
  it('[APP-20] a card dropped over the upper half of another goes before it, over the lower half after it', () => {
    const rows = column([80, 80, 80])
    const at = (yPx: number) => dropIndex(yPx, null, rows.length, rowAt(rows))
    expect([at(0), at(39), at(41), at(79), at(86 + 10), at(86 + 70), at(10_000)]).toEqual([0, 0, 1, 1, 1, 2, 3])
  })

  it('[APP-20] hovering where the dragged card already lies changes nothing', () => {
    const rows = column([80, 60, 100, 80])
    const source = rows[1] ?? null
    // The card is gone from its place: what follows stands one card higher.
    expect(dropIndex(100, source, rows.length, rowAt(rows))).toBe(1)
    expect(dropIndex(10, source, rows.length, rowAt(rows))).toBe(0)
    expect(dropIndex(10_000, source, rows.length, rowAt(rows))).toBe(3)
  })

  it('[APP-20] any drop lands inside the column, and lower pointers never give earlier places', () => {
    fc.assert(
      fc.property(heights, fc.nat(11), fc.array(fc.nat(2_000), { minLength: 2, maxLength: 8 }), (sizes, pick, ys) => {
        const rows = column(sizes)
        const source = pick < rows.length ? (rows[pick] ?? null) : null
        const indexes = ys.toSorted((a, b) => a - b).map((yPx) => dropIndex(yPx, source, rows.length, rowAt(rows)))
        const others = source ? rows.length - 1 : rows.length
        expect(indexes.every((index) => index >= 0 && index <= others)).toBe(true)
        expect(indexes).toEqual(indexes.toSorted((a, b) => a - b))
      }),
      { numRuns: 300 },
    )
  })

  it('rows never overlap each other or the slot', () => {
    fc.assert(
      fc.property(
        heights,
        fc.nat(12),
        fc.nat(12),
        fc.integer({ min: 30, max: 160 }),
        (sizes, pick, slot, slotSizePx) => {
          const rows = column(sizes)
          const sourceIndex = pick < rows.length ? pick : -1
          const others = rows.length - (sourceIndex < 0 ? 0 : 1)
          const slotIndex = Math.min(slot, others)
          const layout = { sourceIndex, sourceSizePx: rows[sourceIndex]?.sizePx ?? 0, slotIndex, slotSizePx }
          let endPx = 0
          for (const row of rows.filter((one) => one.index !== sourceIndex)) {
            if (visibleIndex(row.index, sourceIndex) === slotIndex) endPx += slotSizePx + gapPx
            expect(rowOffset(row, layout)).toBe(endPx)
            endPx += row.sizePx + gapPx
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it('[APP-21] the neighbours of a place are counted without the card that moves', () => {
    const ids = ['a', 'b', 'c', 'd']
    expect(neighbours(ids, 'b', 0)).toEqual({ belowId: 'a' })
    expect(neighbours(ids, 'b', 2)).toEqual({ aboveId: 'c', belowId: 'd' })
    expect(neighbours(ids, 'b', 3)).toEqual({ aboveId: 'd' })
    expect(neighbours(ids, 'x', 4)).toEqual({ aboveId: 'd' })
    expect(neighbours([], 'x', 0)).toEqual({})
  })

  it('[SEL-4] several cards land between the nearest ones that stay', () => {
    const ids = ['a', 'b', 'c', 'd', 'e']
    expect(groupNeighbours(ids, ['b', 'c'], 'b', 2)).toEqual({ aboveId: 'a', belowId: 'd' })
    expect(groupNeighbours(ids, ['a', 'e'], 'e', 0)).toEqual({ aboveId: undefined, belowId: 'b' })
    expect(groupNeighbours(ids, ['x', 'y'], 'x', 5)).toEqual({ aboveId: 'e', belowId: undefined })
    expect(groupNeighbours(ids, ids, 'a', 0)).toEqual({ aboveId: undefined, belowId: undefined })
  })

  it('[APP-22] scrolling at the edges begins slowly and grows with the time held there, so that the end of 10 000 cards is reachable', () => {
    const step = (y: number, heldMs = 0) => autoScrollStep(y, 100, 700, heldMs)
    expect(step(400, 9_000)).toBe(0)
    expect(step(660)).toBeGreaterThan(0)
    expect(step(120)).toBeLessThan(0)
    expect(step(700)).toBeGreaterThan(step(660))
    expect(step(700)).toBeLessThan(20)
    // 10 000 cards of 88 px at 60 frames a second: less than a minute.
    let scrolledPx = 0
    for (let frame = 0; frame < 60 * 60; frame++) scrolledPx += step(695, (frame * 1000) / 60)
    expect(scrolledPx).toBeGreaterThan(880_000)
  })
})

it('[APP-58] “Mover para…” begins with the stage after the card’s own', () => {
  const stages = ['first', 'second', 'last']
  const begins = ['first', 'second', 'last', null, 'gone'].map((present) => nextStage(stages, present))
  expect(begins).toEqual(['second', 'last', 'last', 'first', 'first'])
  expect(nextStage([], null)).toBeUndefined()
})
