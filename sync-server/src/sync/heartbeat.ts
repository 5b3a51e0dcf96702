/** What gets a sign of life now and then. */
interface Beating {
  heartbeat(nowMs: number): void
}

const slices = 12

/**
 * Calls `heartbeat` of everybody once per `periodMs`, a slice of them at a time: thousands of idle sockets in one turn would
 * hold up everybody's edits.
 */
export function createHeartbeat(periodMs: number): {
  add(one: Beating): void
  remove(one: Beating): void
  stop(): void
} {
  const rings = Array.from({ length: slices }, () => new Set<Beating>())
  let added = 0
  let turn = 0
  const timer = setInterval(
    () => {
      turn = (turn + 1) % slices
      const nowMs = performance.now()
      for (const one of rings[turn] ?? []) one.heartbeat(nowMs)
    },
    Math.max(1, periodMs / slices),
  )
  return {
    add(one) {
      rings[added++ % slices]?.add(one)
    },
    remove(one) {
      for (const ring of rings) ring.delete(one)
    },
    stop() {
      clearInterval(timer)
    },
  }
}
