import type { Duplex } from 'node:stream'
import type { Hocuspocus, WebSocketLike } from '@hocuspocus/server'
import { fault, parseName } from '@mutirao/documents'
import type { CloseReason } from '@mutirao/documents'
import type { WebSocket } from 'ws'
import {
  addressBytes,
  awarenessPayload,
  deniedBody,
  deniedReason,
  frame,
  isStockStatus,
  markQuestion,
  readHeader,
} from './frames.ts'
import type { FrameHeader } from './frames.ts'
import { Intake } from './intake.ts'
import { Outbox } from './outbox.ts'
import { Reading } from './reading.ts'
import type { Flusher } from './outbox.ts'
import { TokenBucket, createPatience } from '../submit/limits.ts'
import type { Patience } from '../submit/limits.ts'
import type { Person, SyncLimits } from './types.ts'

/** WebSocket close codes this server uses; what to do after each stands in docs/PROTOCOL.md. */
export const closeCodes = {
  going_away: 1001,
  not_a_frame: 1007,
  journal_unavailable: 1013,
  update_required: 4400,
  signed_out: 4401,
  forbidden: 4403,
  document_gone: 4410,
  too_fast: 4429,
} as const

/** What a socket needs from the engine. */
export interface SocketHost {
  readonly limits: SyncLimits
  readonly flusher: Flusher
  /** Bytes waiting in all sockets changed by this much. */
  queued(bytes: number): void
  gone(socket: SyncSocket): void
  /** A good token came: it is known whose socket this is. */
  recognised(socket: SyncSocket): void
  sessionLives(sessionId: string): Promise<boolean>
  closed(reason: string): void
}

/** What a socket needs of a document that is open on it (attached.ts): it must not know what Hocuspocus holds behind. */
export interface OpenDocument {
  /** The person tells the others where they are: the payload of an awareness frame. */
  presenceSays(update: Uint8Array): void
  /** The person asks who is here. */
  tellPresence(): void
  close(reason: CloseReason): void
}

/** One document on one socket. */
interface Address {
  readonly head: Uint8Array
  /** Set once the document is open. */
  attached: OpenDocument | null
  /** Bytes handed to Hocuspocus and not yet handled. */
  queuedBytes: number
  /** What the person said about themselves before the document was open; the latest. */
  presence: Uint8Array | null
}

/** What one waiting frame costs beyond its bytes (promise, buffer, queue entry). */
const frameOverheadBytes = 512
const maxStrikes = 10

/**
 * One WebSocket: reads frames, hands documents' frames to Hocuspocus, answers presence itself, drops what belongs to nobody,
 * stops reading when too much waits, and is the `WebSocketLike` Hocuspocus writes to.
 */
export class SyncSocket implements WebSocketLike {
  readonly workspaceId: string
  readonly patience: Patience = createPatience()
  heardAtMs = performance.now()

  private readonly ws: WebSocket
  private readonly raw: Duplex
  private readonly host: SocketHost
  private readonly outbox: Outbox
  private readonly reading: Reading
  private readonly addresses = new Map<string, Address>()
  private readonly updates: TokenBucket
  private readonly bytes: TokenBucket
  private readonly presences: TokenBucket
  private readonly presenceQueries: TokenBucket
  private readonly auths: TokenBucket
  private readonly claims: TokenBucket
  private readonly openedAtMs = performance.now()
  private sessionAskedAtMs = performance.now()
  private client: ReturnType<Hocuspocus['handleConnection']> | null = null
  private opening = 0
  private who: Person | null = null
  private readonly intake: Intake
  private strikes = 0
  private slowSinceMs: number | null = null

