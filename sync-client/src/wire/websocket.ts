import { fault, protocolVersion } from '@mutirao/documents'
import { backoffMs } from '../sync/backoff.ts'
import { Patience } from '../sync/patience.ts'
import { SignedOutError, type TokenSource } from '../sync/token.ts'
import { judgeReason, type SyncTarget, type Transport, type TransportHooks } from '../sync/transport.ts'
import type { Tuning } from '../tuning.ts'
import { Connector } from './connector.ts'
import { readFrame, sessionAddress, type InboundFrame } from './frames.ts'
import type { Line, OpenLine } from './line.ts'
import { Session } from './session.ts'

export interface WebSocketTransportOptions {
  readonly openLine: OpenLine
  /** Starts the session ids of this client: frames are routed by it when tabs share a line. */
  readonly clientId: string
  readonly token: TokenSource
  readonly tuning: Tuning
  readonly now: () => number
  readonly random: () => number
  readonly hooks: TransportHooks & { readonly onFailure: (failures: number) => void }
}

/** Where one target stands: waiting for its turn, being asked for, attached, or waiting to try again. */
interface Seat {
  session: Session | null
  retry: ReturnType<typeof setTimeout> | null
  failures: number
  /** With a server that sends what cannot be applied. */
  readonly patience: Patience
}

/** Many documents over one line. Documents are let in through a window; each tries again by itself when it fails. */
export class WebSocketTransport implements Transport {
  readonly #options: WebSocketTransportOptions
  readonly #connector: Connector
  readonly #seats = new Map<SyncTarget, Seat>()
  readonly #sessions = new Map<string, Session>()
  #queue: SyncTarget[] = []
  #line: Line | null = null
  #asking = false
  #sessionCount = 0
  #alive: ReturnType<typeof setInterval> | null = null
  #tokenRetry: ReturnType<typeof setTimeout> | null = null
  #tokenFailures = 0

