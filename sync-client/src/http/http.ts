import { fault } from '@mutirao/documents'
import { backoffMs } from '../sync/backoff.ts'
import { SignedOutError, type TokenSource } from '../sync/token.ts'
import { judgeReason, type SyncTarget, type Transport, type TransportHooks } from '../sync/transport.ts'
import type { Tuning } from '../tuning.ts'
import { HttpFailure, type HttpApi } from './api.ts'
import { readChangedEvents } from './events.ts'
import { BrokenUpdateError, Exchange, OtherJournalError } from './exchange.ts'

export interface HttpTransportOptions {
  readonly api: HttpApi
  readonly token: TokenSource
  readonly tuning: Tuning
  readonly random: () => number
  /** Nobody looks at this tab: poll as seldom as possible. */
  readonly hidden: () => boolean
  readonly hooks: TransportHooks
}

/**
 * Where no WebSocket gets through: pull by cursor, push at most every `pushEveryMs`, ask for news every 5 to 60 seconds
 * depending on how much happens, sooner when the server's event stream says so.
 */
export class HttpTransport implements Transport {
  readonly #options: HttpTransportOptions
  readonly #exchanges = new Map<SyncTarget, Exchange>()
  readonly #timers = new Map<SyncTarget, ReturnType<typeof setTimeout>>()
  #pollTimer: ReturnType<typeof setTimeout> | null = null
  #pollMs: number
  #headsAfter: string | null = null
  #stream: AbortController | null = null
  #streaming = false
  #open = false
  #stopped = true

  constructor(options: HttpTransportOptions) {
    this.#options = options
    this.#pollMs = options.tuning.pollMinMs
  }

