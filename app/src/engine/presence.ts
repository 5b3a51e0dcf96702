import type { DocumentHandle } from '@mutirao/sync-client'
import { groupByCard, readPeople, samePeople, type Present } from './present.ts'

export interface Editing {
  readonly cardId: string
  readonly field: string | null
}

/** Presence costs the server more than an edit: at most this often (DESIGN §8 allows 5 a second). */
const minPauseMs = 250
const idleAfterMs = 30_000
const nobody: readonly Present[] = Object.freeze([])

/** Who else is here and what they touch, as immutable values with stable identity. */
export interface PresenceStore {
  readonly people: () => readonly Present[]
  /** Those who have this card open. */
  atCard(cardId: string): readonly Present[]
  readonly subscribe: (listener: () => void) => () => void
  /** Tells the others where I am; null: on the board only. */
  setEditing(editing: Editing | null): void
  close(): void
}

/** @param me shown to the others; their own other tabs are not shown to a person */
export function createPresence(
  handle: DocumentHandle,
  me: { readonly id: string; readonly name: string },
): PresenceStore {
  const listeners = new Set<() => void>()
  let people: readonly Present[] = nobody
  let byCard = new Map<string, readonly Present[]>()
  let awareness = handle.awareness
  let editing: Editing | null = null
  let idle = false
  let sentAtMs = 0
  let sendTimer: ReturnType<typeof setTimeout> | null = null
  let idleTimer: ReturnType<typeof setTimeout> | null = null

  function read() {
    const found = readPeople(awareness.getStates(), awareness.clientID, me.id)
    if (samePeople(people, found)) return
    const before = byCard
    people = found
    byCard = groupByCard(found, before)
    for (const listener of listeners) listener()
  }
  function send() {
    sendTimer = null
    sentAtMs = Date.now()
    const local = { user: me, card: editing?.cardId ?? null, field: editing?.field ?? null, idle }
    awareness.setLocalState({ ...awareness.getLocalState(), ...local })
  }
  function sendSoon() {
    sendTimer ??= setTimeout(send, Math.max(0, sentAtMs + minPauseMs - Date.now()))
  }
  function setIdle(next: boolean) {
    if (idle === next) return
    idle = next
    sendSoon()
  }
  function touched() {
    setIdle(document.visibilityState === 'hidden')
    if (idleTimer !== null) clearTimeout(idleTimer)
    idleTimer = setTimeout(() => setIdle(true), idleAfterMs)
  }
  /** The awareness belongs to a generation of the document: follow it. */
  function attach() {
    if (awareness === handle.awareness) return
    awareness.off('change', read)
    awareness = handle.awareness
    awareness.on('change', read)
    sendSoon()
    read()
  }

  awareness.on('change', read)
  const stopFollowing = handle.subscribe(attach)
  const events = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const
  for (const event of events) window.addEventListener(event, touched, { passive: true })
  document.addEventListener('visibilitychange', touched)
  touched()
  sendSoon()
  read()

  return {
    people: () => people,
    atCard: (cardId) => byCard.get(cardId) ?? nobody,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    setEditing(next) {
      if (editing?.cardId === next?.cardId && editing?.field === next?.field) return
      editing = next
      sendSoon()
    },
    close() {
      if (sendTimer !== null) clearTimeout(sendTimer)
      if (idleTimer !== null) clearTimeout(idleTimer)
      for (const event of events) window.removeEventListener(event, touched)
      document.removeEventListener('visibilitychange', touched)
      stopFollowing()
      awareness.off('change', read)
      awareness.setLocalState(null)
    },
  }
}
