import { describe, expect, it } from 'vitest'
import { seededRandom } from '../testing/random.ts'
import { keptPairs } from './kept-blocks.ts'
import type { Pairs } from './kept-blocks.ts'

/** How long the longest common subsequence is, by the book. */
function mostInCommon(a: readonly string[], b: readonly string[]): number {
  let row = Array.from({ length: b.length + 1 }, () => 0)
  for (const one of a) {
    const next = [0]
    for (const [j, other] of b.entries())
      next.push(one === other ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0))
    row = next
  }
  return row.at(-1) ?? 0
}

function expectPairs(then: readonly string[], now: readonly string[], pairs: Pairs): void {
  for (const [place, [i, j]] of pairs.entries()) {
    expect(then[i]).toBe(now[j])
    const [a, b] = pairs[place - 1] ?? [-1, -1]
    expect([i > a, j > b]).toEqual([true, true])
  }
}

/** A list, and the same after somebody wrote, deleted and moved in it. */
function lists(seed: number, kindsOfText: number): readonly [string[], string[]] {
  const random = seededRandom(seed)
  const int = (n: number): number => Math.floor(random() * n)
  let made = 0
  const text = (): string => (kindsOfText === Infinity ? `t${made++}` : `t${int(kindsOfText)}`)
  const then = Array.from({ length: 10 + int(40) }, text)
  const now = [...then]
  for (let n = int(20); n > 0; n--) {
    const at = int(now.length + 1)
    if (random() < 0.4) now.splice(at, 0, text())
    else if (random() < 0.5) now.splice(at, 1)
    else now.splice(int(now.length), 0, ...now.splice(at, 2))
  }
  return [then, now]
}

describe('what of a note stays when it is put back', () => {
  it.each(Array.from({ length: 60 }, (_, i) => i))('[HIS-18] is as much as there is in both (seed %i)', (seed) => {
    const [then, now] = lists(seed, seed % 3 === 0 ? 4 : Infinity)
    const pairs = keptPairs(then, now)
    expectPairs(then, now, pairs)
    expect(pairs).toHaveLength(mostInCommon(then, now))
  })

  it.each(Array.from({ length: 60 }, (_, i) => i))(
    '[HIS-50] is found in bounded steps however long the note is (seed %i)',
    (seed) => {
      const [maxCells, isRepeating] = [40, seed % 3 === 0]
      const [then, now] = lists(seed, isRepeating ? 4 : Infinity)
      let largest = 0
      const table = (cells: number): Uint32Array => {
        largest = Math.max(largest, cells)
        return new Uint32Array(cells)
      }
      const pairs = keptPairs(then, now, { maxCells, table })
      expectPairs(then, now, pairs)
      expect(largest).toBeLessThanOrEqual(maxCells)
      if (!isRepeating) expect(pairs).toHaveLength(mostInCommon(then, now))
    },
  )

  it('[HIS-50] of a note that repeats itself is still most of it', () => {
    const then = Array.from({ length: 3_000 }, (_, i) => `t${i % 7}`)
    const now = then.toSpliced(1_000, 5).toSpliced(2_000, 0, 'new', 'newer')
    let largest = 0
    const table = (cells: number): Uint32Array => {
      largest = Math.max(largest, cells)
      return new Uint32Array(cells)
    }
    const pairs = keptPairs(then, now, { maxCells: 1_000, table })
    expectPairs(then, now, pairs)
    expect(largest).toBeLessThanOrEqual(1_000)
    expect(pairs.length).toBeGreaterThan(2_500)
  })
})
