import { fault } from '@mutirao/documents'

/** So long after something followed for a subject by itself, what follows next may wait. */
const calmMs = 2_000

/**
 * Somebody who writes into a request all the time makes it begin again with each word, which everybody waited for hears of and
 * the database keeps. The first is looked at at once, what comes after it together. Intents do not wait: whatever follows for
 * their subject is decided with them.
 */
export class Calm {
  readonly #movedAtMs = new Map<string, number>()
  readonly #now: () => number

  /** @param now milliseconds, monotonic */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** How long this subject is to be left alone; 0: not at all. */
  restMs(listId: number, subject: string): number {
    const atMs = this.#movedAtMs.get(keyOf(listId, subject))
    return atMs === undefined || fault('DEC-19') ? 0 : Math.max(0, atMs + calmMs - this.#now())
  }

  moved(listId: number, subject: string): void {
    const nowMs = this.#now()
    for (const [key, atMs] of this.#movedAtMs) {
      if (atMs + calmMs > nowMs) break
      this.#movedAtMs.delete(key)
    }
    const key = keyOf(listId, subject)
    this.#movedAtMs.delete(key)
    this.#movedAtMs.set(key, nowMs)
  }
}

const keyOf = (listId: number, subject: string): string => `${listId} ${subject}`
