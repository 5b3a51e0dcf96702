import { judgeStatus, nextJudgementMs, sameStatus, type LineFacts, type StatusFacts } from '../sync/status.ts'
import type { SyncStatus } from '../types.ts'

/** Gathers the facts, tells listeners when the status changed, and wakes up when time alone changes it. */
export class StatusBoard {
  recalled = false
  signedOut = false
  updateRequired = false
  readonly #now: () => number
  readonly #line: () => LineFacts
  readonly #count: () => { readonly pending: number; readonly unverified: number }
  readonly #listeners = new Set<() => void>()
  #told: SyncStatus | null = null
  #savedAtMs: number
  #reverted = { count: 0, lastAtMs: -Infinity }
  #timer: ReturnType<typeof setTimeout> | null = null
  #scheduled = false
  #closed = false

  constructor(
    now: () => number,
    line: () => LineFacts,
    count: () => { readonly pending: number; readonly unverified: number },
  ) {
    this.#now = now
    this.#line = line
    this.#count = count
    this.#savedAtMs = now()
  }

  #facts(): StatusFacts {
    return {
      nowMs: this.#now(),
      ...this.#count(),
      recalled: this.recalled,
      line: this.#line(),
      signedOut: this.signedOut,
      updateRequired: this.updateRequired,
      savedAtMs: this.#savedAtMs,
      reverted: this.#reverted,
    }
  }

  /** Judged anew at every call: never older than the facts. */
  current(): SyncStatus {
    const facts = this.#facts()
    const status = judgeStatus(facts)
    if (status.state !== 'saved' || this.#told?.state === 'saved') return status
    return { ...status, atMs: facts.nowMs }
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  reverted(): void {
    const nowMs = this.#now()
    const recent = nowMs - this.#reverted.lastAtMs < 10_000
    this.#reverted = { count: (recent ? this.#reverted.count : 0) + 1, lastAtMs: nowMs }
    this.changed()
  }

  /** Listeners hear of it at most once per turn. */
  changed(): void {
    if (this.#scheduled || this.#closed) return
    this.#scheduled = true
    queueMicrotask(() => {
      this.#scheduled = false
      this.#refresh()
    })
  }

  #refresh(): void {
    if (this.#closed) return
    const status = this.current()
    const nextAtMs = nextJudgementMs(this.#facts())
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = nextAtMs === null ? null : setTimeout(() => this.#refresh(), nextAtMs - this.#now() + 1)
    if (this.#told && sameStatus(this.#told, status)) return
    if (status.state === 'saved') this.#savedAtMs = status.atMs
    this.#told = status
    for (const listener of this.#listeners) listener()
  }

  close(): void {
    this.#closed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#listeners.clear()
  }
}
