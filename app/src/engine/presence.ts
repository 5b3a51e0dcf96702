import type { DocumentHandle } from '@mutirao/sync-client'
import { isRecord } from './http.ts'

/** Somebody else who has this document open right now. */
export interface Present {
  readonly id: string
  readonly name: string
  /** The card they have open, or null. */
  readonly cardId: string | null
  /** The field of that card they have the cursor in, or null. */
  readonly field: string | null
  /** Nothing touched for 30 s, or the tab is hidden. */
  readonly idle: boolean
}
export interface Editing {
  readonly cardId: string
  readonly field: string | null
}

/** Presence costs the server more than an edit: at most this often (DESIGN §8 allows 5 a second). */
const minPauseMs = 250
const idleAfterMs = 30_000
const maxTextLength = 80
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

const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, maxTextLength) : '')

/** What others say about themselves is taken as text and nothing else; several tabs of one person are one person. */
function readPeople(states: Map<number, unknown>, ownClientId: number, ownId: string): readonly Present[] {
  const found = new Map<string, Present>()
  for (const [clientId, state] of states) {
    if (clientId === ownClientId || !isRecord(state) || !isRecord(state['user'])) continue
    const id = text(state['user']['id'])
    if (id === '' || id === ownId) continue
    const cardId = text(state['card']) === '' ? null : text(state['card'])
    const field = text(state['field']) === '' ? null : text(state['field'])
    const person: Present = { id, name: text(state['user']['name']), cardId, field, idle: state['idle'] === true }
    const known = found.get(id)
    if (!known || liveliness(person) > liveliness(known)) found.set(id, person)
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
}

/** Of several tabs the one with the most to say speaks for the person. */
const liveliness = (person: Present): number =>
  (person.idle ? 0 : 4) + (person.field === null ? 0 : 2) + (person.cardId === null ? 0 : 1)

const samePerson = (a: Present, b: Present): boolean =>
  a.id === b.id && a.name === b.name && a.cardId === b.cardId && a.field === b.field && a.idle === b.idle
const samePeople = (a: readonly Present[], b: readonly Present[]): boolean =>
  a.length === b.length && a.every((person, index) => samePerson(person, b[index] ?? person) && b[index] !== undefined)

/** Lists keep their identity while nobody at that card changed, so that only the cards concerned render again. */
function groupByCard(people: readonly Present[], before: ReadonlyMap<string, readonly Present[]>) {
  const groups = new Map<string, Present[]>()
  for (const person of people) {
    if (person.cardId === null) continue
    const group = groups.get(person.cardId)
    if (group) group.push(person)
    else groups.set(person.cardId, [person])
  }
  const result = new Map<string, readonly Present[]>()
  for (const [cardId, group] of groups) {
    const old = before.get(cardId)
    result.set(cardId, old && samePeople(old, group) ? old : group)
  }
  return result
}
