import { setImmediate as nextTurn } from 'node:timers/promises'
import { fault, measureDocument } from '@mutirao/documents'
import type * as Y from 'yjs'

/** What administrators see of a document in memory. */
export interface HeldSize {
  /** An upper bound of its encoded size, the exact one after each measurement. */
  readonly bytes: number
  readonly limitBytes: number
  /** Nothing that makes it grow is taken; deletions are. */
  readonly full: boolean
}

/** Measuring takes at most this share of the time, and is not repeated within a second. */
const measuringShare = 0.1
const minPauseMs = 1_000
/** So far above the limit a document is full without being measured first. */
const surely = 1.25
/** What was loaded came packed; from this share of the limit on it is measured as it is. */
const worthMeasuring = 1 / 8

/**
 * How large one document in memory is. Counted as the bytes that came since it was measured, which is never too little: what
 * they replaced is not taken off. When that passes the limit the document is measured, a piece per turn of the event loop.
 */
export class DocumentBytes {
  readonly limitBytes: number
  private readonly doc: Y.Doc
  private readonly now: () => number
  private measuredBytes = 0
  private sinceBytes = 0
  private isFull = false
  private isMeasuring = false
  private nextMeasureAtMs = Number.NEGATIVE_INFINITY
  private timer: NodeJS.Timeout | null = null
  private isEnded = false

  /** @param now milliseconds, monotonic */
  constructor(doc: Y.Doc, limitBytes: number, now: () => number = () => performance.now()) {
    this.doc = doc
    this.limitBytes = limitBytes
    this.now = now
  }

  get bytes(): number {
    return this.measuredBytes + this.sinceBytes
  }

  get full(): boolean {
    return this.isFull && !fault('ATK-14')
  }

  size(): HeldSize {
    return { bytes: this.bytes, limitBytes: this.limitBytes, full: this.full }
  }

  /** An update of this length came into the document. */
  add(bytes: number): void {
    this.sinceBytes += bytes
    if (this.bytes <= this.limitBytes && !this.isFull) return
    if (this.bytes > this.limitBytes * surely) this.isFull = true
    this.measureSoon()
  }

  /** Everything that was kept of it is in memory. */
  loaded(): void {
    if (this.bytes > this.limitBytes * worthMeasuring) this.measureSoon()
  }

  end(): void {
    this.isEnded = true
    if (this.timer) clearTimeout(this.timer)
  }

  private measureSoon(): void {
    if (this.isMeasuring || this.timer || this.isEnded) return
    this.timer = setTimeout(
      () => {
        this.timer = null
        // Never rejects.
        void this.measure()
      },
      Math.max(0, this.nextMeasureAtMs - this.now()),
    )
    this.timer.unref()
  }

  private async measure(): Promise<void> {
    this.isMeasuring = true
    const startMs = this.now()
    const sinceBefore = this.sinceBytes
    let bytes = 0
    for (const sum of measureDocument(this.doc)) {
      bytes = sum
      await nextTurn()
      if (this.isEnded) return
    }
    this.isMeasuring = false
    this.measuredBytes = bytes
    this.sinceBytes -= sinceBefore
    this.isFull = this.bytes > this.limitBytes
    this.nextMeasureAtMs = this.now() + Math.max(minPauseMs, (this.now() - startMs) / measuringShare)
    // What was deleted while it was measured may have made room.
    if (this.isFull && this.sinceBytes > 0) this.measureSoon()
  }
}
