import {
  createLedgerStore,
  createRequestsStore,
  fault,
  ledgerName,
  requestsName,
  type DocumentName,
  type LedgerStore,
  type RequestsStore,
} from '@mutirao/documents'
import type { DocumentHandle, SyncClient } from '@mutirao/sync-client'
import { Following } from '../following.ts'
import { phaseOf, type Phase } from '../phase.ts'
import { createPresence, type PresenceStore } from '../presence.ts'
import type { LiveDoc } from '../undo.ts'

/** A list of requests and its ledger as one value that is new whenever anything in either changed. */
export interface ListView {
  readonly listId: string
  /** Null while nothing is known. Its answers are those of this moment. */
  readonly store: RequestsStore | null
  /** What was decided; null while it is not known: then nothing may be said about how a request stands. */
  readonly ledger: LedgerStore | null
  /**
   * Whether it may be said how a request stands: what was decided is known, or nothing can have been, because it was made on this
   * device and this device never held the ledger (the network went before it came).
   */
  readonly isStanding: (requestId: string) => boolean
  /** What this device holds of the ledger has been read. */
  readonly isLedgerRead: boolean
  /** Grows with every change of either: what is computed from them is kept by it. */
  readonly version: number
  readonly phase: Exclude<Phase, 'projected'>
  /** No edit is possible: not loaded yet, or this person may only look. */
  readonly readOnly: boolean
  readonly viewOnly: boolean
  /** Edits of the list which the server has not journalled yet. */
  readonly unsent: number
}

export interface ListSession {
  readonly name: DocumentName
  readonly view: () => ListView
  readonly subscribe: (listener: () => void) => () => void
  readonly presence: PresenceStore
  doc(): LiveDoc
  readonly loaded: Promise<void>
  close(): void
}

export function createListSession(
  client: SyncClient,
  listId: string,
  me: { readonly id: string; readonly name: string },
  isMadeHere: (requestId: string) => boolean,
): ListSession {
  const name = requestsName(listId)
  const handle = client.open(name)
  const ledgerHandle = client.open(ledgerName(listId))
  const listeners = new Set<() => void>()
  let closed = false
  let isChanged = false
  const list = new Following(handle, createRequestsStore, () => publish(true))
  const ledger = new Following(ledgerHandle, createLedgerStore, () => publish(true))
  let view: ListView = {
    listId,
    store: null,
    ledger: null,
    isStanding,
    isLedgerRead: false,
    version: 0,
    phase: 'opening',
    readOnly: true,
    viewOnly: false,
    unsent: 0,
  }

  function isStanding(requestId: string): boolean {
    if (ledger.store !== null) return true
    return ledgerHandle.state().loaded && isMadeHere(requestId) && !fault('PUR-20')
  }
  function publish(hasChanged: boolean) {
    if (closed) return
    isChanged ||= hasChanged
    const state = handle.state()
    const phase = phaseOf(state, client.status().state, false)
    const readOnly = phase !== 'ready' || state.readOnly
    const stores = { store: list.store, ledger: ledger.store, isLedgerRead: ledgerHandle.state().loaded }
    const next = { ...stores, phase, readOnly, viewOnly: state.readOnly, unsent: state.unsent }
    const isSame = (Object.keys(next) as (keyof typeof next)[]).every((key) => next[key] === view[key])
    if (isSame && !isChanged) return
    isChanged = false
    view = { listId, isStanding, ...next, version: view.version + 1 }
    for (const listener of listeners) listener()
  }
  function follow() {
    if (closed) return
    // What this device never held whole looks empty: nothing may be said about it.
    if (isKnown(handle)) list.follow()
    if (isKnown(ledgerHandle)) ledger.follow()
    publish(false)
  }
  const stops = [handle.subscribe(follow), ledgerHandle.subscribe(follow), client.onStatus(follow)]
  // `loaded` never rejects.
  const loaded = Promise.all([handle.loaded, ledgerHandle.loaded]).then(follow)
  const presence = createPresence(handle, me)
  follow()

  return {
    name,
    view: () => view,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    presence,
    doc: () => handle.doc(),
    loaded,
    close() {
      closed = true
      presence.close()
      for (const stop of stops) stop()
      list.close()
      ledger.close()
    },
  }
}

/** This device has held it whole at some time. */
function isKnown(handle: DocumentHandle): boolean {
  const { everSynced, synced } = handle.state()
  return everSynced || synced
}
