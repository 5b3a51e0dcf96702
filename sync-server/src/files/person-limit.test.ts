import { describe, expect, it } from 'vitest'
import { createPersonLimit } from './person-limit.ts'

describe('allowance per person', () => {
  it('[FIL-9] a burst passes, then so much a second, and the wait that is told is long enough', () => {
    let nowMs = 0
    const limit = createPersonLimit({ perSecond: 10, burst: 100 }, () => nowMs)
    const take = () => limit.take('ana', 25)
    expect([take(), take(), take(), take()]).toEqual([0, 0, 0, 0])
    const waitSeconds = take()
    expect(waitSeconds).toBe(3)
    // Nothing is taken by asking too early.
    expect(take()).toBe(3)
    nowMs += waitSeconds * 1000
    expect(take()).toBe(0)
  })

  it('[FIL-9] one person does not spend the allowance of another', () => {
    const limit = createPersonLimit({ perSecond: 1, burst: 1 }, () => 0)
    expect([limit.take('ana', 1), limit.take('ana', 1), limit.take('bruno', 1)]).toEqual([0, 1, 0])
  })
})
