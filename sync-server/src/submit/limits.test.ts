import { describe, expect, it } from 'vitest'
import { TokenBucket, createPatience } from './limits.ts'

describe('token bucket', () => {
  it('[SUB-14] lets a burst pass, then says how long to wait, never no', () => {
    let nowMs = 0
    const bucket = new TokenBucket({ perSecond: 100, burst: 500 }, () => nowMs)
    for (let i = 0; i < 500; i++) expect(bucket.take(1)).toBe(0)
    expect(bucket.take(1)).toBe(10)
    expect(bucket.take(1)).toBe(20)
    nowMs += 1_000
    expect(bucket.take(1)).toBe(0)
  })

  it('never saves up more than a burst', () => {
    let nowMs = 0
    const bucket = new TokenBucket({ perSecond: 100, burst: 5 }, () => nowMs)
    nowMs = 60_000
    for (let i = 0; i < 5; i++) expect(bucket.tryTake(1)).toBe(true)
    expect(bucket.tryTake(1)).toBe(false)
  })
})

describe('patience', () => {
  it('wakes everybody who waits when it is over, and nobody waits afterwards', async () => {
    const patience = createPatience()
    const waiting = [patience.wait(60_000), patience.wait(60_000)]
    patience.end()
    await Promise.all(waiting)
    await patience.wait(60_000)
    expect(patience.over).toBe(true)
  })
})
