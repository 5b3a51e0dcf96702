import { expect, it } from 'vitest'
import { createPace } from './pace.ts'

it('[MAI-13] sixty letters to one person go at once; what comes faster gathers for up to a minute; others are not held up', () => {
  let nowMs = Date.UTC(2026, 10, 27, 12, 1, 20)
  const pace = createPace(() => nowMs)
  const [carla, davi] = [
    { workspaceId: 'w', userId: 'carla' },
    { workspaceId: 'w', userId: 'davi' },
  ]
  const first = Array.from({ length: 63 }, () => pace.nextMs(carla) - nowMs)
  expect(first).toEqual([...Array.from({ length: 60 }, () => 0), 40_000, 40_000, 40_000])
  expect(pace.nextMs(davi)).toBe(nowMs)
  nowMs += 60_000
  expect([pace.nextMs(carla) - nowMs, pace.nextMs(carla) - nowMs]).toEqual([0, 40_000])
})
