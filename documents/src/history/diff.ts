import { fault } from '../faults.ts'
import type { TextSplice } from './types.ts'

/** Above this many comparisons the middle is told as one change. */
const maxComparisons = 250_000
const contextUnits = 30

const isInsideWord = (text: string, at: number): boolean =>
  !fault('HIS-7') &&
  at > 0 &&
  at < text.length &&
  /[\p{L}\p{N}_\uDC00-\uDFFF]/u.test(text.charAt(at)) &&
  /\S/.test(text.charAt(at - 1))

/** What changed between two texts, in whole words. */
export function diffWords(before: string, after: string): TextSplice[] {
  if (before === after) return []
  const shortest = Math.min(before.length, after.length)
  let start = 0
  while (start < shortest && before.charCodeAt(start) === after.charCodeAt(start)) start++
  while (start > 0 && (isInsideWord(before, start) || isInsideWord(after, start))) start--
  let same = 0
  while (
    same < shortest - start &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  )
    same++
  while (same > 0 && (isInsideWord(before, before.length - same) || isInsideWord(after, after.length - same))) same--
  const [gone, came] = [before.slice(start, before.length - same), after.slice(start, after.length - same)]
  return spliced(gone, came).map(({ at, removed, inserted }) => ({
    at: start + at,
    removed,
    inserted,
    lead: before.slice(Math.max(0, start + at - contextUnits), start + at),
    tail: before.slice(start + at + removed.length, start + at + removed.length + contextUnits),
  }))
}

type Bare = Pick<TextSplice, 'at' | 'removed' | 'inserted'>

const tokens = (text: string): string[] => text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? []

function spliced(before: string, after: string): Bare[] {
  const [a, b] = [tokens(before), tokens(after)]
  if (a.length * b.length > maxComparisons || a.length === 0 || b.length === 0)
    return [{ at: 0, removed: before, inserted: after }]
  const keeps = commonLengths(a, b)
  const splices: Bare[] = []
  let [i, j, at] = [0, 0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      at += (a[i] ?? '').length
      i++
      j++
      continue
    }
    let [removed, inserted] = ['', '']
    const from = at
    while ((i < a.length || j < b.length) && !(i < a.length && j < b.length && a[i] === b[j])) {
      const [dropsOld, dropsNew] = [keeps[(i + 1) * (b.length + 1) + j] ?? 0, keeps[i * (b.length + 1) + j + 1] ?? 0]
      if (j >= b.length || (i < a.length && dropsOld >= dropsNew)) removed += a[i++]
      else inserted += b[j++]
    }
    at += removed.length
    splices.push({ at: from, removed, inserted })
  }
  return splices
}

/** Longest common subsequence of what is left from (i, j), row by row. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array {
  const width = b.length + 1
  const keeps = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      keeps[i * width + j] =
        a[i] === b[j]
          ? (keeps[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(keeps[(i + 1) * width + j] ?? 0, keeps[i * width + j + 1] ?? 0)
  return keeps
}
