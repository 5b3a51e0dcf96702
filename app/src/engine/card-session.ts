import {
  cardName,
  createCardDetailStore,
  notesHaveUnknownNodes,
  type CardDetailStore,
  type DocumentName,
} from '@mutirao/documents'
import type { DocumentHandle, SyncClient } from '@mutirao/sync-client'
import type { LiveDoc } from './undo.ts'
import { phaseOf, type Phase } from './phase.ts'

type Awareness = DocumentHandle['awareness']

/** The detail document of one card, as one immutable value. `doc` and `awareness` change together with the generation. */
export interface CardView {
  readonly boardId: string
  readonly cardId: string
  readonly phase: Exclude<Phase, 'projected'>
  readonly readOnly: boolean
  /** Null until the phase is `ready`. */
  readonly details: CardDetailStore | null
  readonly doc: LiveDoc | null
  readonly awareness: Awareness
  readonly generation: number
  readonly unsent: number
  /** The notes hold something this version would delete: they are shown read-only. */
  readonly notesTooNew: boolean
}

export interface CardSession {
  readonly name: DocumentName
  readonly view: () => CardView
  readonly subscribe: (listener: () => void) => () => void
  doc(): LiveDoc
  readonly loaded: Promise<void>
  close(): void
}

export function createCardSession(client: SyncClient, boardId: string, cardId: string): CardSession {
  const name = cardName(boardId, cardId)
  const handle = client.open(name)
  const listeners = new Set<() => void>()
  let closed = false
  let details: CardDetailStore | null = null
  let ofGeneration = -1
  let view = make()

  function make(): CardView {
    const state = handle.state()
    if (state.loaded && ofGeneration !== handle.generation()) {
      details?.destroy()
      details = createCardDetailStore(handle.doc())
      ofGeneration = handle.generation()
    }
    const phase = phaseOf(state, client.status().state, false)
    const ready = phase === 'ready'
    return {
      boardId,
      cardId,
      phase,
      readOnly: !ready || state.readOnly,
      details: ready ? details : null,
      doc: ready ? handle.doc() : null,
      awareness: handle.awareness,
      generation: handle.generation(),
      unsent: state.unsent,
      notesTooNew: ready && notesHaveUnknownNodes(handle.doc()),
    }
  }
  function update() {
    if (closed) return
    const next = make()
    if (sameView(view, next)) return
    view = next
    for (const listener of listeners) listener()
  }
  const stops = [handle.subscribe(update), client.onStatus(update)]
  // `loaded` never rejects.
  void handle.loaded.then(update)

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
      details?.destroy()
      handle.release()
    },
  }
}

const sameView = (a: CardView, b: CardView): boolean =>
  (Object.keys(a) as (keyof CardView)[]).every((key) => a[key] === b[key])
