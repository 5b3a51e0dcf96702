import { fault } from '@mutirao/documents'
import { TokenBucket } from '../submit/limits.ts'
import type { BucketOptions } from '../submit/limits.ts'

/** One allowance per person, over all their devices at this process. */
export interface PersonLimit {
  /** Takes `cost`. @returns 0, or the seconds after which it would fit (nothing is taken then) */
  take(userId: string, cost: number): number
}

/** A full bucket is the same as none: forgotten when the map has grown to this many people. */
const maxBuckets = 10_000

/** @param now milliseconds, monotonic; for tests */
export function createPersonLimit(options: BucketOptions, now?: () => number): PersonLimit {
  const buckets = new Map<string, TokenBucket>()
  return {
    take(userId, cost) {
      let bucket = buckets.get(userId)
      if (!bucket) {
        if (buckets.size >= maxBuckets) buckets.clear()
        bucket = now ? new TokenBucket(options, now) : new TokenBucket(options)
        buckets.set(userId, bucket)
      }
      if (bucket.tryTake(cost) || fault('FIL-9')) return 0
      return Math.max(1, Math.ceil(cost / options.perSecond))
    },
  }
}
