import { describe, expect, it } from 'vitest'
import { createRealtime, healthy } from './realtime.ts'

const start = () => {
  const clock = { ms: 5_000_000 }
  return { clock, realtime: createRealtime(() => clock.ms) }
}
const times = (count: number, run: () => void): void => {
  for (let i = 0; i < count; i++) run()
}

describe('realtime numbers', () => {
  it('[HTT-18] they cover the last minute and nothing older', () => {
    const { clock, realtime } = start()
    times(30, () => realtime.request())
    realtime.latency(10)
    clock.ms += 30_000
    times(5, () => realtime.request())
    realtime.latency(30)
    expect(realtime.numbers()).toMatchObject({ requestsPerMinute: 35, averageLatency: 20 })
    clock.ms += 31_000
    expect(realtime.numbers()).toMatchObject({ requestsPerMinute: 5, averageLatency: 30 })
    clock.ms += 60_000
    expect(realtime.numbers()).toEqual({ requestsPerMinute: 0, averageLatency: 0, cacheHitRate: 1, reads: 0 })
  })

  it('[HTT-18] a read hits when nothing had to be loaded for it', () => {
    const { realtime } = start()
    times(10, () => realtime.read(true))
    times(3, () => realtime.read(false))
    expect(realtime.numbers().cacheHitRate).toBeCloseTo(0.7)
  })

  it.each([
    [{}, true],
    [{ activeConnections: 999 }, true],
    [{ activeConnections: 1000 }, false],
    [{ averageLatency: 499 }, true],
    [{ averageLatency: 500 }, false],
    [{ cacheHitRate: 0.71, reads: 100 }, true],
    [{ cacheHitRate: 0.7, reads: 100 }, false],
    [{ cacheHitRate: 0, reads: 99 }, true],
  ])('[HTT-18] %j is healthy: %s', (change, good) => {
    const calm = { activeConnections: 0, requestsPerMinute: 0, cacheHitRate: 1, reads: 0, averageLatency: 0 }
    expect(healthy({ ...calm, ...change })).toBe(good)
  })
})
