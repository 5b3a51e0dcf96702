import {
  boardName,
  createProjectedStore,
  fault,
  parseProjection,
  projectBoard,
  type BoardStore,
  type DocumentName,
} from '@mutirao/documents'
import type { LocalStore, SyncClient } from '@mutirao/sync-client'
import { phaseOf, type Phase } from './phase.ts'
import { createPresence, type PresenceStore } from './presence.ts'
import type { HeldStore, SharedStores } from './shared-stores.ts'
import type { LiveDoc } from './undo.ts'

export interface BoardView {
  readonly boardId: string
  /** Null while nothing is known. May change identity once, when the projection gives way to the document. */
  readonly store: BoardStore | null
  readonly phase: Phase
  /** No edit is possible: not loaded yet, or this person may only look. */
  readonly readOnly: boolean
  /** This person may look but not edit: said on the screen. */
  readonly viewOnly: boolean
}

/** One open board: document, snapshots, presence, and the projection kept for the next start. */
export interface BoardSession {
  readonly boardId: string
  readonly name: DocumentName
  readonly view: () => BoardView
  /** Edits of this board which the server has not journalled yet; told like the view. */
  readonly unsent: () => number
  readonly subscribe: (listener: () => void) => () => void
  readonly presence: PresenceStore
  /** The document, for edits. */
  doc(): LiveDoc
  readonly loaded: Promise<void>
  close(): void
}

export interface BoardSessionOptions {
  readonly client: SyncClient
  readonly local: LocalStore
  readonly stores: SharedStores
  readonly boardId: string
  readonly me: { readonly id: string; readonly name: string }
}

/** Cards per column in the projection: more than fit on a tall screen. */
const projectedCards = 30
const projectAfterMs = 1_500

export function createBoardSession(options: BoardSessionOptions): BoardSession {
  const { client, local, stores, boardId, me } = options
  const name = boardName(boardId)
  const handle = client.open(name)
  const listeners = new Set<() => void>()
  const projection = createProjectionWriter(local, name)
  let closed = false
  let store: BoardStore | null = null
  let held: HeldStore | null = null
  let ofGeneration = -1
  let unwatch = () => {}
  let view: BoardView = { boardId, store, phase: 'opening', readOnly: true, viewOnly: false }
  let unsent = 0

  function update() {
    const state = handle.state()
    if (state.loaded && ofGeneration !== handle.generation()) openStore()
    const phase = phaseOf(state, client.status().state, store !== null && ofGeneration < 0)
    const readOnly = phase !== 'ready' || state.readOnly
    const next: BoardView = { boardId, store, phase, readOnly, viewOnly: state.readOnly }
    if (sameView(view, next) && unsent === state.unsent) return
    // Counting what waits makes no new view: every edit would render the whole board.
    if (!sameView(view, next) || fault('APP-50')) view = next
    unsent = state.unsent
    for (const listener of listeners) listener()
  }
  /** Attached only after the local copy is applied: an observer during that would do all its work for nothing. */
  function openStore() {
    ofGeneration = handle.generation()
    unwatch()
    end()
    const doc = handle.doc()
    held = stores.hold(doc)
    const opened = held.store
    store = opened
    const changed = () =>
      projection.later(() => (handle.state().everSynced ? projectBoard(opened, projectedCards) : null))
    doc.on('afterTransaction', changed)
    unwatch = () => doc.off('afterTransaction', changed)
  }
  /** The last known screen is this session's own, the living board may be somebody else's too. */
  function end() {
    if (held) held.release()
    else store?.destroy()
    held = null
  }
  void local.getProjection(name).then(
    (raw) => {
      const known = parseProjection(raw)
      if (closed || store || !known) return
      store = createProjectedStore(known)
      update()
    },
    () => undefined, // no projection: the document itself follows
  )
  const stops = [handle.subscribe(update), client.onStatus(update)]
  // `loaded` never rejects.
  void handle.loaded.then(() => (closed ? undefined : update()))
  const presence = createPresence(handle, me)
  update()

  return {
    boardId,
    name,
    view: () => view,
    unsent: () => unsent,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    presence,
    doc: () => handle.doc(),
    loaded: handle.loaded,
    close() {
      closed = true
      projection.flush()
      presence.close()
      unwatch()
      for (const stop of stops) stop()
      end()
      handle.release()
    },
  }
}

const sameView = (a: BoardView, b: BoardView): boolean =>
  a.store === b.store && a.phase === b.phase && a.readOnly === b.readOnly && a.viewOnly === b.viewOnly

/** Writes the last known screen when nothing else is to be done, and when the tab is left. */
function createProjectionWriter(local: LocalStore, name: DocumentName) {
  let make: (() => unknown) | null = null
  let timer: ReturnType<typeof setTimeout> | null = null

  function write() {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const projection = make?.() ?? null
    make = null
    if (projection === null) return
    // A projection is an optimisation: without it the next start shows the document a second later.
    local.putProjection(name, projection).catch(() => undefined)
  }
  const whenIdle = () => {
    timer = null
    if (typeof requestIdleCallback === 'function') requestIdleCallback(write, { timeout: 5_000 })
    else write()
  }
  const onHide = () => (document.visibilityState === 'hidden' ? write() : undefined)
  document.addEventListener('visibilitychange', onHide)
  return {
    later(next: () => unknown) {
      make = next
      timer ??= setTimeout(whenIdle, projectAfterMs)
    },
    flush() {
      document.removeEventListener('visibilitychange', onHide)
      write()
    },
  }
}
