import { fault } from '@mutirao/documents'

interface Due {
  readonly sinceMs: number
  readonly notBeforeMs: number
}

/**
 * Which documents have rows nobody has interpreted yet, as far as this worker has heard: whoever waits longest comes first.
 * Times are of a monotonic clock, in milliseconds.
 */
export class DueList {
  private readonly due = new Map<number, Due>()
  private readonly gatherMs: number

  /** @param gatherMs how long rows of a document may gather before it is looked at */
  constructor(gatherMs: number) {
    this.gatherMs = gatherMs
  }

  get size(): number {
    return this.due.size
  }

  hear(documentId: number, nowMs: number): void {
    if (!this.due.has(documentId)) this.due.set(documentId, { sinceMs: nowMs, notBeforeMs: nowMs + this.gatherMs })
  }

  /** Back in line, behind the others; its lag goes on. */
  again(documentId: number, sinceMs: number, notBeforeMs: number): void {
    this.due.delete(documentId)
    this.due.set(documentId, { sinceMs, notBeforeMs })
  }

  /** Takes the next one out of the list; null when nothing may be done yet. */
  take(nowMs: number): { readonly documentId: number; readonly sinceMs: number } | null {
    for (const [documentId, { sinceMs, notBeforeMs }] of this.due) {
      if (notBeforeMs > nowMs && !fault('HIS-16')) continue
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
