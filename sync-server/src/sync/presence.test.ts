import { describe, expect, it } from 'vitest'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { Presence, personColor } from './presence.ts'

const ana = { userId: 'ana', name: 'Ana Lima' }
const bia = { userId: 'bia', name: 'Bia Reis' }

/** What a client with this state would send. */
function says(clientId: number, clock: number, state: unknown): Uint8Array {
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  awareness.states.set(clientId, state as Record<string, unknown>)
  awareness.meta.set(clientId, { clock, lastUpdated: 0 })
  const update = encodeAwarenessUpdate(awareness, [clientId])
  doc.destroy()
  return update
}

/** What a client that knew nothing sees after these updates. */
function sees(...updates: (Uint8Array | null)[]): Record<string, unknown> {
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  awareness.setLocalState(null)
  for (const update of updates) if (update) applyAwarenessUpdate(awareness, update, null)
  const states = Object.fromEntries([...awareness.getStates()].map(([id, state]) => [String(id), state]))
  doc.destroy()
  return states
}

describe('presence', () => {
  let nowMs = 0
  const make = (): Presence => new Presence({ maxStateBytes: 200, now: () => nowMs })
  const user = { id: 'ana', name: 'Ana Lima', color: personColor('ana') }

  it('[SYN-19] says who somebody is by their token, whatever their message says', () => {
    const presence = make()
    const told = presence.hear(
      {},
      ana,
      says(7, 1, { user: { id: 'bia', name: 'Bia', color: '#000' }, card: 'card-0001' }),
    )
    expect(sees(told)).toEqual({ 7: { user, card: 'card-0001' } })
    expect(sees(presence.snapshot())).toEqual({ 7: { user, card: 'card-0001' } })
  })

  it('[SYN-20] lets nobody change or remove what somebody else said', () => {
    const presence = make()
    presence.hear({}, ana, says(7, 1, { card: 'card-0001' }))
    expect(presence.hear({}, bia, says(7, 9, { card: 'card-0002' }))).toBeNull()
    expect(presence.hear({}, bia, says(7, 9, null))).toBeNull()
    expect(sees(presence.snapshot())).toEqual({ 7: { user, card: 'card-0001' } })
  })

  it('[SYN-21] ignores what is oversized, broken, old or no object', () => {
    const presence = make()
    presence.hear({}, ana, says(7, 5, { n: 5 }))
    for (const update of [
      says(7, 6, { blob: 'x'.repeat(300) }),
      says(7, 4, { n: 4 }),
      says(7, 6, 'text'),
      says(7, 6, [1]),
      Uint8Array.of(3, 200, 200),
      new Uint8Array(0),
    ]) {
      expect(presence.hear({}, ana, update)).toBeNull()
    }
    expect(sees(presence.snapshot())).toEqual({ 7: { user, n: 5 } })
  })

  it('[SYN-21] keeps a bounded number of states per connection', () => {
    const [presence, owner] = [make(), {}]
    for (let id = 1; id <= 100; id++) presence.hear(owner, ana, says(id, 1, {}))
    expect(presence.size).toBe(32)
  })

  it('[SYN-22] goes when its connection goes, but stays with a connection that took it over', () => {
    const [presence, first, second] = [make(), {}, {}]
    const told = [presence.hear(first, ana, says(7, 1, {})), presence.hear(first, ana, says(8, 1, {}))]
    presence.hear(second, ana, says(8, 2, {}))
    const left = presence.leave(first)
    expect(Object.keys(sees(...told, left))).toEqual(['8'])
    expect(Object.keys(sees(presence.snapshot()))).toEqual(['8'])
  })

  it('is taken back by a null state', () => {
    const [presence, owner] = [make(), {}]
    const told = presence.hear(owner, ana, says(7, 1, {}))
    const gone = presence.hear(owner, ana, says(7, 2, null))
    expect([sees(told, gone), presence.snapshot()]).toEqual([{}, null])
  })

  it('tells newcomers only of states that were renewed lately', () => {
    const presence = make()
    presence.hear({}, ana, says(7, 1, {}))
    nowMs += 40_000
    presence.hear({}, bia, says(8, 1, {}))
    expect(Object.keys(sees(presence.snapshot()))).toEqual(['8'])
  })
})
