import { fault } from '@mutirao/documents'
import { asStorageError, type StorageError } from '../store/errors.ts'
import type { Notice, StorageState } from '../types.ts'

const sentences = {
  ok: 'This device keeps edits again: everything is stored.',
  slow: 'This device is slow to store: the newest edits may live in this tab and on the server only.',
  full: 'This device has no room left: new edits live in this tab and on the server only.',
  unavailable: 'This device does not keep edits at present: they live in this tab and on the server only.',
} as const

/** A store that was late is asked this often before anything is told; each question has the store's own deadline. */
const questions = 3
const firstPauseMs = 1000
const longestPauseMs = 30_000

/** Turns failures of the local store into one notice each, instead of one per keystroke, and never into silence. */
export class StorageHealth {
  #state: StorageState = 'ok'
  #asking = false
  #stopped = false
  readonly #notify: (notice: Notice) => void
  readonly #ask: () => Promise<void>
  readonly #pause: (delayMs: number) => Promise<void>

  /**
   * @param ask resolves when the store has written everything until now; rejects as the store does
   * @param pause between questions once something was told
   */
  constructor(
    notify: (notice: Notice) => void,
    ask: () => Promise<void>,
    pause = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs)),
  ) {
    this.#notify = notify
    this.#ask = ask
    this.#pause = pause
  }

  state(): StorageState {
    return this.#state
  }

  /** Asks no further question. */
  stop(): void {
    this.#stopped = true
  }

  failed(error: StorageError): void {
    if (this.#stopped || error.problem === 'closed' || (!error.late && fault('OFF-7'))) return
    if (!error.late || fault('OFF-12')) this.#become(error.problem, error)
    if (!this.#asking) void this.#askUntilKept()
  }

  /**
   * Late is not broken: a machine under load answers after the deadline, and then has kept everything. Whoever keeps silent
   * through all questions is called slow. Asks until everything is kept, or the store closed. Never rejects.
   */
  async #askUntilKept(): Promise<void> {
    this.#asking = true
    let silent = 0
    let pauseMs = firstPauseMs
    let answer = await this.#answer()
    while (answer !== null && answer.problem !== 'closed') {
      silent = answer.late ? silent + 1 : 0
      if (!answer.late) this.#become(answer.problem, answer)
      // What said no, and was told of as such, has not become better by silence.
      else if (silent >= questions && this.#state === 'ok') this.#become('slow', answer)
      if (this.#state !== 'ok') {
        await this.#pause(pauseMs)
        pauseMs = Math.min(2 * pauseMs, longestPauseMs)
      }
      if (this.#stopped) return
      answer = await this.#answer()
    }
    this.#asking = false
    if (answer === null && !fault('OFF-19')) this.#become('ok')
  }

  #answer(): Promise<StorageError | null> {
    return this.#ask().then(() => null, asStorageError)
  }

  #become(state: StorageState, why?: StorageError): void {
    if (state === this.#state) return
    this.#state = state
    this.#notify({ type: 'storage', state, message: why ? `${sentences[state]} (${why.message})` : sentences[state] })
  }
}
