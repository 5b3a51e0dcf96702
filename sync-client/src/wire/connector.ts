import { fault } from '@mutirao/documents'
import { backoffMs } from '../sync/backoff.ts'
import type { Tuning } from '../tuning.ts'
import type { Line, LineEvents, OpenLine } from './line.ts'

export interface ConnectorOptions {
  readonly open: OpenLine
  readonly tuning: Tuning
  readonly now: () => number
  readonly random: () => number
  readonly onOpen: (line: Line) => void
  readonly onFrame: (frame: Uint8Array) => void
  /** An open line ended. `reason`: the server's word, or empty. */
  readonly onClose: (reason: string) => void
  /** An attempt failed, `failures` in a row now. */
  readonly onFailure: (failures: number) => void
}

/**
 * Keeps one line open: reconnects for ever with full jitter, notices a line that is open and dead, and can be told to try
 * at once (the network came back, somebody looks).
 */
export class Connector {
  readonly #options: ConnectorOptions
  #line: Line | null = null
  #opened = false
  #running = false
  #failures = 0
  #proven = false
  #timer: ReturnType<typeof setTimeout> | null = null
  #watch: ReturnType<typeof setInterval> | null = null
  #heardAtMs = 0
  #nudgedAtMs = -Infinity

  constructor(options: ConnectorOptions) {
    this.#options = options
  }

  start(): void {
    if (this.#running) return
    this.#running = true
    this.#failures = 0
    this.#connect()
  }

  stop(): void {
    this.#running = false
    this.#drop()
  }

  isOpen(): boolean {
    return this.#opened
  }

  /** The server let a document in: this address works, the next failure starts from the beginning. */
  proven(): void {
    this.#failures = 0
    this.#proven = true
  }

  /** Ends this line and opens another after a short, jittered while. */
  restart(): void {
    if (!this.#running) return
    this.#drop()
    this.#wait()
  }

  /** Tries now what would wait; checks whether an open line still lives. Throttled. */
  nudge(force = false): void {
    const { now, tuning } = this.#options
    if (!this.#running || (!force && now() - this.#nudgedAtMs < tuning.nudgeEveryMs && !fault('CLI-22'))) return
    this.#nudgedAtMs = now()
    this.#checkSilence()
    if (this.#timer !== null && this.#line === null) this.#connect()
  }

  #connect(): void {
    this.#clearTimer()
    const { open, tuning } = this.#options
    this.#heardAtMs = this.#options.now()
    this.#proven = false
    const line: Line = open(this.#events(() => this.#line === line))
    this.#line = line
    this.#timer = setTimeout(() => {
      if (this.#line === line && !this.#opened) this.#failed()
    }, tuning.openTimeoutMs)
  }

  #events(current: () => boolean): LineEvents {
    return {
      onOpen: () => {
        if (!current() || !this.#line) return
        this.#clearTimer()
        this.#opened = true
        this.#heardAtMs = this.#options.now()
        this.#watch = setInterval(() => this.#checkSilence(), Math.ceil(this.#options.tuning.silenceMs / 6))
        this.#options.onOpen(this.#line)
      },
      onFrame: (frame) => {
        if (!current()) return
        this.#heardAtMs = this.#options.now()
        this.#options.onFrame(frame)
      },
      onClose: (reason) => {
        if (current()) this.#failed(reason)
      },
    }
  }

  #checkSilence(): void {
    const { now, tuning } = this.#options
    if (this.#opened && now() - this.#heardAtMs > tuning.silenceMs && !fault('CLI-7')) this.#failed()
  }

  #failed(reason = ''): void {
    const proven = this.#proven
    this.#drop(reason)
    if (!proven) this.#options.onFailure(this.#failures + 1)
    this.#wait()
  }

  #wait(): void {
    const { tuning, random } = this.#options
    if (!this.#running) return
    const jitter = fault('CLI-6') ? 1 : random()
    const delayMs = backoffMs(this.#failures, jitter, tuning.backoffBaseMs, tuning.backoffCapMs)
    this.#failures += 1
    this.#timer = setTimeout(() => this.#connect(), delayMs)
  }

  /** Closes the line without waiting for it; says so when it had been open. */
  #drop(reason = ''): void {
    const wasOpen = this.#opened
    this.#clearTimer()
    if (this.#watch !== null) clearInterval(this.#watch)
    this.#watch = null
    this.#opened = false
    this.#line?.close()
    this.#line = null
    if (wasOpen) this.#options.onClose(reason)
  }

  #clearTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }
}
