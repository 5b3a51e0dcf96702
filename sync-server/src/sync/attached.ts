import type { Connection } from '@hocuspocus/server'
import { OutgoingMessage } from '@hocuspocus/server'
import { errorCatalogue, fault, formatCursor, kinds, protocolVersion } from '@mutirao/documents'
import type { Actor, CloseReason, Judge, ServerMessage } from '@mutirao/documents'
import type { Answer, Asking } from './answers.ts'
import { awarenessBody, statelessBody } from './frames.ts'
import type { Held } from './held.ts'
import type { HotContext, OpenedBy } from './hot.ts'
import type { OpenDocument, SyncSocket } from './socket.ts'
import { closeCodes } from './socket.ts'
import type { Admitted, RefusedPath, RevertedPath } from '../submit/pipeline.ts'
import { WrittenClaims, parseWritten } from '../submit/written.ts'
import type { Person } from './types.ts'

export type Reader = Connection<HotContext>

/** What the frame that is being handled came to; read when Hocuspocus is through with it. */
export type Outcome =
  | {
      readonly kind: 'admitted'
      readonly admitted: Admitted
      readonly isTaken: boolean
      readonly bytes: number
      readonly sinceMs: number
    }
  | { readonly kind: 'refused'; readonly refused: readonly RefusedPath[] }
  | { readonly kind: 'failed'; readonly reason: CloseReason }

/** At most this many parts of one update are told of one by one. */
const maxTold = 20
/** Before the second question. */
const firstResyncPauseMs = 1_000
const maxResyncPauseMs = 30_000
const revertedSentence = 'Você não tem permissão para alterar isto; o valor anterior voltou.'

/** One person at one document over one socket: what Hocuspocus' Connection does not know. */
export class Attached implements OpenDocument, Asking {
  readonly connection: Reader
  readonly held: Held
  readonly socket: SyncSocket
  readonly person: Person
  readonly address: string
  readonly claims = new WrittenClaims()
  actor: Actor
  judge: Judge
  /** The truth about `connection.readOnly`, which is flipped for single frames. */
  write: boolean
  rightsVersion: number
  outcome: Outcome | null = null
  /** To the question of this client that is being answered. */
  answer: Answer | null = null

  private resyncAtMs = Number.NEGATIVE_INFINITY
  private resyncPauseMs = firstResyncPauseMs
  private resyncTimer: NodeJS.Timeout | null = null
  private isClosed = false

  constructor(connection: Reader, held: Held, socket: SyncSocket, opened: OpenedBy) {
    this.connection = connection
    this.held = held
    this.socket = socket
    this.person = opened.person
    this.address = connection.messageAddress
    this.actor = opened.access.actor
    this.judge = this.newJudge()
    this.write = opened.access.write
    this.rightsVersion = opened.rightsVersion
  }

  private newJudge(): Judge {
    return kinds[this.held.parsed.kind].judge(this.actor, { document: this.held.parsed, doc: this.held.doc })
  }

  /** The person's rights have changed while the document is open. */
  setRights(actor: Actor, write: boolean, rightsVersion: number): void {
    this.actor = actor
    this.judge = this.newJudge()
    this.rightsVersion = rightsVersion
    if (write === this.write) return
    this.write = write
    this.connection.readOnly = !write
    this.connection.send(new OutgoingMessage(this.address).writeAuthenticated(!write).toUint8Array())
    // Whoever may write again still has edits that were refused: ask for everything.
    if (write) this.sendSyncStep1()
  }

  // ------------------------------------------------------------------ telling the client

  /** First words after the handshake: where the server's copy stands. */
  greet(): void {
    if (fault('SYN-2')) return
    this.sayText({ type: 'hello', protocol: protocolVersion, cursor: formatCursor(this.held.cursor()) })
  }

  tellRefused(refused: readonly RefusedPath[]): void {
    for (const { code, path } of refused.slice(0, maxTold)) {
      this.sayText({ type: 'refused', code, path, message: errorCatalogue[code].ptBR })
    }
  }

  tellReverted(reverted: readonly RevertedPath[]): void {
    for (const { path, rule } of reverted.slice(0, maxTold)) {
      this.sayText({ type: 'reverted', path, rule, message: revertedSentence })
    }
  }

  /** The negative acknowledgement Hocuspocus would send. */
  tellNotTaken(): void {
    this.connection.send(new OutgoingMessage(this.address).writeSyncStatus(false).toUint8Array())
  }

  private sayText(message: ServerMessage): void {
    this.say(statelessBody(JSON.stringify(message)))
  }

  say(body: Uint8Array): void {
    this.socket.tell(this.address, body)
  }

  sendNow(body: Uint8Array): void {
    this.socket.tellNow(this.address, body)
  }

  unreadBytes(): number {
    return this.socket.unreadBytes
  }

  whenRead(then: () => void): void {
    this.socket.whenRead(() => {
      if (!this.isClosed) then()
    })
  }

  /** False: nobody waits for anything any more. */
  get isOpen(): boolean {
    return !this.isClosed
  }

  /** Remembers claims of a `written` message; everything else a client may say statelessly is ignored. */
  hearStateless(payload: string): void {
    const ranges = parseWritten(payload)
    if (ranges) this.claims.add(ranges)
  }

  // ------------------------------------------------------------------ asking for what is missing

  /**
   * Asks the client for everything the server lacks. At most once per second, then less often: answering every gap at once is
   * a hot loop, never answering leaves the client hanging.
   */
  resync(): void {
    if (this.isClosed || this.resyncTimer || fault('SYN-6')) return
    const waitMs = fault('SYN-7') ? 0 : this.resyncAtMs + this.resyncPauseMs - performance.now()
    const ask = (): void => {
      this.resyncTimer = null
      this.resyncAtMs = performance.now()
      this.resyncPauseMs = Math.min(this.resyncPauseMs * 2, maxResyncPauseMs)
      this.sendSyncStep1()
    }
    if (waitMs > 0) this.resyncTimer = setTimeout(ask, waitMs)
    else ask()
  }

  /** The client's clock is level again. */
  resynced(): void {
    this.resyncPauseMs = firstResyncPauseMs
  }

  private sendSyncStep1(): void {
    const message = new OutgoingMessage(this.address).createSyncMessage().writeFirstSyncStepFor(this.held.document)
    this.connection.send(message.toUint8Array())
  }

  // ------------------------------------------------------------------ presence

  presenceSays(update: Uint8Array): void {
    const told = this.held.presence.hear(this, this.person, update)
    if (told) this.held.tell(awarenessBody(told), this.connection)
  }

  tellPresence(): void {
    const here = this.held.presence.snapshot()
    if (here) this.socket.tell(this.address, awarenessBody(here))
  }

  // ------------------------------------------------------------------ the end

  /** Detaches this document with a reason. What a person who may not write any more has queued is refused. */
  close(reason: CloseReason): void {
    if (reason === 'forbidden' || reason === 'document_gone') {
      this.write = false
      this.connection.readOnly = true
    }
    this.connection.close({ code: closeCodes[reason], reason })
  }

  /** Called when the connection is gone, for whatever reason. */
  closed(): void {
    if (this.isClosed) return
    this.isClosed = true
    if (this.resyncTimer) clearTimeout(this.resyncTimer)
    this.answer?.stop()
    const gone = this.held.presence.leave(this)
    if (gone) this.held.tell(awarenessBody(gone))
    this.socket.forget(this.address)
  }
}
