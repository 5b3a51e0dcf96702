import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRows } from './virtual-rows.ts'

const estimatePx = 40
const gapPx = 6

/** The same by adding up everything. */
function naive(keys: readonly string[], heights: ReadonlyMap<string, number>) {
  let yPx = 0
  const boxes = keys.map((key, index) => {
    const box = { key, index, startPx: yPx, sizePx: heights.get(key) ?? estimatePx }
    yPx += box.sizePx + gapPx
    return box
  })
  return { boxes, totalPx: Math.max(0, yPx - gapPx) }
}

const step = fc.oneof(
  fc.record({ measure: fc.nat(30), sizePx: fc.integer({ min: 1, max: 200 }) }),
  fc.record({ move: fc.tuple(fc.nat(30), fc.nat(30)) }),
  fc.record({ insert: fc.nat(30) }),
  fc.record({ remove: fc.nat(30) }),
  fc.record({ yPx: fc.integer({ min: -50, max: 3_000 }) }),
)

describe('the rows of a long list', () => {
  it('[DSN-2] stand where adding up all heights puts them, whatever is measured, moved, added or removed', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.array(step, { maxLength: 40 }), (count, steps) => {
        const rows = createRows()
        const heights = new Map<string, number>()
        let keys = Array.from({ length: count }, (_, i) => `k${i}`)
        let made = count
        rows.set(keys, estimatePx, gapPx)
        for (const one of steps) {
          if ('measure' in one && one.measure < keys.length) {
            rows.measure(one.measure, one.sizePx)
            heights.set(keys[one.measure] ?? '', one.sizePx)
          } else if ('move' in one || 'insert' in one || 'remove' in one) {
            keys = [...keys]
            if ('insert' in one) keys.splice(one.insert, 0, `k${made++}`)
            else if ('remove' in one) keys.splice(one.remove, 1)
            else keys.splice(one.move[1], 0, ...keys.splice(one.move[0], 1))
            rows.set(keys, estimatePx, gapPx)
          }
          const { boxes, totalPx } = naive(keys, heights)
          expect(rows.totalPx()).toBe(totalPx)
          const yPx = 'yPx' in one ? one.yPx : 0
          expect(rows.at(yPx)).toEqual(boxes.findLast((box) => box.startPx <= yPx) ?? boxes[0])
          if ('yPx' in one) expect(keys.map((_, index) => rows.box(index))).toEqual(boxes)
        }
      }),
    )
  })

  it('[DSN-2] near the screen are those it shows and some more on both sides, none beyond the list', () => {
    const rows = createRows()
    rows.set(
      Array.from({ length: 10_000 }, (_, i) => i),
      34,
      6,
    )
    expect(rows.span(0, 400, 5)).toEqual({ from: 0, to: 16 })
    expect(rows.span(4_000, 4_400, 5)).toEqual({ from: 95, to: 116 })
    expect(rows.span(399_900, 401_000, 5)).toEqual({ from: 9_992, to: 10_000 })
    expect(rows.span(9_999_999, 9_999_999, 5)).toEqual({ from: 9_994, to: 10_000 })
    rows.set([], 34, 6)
    expect(rows.span(0, 400, 5)).toEqual({ from: 0, to: 0 })
  })

  it('[DSN-2] forget their heights with another estimate: they look different then', () => {
    const rows = createRows()
    rows.set(['a', 'b'], 40, 0)
    rows.measure(0, 90)
    rows.set(['a', 'b'], 30, 0)
    expect(rows.totalPx()).toBe(60)
  })
})