  start(): void {
    if (!this.#stopped) return
    this.#stopped = false
    this.#pollMs = this.#options.tuning.pollMinMs
    this.#schedulePoll(0)
    this.#listen()
  }

  stop(): void {
    this.#stopped = true
    if (this.#pollTimer !== null) clearTimeout(this.#pollTimer)
    this.#stream?.abort()
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
    this.#setOpen(false)
  }

  attach(target: SyncTarget): void {
    if (this.#exchanges.has(target)) return
    this.#exchanges.set(target, new Exchange(target, this.#options.api, this.#options.tuning))
    this.#schedule(target, 0)
  }

  detach(target: SyncTarget): void {
    const exchange = this.#exchanges.get(target)
    this.#exchanges.delete(target)
    this.#clear(target)
    exchange?.end()
  }

  edited(target: SyncTarget): void {
    this.#pollMs = this.#options.tuning.pollMinMs
    if (!this.#timers.has(target)) this.#schedule(target, this.#options.tuning.pushEveryMs)
  }

  /** Presence needs a socket. */
  presence(): void {}

  verified(target: SyncTarget): boolean {
    return this.#exchanges.get(target)?.verified() ?? false
  }

  nudge(): void {
    if (this.#stopped) return
    this.#pollMs = this.#options.tuning.pollMinMs
    this.#schedulePoll(0)
    for (const target of this.#exchanges.keys()) this.#schedule(target, 0)
  }

  /** Nothing is believed of this way until it answers again. */
  restart(): void {
    if (this.#stopped) return
    this.#setOpen(false)
    this.nudge()
  }

  #clear(target: SyncTarget): void {
    clearTimeout(this.#timers.get(target))
    this.#timers.delete(target)
  }

  #schedule(target: SyncTarget, delayMs: number): void {
    if (this.#stopped) return
    this.#clear(target)
    // #run reports its failures itself and never rejects.
    this.#timers.set(
      target,
      setTimeout(() => void this.#run(target), delayMs),
    )
  }

  async #run(target: SyncTarget): Promise<void> {
    this.#timers.delete(target)
    const exchange = this.#exchanges.get(target)
    if (!exchange || exchange.running || this.#stopped) return
    exchange.running = true
    try {
      const moved = await exchange.run()
      exchange.running = false
      // This way works, but is not wanted any more.
      if (this.#stopped || this.#exchanges.get(target) !== exchange) return
      // What is refused as a whole stays and is refused again: ever less often.
      exchange.failures = exchange.refused ? exchange.failures + 1 : 0
      this.#setOpen(true)
      if (moved) this.#pollMs = this.#options.tuning.pollMinMs
      if (exchange.hasWork() && !this.#timers.has(target)) this.#schedule(target, this.#pushDelayMs(exchange))
    } catch (error) {
      exchange.running = false
      this.#onFailure(exchange, error)
    }
  }

  #pushDelayMs({ failures }: Exchange): number {
    const { tuning, random } = this.#options
    const waitMs = failures === 0 ? 0 : backoffMs(failures, random(), tuning.backoffBaseMs, tuning.backoffCapMs)
    return Math.max(tuning.pushEveryMs, waitMs)
  }

  #onFailure(exchange: Exchange, error: unknown): void {
    if (this.#stopped || this.#exchanges.get(exchange.target) !== exchange) return
    const { tuning, random, hooks } = this.#options
    if (error instanceof SignedOutError) return hooks.onSignedOut()
    let waitMs = backoffMs(exchange.failures, random(), tuning.backoffBaseMs, tuning.backoffCapMs)
    exchange.failures += 1
    if (error instanceof HttpFailure) {
      const verdict = judgeReason(error.status === 404 ? 'document_gone' : error.code)
      if (verdict.kind === 'denied') {
        exchange.target.onDenied(verdict.denial)
        waitMs = tuning.pollMaxMs
      }
      if (verdict.kind === 'update') return hooks.onUpdateRequired()
      waitMs = Math.max(waitMs, error.retryAfterMs)
      if (error.status < 500) this.#setOpen(true)
    } else {
      this.#setOpen(error instanceof BrokenUpdateError || error instanceof OtherJournalError)
    }
    this.#schedule(exchange.target, waitMs)
  }

  #setOpen(open: boolean): void {
    if (this.#open === open) return
    this.#open = open
    for (const [target, exchange] of this.#exchanges) {
      if (!open) exchange.lost()
      else if (exchange.hasWork() && !exchange.running && !this.#timers.has(target)) this.#schedule(target, 0)
    }
    this.#options.hooks.onLine(open)
  }

  #schedulePoll(delayMs: number): void {
    if (this.#stopped) return
    if (this.#pollTimer !== null) clearTimeout(this.#pollTimer)
    // #poll reports its failures itself and never rejects.
    this.#pollTimer = setTimeout(() => void this.#poll(), delayMs)
  }

  /** Asks what moved in the workspace; only what is open here is fetched. */
  async #poll(): Promise<void> {
    const { api, tuning, hidden } = this.#options
    try {
      const answer = await api.heads(this.#headsAfter)
      if (this.#stopped) return
      this.#headsAfter = answer.after
      this.#setOpen(true)
      for (const [name, cursor] of Object.entries(answer.heads)) this.#moved(name, cursor)
    } catch (error) {
      if (error instanceof SignedOutError) return this.#options.hooks.onSignedOut()
      if (!(error instanceof HttpFailure)) this.#setOpen(false)
    }
    const seldom = this.#streaming || hidden()
    const intervalMs = seldom ? tuning.pollMaxMs : fault('CLI-11') ? tuning.pollMinMs : this.#pollMs
    this.#pollMs = Math.min(tuning.pollMaxMs, this.#pollMs * 1.5)
    this.#schedulePoll(intervalMs)
  }

  #moved(name: string, cursor: string): void {
    for (const exchange of this.#exchanges.values()) {
      if (exchange.target.name !== name || exchange.target.cursor() === cursor) continue
      this.#pollMs = this.#options.tuning.pollMinMs
      exchange.markStale()
      this.#schedule(exchange.target, 0)
    }
  }

  /** The event stream is a hint: without it polling finds everything, only later. */
  #listen(): void {
    if (this.#stopped) return
    const stream = new AbortController()
    this.#stream = stream
    this.#options.api
      .events(stream.signal)
      .then((body) => {
        this.#streaming = !fault('CLI-23')
        return readChangedEvents(body, (event) => {
          if (!fault('CLI-23')) this.#moved(event.name, event.cursor)
        })
      })
      .catch(() => undefined)
      .finally(() => {
        this.#streaming = false
        const { tuning, random } = this.#options
        if (!this.#stopped && this.#stream === stream) {
          setTimeout(() => this.#listen(), tuning.backoffCapMs * (0.5 + random() / 2))
        }
      })
      .catch(() => undefined)
  }
}
