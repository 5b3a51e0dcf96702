import type { DocumentHandle } from '@mutirao/sync-client'
import type { LiveDoc } from './undo.ts'

/** What reads a document and tells of its changes. */
export interface FollowedStore {
  readonly subscribe: (listener: () => void) => unknown
  readonly destroy: () => void
}

/** A store over whichever generation of a document is the present one: after a refusal there is a new one. */
export class Following<T extends FollowedStore> {
  /** Null until the document has been read. */
  store: T | null = null
  #generation = -1
  readonly #handle: DocumentHandle
  readonly #open: (doc: LiveDoc) => T
  readonly #onChange: () => void

  /** @param onChange called after every change, and when another store has been opened */
  constructor(handle: DocumentHandle, open: (doc: LiveDoc) => T, onChange: () => void) {
    this.#handle = handle
    this.#open = open
    this.#onChange = onChange
  }

  /** Opens the store when the document has been read, or is another one now. */
  follow(): void {
    if (!this.#handle.state().loaded || this.#generation === this.#handle.generation()) return
    this.#generation = this.#handle.generation()
    this.store?.destroy()
    this.store = this.#open(this.#handle.doc())
    this.store.subscribe(this.#onChange)
    this.#onChange()
  }

  /** Releases the document too. */
  close(): void {
    this.store?.destroy()
    this.#handle.release()
  }
}
