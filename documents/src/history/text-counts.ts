import { fault } from '../faults.ts'
import type { TextSplice } from './types.ts'

/** A piece of the text as it stands after some splices: from the text before them (`length` units), or new. */
type Segment = { readonly from: number; readonly length: number } | { readonly text: string }
/** What `composeSplices` needs of a splice, and gives. */
export type BareSplice = Pick<TextSplice, 'at' | 'removed' | 'inserted'>

const lengthOf = (segment: Segment): number => ('text' in segment ? segment.text.length : segment.length)

/**
 * Several changes of one text, one after the other, as one: what of the first text is gone and what came instead.
 * @param changes each list is about the text before that change
 * @returns splices about the text before all of them
 */
export function composeSplices(changes: readonly (readonly BareSplice[])[]): BareSplice[] {
  let segments: Segment[] = [{ from: 0, length: Number.MAX_SAFE_INTEGER }]
  const gone = new Map<number, string>()
  for (const splices of changes)
    // From the back, so that the places of the others stay true.
    for (const splice of splices.toSorted((a, b) => b.at - a.at)) segments = applied(segments, splice, gone)
  return readSplices(segments, gone)
}

function applied(segments: readonly Segment[], splice: BareSplice, gone: Map<number, string>): Segment[] {
  const out: Segment[] = []
  let place = 0
  let inserted = splice.inserted === ''
  const end = splice.at + splice.removed.length
  const insert = (): void => {
    if (!inserted) out.push({ text: splice.inserted })
    inserted = true
  }
  for (const segment of segments) {
    const start = place
    const length = lengthOf(segment)
    place += length
    if (start >= splice.at) insert()
    const cutFrom = Math.min(Math.max(splice.at - start, 0), length)
    const cutTo = Math.min(Math.max(end - start, 0), length)
    if (cutFrom > 0) out.push(part(segment, 0, cutFrom))
    if (cutFrom < length) insert()
    if (!('text' in segment) && cutTo > cutFrom)
      gone.set(segment.from + cutFrom, splice.removed.slice(start + cutFrom - splice.at, start + cutTo - splice.at))
    if (cutTo < length && cutTo >= cutFrom) out.push(part(segment, Math.max(cutFrom, cutTo), length))
  }
  insert()
  return out
}

const part = (segment: Segment, from: number, to: number): Segment =>
  'text' in segment ? { text: segment.text.slice(from, to) } : { from: segment.from + from, length: to - from }

function readSplices(segments: readonly Segment[], gone: ReadonlyMap<number, string>): BareSplice[] {
  const splices: BareSplice[] = []
  let at = 0
  let inserted = ''
  const flush = (next: number): void => {
    const removed = goneBetween(gone, at, next)
    if (removed !== '' || inserted !== '') splices.push({ at, removed, inserted })
    inserted = ''
  }
  for (const segment of segments) {
    if ('text' in segment) inserted += segment.text
    else if (segment.length > 0) {
      flush(segment.from)
      at = segment.from + segment.length
    }
  }
  return splices
}

function goneBetween(gone: ReadonlyMap<number, string>, from: number, to: number): string {
  const parts = [...gone].filter(([start]) => start >= from && start < to).sort(([a], [b]) => a - b)
  return parts.map(([, text]) => text).join('')
}

export interface TextCounts {
  /** Sentences that were changed, came, went. */
  readonly rewritten: number
  readonly added: number
  readonly removed: number
}

/** Rough on purpose: pieces between full stops and line ends that hold a letter or digit; a change inside one counts as one. */
const sentencesIn = (text: string): number => {
  const pieces = text.split(/[.!?…\n]+/).filter((piece) => /[\p{L}\p{N}]/u.test(piece))
  return Math.max(1, pieces.length)
}
const says = (text: string): boolean => /[^\s]/.test(text)

/** Changes this near to each other are taken for changes of one sentence: what stands between is not known here. */
const sameSentenceUnits = 60

function nearOnesTogether(splices: readonly BareSplice[]): BareSplice[] {
  const together: BareSplice[] = []
  for (const splice of splices) {
    const last = together.at(-1)
    if (last && splice.at - (last.at + last.removed.length) < sameSentenceUnits)
      together[together.length - 1] = {
        at: last.at,
        removed: last.removed + splice.removed,
        inserted: last.inserted + splice.inserted,
      }
    else together.push(splice)
  }
  return together
}

/** How many sentences these splices (in the order of `at`) touched. */
export function sentenceCounts(splices: readonly BareSplice[]): TextCounts {
  const counts = { rewritten: 0, added: 0, removed: 0 }
  for (const { removed, inserted } of nearOnesTogether(splices)) {
    const [gone, came] = [says(removed), says(inserted)]
    if (gone && came && !fault('HIS-14')) counts.rewritten += Math.max(sentencesIn(removed), sentencesIn(inserted))
    else if (came) counts.added += sentencesIn(inserted)
    else if (gone) counts.removed += sentencesIn(removed)
  }
  return counts
}
