import type { Duplex } from 'node:stream'
import { fault } from '@mutirao/documents'
import type { WebSocket } from 'ws'
import type { SyncLimits } from './types.ts'

/**
 * How far one socket is read: not further while too much of it waits for the journal, nor, as long as nobody knows whose it
 * is, beyond what an attach needs. What is not read waits at the sender; nothing is refused.
 */
export class Intake {
  private readonly ws: Pick<WebSocket, 'pause' | 'resume'>
  private readonly raw: Duplex
  private readonly limits: Pick<SyncLimits, 'maxQueuedBytes' | 'anonymousBytes'>
  private readonly told: (bytes: number) => void
  private queuedBytes = 0
  /** Since the last answer; null once it is known whose socket this is. */
  private strangeBytes: number | null = 0
  private isFull = false
  private isStopped = false

  /** @param told bytes waiting changed by this much */
  constructor(
    ws: Pick<WebSocket, 'pause' | 'resume'>,
    raw: Duplex,
    limits: Pick<SyncLimits, 'maxQueuedBytes' | 'anonymousBytes'>,
    told: (bytes: number) => void,
  ) {
    this.ws = ws
    this.raw = raw
    this.limits = limits
    this.told = told
    // Before `ws` has a whole frame: a frame of 8 MiB that never ends is what must not be kept.
    if (!fault('ATK-11')) raw.on('data', this.count)
  }

  get stopped(): boolean {
    return this.isStopped
  }

  /** These bytes wait for the journal. */
  queue(bytes: number): void {
    this.queuedBytes += bytes
    this.told(bytes)
    if (this.queuedBytes > this.limits.maxQueuedBytes && !fault('SYN-8')) this.isFull = true
    this.settle()
  }

  /** These are through. */
  unqueue(bytes: number): void {
    this.queuedBytes -= bytes
    this.told(-bytes)
    if (this.queuedBytes <= this.limits.maxQueuedBytes / 2) this.isFull = false
    this.settle()
  }

  /** Everything a stranger has asked is answered: they may ask again (with a newer token, on the same socket). */
  answered(): void {
    if (this.strangeBytes === null) return
    this.strangeBytes = 0
    this.settle()
  }

  /** It is known whose socket this is. */
  recognised(): void {
    if (this.strangeBytes === null) return
    this.strangeBytes = null
    this.raw.off('data', this.count)
    this.settle()
  }

  /** The socket closes: what the other side says about that has to be read. */
  close(): void {
    if (this.isStopped) this.ws.resume()
  }

  private readonly count = (chunk: Uint8Array): void => {
    if (this.strangeBytes === null) return
    this.strangeBytes += chunk.length
    this.settle()
  }

  private settle(): void {
    const stop = this.isFull || (this.strangeBytes ?? 0) > this.limits.anonymousBytes
    if (stop === this.isStopped) return
    this.isStopped = stop
    if (stop) this.ws.pause()
    else this.ws.resume()
  }
}
