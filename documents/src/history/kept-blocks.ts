import { fault } from '../faults.ts'

/** Pairs of places, in the old and in the new list, of what stands in both; both sides grow. */
export type Pairs = [then: number, now: number][]

export interface PairOptions {
  /** Largest table two runs are compared in, in cells. Default a million: a few milliseconds. */
  readonly maxCells?: number
  /** Where such a table comes from; for tests. */
  readonly table?: (cells: number) => Uint32Array
}

/** Two runs, ends not included. */
interface Span {
  readonly fromThen: number
  readonly toThen: number
  readonly fromNow: number
  readonly toNow: number
}

/**
 * What of two lists is the same, in order. As much as there is when the lists are short or their entries differ from one
 * another; of long lists that repeat themselves perhaps less. Never more work than the entries and one table of `maxCells`
 * for each place where they differ: a note of ten thousand blocks is compared without anybody having to wait.
 */
export function keptPairs(then: readonly string[], now: readonly string[], options: PairOptions = {}): Pairs {
  const { maxCells = 1_000_000, table = (cells) => new Uint32Array(cells) } = options
  const numbers = new Map<string, number>()
  const numbered = (texts: readonly string[]): number[] =>
    texts.map((text) => {
      const number = numbers.get(text) ?? numbers.size
      numbers.set(text, number)
      return number
    })
  const [was, is] = [numbered(then), numbered(now)]
  const pairs: Pairs = []
  const compare = (span: Span, isCut: boolean): void => {
    const { head, middle, tail } = trimmed(was, is, span)
    pairs.push(...head)
    const [rows, columns] = [middle.toThen - middle.fromThen + 1, middle.toNow - middle.fromNow + 1]
    if (rows > 1 && columns > 1) {
      if (rows * columns <= maxCells || fault('HIS-50')) pairs.push(...longest(was, is, middle, table(rows * columns)))
      else if (isCut) pairs.push(...nextSame(was, is, middle))
      else for (const part of cutAt(onlyOnce(was, is, middle), middle, pairs)) compare(part, true)
    }
    pairs.push(...tail)
  }
  compare({ fromThen: 0, toThen: was.length, fromNow: 0, toNow: is.length }, false)
  return pairs.sort(([a], [b]) => a - b)
}

/** What two runs begin and end with in common. */
function trimmed(was: readonly number[], is: readonly number[], { fromThen, toThen, fromNow, toNow }: Span) {
  const [head, tail]: [Pairs, Pairs] = [[], []]
  let [a, b, endA, endB] = [fromThen, fromNow, toThen, toNow]
  while (a < endA && b < endB && was[a] === is[b]) head.push([a++, b++])
  while (a < endA && b < endB && was[endA - 1] === is[endB - 1]) tail.push([--endA, --endB])
  return { head, middle: { fromThen: a, toThen: endA, fromNow: b, toNow: endB }, tail }
}

/** A longest common subsequence. */
function longest(was: readonly number[], is: readonly number[], span: Span, lengths: Uint32Array): Pairs {
  const { fromThen, toThen, fromNow, toNow } = span
  const width = toNow - fromNow + 1
  const at = (i: number, j: number): number => lengths[(i - fromThen) * width + j - fromNow] ?? 0
  for (let i = toThen - 1; i >= fromThen; i--)
    for (let j = toNow - 1; j >= fromNow; j--)
      lengths[(i - fromThen) * width + j - fromNow] =
        was[i] === is[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const pairs: Pairs = []
  for (let i = fromThen, j = fromNow; i < toThen && j < toNow;) {
    if (was[i] === is[j]) pairs.push([i++, j++])
    else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return pairs
}

/** What stands exactly once in each run, as long a row of it as grows on both sides. */
function onlyOnce(was: readonly number[], is: readonly number[], { fromThen, toThen, fromNow, toNow }: Span): Pairs {
  const once = (list: readonly number[], from: number, to: number): Map<number, number> => {
    const places = new Map<number, number>()
    for (let i = from; i < to; i++) places.set(list[i] ?? 0, places.has(list[i] ?? 0) ? -1 : i)
    return places
  }
  const [inThen, inNow] = [once(was, fromThen, toThen), once(is, fromNow, toNow)]
  const both = [...inThen].flatMap(([number, i]): Pairs => {
    const j = inNow.get(number) ?? -1
    return i >= 0 && j >= 0 ? [[i, j]] : []
  })
  return longestGrowing(both)
}

interface Link {
  readonly pair: Pairs[number]
  readonly before: Link | undefined
}

/** Of pairs ordered by their first place, the most whose second ones grow too. */
function longestGrowing(pairs: Readonly<Pairs>): Pairs {
  const ends: Link[] = []
  for (const pair of pairs) {
    const place = firstIndex(ends.length, (i) => (ends[i]?.pair[1] ?? 0) >= pair[1])
    ends[place] = { pair, before: ends[place - 1] }
  }
  const row: Pairs = []
  for (let link = ends.at(-1); link; link = link.before) row.push(link.pair)
  return row.reverse()
}

/** The first of `count` indices for which this holds; `count` when it holds for none. It holds for all after one it holds for. */
function firstIndex(count: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** The runs between these pairs, which are kept. */
function cutAt(anchors: Readonly<Pairs>, { fromThen, toThen, fromNow, toNow }: Span, kept: Pairs): Span[] {
  const spans: Span[] = []
  let [a, b] = [fromThen, fromNow]
  for (const [i, j] of anchors) {
    kept.push([i, j])
    spans.push({ fromThen: a, toThen: i, fromNow: b, toNow: j })
    ;[a, b] = [i + 1, j + 1]
  }
  return [...spans, { fromThen: a, toThen, fromNow: b, toNow }]
}

/** Each with the next one that is the same. */
function nextSame(was: readonly number[], is: readonly number[], { fromThen, toThen, fromNow, toNow }: Span): Pairs {
  const places = new Map<number, number[]>()
  for (let j = fromNow; j < toNow; j++) {
    const own = places.get(is[j] ?? 0)
    if (own) own.push(j)
    else places.set(is[j] ?? 0, [j])
  }
  const pairs: Pairs = []
  let free = fromNow
  for (let i = fromThen; i < toThen; i++) {
    const own = places.get(was[i] ?? 0) ?? []
    const j = own[firstIndex(own.length, (at) => (own[at] ?? 0) >= free)]
    if (j === undefined) continue
    pairs.push([i, j])
    free = j + 1
  }
  return pairs
}
