/** A letter that a copy of its text must have, or may have. */
export interface Expected {
  readonly char: string
  readonly must: boolean
  /** Taken only where the words cannot be made without it. */
  readonly isLast?: boolean
}

/** Steps; beyond, nothing is said. */
const maxCells = 2_000_000

/**
 * Whether `words` is made of these letters in their order and of nothing else: all that must be there, and some of those that
 * may. Returns for each of them its place, or −1; null when it is not.
 */
export function exactly(expected: readonly Expected[], words: string): readonly number[] | null {
  const [rows, width] = [expected.length, words.length + 1]
  const needed = expected.filter(({ must }) => must).length
  if (words.length > rows || words.length < needed || rows * width > maxCells) return null
  // Whether the letters from i on can make the words from j on.
  const can = new Uint8Array((rows + 1) * width)
  can[rows * width + words.length] = 1
  for (let i = rows - 1; i >= 0; i--)
    for (let j = words.length; j >= 0; j--)
      if (takes(expected[i], words[j]) && can[(i + 1) * width + j + 1] === 1) can[i * width + j] = 1
      else if (expected[i]?.must === false) can[i * width + j] = can[(i + 1) * width + j] ?? 0
  if (can[0] !== 1) return null
  let at = 0
  return expected.map((each, i) => {
    if (each.isLast && can[(i + 1) * width + at] === 1) return -1
    return takes(each, words[at]) && can[(i + 1) * width + at + 1] === 1 ? at++ : -1
  })
}

const takes = (expected: Expected | undefined, char: string | undefined): boolean =>
  expected !== undefined && expected.char === char
