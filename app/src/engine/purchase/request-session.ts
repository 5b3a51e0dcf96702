import { createRequestDetailStore, requestName, type DocumentName, type RequestDetailStore } from '@mutirao/documents'
import type { SyncClient } from '@mutirao/sync-client'
import { Following } from '../following.ts'
import { phaseOf, type Phase } from '../phase.ts'
import type { LiveDoc } from '../undo.ts'

/** The details of one request as one value that is new whenever anything of them changed. */
export interface RequestDetailView {
  readonly listId: string
  readonly requestId: string
  readonly phase: Exclude<Phase, 'projected'>
  readonly readOnly: boolean
  /** Null until the phase is `ready`. */
  readonly details: RequestDetailStore | null
  /** Grows with every change. */
  readonly version: number
  readonly unsent: number
}

export interface RequestSession {
  readonly name: DocumentName
  readonly view: () => RequestDetailView
  readonly subscribe: (listener: () => void) => () => void
  doc(): LiveDoc
  readonly loaded: Promise<void>
  close(): void
}

export interface RequestSessionOptions {
  readonly client: SyncClient
  readonly listId: string
  readonly requestId: string
  /** Called after this device changed the details, with what they add up to now. */
  readonly onOwnChange: (totalCents: number | null) => void
  /** The request was made on this device: what stands here is all there is, also before the server knows of it. */
  readonly isMadeHere: () => boolean
}

export function createRequestSession(options: RequestSessionOptions): RequestSession {
  const { client, listId, requestId, onOwnChange, isMadeHere } = options
  const name = requestName(listId, requestId)
  const handle = client.open(name)
  const listeners = new Set<() => void>()
  let closed = false
  let unwatch = () => {}
  const details = new Following(handle, openStore, () => publish(true))
  let view: RequestDetailView = {
    listId,
    requestId,
    phase: 'opening',
    readOnly: true,
    details: null,
    version: 0,
    unsent: 0,
  }

  function openStore(doc: LiveDoc): RequestDetailStore {
    unwatch()
    const store = createRequestDetailStore(doc)
    const onEnd = ({ local }: { readonly local: boolean }) => {
      if (local) onOwnChange(store.totalCents())
    }
    doc.on('afterTransaction', onEnd)
    unwatch = () => doc.off('afterTransaction', onEnd)
    return store
  }
  function publish(hasChanged: boolean) {
    if (closed) return
    const state = handle.state()
    const everSynced = state.everSynced || isMadeHere()
    const phase = phaseOf({ ...state, everSynced }, client.status().state, false)
    const next = {
      phase,
      readOnly: phase !== 'ready' || state.readOnly,
      details: phase === 'ready' ? details.store : null,
      unsent: state.unsent,
    }
    const isSame = (Object.keys(next) as (keyof typeof next)[]).every((key) => next[key] === view[key])
    if (isSame && !hasChanged) return
    view = { listId, requestId, ...next, version: view.version + 1 }
    for (const listener of listeners) listener()
  }
  function follow() {
    if (closed) return
    details.follow()
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
      unwatch()
      for (const stop of stops) stop()
      details.close()
    },
  }
}
