import { describe, expect, it } from 'vitest'
import { costOf, createCallBudget } from './call-budget.ts'

describe('what calls cost', () => {
  it('[ATK-8] by what the server has to do; what has a limit of its own costs nothing', () => {
    expect(costOf('GET', '/api/me')).toBe(1)
    expect(costOf('GET', '/api/documents/:name/updates')).toBe(1)
    expect(costOf('POST', '/api/documents/:name/updates')).toBe(0)
    expect(costOf('PUT', '/api/documents/:name/files/:sha256')).toBe(0)
    expect(costOf('GET', '/api/documents/:name/export')).toBe(20)
    expect(costOf('HEAD', '/api/documents/:name/export')).toBe(20)
  })

  it('[ATK-8] rows count; whoever has spent everything waits, others do not, and a huge pull fits a full budget', () => {
    let nowMs = 0
    const calls = createCallBudget(() => nowMs)
    expect(() => calls.spendRows('ana', 10_000_000)).not.toThrow()
    expect(() => calls.spendRows('ana', 500)).toThrow(
      expect.objectContaining({ code: 'too_fast', retryAfterSeconds: 1 }),
    )
    expect(() => calls.spendRows('ana', 499)).not.toThrow()
    expect(() => calls.spendRows('bruno', 500)).not.toThrow()
    nowMs += 1_000
    expect(() => calls.spendRows('ana', 50_000)).not.toThrow()
    expect(() => calls.spendRows('ana', 500)).toThrow()
  })
})
