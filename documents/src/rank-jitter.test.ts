import { describe, expect, it } from 'vitest'
import { rankBetween } from './rank.ts'
import { seededRandom } from './testing/random.ts'

describe('ranks of two people', () => {
  it('[RNK-3] two people who insert at the same place get different ranks', () => {
    const seen = new Set<string>()
    for (let seed = 0; seed < 300; seed++) seen.add(rankBetween('V', 'W', seededRandom(seed)))
    for (let seed = 0; seed < 300; seed++) seen.add(rankBetween('VVVVVV', null, seededRandom(seed)))
    expect(seen.size).toBeGreaterThan(597)
  })
})
