import { TokenBucket } from './limits.ts'
import type { BucketOptions } from './limits.ts'

const sweepMs = 60_000

/**
 * One token bucket per person, over all their connections and reconnections: what costs the server more than the asker must not
 * become cheaper by opening more sockets. A full bucket is the same as none and is forgotten.
 */
export class Budgets {
  private readonly options: BucketOptions
  private readonly now: () => number
  private readonly buckets = new Map<string, { readonly bucket: TokenBucket; atMs: number }>()
  private sweptAtMs: number

  /** @param now milliseconds, monotonic */
  constructor(options: BucketOptions, now: () => number = () => performance.now()) {
    this.options = options
    this.now = now
    this.sweptAtMs = now()
  }

  /** Takes `cost`, going into debt when need be. @returns milliseconds until the person owes nothing; 0 = go on */
  take(userId: string, cost: number): number {
    const nowMs = this.now()
    this.sweep(nowMs)
    const known = this.buckets.get(userId) ?? { bucket: new TokenBucket(this.options, this.now), atMs: nowMs }
    known.atMs = nowMs
    this.buckets.set(userId, known)
    return known.bucket.take(cost)
  }

  get size(): number {
    return this.buckets.size
  }

  private sweep(nowMs: number): void {
    if (nowMs - this.sweptAtMs < sweepMs) return
    this.sweptAtMs = nowMs
    const fullAfterMs = (this.options.burst / this.options.perSecond) * 1_000
    for (const [userId, { bucket, atMs }] of this.buckets)
      if (nowMs - atMs >= fullAfterMs && bucket.tryTake(this.options.burst)) this.buckets.delete(userId)
  }
}
