import { describe, expect, it } from 'vitest'
import { activityTone } from './activity-tone.ts'

describe('the next activity on a card', () => {
  it('[FAC-1] is late after its day, marked on its day, and never late without one', () => {
    const tones = ['2026-11-25', '2026-11-26', '2026-11-27', null].map((day) => activityTone(day, '2026-11-26'))
    expect(tones).toEqual(['late', 'today', 'later', 'later'])
  })
})
