import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beyond, repeated, type Range } from '../../../view/cells/range.ts'

const range = (top: number, bottom: number): Range => ({ top, bottom, left: 2, right: 3 })

describe('filling by the handle', () => {
  it('[TBL-18] goes to the rows that were not selected: below, or above, and nowhere else', () => {
    expect(beyond(range(2, 3), range(2, 7))).toEqual(range(4, 7))
    expect(beyond(range(2, 3), range(0, 3))).toEqual(range(0, 1))
    expect(beyond(range(2, 3), range(2, 3))).toBeNull()
  })

  it('[TBL-18] the pattern goes on from where it stands, in both directions', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.integer({ min: 1, max: 5 }), fc.nat(12), fc.boolean(), (top, height, more, down) => {
        const from = range(top + 20, top + 20 + height - 1)
        const over = down ? { ...from, bottom: from.bottom + more } : { ...from, top: from.top - more }
        const rest = beyond(from, over)
        if (rest === null) {
          expect(more).toBe(0)
          return
        }
        const pattern = Array.from({ length: height }, (_, row) => row)
        const filled = repeated(pattern, from, rest)
        const sheet = down ? [...pattern, ...filled] : [...filled, ...pattern]
        // Wherever one looks, a row is what stands one pattern further on.
        for (let row = 0; row + height < sheet.length; row++) expect(sheet[row]).toBe(sheet[row + height])
        expect(filled).toHaveLength(more)
      }),
    )
  })
})
