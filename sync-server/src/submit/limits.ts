import { fault } from '@mutirao/documents'

/**
 * A token bucket that never says no: it says how long to wait. A refused update would leave a gap in its author's clock and
 * everything after it would hang, so limits may only slow down (SYNC §2).
 */
export interface BucketOptions {
  /** Refill per second. */
  readonly perSecond: number
  /** Spent at once when full. */
  readonly burst: number
}

export class TokenBucket {
  private readonly options: BucketOptions
  private readonly now: () => number
  private tokens: number
  private filledAtMs: number

  /** @param now milliseconds, monotonic */
  constructor(options: BucketOptions, now: () => number = () => performance.now()) {
    this.options = options
    this.now = now
    this.tokens = options.burst
    this.filledAtMs = now()
  }

  /** Takes `cost` tokens, going into debt when need be. @returns milliseconds the caller owes before it goes on; 0 = none */
  take(cost: number): number {
    this.refill()
    this.tokens -= cost
    return this.tokens >= 0 || fault('SUB-14') ? 0 : Math.ceil((-this.tokens / this.options.perSecond) * 1000)
  }

  /** Takes only what is there. */
  tryTake(cost: number): boolean {
    this.refill()
    if (this.tokens < cost) return false
    this.tokens -= cost
    return true
  }

  private refill(): void {
    const nowMs = this.now()
    const grown = ((nowMs - this.filledAtMs) / 1000) * this.options.perSecond
    this.tokens = Math.min(this.options.burst, this.tokens + grown)
    this.filledAtMs = nowMs
  }
}

/** What waits can be told to stop waiting: the socket closed, the server closes. */
export interface Patience {
  readonly over: boolean
  /** Resolves after `delayMs` or as soon as patience is over. */
  wait(delayMs: number): Promise<void>
  /** From now on nobody waits. */
  end(): void
}

export function createPatience(): Patience {
  const waiting = new Set<() => void>()
  let over = false
  return {
    get over() {
      return over
    },
    wait(delayMs) {
      if (over || delayMs <= 0) return Promise.resolve()
      return new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer)
          waiting.delete(done)
          resolve()
        }
        const timer = setTimeout(done, delayMs)
        waiting.add(done)
      })
    },
    end() {
      over = true
      for (const done of waiting) done()
    },
  }
}
