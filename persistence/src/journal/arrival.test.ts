import { describe, expect, it } from 'vitest'
import { createArrivalClock } from './arrival.ts'

const hourMs = 3_600_000

describe('when rows arrived', () => {
  it('[JRN-33] follows the clock forth, never back, and goes on where the clock has caught up', () => {
    let nowMs = 1_000_000_000_000.9
    const arrived = createArrivalClock(() => nowMs)
    expect(arrived()).toBe(1_000_000_000_000)
    nowMs += hourMs
    expect(arrived()).toBe(1_000_000_000_000 + hourMs)
    nowMs -= hourMs
    expect(arrived()).toBe(1_000_000_000_000 + hourMs)
    nowMs += hourMs + 5
    expect(arrived()).toBe(1_000_000_000_005 + hourMs)
  })

  it('a clock that was wrong by more than a day is believed once it is right', () => {
    let nowMs = 1_000 * 24 * hourMs
    const arrived = createArrivalClock(() => nowMs)
    arrived()
    nowMs -= 365 * 24 * hourMs
    expect(arrived()).toBe(nowMs)
  })
})
