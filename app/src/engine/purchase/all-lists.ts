import { readView, type OutcomeSnapshot, type RequestSnapshot, type RequestView, type Role } from '@mutirao/documents'
import type { SyncClient } from '@mutirao/sync-client'
import { notKnownYet, type PeopleSession } from '../people.ts'
import { isAway } from '../phase.ts'
import type { Registry } from '../registry.ts'
import type { ListSession } from './list-session.ts'
import { listsIn } from './lists-in.ts'
import { queueOf, type Queued } from './queue.ts'
import type { RequestSession } from './request-session.ts'

/** A word of this person's that did not count. */
export interface Refused {
  readonly listId: string
  readonly currency: string
  readonly outcome: OutcomeSnapshot
  readonly request: RequestSnapshot | undefined
  readonly view: RequestView | null
}

/** What waits for this person in all lists of this device; new whenever anything of it may have changed. */
export interface Approvals {
  /** The longest waiting first. */
  readonly queue: readonly Queued[]
  readonly refused: readonly Refused[]
  /** Lists that are still being read (one, until it is known which there are), and lists that are not on this device. */
  readonly opening: number
  readonly missing: readonly string[]
}

export interface AllListsSession {
  readonly view: () => Approvals
  readonly subscribe: (listener: () => void) => () => void
  close(): void
}

export interface AllListsParts {
  readonly client: SyncClient
  readonly people: PeopleSession
  readonly userId: string
  readonly lists: Registry<ListSession>
  readonly requests: Registry<RequestSession>
}

const settleMs = 60
/** Delegations begin and end. */
const clockMs = 30_000
/** So many are kept at hand, offline too. */
const maxHeld = 100
const refusedForMs = 14 * 86_400_000

/** Key of the own mark "I have read why this did not count". */
export const refusedKey = (outcomeId: string): string => `outcome:${outcomeId}`

/** Opens every list of the person, and the details of what waits for them, so that it can be decided without network. */
export function createAllLists(parts: AllListsParts): AllListsSession {
  const { client, people, userId, lists, requests } = parts
  const listeners = new Set<() => void>()
  const releases = new Map<string, () => void>()
  const held = new Map<string, () => void>()
  const notRead = notKnownYet(people.people()) + listsIn(people.people()).length
  let view: Approvals = { queue: [], refused: [], opening: notRead, missing: [] }
  let timer: ReturnType<typeof setTimeout> | null = null
  let closed = false

  const roleOf = (): Role => people.people().members.get(userId)?.role ?? 'viewer'

  function publish() {
    timer = null
    if (closed) return
    const nowMs = Date.now()
    const wanted = listsIn(people.people())
    const missing: string[] = []
    const [queue, refused]: [Queued[], Refused[]] = [[], []]
    let opening = notKnownYet(people.people())
    for (const { id, title } of wanted) {
      open(id)
      const { store, ledger } = lists.get(id).view()
      if (!store || !ledger) {
        if (isAway(client.status().state)) missing.push(title)
        else opening++
        continue
      }
      queue.push(...queueOf(id, title, { store, ledger, me: { userId, role: roleOf() }, nowMs }))
      for (const outcome of ledger.outcomesBy(userId)) {
        if (outcome.accepted || outcome.atMs < nowMs - refusedForMs || outcome.subject === '') continue
        if (people.readMark(refusedKey(outcome.id)) !== undefined) continue
        const about = { request: store.request(outcome.subject), view: readView(ledger.subject(outcome.subject)) }
        refused.push({ listId: id, currency: store.meta().currency, outcome, ...about })
      }
    }
    queue.sort((a, b) => a.sinceMs - b.sinceMs || (a.request.id < b.request.id ? -1 : 1))
    hold(queue)
    view = { queue, refused, opening, missing }
    for (const listener of listeners) listener()
  }
  const publishSoon = () => {
    timer ??= setTimeout(publish, settleMs)
  }
  function open(listId: string) {
    if (releases.has(listId)) return
    const release = lists.retain(listId)
    const stop = lists.get(listId).subscribe(publishSoon)
    releases.set(listId, () => {
      stop()
      release()
    })
  }
  function hold(queue: readonly Queued[]) {
    const keys = new Set(queue.slice(0, maxHeld).map(({ listId, request }) => `${listId}.${request.id}`))
    for (const key of keys) {
      if (held.has(key)) continue
      const release = requests.retain(key)
      const stop = requests.get(key).subscribe(publishSoon)
      held.set(key, () => {
        stop()
        release()
      })
    }
    for (const [key, release] of held) {
      if (keys.has(key)) continue
      held.delete(key)
      release()
    }
  }
  const clock = setInterval(publishSoon, clockMs)
  const stops = [people.subscribe(publishSoon), client.onStatus(publishSoon)]
  publishSoon()

  return {
    view: () => view,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      closed = true
      clearInterval(clock)
      if (timer !== null) clearTimeout(timer)
      for (const stop of [...stops, ...releases.values(), ...held.values()]) stop()
    },
  }
}
