import { fault } from '@mutirao/documents'

interface Due {
  readonly sinceMs: number
  readonly notBeforeMs: number
}

export interface DueListOptions {
  /** How long rows of a document may gather before it is looked at. */
  readonly gatherMs: number
  /** A document that is written to all the time is looked at this often: ten rows at once cost little more than one. */
  readonly apartMs: number
}

/** Nor does one document get more of the worker than this share (1/n), however long a look takes (it may have to be loaded). */
const restPerWork = 10
const longestRestMs = 5_000

/**
 * Which documents have rows nobody has interpreted yet, as far as this worker has heard: whoever waits longest comes first.
 * Times are of a monotonic clock, in milliseconds.
 */
export class DueList {
  private readonly due = new Map<number, Due>()
  /** Documents looked at a moment ago, until when they rest. */
  private readonly resting = new Map<number, number>()
  private readonly options: DueListOptions

  constructor(options: DueListOptions) {
    this.options = options
  }

  get size(): number {
    return this.due.size
  }

  hear(documentId: number, nowMs: number): void {
    if (this.due.has(documentId)) return
    const rested = fault('HIS-30') ? 0 : (this.resting.get(documentId) ?? 0)
    this.due.set(documentId, { sinceMs: nowMs, notBeforeMs: Math.max(nowMs + this.options.gatherMs, rested) })
  }

  /** A look at it ended now and took that long: rows that come next wait a little. */
  looked(documentId: number, nowMs: number, tookMs: number): void {
    for (const [id, untilMs] of this.resting) if (untilMs <= nowMs) this.resting.delete(id)
    const restMs = Math.max(this.options.apartMs, Math.min(tookMs * restPerWork, longestRestMs))
    this.resting.set(documentId, nowMs + restMs)
  }

  /** Back in line, behind the others; its lag goes on. */
  again(documentId: number, sinceMs: number, notBeforeMs: number): void {
    this.due.delete(documentId)
    this.due.set(documentId, { sinceMs, notBeforeMs: fault('HIS-16') ? 0 : notBeforeMs })
  }

  /** Takes the next one out of the list; null when nothing may be done yet. */
  take(nowMs: number): { readonly documentId: number; readonly sinceMs: number } | null {
    for (const [documentId, { sinceMs, notBeforeMs }] of this.due) {
      if (notBeforeMs > nowMs) continue
      this.due.delete(documentId)
      return { documentId, sinceMs }
    }
    return null
  }

  /** How long until `take` may give something; null when the list is empty. */
  nextInMs(nowMs: number): number | null {
    const times = [...this.due.values()].map(({ notBeforeMs }) => notBeforeMs - nowMs)
    return times.length === 0 ? null : Math.max(0, Math.min(...times))
  }

  /** How long the one that waits longest has waited. */
  lagMs(nowMs: number): number {
    return [...this.due.values()].reduce((most, { sinceMs }) => Math.max(most, nowMs - sinceMs), 0)
  }
}
