import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rankBetween } from './rank.ts'
import { seededRandom } from './testing/random.ts'

const ours = fc.string({ unit: fc.constantFrom(...'0129AZaz'), minLength: 1, maxLength: 12 })

describe('a rank', () => {
  it('[RNK-1] a rank between two others sorts strictly between them', () => {
    fc.assert(
      fc.property(fc.array(ours, { minLength: 2, maxLength: 2 }), fc.integer(), ([a = '', b = ''], seed) => {
        const [low, high] = a < b ? [a, b] : [b, a]
        if (low === high) return
        const rank = rankBetween(low, high, seededRandom(seed))
        expect(rank > low && rank < high, `${low} < ${rank} < ${high}`).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('[RNK-1] a rank at an end sorts strictly beyond the end', () => {
    fc.assert(
      fc.property(ours, fc.integer(), (end, seed) => {
        expect(rankBetween(end, null, seededRandom(seed)) > end).toBe(true)
        if (end > '0') expect(rankBetween(null, end, seededRandom(seed)) < end).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})
