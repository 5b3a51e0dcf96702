import { fault } from '@mutirao/documents'

/**
 * The four numbers of REQUIREMENTS 84, over the last minute.
 * Cache hits, read for a local-first server: a read is a document asked for; it hits when nothing had to be read from the
 * database for it (the document was in memory, or the caller's copy was current: 304).
 */
export interface RealtimeNumbers {
  readonly requestsPerMinute: number
  /** 0–1; 1 when nobody read anything. */
  readonly cacheHitRate: number
  /** Documents asked for. */
  readonly reads: number
  /** Milliseconds from an edit's arrival until it is durable and applied; 0 when there were none. */
  readonly averageLatency: number
}

export interface Realtime {
  request(): void
  /** `asked`: a document was asked for; `!asked`: it had to be loaded after all. */
  read(asked: boolean): void
  latency(durationMs: number): void
  numbers(): RealtimeNumbers
}

/** The limits of REQUIREMENTS 108. A rate over a handful of reads says nothing: after a start all of them are misses. */
const healthLimits = { connections: 1000, cacheHitRate: 0.7, minReads: 100, latencyMs: 500 } as const

export function healthy(numbers: RealtimeNumbers & { readonly activeConnections: number }): boolean {
  if (fault('HTT-18')) return true
  return (
    numbers.activeConnections < healthLimits.connections &&
    (numbers.cacheHitRate > healthLimits.cacheHitRate || numbers.reads < healthLimits.minReads) &&
    numbers.averageLatency < healthLimits.latencyMs
  )
}

const slots = 60

interface Slot {
  second: number
  requests: number
  asked: number
  loaded: number
  latencySumMs: number
  latencies: number
}

const emptySlot = (second: number): Slot => ({
  second,
  requests: 0,
  asked: 0,
  loaded: 0,
  latencySumMs: 0,
  latencies: 0,
})

/** Sixty one-second slots; a slot is emptied when its second comes round again. @param now milliseconds, for tests */
export function createRealtime(now: () => number = () => performance.now()): Realtime {
  const ring = Array.from({ length: slots }, () => emptySlot(-1))
  const slot = (): Slot => {
    const second = Math.floor(now() / 1000)
    const index = second % slots
    const current = ring[index]
    if (current?.second === second) return current
    const fresh = emptySlot(second)
    ring[index] = fresh
    return fresh
  }
  return {
    request() {
      slot().requests++
    },
    read(asked) {
      if (asked) slot().asked++
      else slot().loaded++
    },
    latency(durationMs) {
      const current = slot()
      current.latencySumMs += durationMs
      current.latencies++
    },
    numbers() {
      const oldest = Math.floor(now() / 1000) - slots
      const recent = ring.filter(({ second }) => second > oldest)
      const sum = (read: (one: Slot) => number): number => recent.reduce((total, one) => total + read(one), 0)
      const asked = sum((one) => one.asked)
      const latencies = sum((one) => one.latencies)
      return {
        requestsPerMinute: sum((one) => one.requests),
        reads: asked,
        cacheHitRate: asked === 0 ? 1 : Math.max(0, asked - sum((one) => one.loaded)) / asked,
        averageLatency: latencies === 0 ? 0 : sum((one) => one.latencySumMs) / latencies,
      }
    },
  }
}
