import { limits } from '@mutirao/documents'
import { describe, expect, it } from 'vitest'
import { createPushLimit } from './push-limit.ts'

describe('push limit', () => {
  const start = () => {
    const clock = { ms: 1_000_000 }
    return { clock, limit: createPushLimit(() => clock.ms) }
  }
  const burst = (take: () => number): number => {
    let passed = 0
    while (passed < 10_000 && take() === 0) passed++
    return passed
  }

  it('[HTT-12] a burst of 500 passes, then 100 a second', () => {
    const { clock, limit } = start()
    const take = () => limit.take('ana', 10)
    expect(burst(take)).toBe(limits.burstUpdates)
    clock.ms += 1000
    expect(burst(take)).toBe(limits.updatesPerSecond)
  })

  it('[HTT-12] bytes count too, and the wait that is told is long enough', () => {
    const { clock, limit } = start()
    const take = () => limit.take('ana', limits.maxMessageBytes)
    expect(burst(take)).toBe(2)
    const waitSeconds = take()
    expect(waitSeconds).toBeGreaterThan(0)
    clock.ms += waitSeconds * 1000
    expect(take()).toBe(0)
  })

  it('[HTT-12] one person does not spend the allowance of another', () => {
    const { limit } = start()
    burst(() => limit.take('ana', 1))
    expect(limit.take('bruno', 1)).toBe(0)
  })
})
