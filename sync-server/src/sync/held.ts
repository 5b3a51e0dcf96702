import type { Connection, Document } from '@hocuspocus/server'
import { fault } from '@mutirao/documents'
import type { Cursor, ParsedName } from '@mutirao/documents'
import type { DocumentRecord } from '@mutirao/persistence'
import * as Y from 'yjs'
import { DocumentBytes } from './document-bytes.ts'
import { updateBody } from './frames.ts'
import { Recording } from './recording.ts'
import type { Presence } from './presence.ts'
import type { ServerClients, SubmitTarget } from '../submit/target.ts'

export interface HeldOptions {
  readonly document: Document
  readonly record: DocumentRecord
  readonly parsed: ParsedName
  readonly serverClients: ServerClients
  readonly presence: Presence
  /** Above it the document is full. */
  readonly maxBytes: number
  /** Sends one frame body to this reader. */
  readonly tell: (reader: Connection, body: Uint8Array) => void
  /** Asks the journal for the head and calls `hear`; never rejects. */
  readonly askHead: (held: Held) => Promise<void>
  /** Rows are missing here: read them from the journal. */
  readonly onBehind: (held: Held) => void
  /** Nothing is under way any more: unload when nobody reads. */
  readonly onIdle: (held: Held) => void
}

const catchUpMs = 5_000

/**
 * One document in memory: the Yjs document of Hocuspocus together with what it needs to know about the journal. All of it
 * belongs to this *instance*, never to the name: after an unload and a new load two instances may live for a moment, and
 * mixing them up is how stock Hocuspocus loses one (SYNC §3).
 */
export class Held implements SubmitTarget {
  readonly document: Document
  readonly documentId: number
  readonly record: DocumentRecord
  readonly parsed: ParsedName
  readonly owners = new Map<number, string>()
  readonly serverClients: ServerClients
  readonly presence: Presence
  readonly bytes: DocumentBytes
  /** Set by `destroy`: the instance is out of use. */
  destroyed = false
  epoch = ''
  /** Rows up to here are in the document, without a gap. */
  appliedSeq = 0
  /** The highest row anybody told of, and the highest another process told of. */
  knownSeq = 0
  private foreignSeq = 0
  /** Stops the tail's watch. */
  unwatch: () => void = () => undefined
  /** When the follower first met the marked row it waits at; see follow.ts. */
  waitingAt: { readonly seq: number; readonly sinceMs: number } | null = null

  private readonly options: HeldOptions
  /** Rows written by this instance and applied, not yet reached by `appliedSeq`. */
  private readonly mine = new Set<number>()
  private holds = 0
  private collecting: Uint8Array[] | null = null
  private recording: Recording | null = null
  private readonly catchers = new Map<() => void, number>()

  constructor(options: HeldOptions) {
    this.options = options
    this.document = options.document
    this.record = options.record
    this.documentId = options.record.id
    this.parsed = options.parsed
    this.serverClients = options.serverClients
    this.presence = options.presence
    this.bytes = new DocumentBytes(options.document, options.maxBytes)
  }

  get doc(): Y.Doc {
    return this.document
  }

  get full(): boolean {
    return this.bytes.full
  }

  cursor(): Cursor {
    return { epoch: this.epoch, seq: this.appliedSeq }
  }

  /** True while a row is under way or something else needs the instance. */
  get busy(): boolean {
    return this.holds > 0
  }

  hold(): () => void {
    this.holds++
    let released = false
    return () => {
      if (released) return
      released = true
      this.holds--
      if (this.holds > 0 || this.destroyed) return
      if (this.knownSeq > this.appliedSeq) this.options.onBehind(this)
      this.options.onIdle(this)
    }
  }

  /** True when this row was written by this instance and stands in the document. */
  isMine(seq: number): boolean {
    return this.mine.has(seq)
  }

  applied(seq: number): void {
    if (seq > this.appliedSeq) this.mine.add(seq)
    if (seq > this.knownSeq) this.knownSeq = seq
    this.advance()
    if (this.foreignSeq > this.appliedSeq) this.options.onBehind(this)
  }

  /** Somebody told of a head: this process (`foreign` false) or perhaps another. */
  hear(head: Cursor, foreign: boolean): void {
    if (this.destroyed || head.seq <= this.appliedSeq) return
    this.knownSeq = Math.max(this.knownSeq, head.seq)
    if (foreign) this.foreignSeq = Math.max(this.foreignSeq, head.seq)
    // While own rows are under way the missing ones are those; the release looks again.
    if (foreign || !this.busy) this.options.onBehind(this)
  }

  /** The follower has applied every row up to here. */
  followedTo(seq: number): void {
    if (seq > this.appliedSeq) this.appliedSeq = seq
    this.advance()
  }

  private advance(): void {
    if (fault('SYN-14') && this.appliedSeq === 0) this.appliedSeq = Math.max(this.appliedSeq, ...this.mine)
    while (this.mine.delete(this.appliedSeq + 1)) this.appliedSeq++
    for (const seq of this.mine) if (seq <= this.appliedSeq) this.mine.delete(seq)
    this.wakeCatchers()
  }

  /** Resolves when the rows known now are applied, or after a few seconds. */
  waitUntilLevel(): Promise<void> {
    if (this.destroyed || this.appliedSeq >= this.knownSeq) return Promise.resolve()
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        this.catchers.delete(done)
        resolve()
      }
      const timer = setTimeout(done, catchUpMs)
      this.catchers.set(done, this.knownSeq)
      this.options.onBehind(this)
    })
  }

  async catchUp(): Promise<void> {
    await this.options.askHead(this)
    await this.waitUntilLevel()
  }

  merged(run: () => void): void {
    if (this.collecting || fault('SUB-7')) return run()
    const collected: Uint8Array[] = []
    this.collecting = collected
    try {
      run()
    } finally {
      this.collecting = null
      if (collected.length > 0) this.tellUpdate(collected.length === 1 ? first(collected) : Y.mergeUpdates(collected))
    }
  }

  /** The document changed: tells every reader but `author`, who has it already. */
  changed(update: Uint8Array, author: Connection | null): void {
    this.bytes.add(update.length)
    if (this.collecting) this.collecting.push(update)
    else this.tellUpdate(update, author)
  }

  private tellUpdate(update: Uint8Array, author: Connection | null = null): void {
    this.recording?.changed(update)
    this.tell(updateBody(update), author)
  }

  /** The whole document in pieces, made once for all who ask for it at the same time. */
  whole(): Generator<Uint8Array | null, void, undefined> {
    if (!this.recording?.isFresh) {
      this.recording = new Recording(this.doc, (unused) => {
        if (this.recording === unused) this.recording = null
      })
    }
    return this.recording.read()
  }

  /** Sends one frame body to every reader but `except`. */
  tell(body: Uint8Array, except: Connection | null = null): void {
    for (const reader of this.document.connections.keys()) {
      if (reader !== except || fault('SYN-16')) this.options.tell(reader, body)
    }
  }

  destroy(): void {
    this.destroyed = true
    this.recording = null
    this.bytes.end()
    this.unwatch()
    this.wakeCatchers()
  }

  private wakeCatchers(): void {
    for (const [done, seq] of this.catchers) if (this.destroyed || this.appliedSeq >= seq) done()
  }
}

const first = (updates: readonly Uint8Array[]): Uint8Array => updates[0] ?? new Uint8Array(0)
