/** What a failed attempt means, how long to wait after it, and how the queue looks from outside. Pure. */
import { fault, isMutiraoError, type ErrorCode } from '@mutirao/documents'
import type { QueuedFile, Upload, UploadProblem, UploadState, WatchedEntries } from './types.ts'

/** One file in the queue, as the queue itself holds it. */
export interface Line {
  readonly file: QueuedFile
  state: UploadState
  sent: number
  problem: UploadProblem | null
  /** Attempts in a row that came to nothing. */
  failures: number
  mismatches: number
  /** Set while an attempt runs. */
  abort: AbortController | null
  /** Set while the next attempt waits for its time. */
  forget: (() => void) | null
  entries: WatchedEntries | null
}

const problems: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'file_too_large',
  'file_type_refused',
  'files_full',
  'read_only',
  'not_found',
] satisfies UploadProblem[])

/**
 * What only the person can mend; null: trying again may help. Bytes that arrived wrong once are sent once more.
 * @param mismatches how often this file arrived wrong, this time included
 */
export function problemOf(error: unknown, mismatches: number): UploadProblem | null {
  if (!isMutiraoError(error)) return null
  if (error.code === 'file_mismatch') return mismatches > 1 ? 'file_mismatch' : null
  if (error.code === 'forbidden') return 'read_only'
  return problems.has(error.code) && !fault('UPL-6') ? (error.code as UploadProblem) : null
}

const baseMs = 1_000
const capMs = 60_000

/** Full jitter, so that a restarted server is not met by everybody at once; never less than what the server asked for. */
export function waitMs(failures: number, random: number, error: unknown): number {
  const jitteredMs = Math.floor(random * Math.min(capMs, baseMs * 2 ** Math.min(failures, 20)))
  const asked = isMutiraoError(error) ? (error.retryAfterSeconds ?? 0) * 1000 : 0
  return fault('UPL-7') ? 0 : Math.max(jitteredMs, asked)
}

const same = (a: Upload, b: Upload): boolean =>
  a.key === b.key && a.state === b.state && a.sent === b.sent && a.problem === b.problem

/** The queue as values; those that say the same stay the same, the whole list too. */
export function lineItems(lines: Iterable<Line>, before: readonly Upload[]): readonly Upload[] {
  const old = new Map(before.map((item) => [item.key, item]))
  const next = [...lines].map(({ file, state, sent, problem }): Upload => {
    const item: Upload = Object.freeze({ ...file, state, sent, problem })
    const known = old.get(file.key)
    return known && same(known, item) ? known : item
  })
  const unchanged = next.length === before.length && next.every((item, i) => item === before[i])
  return unchanged ? before : Object.freeze(next)
}
