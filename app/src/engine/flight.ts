/**
 * "Teste do avião": the network of this tab is really cut, the person works on, and after landing there is a receipt: how
 * many edits were made, in which documents, and where the server's journal stands with them. Lives outside React.
 */
import { fault, type DocumentName } from '@mutirao/documents'
import type { Notice, PendingDocument, SyncClient } from '@mutirao/sync-client'
import type { Network } from './network.ts'

export interface ReceiptLine {
  readonly name: DocumentName
  readonly edits: number
  /** `<epoch>-<seq>`: the head of this document's journal, asked of the server after the edits were acknowledged. */
  readonly cursor: string | null
}
export interface Receipt {
  readonly lines: readonly ReceiptLine[]
  readonly edits: number
  /** Edits the server set back or left out. They are told one by one in the panel. */
  readonly refused: number
  readonly flownMs: number
  /** From the moment the network was given back until the last edit was acknowledged. */
  readonly landingMs: number
}
export type FlightState =
  | { readonly kind: 'ground'; readonly receipt: Receipt | null }
  | { readonly kind: 'flying'; readonly sinceMs: number; readonly edits: number }
  | { readonly kind: 'landing'; readonly edits: number; readonly left: number }

export interface Flight {
  readonly state: () => FlightState
  readonly subscribe: (listener: () => void) => () => void
  takeOff(): void
  land(): void
  /** The receipt has been read. */
  putAway(): void
  close(): void
}

export interface FlightPorts {
  readonly client: Pick<SyncClient, 'pending' | 'onStatus' | 'onNotice'>
  readonly network: Pick<Network, 'setEnabled'>
  /** The journal's heads by document, from the server. */
  readonly heads: () => Promise<ReadonlyMap<string, string>>
  /** A reload in mid-flight must not bring the network back: the tab remembers. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  readonly nowMs: () => number
}

const storageKey = 'mutirao.flight'
type Counts = ReadonlyMap<DocumentName, number>
interface Departure {
  readonly sinceMs: number
  /** Edits that were already waiting. */
  readonly before: Counts
}

export function createFlight({ client, network, heads, storage, nowMs }: FlightPorts): Flight {
  const listeners = new Set<() => void>()
  let departure = recall(storage)
  let state: FlightState = { kind: 'ground', receipt: null }
  let landing: { readonly fromMs: number; readonly made: Counts; refused: number } | null = null

  function become(next: FlightState) {
    state = next
    for (const listener of listeners) listener()
  }
  const made = (from: Departure): Counts => grown(from.before, client.pending())

  function follow() {
    if (departure && state.kind === 'flying') {
      const edits = sum(made(departure))
      if (edits !== state.edits) become({ ...state, edits })
    } else if (landing && departure) {
      const waiting = new Map(client.pending().map(({ name, edits }) => [name, edits]))
      const left = [...landing.made.keys()].reduce((all, name) => all + (waiting.get(name) ?? 0), 0)
      if (left === 0 || fault('FLY-3')) return void arrive(landing, departure)
      if (state.kind === 'landing' && state.left !== left) become({ ...state, left })
    }
  }
  async function arrive(from: NonNullable<typeof landing>, since: Departure) {
    landing = null
    departure = null
    const landingMs = nowMs() - from.fromMs
    // Without an answer the receipt comes without places: the acknowledgements stand for themselves.
    const places = await heads().catch(() => new Map<string, string>())
    const lines = [...from.made].map(([name, edits]) => ({ name, edits, cursor: places.get(name) ?? null }))
    const flownMs = from.fromMs - since.sinceMs
    become({ kind: 'ground', receipt: { lines, edits: sum(from.made), refused: from.refused, flownMs, landingMs } })
  }
  const stops = [
    client.onStatus(follow),
    client.onNotice((notice: Notice) => {
      if (landing && notice.type !== 'storage') landing.refused++
    }),
  ]
  if (departure) {
    if (!fault('FLY-2')) network.setEnabled(false)
    state = { kind: 'flying', sinceMs: departure.sinceMs, edits: sum(made(departure)) }
  }
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    takeOff() {
      if (state.kind !== 'ground') return
      departure = { sinceMs: nowMs(), before: new Map(client.pending().map(({ name, edits }) => [name, edits])) }
      remember(storage, departure)
      if (!fault('FLY-1')) network.setEnabled(false)
      become({ kind: 'flying', sinceMs: departure.sinceMs, edits: 0 })
    },
    land() {
      if (state.kind !== 'flying' || !departure) return
      const edits = made(departure)
      landing = { fromMs: nowMs(), made: edits, refused: 0 }
      storage.removeItem(storageKey)
      become({ kind: 'landing', edits: sum(edits), left: sum(edits) })
      network.setEnabled(true)
      follow()
    },
    putAway() {
      if (state.kind === 'ground' && state.receipt) become({ kind: 'ground', receipt: null })
    },
    close() {
      for (const stop of stops) stop()
    },
  }
}

const sum = (counts: Counts): number => [...counts.values()].reduce((all, count) => all + count, 0)

/** By how much each document's waiting edits have grown. */
function grown(before: Counts, pending: readonly PendingDocument[]): Counts {
  const now = new Map<DocumentName, number>()
  for (const { name, edits } of pending) now.set(name, (now.get(name) ?? 0) + edits)
  return new Map(
    [...now].flatMap(([name, edits]) => {
      const more = edits - (before.get(name) ?? 0)
      return more > 0 ? [[name, more] as const] : []
    }),
  )
}

function remember(storage: FlightPorts['storage'], { sinceMs, before }: Departure): void {
  try {
    storage.setItem(storageKey, JSON.stringify({ sinceMs, before: [...before] }))
  } catch {
    // Storage is forbidden: the flight ends with a reload.
  }
}

function recall(storage: FlightPorts['storage']): Departure | null {
  try {
    const raw = JSON.parse(storage.getItem(storageKey) ?? 'null') as { sinceMs?: unknown; before?: unknown } | null
    if (typeof raw?.sinceMs !== 'number' || !Array.isArray(raw.before)) return null
    const entries = (raw.before as unknown[]).filter(
      (entry): entry is [DocumentName, number] =>
        Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === 'number',
    )
    return { sinceMs: raw.sinceMs, before: new Map(entries) }
  } catch {
    return null // written by another version, or storage is forbidden
  }
}
