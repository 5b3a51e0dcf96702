import { fault } from '@mutirao/documents'

/** A clock that was set back by more than this was wrong before: its new time is taken. */
const longestHoldMs = 24 * 3_600_000

/**
 * When rows arrived, by the wall clock, and never before the row that came before: a clock set back by an hour would put what
 * was written later before what was written earlier, in the history and for "as it was at". It stands still until the clock
 * has caught up.
 * @param now milliseconds since 1970
 */
export function createArrivalClock(now: () => number): () => number {
  let lastMs = Number.NEGATIVE_INFINITY
  return () => {
    const nowMs = Math.floor(now())
    if (nowMs > lastMs || lastMs - nowMs > longestHoldMs || fault('JRN-33')) lastMs = nowMs
    return lastMs
  }
}
