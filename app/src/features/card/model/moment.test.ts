import { describe, expect, it } from 'vitest'
import { linkAt, readMoment } from './moment.ts'

const atMs = Date.UTC(2026, 10, 26, 16, 40, 5)

describe('links to a moment', () => {
  it.each([
    ['2026-11-26T16:40:05Z', atMs],
    ['2026-11-26T13:40:05-03:00', atMs],
    ['2026-11-26T16:40:05.250Z', atMs + 250],
    ['2026-11-26T16:40Z', atMs - 5_000],
  ])('[CRD-18] %s is a moment', (text, ms) => {
    expect(readMoment(text)).toBe(ms)
  })

  it.each([undefined, '', '2026-11-26', 'ontem', '2026-13-45T99:00:00Z', '1764175205', '2026-11-26T16:40:05'])(
    '[CRD-18] %j is none',
    (text) => {
      expect(readMoment(text)).toBeNull()
    },
  )

  it('[CRD-18] go where the card is, with one moment or none', () => {
    const address = 'https://x.example/funil/B?dono=eu&card=C'
    expect(linkAt(address, atMs)).toContain(`${address}&em=2026-11-26T16:40:05`)
    expect(linkAt(`${address}&em=2020-01-01T00:00:00Z`, null)).toBe(address)
    expect(readMoment(new URL(linkAt(address, atMs)).searchParams.get('em') ?? '')).toBe(atMs)
  })

  it('[CRD-40] name it to the millisecond: what was written in the same second is in it', () => {
    const link = linkAt('https://x.example/funil/B?card=C&em=2020-01-01T00:00:00Z', atMs + 987)
    expect(readMoment(new URL(link).searchParams.get('em') ?? '')).toBe(atMs + 987)
  })
})