  constructor(ws: WebSocket, raw: Duplex, workspaceId: string, host: SocketHost) {
    this.ws = ws
    this.raw = raw
    this.host = host
    this.workspaceId = workspaceId
    const { updatesPerSecond, burstUpdates, bytesPerSecond, maxMessageBytes, presencePerSecond } = host.limits
    this.updates = new TokenBucket({ perSecond: updatesPerSecond, burst: burstUpdates })
    this.bytes = new TokenBucket({ perSecond: bytesPerSecond, burst: Math.max(bytesPerSecond, maxMessageBytes) })
    this.presences = new TokenBucket({ perSecond: presencePerSecond, burst: presencePerSecond * 2 })
    const { presenceQueriesPerSecond, burstPresenceQueries, authsPerSecond, burstAuths } = host.limits
    this.presenceQueries = new TokenBucket({ perSecond: presenceQueriesPerSecond, burst: burstPresenceQueries })
    this.auths = new TokenBucket({ perSecond: authsPerSecond, burst: burstAuths })
    this.claims = new TokenBucket({ perSecond: host.limits.claimBytesPerSecond, burst: host.limits.burstClaimBytes })
    this.intake = new Intake(ws, raw, host.limits, (changed) => host.queued(changed))
    this.reading = new Reading(raw, host.limits.silenceMs)
    this.outbox = new Outbox(raw, host.flusher, (unreadBytes) => this.written(unreadBytes))
  }

  /** Begins to read. */
  start(hocuspocus: Pick<Hocuspocus, 'handleConnection'>, request: Request, context: object): void {
    this.client = hocuspocus.handleConnection(this, request, context)
    this.ws.on('message', (data: Buffer, isBinary: boolean) => this.receive(data, isBinary))
    this.ws.on('pong', () => this.heard())
    // Broken frames, resets: 'close' follows and does what has to be done.
    this.ws.on('error', (error) => this.host.closed(`socket_error ${error.message}`))
    this.ws.on('close', (code, reason) => this.ended(code, reason.toString()))
  }

  // ------------------------------------------------------------------ what Hocuspocus uses

