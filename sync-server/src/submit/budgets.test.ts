import { expect, it } from 'vitest'
import { Budgets } from './budgets.ts'

it('[SYN-35] is one per person, goes into debt, and is forgotten when it is full again', () => {
  let nowMs = 0
  const budgets = new Budgets({ perSecond: 10, burst: 100 }, () => nowMs)
  expect(budgets.take('ana', 100)).toBe(0)
  expect(budgets.take('ana', 50)).toBe(5_000)
  expect(budgets.take('bia', 1)).toBe(0)
  nowMs = 5_000
  expect(budgets.take('ana', 0)).toBe(0)
  expect(budgets.take('ana', 10)).toBe(1_000)
  expect(budgets.size).toBe(2)
  nowMs = 120_000
  budgets.take('cai', 1)
  expect(budgets.size).toBe(1)
})
