import { fault } from '@mutirao/documents'
import { asStorageError, type StorageError } from '../store/errors.ts'
import type { Notice, StorageState } from '../types.ts'

const sentences = {
  full: 'This device has no room left: new edits live in this tab and on the server only.',
  unavailable: 'This device does not keep edits at present: they live in this tab and on the server only.',
} as const

/** A store that was late is asked this often before anything is told; each question has the store's own deadline. */
const questions = 3

/** Turns failures of the local store into one notice each, instead of one per keystroke, and never into silence. */
export class StorageHealth {
  #state: StorageState = 'ok'
  #asking = false
  readonly #notify: (notice: Notice) => void
  readonly #ask: () => Promise<void>

  /** @param ask resolves when the store has written something now; rejects as the store does */
  constructor(notify: (notice: Notice) => void, ask: () => Promise<void>) {
    this.#notify = notify
    this.#ask = ask
  }

  state(): StorageState {
    return this.#state
  }

  failed(error: StorageError): void {
    if (error.problem === 'closed' || error.problem === this.#state || (!error.late && fault('OFF-7'))) return
    if (error.late && !fault('OFF-12')) return void this.#askAgain(error)
    this.#tell(error.problem)
  }

  /**
   * Late is not broken: a machine under load answers after the deadline, and then has kept everything. Whoever keeps silent
   * through all questions, or says no to one, is told of. Never rejects.
   */
  async #askAgain(late: StorageError): Promise<void> {
    if (this.#asking) return
    this.#asking = true
    let last = late
    for (let question = 0; question < questions && last.late; question++) {
      const answer = await this.#ask().then(() => null, asStorageError)
      if (answer === null || answer.problem === 'closed') {
        this.#asking = false
        return
      }
      last = answer
    }
    this.#asking = false
    if (last.problem !== 'closed' && last.problem !== this.#state) this.#tell(last.problem)
  }

  #tell(problem: 'full' | 'unavailable'): void {
    this.#state = problem
    this.#notify({ type: 'storage', problem, message: sentences[problem] })
  }
}