  get readyState(): number {
    return this.ws.readyState
  }

  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    if (!(data instanceof Uint8Array)) throw new TypeError('only bytes are sent')
    if (fault('SYN-1') && isStockStatus(data)) return
    if (this.opening > 0) this.watchDenial(data)
    this.outbox.push(data)
  }

  close(code: number = 1000, reason = ''): void {
    this.outbox.close()
    this.intake.close()
    this.ws.close(code, reason)
  }

  // ------------------------------------------------------------------ what the engine uses

  /** Who this socket speaks for; null as long as no good token was shown. */
  get person(): Person | null {
    return this.who
  }

  /** From now on this socket speaks for this person (perhaps of a newer session). */
  recognise(person: Person): void {
    const isNew = this.who === null
    this.who = person
    if (!isNew) return
    this.intake.recognised()
    this.host.recognised(this)
  }

  get documents(): Iterable<OpenDocument> {
    return [...this.addresses.values()].flatMap((address) => address.attached ?? [])
  }

  get documentCount(): number {
    return this.addresses.size
  }

  /** Sends one frame body to one of this socket's documents. */
  tell(address: string, body: Uint8Array): void {
    const known = this.addresses.get(address)
    this.outbox.push(body, known ? known.head : addressBytes(address))
  }

  /** Sends one frame body, with all that is queued, now. */
  tellNow(address: string, body: Uint8Array): void {
    this.tell(address, body)
    this.outbox.flush()
  }

  /** Bytes the reader has not taken. */
  get unreadBytes(): number {
    return this.outbox.unreadBytes
  }

  /** Calls once when the reader has taken everything. */
  whenRead(then: () => void): void {
    this.outbox.whenRead(then)
  }

  /** The document is open: from now on its frames reach it. */
  opened(address: string, attached: OpenDocument): void {
    const known = this.addresses.get(address) ?? this.add(address)
    if (!known.attached) this.opening--
    known.attached = attached
    if (known.presence) attached.presenceSays(known.presence)
    known.presence = null
  }

  /** The document is closed, or was never opened. */
  forget(address: string): void {
    const known = this.addresses.get(address)
    if (!known) return
    this.addresses.delete(address)
    if (!known.attached) this.opening--
    this.intake.unqueue(known.queuedBytes)
    this.answered()
  }

  /** Hocuspocus is through with this frame. */
  handled(address: string, byteLength: number): void {
    const known = this.addresses.get(address)
    if (!known) return
    const bytes = Math.min(known.queuedBytes, byteLength + frameOverheadBytes)
    known.queuedBytes -= bytes
    this.intake.unqueue(bytes)
  }

  /** Waits as long as this socket's rate limits want. */
  async throttle(byteLength: number): Promise<void> {
    if (fault('SYN-9')) return
    const waitMs = Math.max(this.updates.take(1), this.bytes.take(byteLength))
    if (waitMs > 0) await this.patience.wait(waitMs)
  }

  /** The person sent bytes that are no update. Somebody who keeps doing so cannot be talking our language. */
  strike(): void {
    if (++this.strikes >= maxStrikes) this.end('update_required')
  }

  /** Closes the socket with this reason. */
  end(reason: CloseReason | 'going_away'): void {
    this.host.closed(reason)
    this.close(closeCodes[reason], reason)
  }

  /** Sends a sign of life; ends sockets that show none or do not read. @param nowMs of performance.now() */
  heartbeat(nowMs: number): void {
    if (this.intake.stopped) this.heard()
    if (nowMs - this.heardAtMs > this.host.limits.silenceMs) return this.terminate('silent')
    // Answering pings costs nothing: without this, strangers hold as many sockets as they like for ever.
    const isAnonymous = this.person === null && nowMs - this.openedAtMs > this.host.limits.anonymousMs
    if (isAnonymous && !fault('ATK-5')) return this.terminate('anonymous')
    this.askSession(nowMs)
    if (this.slowSinceMs !== null && this.raw.writableLength <= this.host.limits.maxUnreadSoftBytes)
      this.slowSinceMs = null
    if (this.slowSinceMs !== null && nowMs - this.slowSinceMs > this.host.limits.slowReaderMs) {
      return this.terminate('slow_reader')
    }
    if (this.reading.isStuck(nowMs)) return this.terminate('slow_reader')
    if (this.ws.readyState === this.ws.OPEN && !fault('SYN-23')) this.outbox.heartbeat()
  }

  /** Tokens are looked at when they come; whoever sends none any more would stay signed in for ever. */
  private askSession(nowMs: number): void {
    const sessionId = this.person?.sessionId
    if (sessionId === undefined || nowMs - this.sessionAskedAtMs < this.host.limits.sessionCheckMs) return
    this.sessionAskedAtMs = nowMs
    this.host.sessionLives(sessionId).then(
      (lives) => {
        if (!lives && this.person?.sessionId === sessionId && !fault('ATK-10')) this.end('signed_out')
      },
      // Cannot be known now: asked again next time.
      () => undefined,
    )
  }

  terminate(why: string): void {
    this.host.closed(why)
    this.ws.terminate()
  }

  // ------------------------------------------------------------------ reading

  private heard(): void {
    this.heardAtMs = performance.now()
    // Hocuspocus closes sockets it has not heard of for a while; it does not see the frames answered here.
    if (this.client) this.client.lastMessageReceivedAt = Date.now()
  }

  private receive(data: Buffer, isBinary: boolean): void {
    this.heard()
    // Signs of life of one byte, of whatever kind.
    if (data.length === 1) return
    const header = isBinary ? readHeader(data) : null
    if (header) this.route(data, header)
    else this.close(closeCodes.not_a_frame, 'not_a_frame')
  }

  private route(data: Uint8Array, header: FrameHeader): void {
    switch (header.type) {
      case frame.auth:
        return this.authenticate(data, header)
      case frame.stateless:
        if (!this.claims.tryTake(data.length) && !fault('ATK-4')) return
        return this.pass(data, header)
      case frame.sync:
      case frame.syncReply:
      case frame.close:
        return this.pass(data, header)
      case frame.awareness:
        return this.presenceSays(data, header)
      case frame.queryAwareness:
        // A few bytes ask for everybody's states; who has just come is told them anyway.
        if (this.presenceQueries.tryTake(1) || fault('SYN-36'))
          this.addresses.get(header.address)?.attached?.tellPresence()
        return
      default:
        // Among them BroadcastStateless (6), which only servers may send: nobody hears it.
        if (fault('SYN-31')) this.pass(data, header)
    }
  }

  private authenticate(data: Uint8Array, header: FrameHeader): void {
    if (data.length > this.host.limits.maxAuthBytes && !fault('SYN-36')) return this.deny(header.address, 'signed_out')
    // Every token is checked against the database.
    if (!this.auths.tryTake(1) && !fault('SYN-36')) return this.deny(header.address, 'too_fast')
    if (!this.addresses.has(header.address)) {
      if (!parseName(header.name)) return this.deny(header.address, 'forbidden')
      if (this.addresses.size >= (fault('SYN-26') ? 100 : this.host.limits.documentsPerSocket))
        return this.deny(header.address, 'too_fast')
      this.add(header.address)
    }
    this.client?.handleMessage(data)
  }

  private add(address: string): Address {
    const added: Address = { head: addressBytes(address), attached: null, queuedBytes: 0, presence: null }
    this.addresses.set(address, added)
    this.opening++
    return added
  }

  private deny(address: string, reason: CloseReason): void {
    this.host.closed(reason)
    this.tell(address, deniedBody(reason))
    this.answered()
  }

  private answered(): void {
    if (this.opening === 0) this.intake.answered()
  }

  /**
   * Frames of documents that are not open are strays of an attach that ended: Hocuspocus would keep them until the socket
   * closes. Dropping them loses nothing, the handshake of the next attach carries every edit.
   */
  private pass(data: Uint8Array, header: FrameHeader): void {
    const known = this.addresses.get(header.address)
    if (!known) {
      if (fault('SYN-27')) this.client?.handleMessage(data)
      return
    }
    const bytes = data.length + frameOverheadBytes
    if (!fault('SYN-40')) markQuestion(data, header)
    known.queuedBytes += bytes
    this.intake.queue(bytes)
    this.client?.handleMessage(data)
  }

  private presenceSays(data: Uint8Array, header: FrameHeader): void {
    const known = this.addresses.get(header.address)
    if (!known || !this.presences.tryTake(1)) return
    const update = awarenessPayload(data, header)
    if (!update) return
    if (known.attached) known.attached.presenceSays(update)
    else known.presence = update
  }

  // ------------------------------------------------------------------ writing

  /** Hocuspocus tells a client that a document was not opened: its address is free again. */
  private watchDenial(data: Uint8Array): void {
    const header = readHeader(data)
    const reason = header && deniedReason(data, header)
    if (!header || reason === null) return
    this.forget(header.address)
    this.host.closed(reason)
    // A stock provider tries again only with a new socket; clients with session addresses attach again by themselves.
    if (reason === 'journal_unavailable' && header.address === header.name) setImmediate(() => this.end(reason))
  }

  private written(unreadBytes: number): void {
    const { maxUnreadHardBytes, maxUnreadSoftBytes } = this.host.limits
    if (fault('SYN-10') || unreadBytes <= maxUnreadSoftBytes) return
    if (unreadBytes > maxUnreadHardBytes) this.terminate('slow_reader')
    else this.slowSinceMs ??= performance.now()
  }

  private ended(code: number, reason: string): void {
    this.outbox.close()
    // What waits for the rate limit is journalled without waiting: its author cannot slow down any more.
    this.patience.end()
    this.client?.handleClose({ code, reason })
    for (const address of this.addresses.keys()) this.forget(address)
    this.host.gone(this)
  }
}
