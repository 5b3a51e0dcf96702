import {
  errorCatalogue,
  fault,
  protocolVersion,
  refusalCodes,
  type RefusalCode,
  type ServerMessage,
} from '@mutirao/documents'
import { applyAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { serverOrigin } from '../sync/origins.ts'
import { dropForeignPresence, PresenceSender } from '../sync/presence.ts'
import type { SyncTarget } from '../sync/transport.ts'
import type { Tuning } from '../tuning.ts'
import {
  aliveFrame,
  authFrame,
  awarenessFrame,
  closeFrame,
  statelessFrame,
  step1Frame,
  step2Frame,
  updateFrame,
  type InboundFrame,
} from './frames.ts'

export interface SessionOptions {
  readonly address: string
  readonly target: SyncTarget
  readonly tuning: Tuning
  readonly now: () => number
  readonly send: (frame: Uint8Array) => void
  readonly onAuthenticated: () => void
  /** The whole difference is confirmed: whatever went wrong before is over. */
  readonly onSettled: () => void
  /** This session is over; `reason` is the server's word, or our own: `stuck`, `broken` (an update that is none). */
  readonly onEnd: (reason: string) => void
  readonly onTokenWanted: () => void
  readonly onProtocol: (version: number) => void
}

/**
 * One attachment of one document to the server over a line: asks to be let in, shakes hands, sends edits in batches,
 * feeds the answers to the ledger. Ends once and is never reused: the next attachment has another address, so that late
 * answers of this one cannot count there (SYNC §1).
 */
export class Session {
  readonly address: string
  readonly target: SyncTarget
  readonly #options: SessionOptions
  #authenticated = false
  #readOnly = false
  #shaken = false
  #synced = false
  /** The whole difference has come; with a hole in it the document is not in step. */
  #told = false
  #ended = false
  #batchTimer: ReturnType<typeof setTimeout> | null = null
  #stuckTimer: ReturnType<typeof setTimeout> | null = null
  #attachTimer: ReturnType<typeof setTimeout> | null = null
  readonly #presence: PresenceSender
  #cutAtMs = -Infinity

  constructor(options: SessionOptions) {
    this.#options = options
    this.address = options.address
    this.target = options.target
    this.target.replica.beginEpoch()
    this.#presence = new PresenceSender({
      everyMs: fault('CLI-8') ? 0 : options.tuning.presenceEveryMs,
      awareness: options.target.replica.awareness,
      send: (update) => options.send(awarenessFrame(this.address, update)),
    })
  }

  authenticated(): boolean {
    return this.#authenticated
  }

  /** Nothing of this document is waiting that this session could still bring to the server. */
  verified(): boolean {
    if (this.#readOnly) return this.#synced && this.target.replica.ledger.unsent() === 0
    return this.target.replica.ledger.settled()
  }

  start(token: string): void {
    const { send, tuning } = this.#options
    this.#attachTimer = setTimeout(() => this.end('timeout', true), tuning.attachTimeoutMs)
    send(authFrame(this.address, token))
    send(step1Frame(this.address, Y.encodeStateVector(this.target.replica.doc)))
  }

  renewToken(token: string): void {
    if (!this.#ended) this.#options.send(authFrame(this.address, token))
  }

  alive(): void {
    if (this.#authenticated) this.#options.send(aliveFrame(this.address))
  }

  /** @param tell whether the server must hear of it (it does not know yet, and the line lives on) */
  end(reason: string, tell: boolean): void {
    if (this.#ended) return
    this.#ended = true
    for (const timer of [this.#batchTimer, this.#stuckTimer, this.#attachTimer]) if (timer !== null) clearTimeout(timer)
    this.#presence.stop()
    if (tell) this.#options.send(closeFrame(this.address))
    this.target.replica.beginEpoch()
    dropForeignPresence(this.target.replica.awareness)
    this.target.onDetached()
    this.#options.onEnd(reason)
  }

  receive(frame: InboundFrame): void {
    if (this.#ended) return
    switch (frame.kind) {
      case 'authenticated':
        return this.#onAuthenticated(frame.readOnly)
      case 'step1':
        return this.#shakeHands(frame.stateVector)
      case 'step2':
        if (this.#apply(frame.update)) this.#onWhole()
        return
      case 'update':
        return this.#onUpdate(frame.update)
      case 'status':
        this.target.replica.ledger.answered(frame.taken)
        return this.#onLedger()
      case 'awareness':
        return applyAwarenessUpdate(this.target.replica.awareness, frame.update, serverOrigin)
      case 'stateless':
        return this.#onStateless(frame.payload)
      case 'token-request':
        return this.#options.onTokenWanted()
      case 'denied':
      case 'close':
        return this.end(frame.reason, false)
      case 'ping':
      case 'other':
        return
    }
  }

  /** Attached all the same when there is a hole in what the server has: edits go out, and what fills it may come. */
  #onWhole(): void {
    this.#told = true
    if (this.target.replica.hasHole()) return
    this.#synced = true
    this.target.onSynced()
  }

  #onUpdate(update: Uint8Array): void {
    const wasWhole = !this.target.replica.hasHole()
    if (!this.#apply(update) || !this.#told) return
    if (!this.#synced) this.#onWhole()
    // Something before it was lost on its way.
    else if (wasWhole && this.target.replica.hasHole()) this.end('broken', true)
  }

  /** What cannot be applied leaves a hole which nothing later in this session fills: the next one asks again. */
  #apply(update: Uint8Array): boolean {
    const applied = this.target.replica.applyFromServer(update)
    if (!applied) this.end('broken', true)
    return applied
  }

  #onAuthenticated(readOnly: boolean): void {
    this.#authenticated = true
    this.#readOnly = readOnly
    if (this.#attachTimer !== null) clearTimeout(this.#attachTimer)
    this.target.onAttached(readOnly)
    this.#options.onAuthenticated()
    this.#presence.start()
  }

  /** The server told what it has: everything it lacks goes out, and from here on edits go out as they are made. */
  #shakeHands(stateVector: Uint8Array): void {
    const { replica } = this.target
    this.#shaken = true
    if (this.#stuckTimer !== null) clearTimeout(this.#stuckTimer)
    this.#stuckTimer = null
    if (this.#readOnly && replica.ledger.unsent() === 0 && !fault('CLI-21')) return
    this.#sendWritten(Y.decodeStateVector(stateVector))
    const slices = replica.whole(stateVector, this.#options.tuning.maxFrameBytes)
    for (const slice of slices) this.#options.send(step2Frame(this.address, slice))
    replica.ledger.sentWhole(slices.length)
    this.#cutAtMs = this.#options.now()
  }

  #sendWritten(known: ReadonlyMap<number, number> | null): void {
    const { now, tuning, send } = this.#options
    for (const message of this.target.replica.written.take(now(), tuning.writtenMinAgeMs, known)) {
      send(statelessFrame(this.address, JSON.stringify(message)))
    }
  }

  /** The first edit after a quiet time leaves in this turn, later ones in batches. */
  edited(): void {
    const mayBegin = this.#shaken || fault('CLI-4')
    if (this.#ended || !mayBegin || this.#batchTimer !== null) return
    // The server would say the same, after a journey.
    if (this.#readOnly) return this.target.onRefused(readOnlyRefusal)
    if (!this.target.replica.hasBuffer()) return
    const dueMs = fault('CLI-19') ? 0 : this.#cutAtMs + this.#options.tuning.batchMs - this.#options.now()
    this.#batchTimer = setTimeout(() => this.#sendBatch(), Math.max(0, dueMs))
  }

  #sendBatch(): void {
    this.#batchTimer = null
    const { replica } = this.target
    const update = replica.takeBuffer()
    if (!update) return
    this.#cutAtMs = this.#options.now()
    // Too large for one message: a new handshake knows how to slice.
    if (update.length > this.#options.tuning.maxFrameBytes) return this.end('oversize', true)
    this.#sendWritten(null)
    this.#options.send(updateFrame(this.address, update))
    replica.ledger.sentBatch()
  }

  #onLedger(): void {
    const { ledger } = this.target.replica
    if (ledger.settled()) this.#options.onSettled()
    if (ledger.stuck() && this.#stuckTimer === null) {
      this.#stuckTimer = setTimeout(() => this.end('stuck', true), this.#options.tuning.stuckMs)
    }
    this.target.onAcknowledged()
  }

  #onStateless(payload: string): void {
    const message = readServerMessage(payload)
    if (message?.type === 'hello') {
      this.#options.onProtocol(message.protocol)
      if (message.protocol <= protocolVersion) this.target.onCursor(message.cursor)
    } else if (message?.type === 'reverted') {
      this.target.onReverted(message)
    } else if (message?.type === 'refused') {
      this.target.replica.ledger.refused(message.code)
      this.target.onRefused(message)
      this.#onLedger()
    }
  }

  presenceChanged(): void {
    this.#presence.changed()
  }
}

const readOnlyRefusal = { path: '', code: 'read_only', message: errorCatalogue.read_only.ptBR } as const

function readServerMessage(payload: string): ServerMessage | null {
  let message: unknown
  try {
    message = JSON.parse(payload)
  } catch {
    // Other servers send other stateless texts; what is not ours says nothing to us.
    return null
  }
  if (typeof message !== 'object' || message === null || !('type' in message)) return null
  const { type } = message
  if (type === 'refused' && !('code' in message && refusalCodes.includes(message.code as RefusalCode))) return null
  return type === 'hello' || type === 'reverted' || type === 'refused' ? (message as ServerMessage) : null
}