  constructor(options: WebSocketTransportOptions) {
    this.#options = options
    this.#connector = new Connector({
      open: options.openLine,
      tuning: options.tuning,
      now: options.now,
      random: options.random,
      onOpen: (line) => this.#onOpen(line),
      onFrame: (frame) => this.#onFrame(frame),
      onClose: (reason) => this.#onClose(reason),
      onFailure: (failures) => options.hooks.onFailure(failures),
    })
  }

  start(): void {
    this.#connector.start()
  }

  /** Ends the line, however open it looks, and tries another one after a short while. */
  restart(): void {
    this.#leaveShared()
    this.#connector.restart()
  }

  /** A line shared with other tabs lives on: the server must hear that nobody listens here. */
  #leaveShared(): void {
    if (this.#line?.shared) for (const session of this.#sessions.values()) session.end('stopped', true)
  }

  stop(): void {
    this.#leaveShared()
    this.#connector.stop()
    if (this.#tokenRetry !== null) clearTimeout(this.#tokenRetry)
    this.#tokenRetry = null
  }

  isOpen(): boolean {
    return this.#line !== null
  }

  attach(target: SyncTarget): void {
    if (this.#seats.has(target)) return
    const patience = new Patience(this.#options.tuning)
    this.#seats.set(target, { session: null, retry: null, failures: 0, patience })
    this.#enqueue(target)
  }

  detach(target: SyncTarget): void {
    const seat = this.#seats.get(target)
    if (!seat) return
    this.#seats.delete(target)
    this.#queue = this.#queue.filter((waiting) => waiting !== target)
    if (seat.retry !== null) clearTimeout(seat.retry)
    seat.session?.end('released', true)
    this.#pump()
  }

  edited(target: SyncTarget): void {
    this.#seats.get(target)?.session?.edited()
  }

  presence(target: SyncTarget): void {
    this.#seats.get(target)?.session?.presenceChanged()
  }

  verified(target: SyncTarget): boolean {
    return this.#seats.get(target)?.session?.verified() ?? false
  }

  nudge(force = false): void {
    this.#connector.nudge(force)
    for (const [target, seat] of this.#seats) if (seat.retry !== null) this.#enqueue(target)
    if (this.#tokenRetry !== null) {
      clearTimeout(this.#tokenRetry)
      this.#tokenRetry = null
      this.#pump()
    }
  }

  #onOpen(line: Line): void {
    this.#line = line
    this.#options.hooks.onLine(true)
    const { aliveEveryMs } = this.#options.tuning
    // One attached document's sign of life keeps the whole line.
    this.#alive = setInterval(() => {
      for (const session of this.#sessions.values()) if (session.authenticated()) return session.alive()
    }, aliveEveryMs)
    for (const target of this.#seats.keys()) this.#enqueue(target)
  }

  #onClose(reason: string): void {
    this.#line = null
    if (this.#alive !== null) clearInterval(this.#alive)
    this.#queue = []
    for (const session of this.#sessions.values()) session.end('line', false)
    if (reason !== '') this.#judgeLine(reason)
    this.#options.hooks.onLine(false)
  }

  #judgeLine(reason: string): void {
    const verdict = judgeReason(reason)
    if (verdict.kind === 'token') this.#options.token.invalidate()
    if (verdict.kind === 'update') this.#options.hooks.onUpdateRequired()
  }

  #onFrame(bytes: Uint8Array): void {
    let frame: InboundFrame
    try {
      frame = readFrame(bytes)
    } catch {
      // Bytes that are no frame: whatever follows them cannot be trusted either.
      this.#connector.restart()
      return
    }
    if (frame.kind !== 'ping') this.#sessions.get(frame.address)?.receive(frame)
  }

  #enqueue(target: SyncTarget): void {
    const seat = this.#seats.get(target)
    if (!seat || seat.session || this.#queue.includes(target)) return
    if (seat.retry !== null) clearTimeout(seat.retry)
    seat.retry = null
    if (!this.#line) return
    this.#queue.push(target)
    this.#pump()
  }

  /** Lets the next documents ask, as many as the window allows, all with one token. */
  #pump(): void {
    if (this.#asking || this.#line === null || this.#queue.length === 0 || this.#tokenRetry !== null) return
    if (this.#unauthenticated() >= this.#window()) return
    this.#asking = true
    const line = this.#line
    this.#options.token
      .get()
      .then(
        (token) => {
          this.#asking = false
          this.#tokenFailures = 0
          if (this.#line === line) this.#begin(token)
          else this.#pump()
        },
        (error: unknown) => {
          this.#asking = false
          this.#onTokenFailure(error)
        },
      )
      .catch((error: unknown) => {
        this.#onTokenFailure(error)
      })
  }

  #begin(token: string): void {
    while (this.#queue.length > 0 && this.#unauthenticated() < this.#window()) {
      const target = this.#queue.shift()
      const seat = target && this.#seats.get(target)
      if (!target || !seat) continue
      const session = this.#createSession(target, seat)
      seat.session = session
      this.#sessions.set(session.address, session)
      session.start(token)
    }
  }

  #window(): number {
    return fault('CLI-13') ? Infinity : this.#options.tuning.attachWindow
  }

  #unauthenticated(): number {
    let count = 0
    for (const session of this.#sessions.values()) if (!session.authenticated()) count += 1
    return count
  }

  #createSession(target: SyncTarget, seat: Seat): Session {
    const { tuning, now, hooks, clientId } = this.#options
    if (!fault('CLI-12')) this.#sessionCount += 1
    const address = sessionAddress(target.name, `${clientId}.${this.#sessionCount}`)
    return new Session({
      address,
      target,
      tuning,
      now,
      send: (frame) => this.#line?.send(frame),
      onAuthenticated: () => {
        this.#connector.proven()
        seat.patience.calm(now())
        this.#pump()
      },
      onSettled: () => {
        seat.failures = 0
      },
      onEnd: (reason) => this.#onSessionEnd(address, target, seat, reason),
      onTokenWanted: () => this.#renewToken(address),
      onProtocol: (version) => {
        if (version > protocolVersion) hooks.onUpdateRequired()
      },
    })
  }

  #onSessionEnd(address: string, target: SyncTarget, seat: Seat, reason: string): void {
    this.#sessions.delete(address)
    seat.session = null
    seat.patience.disturbed(this.#options.now())
    if (this.#seats.get(target) !== seat || this.#line === null || reason === 'line' || reason === 'stopped') return
    const verdict = judgeReason(reason)
    if (verdict.kind === 'denied') target.onDenied(verdict.denial)
    if (verdict.kind === 'token') this.#options.token.invalidate()
    if (verdict.kind === 'update') this.#options.hooks.onUpdateRequired()
    const { tuning, random } = this.#options
    const slow = verdict.kind === 'denied' || verdict.kind === 'update'
    const usualMs = slow
      ? tuning.backoffCapMs * (1 + random())
      : backoffMs(seat.failures, random(), tuning.backoffBaseMs, tuning.backoffCapMs)
    const waitMs = Math.max(usualMs, reason === 'broken' ? seat.patience.refused(this.#options.now(), random()) : 0)
    seat.failures += 1
    seat.retry = setTimeout(() => this.#enqueue(target), waitMs)
    this.#pump()
  }

  #renewToken(address: string): void {
    this.#options.token.invalidate()
    this.#options.token
      .get()
      .then((token) => this.#sessions.get(address)?.renewToken(token))
      .catch((error: unknown) => this.#onTokenFailure(error))
  }

  #onTokenFailure(error: unknown): void {
    if (error instanceof SignedOutError) {
      this.#options.hooks.onSignedOut()
      return
    }
    const { tuning, random } = this.#options
    const waitMs = backoffMs(this.#tokenFailures, random(), tuning.backoffBaseMs, tuning.backoffCapMs)
    this.#tokenFailures += 1
    if (this.#tokenRetry !== null) clearTimeout(this.#tokenRetry)
    this.#tokenRetry = setTimeout(() => {
      this.#tokenRetry = null
      this.#pump()
    }, waitMs)
  }
}
