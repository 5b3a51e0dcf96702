import type { Attempts } from '@mutirao/persistence'

/** Forgetting costs two statements, never correctness. */
const maxTrusted = 50_000

/**
 * Lets nobody read a document's rows for the first time in this thread before that is written down. A row that ends the thread
 * thus ends a few of them, then its document waits and everybody else goes on. One such document at a time, whichever of the
 * thread's loops asks: when the thread ends, there is one to blame.
 */
export class Guard {
  readonly #attempts: Attempts
  /** Read by this thread, which is still there. */
  readonly #trusted = new Set<number>()
  #last: Promise<unknown> = Promise.resolve()

  constructor(attempts: Attempts) {
    this.#attempts = attempts
  }

  /** @returns what `work` gave; null when it was not begun, because too many have ended over this document */
  async run<T>(documentId: number, work: () => Promise<T>): Promise<T | null> {
    if (this.#trusted.has(documentId)) return work()
    const turn = this.#last.then(() => this.#counted(documentId, work))
    this.#last = turn.catch(() => undefined)
    return turn
  }

  async #counted<T>(documentId: number, work: () => Promise<T>): Promise<T | null> {
    if (!(await this.#attempts.begin(documentId))) return null
    try {
      const done = await work()
      if (this.#trusted.size >= maxTrusted) this.#trusted.clear()
      this.#trusted.add(documentId)
      return done
    } finally {
      // Whatever it threw, the thread is alive.
      await this.#attempts.end(documentId)
    }
  }
}
