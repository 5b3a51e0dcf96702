import { fault } from '@mutirao/documents'
import type { StorageError } from '../store/errors.ts'
import type { Notice, StorageState } from '../types.ts'

const sentences = {
  full: 'This device has no room left: new edits live in this tab and on the server only.',
  unavailable: 'This device does not keep edits at present: they live in this tab and on the server only.',
} as const

/** Turns failures of the local store into one notice each, instead of one per keystroke, and never into silence. */
export class StorageHealth {
  #state: StorageState = 'ok'
  readonly #notify: (notice: Notice) => void

  constructor(notify: (notice: Notice) => void) {
    this.#notify = notify
  }

  state(): StorageState {
    return this.#state
  }

  failed(error: StorageError): void {
    if (error.problem === 'closed' || error.problem === this.#state || fault('OFF-7')) return
    this.#state = error.problem
    this.#notify({ type: 'storage', problem: error.problem, message: sentences[error.problem] })
  }
}
