import { describe, expect, it } from 'vitest'
import { connectingGraceMs, judgeStatus, nextJudgementMs, revertedShownMs, type StatusFacts } from './status.ts'

const base: StatusFacts = {
  nowMs: 100_000,
  pending: 0,
  unverified: 0,
  recalled: true,
  line: { state: 'open', transport: 'websocket' },
  signedOut: false,
  updateRequired: false,
  savedAtMs: 90_000,
  reverted: { count: 0, lastAtMs: -Infinity },
}
const down = (over: Partial<Extract<StatusFacts['line'], { state: 'down' }>>): StatusFacts['line'] => ({
  state: 'down',
  sinceMs: 100_000,
  failures: 0,
  cut: false,
  ...over,
})

describe('the status', () => {
  it('[STA-9] says saved, since when, and over which way', () => {
    expect(judgeStatus(base)).toEqual({ state: 'saved', transport: 'websocket', atMs: 90_000 })
    const http = judgeStatus({ ...base, line: { state: 'open', transport: 'http' } })
    expect(http).toEqual({ state: 'saved', transport: 'http', atMs: 90_000 })
  })

  it('[STA-2] says saving with the number of edits as long as one waits', () => {
    expect(judgeStatus({ ...base, pending: 3 })).toEqual({ state: 'saving', pending: 3 })
  })

  it('[STA-5] is connecting while a handshake is missing or the device has not told what is unsent', () => {
    expect(judgeStatus({ ...base, unverified: 1 }).state).toBe('connecting')
    expect(judgeStatus({ ...base, recalled: false }).state).toBe('connecting')
  })

  it('[STA-6] a lost line is connecting for a moment, then offline; without a network offline at once', () => {
    expect(judgeStatus({ ...base, line: down({}), pending: 2 })).toEqual({ state: 'connecting', pending: 2 })
    expect(judgeStatus({ ...base, line: down({ failures: 1 }) }).state).toBe('connecting')
    expect(judgeStatus({ ...base, line: down({ failures: 2 }) }).state).toBe('offline')
    expect(judgeStatus({ ...base, line: down({ sinceMs: 100_000 - connectingGraceMs }) }).state).toBe('offline')
    expect(judgeStatus({ ...base, line: down({ cut: true }), pending: 4 })).toEqual({ state: 'offline', pending: 4 })
    expect(nextJudgementMs({ ...base, line: down({}) })).toBe(100_000 + connectingGraceMs)
    expect(nextJudgementMs({ ...base, line: down({ cut: true }) })).toBeNull()
  })

  it('[STA-12] offline is said with its number: not before the device has told what is unsent', () => {
    const facts = { ...base, line: down({ cut: true }), recalled: false, pending: 1 }
    expect(judgeStatus(facts)).toEqual({ state: 'connecting', pending: 1 })
    expect(judgeStatus({ ...facts, recalled: true, pending: 14 })).toEqual({ state: 'offline', pending: 14 })
  })

  it('[STA-7] signed-out and update-required come before everything else and keep the count', () => {
    const facts = { ...base, line: down({ cut: true }), pending: 5 }
    expect(judgeStatus({ ...facts, signedOut: true })).toEqual({ state: 'signed-out', pending: 5 })
    expect(judgeStatus({ ...facts, updateRequired: true })).toEqual({ state: 'update-required', pending: 5 })
  })

  it('[STA-8] tells for ten seconds that edits were set back, but never instead of saving', () => {
    const facts = { ...base, reverted: { count: 2, lastAtMs: 95_000 } }
    expect(judgeStatus(facts)).toEqual({ state: 'reverted', count: 2, pending: 0 })
    expect(judgeStatus({ ...facts, pending: 1 }).state).toBe('saving')
    expect(nextJudgementMs(facts)).toBe(95_000 + revertedShownMs)
    expect(judgeStatus({ ...facts, nowMs: 95_000 + revertedShownMs }).state).toBe('saved')
  })
})
