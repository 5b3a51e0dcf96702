import { documentSize, fault, piecesOf } from '@mutirao/documents'
import type { CloseReason } from '@mutirao/documents'
import type { Logger } from 'pino'
import * as Y from 'yjs'
import { step1Body, step2Body, updateBody } from './frames.ts'
import { pieceLimits } from './recording.ts'
import type { Job, Turns } from './turns.ts'

/** A reader that has so much unread gets its next piece when it has read it. */
const maxUnreadBytes = 1024 * 1024

const emptyUpdate = Uint8Array.of(0, 0)

type Pieces = Generator<Uint8Array | null, void, undefined>

/** What an answer needs of the document it is about (held.ts). */
export interface Answering {
  readonly doc: Y.Doc
  /** The whole document, shared with whoever else asks for it. */
  whole(): Pieces
}

/** What an answer needs of whom it goes to (attached.ts). */
export interface Asking {
  readonly held: Answering
  /** Answers over one socket come one after the other. */
  readonly socket: object
  /** Sends one frame body, now: its costs are the answer's. */
  sendNow(body: Uint8Array): void
  /** Sends one frame body with the others of this turn. */
  say(body: Uint8Array): void
  /** Bytes the reader has not taken. */
  unreadBytes(): number
  /** Calls once when it has taken all. */
  whenRead(then: () => void): void
  /** Ends the attach; the client comes back after a while. */
  close(reason: CloseReason): void
}

/**
 * Answers to SyncStep1. Hocuspocus encodes what a copy lacks in one go, on the event loop: 120 ms for 10 000 cards, for each
 * of the people who join. Here it goes out in pieces over several turns: Updates, and the last piece as SyncStep2 with our own
 * SyncStep1 behind it, so that any client is synced when it has everything. What changes meanwhile is told as always.
 */
export class Answers {
  private readonly turns: Turns
  private readonly log: Pick<Logger, 'error'>
  /** Of each socket: the one that runs, and those that wait. */
  private readonly lines = new WeakMap<object, Answer[]>()

  constructor(turns: Turns, log: Pick<Logger, 'error'>) {
    this.turns = turns
    this.log = log
  }

  /**
   * @param stateVector of the copy that asks
   * @param asksBack whether our own SyncStep1 comes after the last piece
   */
  begin(asking: Asking, stateVector: ReadonlyMap<number, number>, asksBack = true): Answer {
    const answer = new Answer(asking, sourceFor(asking.held, stateVector), asksBack, this.turns, this.log)
    const line = this.lines.get(asking.socket) ?? []
    this.lines.set(asking.socket, line)
    line.push(answer)
    void answer.done.then(() => {
      line.splice(line.indexOf(answer), 1)
      line[0]?.start()
    })
    if (line.length === 1 || fault('SYN-44')) answer.start()
    return answer
  }
}

function sourceFor(held: Answering, stateVector: ReadonlyMap<number, number>): () => Pieces {
  const isLarge = documentSize(held.doc).structs > pieceLimits.maxStructs
  if (isLarge && !knows(stateVector, held.doc)) return () => held.whole()
  return () => piecesOf(held.doc, stateVector, pieceLimits)
}

/** Whether the copy has anything of the document. */
function knows(stateVector: ReadonlyMap<number, number>, { store }: Y.Doc): boolean {
  for (const [client, clock] of stateVector) if (clock > 0 && store.clients.has(client)) return true
  return false
}

/** One answer under way. */
export class Answer implements Job {
  /** Resolves at its end, whichever. */
  readonly done: Promise<void>
  private readonly asking: Asking
  private readonly source: () => Pieces
  /** Made when its first piece can be sent: thousands that wait hold nothing. */
  private pieces: Pieces | null = null
  private readonly asksBack: boolean
  private readonly turns: Turns
  private readonly log: Pick<Logger, 'error'>
  private readonly resolve: () => void
  /** Held back: whether it is the last one shows with the next. */
  private piece: Uint8Array | null = null
  private isStarted = false

  constructor(asking: Asking, source: () => Pieces, asksBack: boolean, turns: Turns, log: Pick<Logger, 'error'>) {
    this.asking = asking
    this.source = source
    this.asksBack = asksBack
    this.turns = turns
    this.log = log
    const { promise, resolve } = Promise.withResolvers<void>()
    this.done = promise
    this.resolve = resolve
  }

  /** Begins, once; not when it was stopped before. */
  start(): void {
    if (this.isStarted) return
    this.isStarted = true
    this.turns.add(this)
  }

  /** Never throws: one document that cannot be told must not end the process that serves all others. */
  step(): 'more' | 'waiting' | 'done' {
    try {
      return this.next()
    } catch (error) {
      if (fault('SYN-41')) throw error
      this.log.error({ err: error }, 'what a client lacks of a document could not be told')
      this.resolve()
      this.asking.close('journal_unavailable')
      return 'done'
    }
  }

  private next(): 'more' | 'waiting' | 'done' {
    if (this.asking.unreadBytes() > maxUnreadBytes && !fault('SYN-37')) {
      this.asking.whenRead(() => this.turns.add(this))
      return 'waiting'
    }
    this.pieces ??= this.source()
    const { value, done } = this.pieces.next()
    if (done) {
      this.asking.say(step2Body(this.piece ?? emptyUpdate))
      // Not before: for a stock provider an acknowledged answer to this means "synced", too.
      if (this.asksBack) this.asking.say(step1Body(Y.encodeStateVector(this.asking.held.doc)))
      this.resolve()
      return 'done'
    }
    if (value === null) return 'more'
    if (this.piece) this.asking.sendNow(fault('SYN-40') ? step2Body(this.piece) : updateBody(this.piece))
    this.piece = value
    return 'more'
  }

  /** Nobody wants it any more. */
  stop(): void {
    this.isStarted = true
    this.turns.remove(this)
    // Lets go of what is shared.
    if (!fault('SYN-39')) this.pieces?.return()
    this.resolve()
  }
}
