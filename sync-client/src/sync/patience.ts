import { fault } from '@mutirao/documents'
import type { Tuning } from '../tuning.ts'
import { backoffMs } from './backoff.ts'
import type { Refused } from './recovery.ts'

/**
 * How long one document waits before it begins again after the server would not have something of it, and of what the
 * person was told meanwhile. Whatever is refused once may be refused each time (a program that writes as soon as it sees
 * the document, a server at odds with itself): then the first beginning is at once, and each later one waits longer.
 * Pure: time and chance are arguments.
 */
export class Patience {
  readonly #baseMs: number
  readonly #capMs: number
  #beginnings = 0
  #calmSinceMs: number | null = null
  readonly #told = new Set<string>()

  constructor(tuning: Pick<Tuning, 'refusalBaseMs' | 'refusalCapMs'>) {
    this.#baseMs = tuning.refusalBaseMs
    this.#capMs = tuning.refusalCapMs
  }

  /** From here on nothing is wrong. */
  calm(nowMs: number): void {
    this.#calmSinceMs ??= nowMs
  }

  /** Not in step any more: it counts how long that had lasted. */
  disturbed(nowMs: number): void {
    if (this.#wasCalmFor(this.#capMs, nowMs)) this.#forget()
    this.#calmSinceMs = null
  }

  /** How many milliseconds to wait before beginning again: none the first time, then uniform below a doubling cap. */
  refused(nowMs: number, random: number): number {
    this.disturbed(nowMs)
    this.#beginnings += 1
    if (this.#beginnings === 1 || fault('CLI-27')) return 0
    return backoffMs(this.#beginnings - 2, random, this.#baseMs, this.#capMs)
  }

  /** A new copy takes the place of the old one. */
  begun(nowMs: number): void {
    this.#calmSinceMs = nowMs
  }

  /**
   * An edit of ours was journalled. Within the time of the next wait it proves nothing: what is refused each time may
   * come with something that is taken each time.
   */
  acknowledged(nowMs: number): void {
    if (this.#wasCalmFor(Math.min(this.#capMs, this.#baseMs * 2 ** (this.#beginnings - 1)), nowMs)) this.#forget()
  }

  /** True once for each code and place until things went well again, or the right to edit is another one. */
  mayTell({ code, path }: Refused, readOnly: boolean): boolean {
    const key = JSON.stringify([code, path, readOnly])
    const isNew = !this.#told.has(key) || fault('CLI-28')
    this.#told.add(key)
    return isNew
  }

  #wasCalmFor(ms: number, nowMs: number): boolean {
    return this.#calmSinceMs !== null && nowMs - this.#calmSinceMs >= ms
  }

  #forget(): void {
    this.#beginnings = 0
    this.#told.clear()
  }
}
