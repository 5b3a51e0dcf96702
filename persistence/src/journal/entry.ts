import type { MutiraoError } from '@mutirao/documents'
import type { Appended, JournalAppend } from '../types.ts'

/** An append on its way: what to write, and who waits for it. */
export interface Entry {
  readonly append: JournalAppend
  readonly receivedAtMs: number
  /** Place among all appends of this process: rows of a document are written in this order. */
  readonly order: number
  /** performance.now() of the call. */
  readonly sinceMs: number
  readonly resolve: (appended: Appended) => void
  readonly reject: (error: MutiraoError) => void
}

/** What became of one document's entries in a batch. `base` is the seq before its first entry; null = held by someone else. */
export interface Outcome {
  readonly epoch: string
  readonly base: number | null
}

/** Documents missing in the map do not exist. */
export type Outcomes = ReadonlyMap<number, Outcome>

export const bytesOf = (entries: readonly Entry[]): number =>
  entries.reduce((sum, entry) => sum + entry.append.update.length, 0)
