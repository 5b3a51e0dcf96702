import { boardName, cardName, type DocumentName } from '@mutirao/documents'
import { describe, expect, it } from 'vitest'
import { createFlight } from './flight.ts'
import { call, cutCalls, personFetch } from './http.ts'
import { createFakeClient } from './testing/fake-client.ts'

const board = boardName('01M81JGK9MBFBKNS11YR6Z7EWR')
const card = cardName('01M81JGK9MBFBKNS11YR6Z7EWR', '01M81JGK9MBFBKNS11YR6Z7EWS')

function memory() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}
function world(storage = memory(), heads = () => Promise.resolve(new Map<string, string>([[board, 'e1-42']]))) {
  const client = createFakeClient()
  const cuts: boolean[] = []
  let nowMs = 1_000
  const network = { setEnabled: (enabled: boolean) => void cuts.push(enabled) }
  const flight = createFlight({ client, network, heads, storage, nowMs: () => nowMs })
  const pending = (...documents: [DocumentName, number][]) =>
    client.setPending(documents.map(([name, edits]) => ({ name, edits })))
  return { client, cuts, flight, storage, pending, pass: (ms: number) => (nowMs += ms) }
}
const settled = () => new Promise((resolve) => setTimeout(resolve))

describe('the airplane test', () => {
  it('[FLY-1] cuts the network at take-off, counts what is made in the air and not what was waiting before', () => {
    const { flight, cuts, pending } = world()
    pending([board, 2])
    flight.takeOff()
    expect(cuts).toEqual([false])
    pending([board, 5], [card, 1])
    expect(flight.state()).toEqual({ kind: 'flying', sinceMs: 1_000, edits: 4 })
    flight.takeOff()
    expect(cuts).toEqual([false])
  })

  it('[FLY-3] [FLY-1] gives the receipt only when every edit of the flight is acknowledged, with the places the server names', async () => {
    const { flight, cuts, pending, pass } = world()
    flight.takeOff()
    pending([board, 3], [card, 1])
    pass(60_000)
    flight.land()
    expect(cuts).toEqual([false, true])
    expect(flight.state()).toEqual({ kind: 'landing', edits: 4, left: 4 })
    pending([board, 1])
    expect(flight.state()).toMatchObject({ kind: 'landing', left: 1 })
    pass(800)
    pending()
    await settled()
    expect(flight.state()).toEqual({
      kind: 'ground',
      receipt: {
        lines: [
          { name: board, edits: 3, cursor: 'e1-42' },
          { name: card, edits: 1, cursor: null },
        ],
        edits: 4,
        refused: 0,
        flownMs: 60_000,
        landingMs: 800,
      },
    })
    flight.putAway()
    expect(flight.state()).toEqual({ kind: 'ground', receipt: null })
  })

  it('[FLY-3] counts what the server did not take, and comes without places when it does not answer', async () => {
    const { flight, client, pending } = world(memory(), () => Promise.reject(new Error('away')))
    flight.takeOff()
    pending([board, 2])
    flight.land()
    client.notify({ type: 'reverted', name: board, path: 'cards/x/owner', rule: 'member', message: '' })
    pending()
    await settled()
    expect(flight.state()).toMatchObject({ receipt: { edits: 2, refused: 1, lines: [{ cursor: null }] } })
  })

  it('[FLY-2] a reload in mid-flight finds the network still cut and the count right; a landing is forgotten', () => {
    const storage = memory()
    const first = world(storage)
    first.pending([board, 1])
    first.flight.takeOff()
    const second = world(storage)
    expect(second.cuts).toEqual([false])
    second.pending([board, 3])
    expect(second.flight.state()).toMatchObject({ kind: 'flying', edits: 2 })
    second.flight.land()
    expect(world(storage).flight.state()).toMatchObject({ kind: 'ground' })
    storage.setItem('mutirao.flight', '{broken')
    expect(world(storage).flight.state()).toMatchObject({ kind: 'ground' })
  })
})

describe('calls while cut off', () => {
  it('[FLY-4] fail at once as unreachable, without trying, until the network is given back', async () => {
    let tried = 0
    const fetch = (() => Promise.resolve(new Response(String(++tried)))) as typeof globalThis.fetch
    cutCalls(true)
    await expect(call('/api/me', { fetch })).rejects.toMatchObject({ code: 'unreachable' })
    expect(tried).toBe(0)
    await expect(personFetch('/api/me')).rejects.toThrow('cut off')
    cutCalls(false)
    expect(await call('/api/me', { fetch })).toBe(1)
  })
})
