import { afterEach, describe, expect, it } from 'vitest'
import { call } from './http.ts'
import { noteServerDate, serverNowMs } from './server-clock.ts'

const nowMs = Date.UTC(2026, 10, 26, 16, 40, 5, 250)
const said = (aheadMs: number) => new Date(nowMs + aheadMs).toUTCString()
afterEach(() => noteServerDate(new Date().toUTCString()))

describe('the time at the server', () => {
  it.each([
    ['a minute ahead', 60_000],
    ['five minutes behind', -300_000],
  ])('[CRD-40] is known from its answers when the device’s clock is off: %s', (_, aheadMs) => {
    noteServerDate(said(aheadMs), nowMs)
    expect(Math.abs(serverNowMs(nowMs) - (nowMs + aheadMs))).toBeLessThan(1_000)
  })

  it('[CRD-40] is the device’s own while they agree, and after an answer that names none', () => {
    noteServerDate(said(1_000), nowMs)
    expect(serverNowMs(nowMs)).toBe(nowMs)
    noteServerDate(said(60_000), nowMs)
    for (const header of [null, '', 'yesterday']) noteServerDate(header, nowMs)
    expect(serverNowMs(nowMs)).toBeGreaterThan(nowMs + 50_000)
  })

  it('[CRD-40] is taken from every answer of a call', async () => {
    const headers = { date: new Date(Date.now() + 3_600_000).toUTCString() }
    await call('/api/session', { fetch: async () => new Response('{}', { headers }) })
    expect(serverNowMs()).toBeGreaterThan(Date.now() + 3_500_000)
  })
})
