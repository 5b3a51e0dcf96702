import type { Duplex } from 'node:stream'
import { fault } from '@mutirao/documents'

/** What a TCP socket tells beside what every stream does. */
interface Counting {
  /** Ever written, what waits included. */
  readonly bytesWritten?: number
  /** `writeQueueSize`: bytes of the write under way which the system has not taken. */
  readonly _handle?: { readonly writeQueueSize?: number } | null
}

/**
 * Whether a reader reads. A phone may take minutes for a large board, and is served on; somebody who takes no byte at all keeps
 * what waits for them in memory for nothing, and no sign of life of theirs makes up for that.
 */
export class Reading {
  private readonly raw: Duplex & Counting
  private readonly maxStuckMs: number
  private doneBytes = 0
  private leftBytes = 0
  private stuckSinceMs: number | null = null

  constructor(raw: Duplex, maxStuckMs: number) {
    this.raw = raw
    this.maxStuckMs = maxStuckMs
  }

  /**
   * Call it now and then. What is written meanwhile is no sign of reading: a write that was finished is, and one of which less
   * is left than before.
   * @param nowMs of a clock that never goes back
   * @returns true when something has waited for `maxStuckMs` and nothing of it was taken
   */
  isStuck(nowMs: number): boolean {
    const { writableLength, bytesWritten = 0, _handle } = this.raw
    const [done, left] = [bytesWritten - writableLength, _handle?.writeQueueSize ?? 0]
    const moved = done > this.doneBytes || left < this.leftBytes
    if (writableLength === 0 || (moved && !fault('SYN-46'))) this.stuckSinceMs = null
    else this.stuckSinceMs ??= nowMs
    this.doneBytes = done
    this.leftBytes = left
    return this.stuckSinceMs !== null && nowMs - this.stuckSinceMs >= this.maxStuckMs
  }
}
