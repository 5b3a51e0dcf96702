import { fault } from '@mutirao/documents/faults'

/** Before that the pace says nothing. */
const leastMs = 1_500
const stepSeconds = 5

/**
 * How long an import still takes at its pace so far: seconds, rounded up to five so that it does not flicker; null while that is
 * not known, and when nothing is left.
 */
export function secondsLeft(done: number, total: number, elapsedMs: number): number | null {
  if (done <= 0 || done >= total || elapsedMs < leastMs) return null
  const of = fault('IMP-28') ? total : total - done
  const seconds = ((elapsedMs / done) * of) / 1_000
  return Math.ceil(seconds / stepSeconds) * stepSeconds
}
