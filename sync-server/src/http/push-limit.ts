import { fault, limits } from '@mutirao/documents'

/**
 * Token buckets of HTTP pushes, one per person (a socket's limits are per connection and wait instead of refusing; an HTTP
 * caller is told when to come back).
 */
export interface PushLimit {
  /** Takes one update of this size. Resolves to 0, or to the seconds after which it would fit. */
  take(userId: string, bytes: number): number
}

interface Bucket {
  updates: number
  bytes: number
  atMs: number
}

/** A full bucket is the same as none: forgotten after this long without a push. */
const idleMs = 60_000
const burstBytes = 2 * limits.bytesPerSecond

/** @param now milliseconds, monotonic: a clock that is set back must not lock people out */
export function createPushLimit(now: () => number = () => performance.now()): PushLimit {
  const buckets = new Map<string, Bucket>()
  let sweptAtMs = now()

  const sweep = (atMs: number): void => {
    if (atMs - sweptAtMs < idleMs) return
    sweptAtMs = atMs
    for (const [userId, bucket] of buckets) if (atMs - bucket.atMs >= idleMs) buckets.delete(userId)
  }

  return {
    take(userId, bytes) {
      const atMs = now()
      sweep(atMs)
      const bucket = buckets.get(userId) ?? { updates: limits.burstUpdates, bytes: burstBytes, atMs }
      buckets.set(userId, bucket)
      const seconds = (atMs - bucket.atMs) / 1000
      bucket.atMs = atMs
      bucket.updates = Math.min(limits.burstUpdates, bucket.updates + seconds * limits.updatesPerSecond)
      bucket.bytes = Math.min(burstBytes, bucket.bytes + seconds * limits.bytesPerSecond)
      if ((bucket.updates >= 1 && bucket.bytes >= bytes) || fault('HTT-12')) {
        bucket.updates -= 1
        bucket.bytes -= bytes
        return 0
      }
      const wait = Math.max(
        (1 - bucket.updates) / limits.updatesPerSecond,
        (bytes - bucket.bytes) / limits.bytesPerSecond,
      )
      return Math.max(1, Math.ceil(wait))
    },
  }
}
