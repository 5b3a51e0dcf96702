import { expect, it } from 'vitest'
import { secondsLeft } from './time-left.ts'

it('[IMP-28] the time left follows from the pace so far, and is not guessed from too little', () => {
  expect(secondsLeft(100, 1_000, 2_000)).toBe(20)
  expect(secondsLeft(900, 1_000, 9_000)).toBe(5)
  expect(secondsLeft(100, 100_000, 10_000)).toBe(9_990)
  expect(secondsLeft(0, 1_000, 10_000), 'nothing is in yet').toBeNull()
  expect(secondsLeft(500, 1_000, 1_000), 'too early to say').toBeNull()
  expect(secondsLeft(1_000, 1_000, 10_000), 'nothing is left').toBeNull()
})
