import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareRank, rankBetween, ranksBetween } from './rank.ts'
import { seededRandom } from './testing/random.ts'

/** What some other program may have written. */
const foreign = fc.string({ unit: fc.constantFrom(...'!/:@[`{~ çé日🙂0Az'), minLength: 1, maxLength: 8 })

describe('ranks', () => {
  it('[RNK-2] a rank beyond a foreign end sorts strictly beyond it', () => {
    fc.assert(
      fc.property(foreign, fc.integer(), (end, seed) => {
        expect(rankBetween(end, null, seededRandom(seed)) > end).toBe(true)
        if (end > '0') expect(rankBetween(null, end, seededRandom(seed)) < end).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('[RNK-2] any foreign string is tolerated as a neighbour', () => {
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code))
    const anything = fc.string({ unit, maxLength: 6 })
    fc.assert(
      fc.property(fc.option(anything), fc.option(anything), fc.integer(), (a, b, seed) => {
        const rank = rankBetween(a, b, seededRandom(seed))
        expect(rank.length).toBeGreaterThan(0)
        if (a !== null) expect(rank > a).toBe(true)
        expect(rank.isWellFormed() || (a ?? '').isWellFormed() === false).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('[RNK-2] half a letter of a foreign rank is never taken into ours', () => {
    for (const high of ['\u0000\ud801"', '\u0000\ud801', '!\ud83dz'])
      expect(rankBetween(null, high, seededRandom(1)).isWellFormed(), JSON.stringify(high)).toBe(true)
  })

  it.each([
    ['a', 'a0'],
    ['a0', 'a00'],
    ['Zz', 'a0'],
    ['0|hzzzzz:', '0|i00007:'],
    ['ç', 'ç1'],
    ['ã', 'é'],
    ['a', 'a~'],
    ['a', 'a!b'],
    ['', '0'],
    ['zzzzzzzz', 'zzzzzzzzz'],
    ['1', '2'],
    ['1.5', '1.6'],
    ['🙂', '🙃'],
  ])('[RNK-2] fits between the foreign ranks %s and %s', (low, high) => {
    const rank = rankBetween(low, high, seededRandom(1))
    expect(rank > low && rank < high, rank).toBe(true)
  })

  it.each([
    ['at the bottom', 'last', 8],
    ['at the top', 'first', 8],
    ['always below the same neighbour', 'after first', 60],
    ['always above the same neighbour', 'before last', 60],
    ['between random neighbours', 'anywhere', 30],
  ])('[RNK-4] 2000 inserts %s keep ranks short', (_name, where, longest) => {
    const random = seededRandom(7)
    const list = ranksBetween(null, null, 2, random)
    for (let i = 0; i < 2000; i++) {
      const at =
        where === 'last'
          ? list.length
          : where === 'first'
            ? 0
            : where === 'after first'
              ? 1
              : where === 'before last'
                ? list.length - 1
                : Math.floor(random() * (list.length + 1))
      list.splice(at, 0, rankBetween(list[at - 1] ?? null, list[at] ?? null, random))
    }
    expect(list.toSorted()).toEqual(list)
    expect(new Set(list).size).toBe(list.length)
    expect(Math.max(...list.map((rank) => rank.length))).toBeLessThanOrEqual(longest)
  })

  it('[RNK-4] 200 ranks at once spread evenly', () => {
    for (const [low, high] of [
      [null, null],
      ['V', null],
      [null, 'V'],
      ['V', 'W'],
      ['V', 'V1'],
    ] as const) {
      const ranks = ranksBetween(low, high, 200, seededRandom(3))
      expect(ranks.toSorted()).toEqual(ranks)
      expect(new Set(ranks).size).toBe(200)
      expect(ranks.every((rank) => (low === null || rank > low) && (high === null || rank < high))).toBe(true)
      expect(Math.max(...ranks.map((rank) => rank.length))).toBeLessThanOrEqual(14)
    }
  })

  it('[RNK-2] where nothing printable fits, the rank stands just above the one before', () => {
    for (const [low, high] of [
      ['a', 'a!'],
      ['b', 'a'],
      ['a', 'a'],
      ['', ''],
    ] as const)
      expect(rankBetween(low, high, seededRandom(1)) > low).toBe(true)
  })

  it('[RNK-5] equal ranks are ordered by id', () => {
    const entries = [
      { rank: 'b', id: '1' },
      { rank: 'a', id: '2' },
      { rank: 'a', id: '1' },
      { rank: 'B', id: '9' },
    ]
    expect(entries.toSorted(compareRank).map(({ rank, id }) => rank + id)).toEqual(['B9', 'a1', 'a2', 'b1'])
    expect(entries.toReversed().toSorted(compareRank)).toEqual(entries.toSorted(compareRank))
  })
})
