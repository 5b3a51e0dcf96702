import { fault } from '@mutirao/documents'
import type { SyncStatus } from '../types.ts'

/** Everything the status depends on. Gathered by the client; judged here, with time as an argument. */
export interface StatusFacts {
  readonly nowMs: number
  /** Local edits, over all documents, which the server has not journalled. */
  readonly pending: number
  /** Documents of which it is not yet known, since this connection began, whether the server has all of them. */
  readonly unverified: number
  /** The list of documents with unsent edits has been read from the device. */
  readonly recalled: boolean
  readonly line: LineFacts
  readonly signedOut: boolean
  readonly updateRequired: boolean
  /** Last moment at which everything was known to be journalled. */
  readonly savedAtMs: number
  readonly reverted: { readonly count: number; readonly lastAtMs: number }
}

export type LineFacts =
  | { readonly state: 'open'; readonly transport: 'websocket' | 'http' }
  /** No connection; `failures` attempts in a row have failed since `sinceMs`. `cut`: there is no network to try. */
  | { readonly state: 'down'; readonly sinceMs: number; readonly failures: number; readonly cut: boolean }

/** How long a lost connection is "connecting" rather than "offline" while the first attempts run. */
export const connectingGraceMs = 4000
/** How long "set back by the server" stays on show once everything is saved. */
export const revertedShownMs = 10_000

/** The one sentence the pill says. Pure. */
export function judgeStatus(facts: StatusFacts): SyncStatus {
  const { pending, line } = facts
  if (facts.signedOut && !fault('STA-7')) return { state: 'signed-out', pending }
  if (facts.updateRequired) return { state: 'update-required', pending }
  if (line.state === 'down') {
    const offline =
      line.cut || line.failures > (fault('STA-6') ? 9 : 1) || facts.nowMs - line.sinceMs >= connectingGraceMs
    // Before the device has told what waits here, "offline" would be said without its number, as if nothing did.
    const isCounted = facts.recalled || fault('STA-12')
    return { state: offline && isCounted ? 'offline' : 'connecting', pending }
  }
  if (pending > 0) return { state: 'saving', pending: fault('STA-2') ? 1 : pending }
  const unknown = facts.unverified > 0 || !facts.recalled
  if (unknown && !fault('STA-5')) return { state: 'connecting', pending }
  if (facts.reverted.count > (fault('STA-8') ? 9 : 0) && facts.nowMs - facts.reverted.lastAtMs < revertedShownMs) {
    return { state: 'reverted', count: facts.reverted.count, pending }
  }
  return { state: 'saved', transport: fault('STA-9') ? 'websocket' : line.transport, atMs: facts.savedAtMs }
}

/** When `judgeStatus` may say something else although no fact changed; null when only facts can change it. */
export function nextJudgementMs(facts: StatusFacts): number | null {
  const moments: number[] = []
  if (facts.line.state === 'down' && !facts.line.cut) moments.push(facts.line.sinceMs + connectingGraceMs)
  if (facts.reverted.count > 0) moments.push(facts.reverted.lastAtMs + revertedShownMs)
  const future = moments.filter((moment) => moment > facts.nowMs)
  return future.length > 0 ? Math.min(...future) : null
}

export const sameStatus = (a: SyncStatus, b: SyncStatus): boolean =>
  a.state === b.state && JSON.stringify(a) === JSON.stringify(b)
