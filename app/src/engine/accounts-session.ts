import { accountsName, createAccountsStore, type AccountsStore, type DocumentName } from '@mutirao/documents'
import type { SyncClient } from '@mutirao/sync-client'
import { Following } from './following.ts'
import { phaseOf, type Phase } from './phase.ts'
import type { LiveDoc } from './undo.ts'

/** The workspace's accounts as one value that is new whenever anything in them changed. */
export interface AccountsView {
  /** Null while nothing is known. Its answers are those of this moment. */
  readonly store: AccountsStore | null
  /** Grows with every change: what is computed from the store is kept by it. */
  readonly version: number
  readonly phase: Exclude<Phase, 'projected'>
  /** No edit is possible: not loaded yet, or this person may only look. */
  readonly readOnly: boolean
}

export interface AccountsSession {
  readonly name: DocumentName
  readonly view: () => AccountsView
  readonly subscribe: (listener: () => void) => () => void
  doc(): LiveDoc
  readonly loaded: Promise<void>
  close(): void
}

export function createAccountsSession(client: SyncClient, workspaceId: string): AccountsSession {
  const name = accountsName(workspaceId)
  const handle = client.open(name)
  const listeners = new Set<() => void>()
  let closed = false
  const accounts = new Following(handle, createAccountsStore, () => publish(true))
  let view: AccountsView = { store: null, version: 0, phase: 'opening', readOnly: true }

  function publish(hasChanged: boolean) {
    if (closed) return
    const state = handle.state()
    const phase = phaseOf(state, client.status().state, false)
    const next = { store: accounts.store, phase, readOnly: phase !== 'ready' || state.readOnly }
    if (!hasChanged && next.store === view.store && next.phase === view.phase && next.readOnly === view.readOnly) return
    view = { ...next, version: view.version + 1 }
    for (const listener of listeners) listener()
  }
  function follow() {
    if (closed) return
    accounts.follow()
    publish(false)
  }
  const stops = [handle.subscribe(follow), client.onStatus(follow)]
  // `loaded` never rejects.
  void handle.loaded.then(follow)
  follow()

  return {
    name,
    view: () => view,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    doc: () => handle.doc(),
    loaded: handle.loaded,
    close() {
      closed = true
      for (const stop of stops) stop()
      accounts.close()
    },
  }
}
