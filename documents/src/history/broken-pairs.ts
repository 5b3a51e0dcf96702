import * as Y from 'yjs'
import type { TextSplice } from './types.ts'

/** Stands for the second half of a letter in what a text was before: nothing that came over the wire holds it. */
const half = '\udc00'
const replacement = '\uFFFD'

/** Letters of two units (emoji, rare scripts) that a row has parted, and how they are told as changed. */
export interface BrokenPairs {
  readonly mark: (item: Y.Item, text: string) => string
  readonly unmark: (splices: TextSplice[]) => TextSplice[]
}

/**
 * Whoever writes or formats between the two units of one letter parts it, and Yjs puts U+FFFD in the place of each: without
 * asking, and in what stood before as well. Such a change is told like any other, although nobody meant it. Good only inside
 * `afterTransaction`: Yjs notes there what it has split, and joins it afterwards.
 */
export function brokenPairs({ _mergeStructs }: Y.Transaction): BrokenPairs {
  const second = new Set<unknown>(
    _mergeStructs.filter(
      (struct) =>
        struct instanceof Y.Item &&
        struct.content instanceof Y.ContentString &&
        struct.content.str.startsWith(replacement),
    ),
  )
  if (second.size === 0) return { mark: (_item, text) => text, unmark: (splices) => splices }
  return {
    mark: (item, text) => (second.has(item) ? half + text.slice(1) : text),
    unmark: (splices) =>
      splices.map(({ at, removed, inserted, lead, tail }) => ({
        at,
        removed: removed.toWellFormed(),
        inserted,
        lead: lead.toWellFormed(),
        tail: tail.toWellFormed(),
      })),
  }
}
