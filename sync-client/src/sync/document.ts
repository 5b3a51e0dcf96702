import { fault, mustParseName, parseCursor, type DocumentName } from '@mutirao/documents'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { reportAside } from '../environment.ts'
import type { Pulled } from '../http/api.ts'
import type { StorageError } from '../store/errors.ts'
import type { Tuning } from '../tuning.ts'
import type { DocumentState, LocalStore, Notice, StoredDocument, SyncClientOptions } from '../types.ts'
import { backoffMs } from './backoff.ts'
import { Patience } from './patience.ts'
import { isTransient, Recovery, type Refused } from './recovery.ts'
import { Replica } from './replica.ts'
import type { SyncTarget } from './transport.ts'

/** What a document asks of the client it belongs to. */
export interface DocumentHost {
  readonly owner: string
  readonly store: LocalStore
  /** Whether a document whose right was never told starts as one that is only looked at. */
  readonly readOnlyAtFirst: (name: DocumentName) => boolean
  readonly tuning: Tuning
  readonly now: () => number
  readonly random: () => number
  /** See SyncClientOptions. */
  readonly watch?: SyncClientOptions['watch']
  /** Brings the target to the present transport, also after a change of transport. */
  readonly attach: (target: SyncTarget) => void
  readonly detach: (target: SyncTarget) => void
  readonly edited: (target: SyncTarget) => void
  readonly presence: (target: SyncTarget) => void
  readonly verified: (target: SyncTarget) => boolean
  /** Tells the other tabs of an edit. */
  readonly shareEdit: (name: DocumentName, update: Uint8Array) => void
  /** Something the overall status depends on moved. */
  readonly changed: (document: ClientDocument) => void
  readonly notify: (notice: Notice) => void
  readonly storageFailed: (error: StorageError) => void
  /**
   * The history of a document over HTTP, in pieces a screen survives; null when there is no such way. For the first
   * opening of a large document on this device: over the socket it would come as one piece.
   */
  readonly pullWhole: (name: DocumentName) => Promise<Pulled | null>
  /** The server's journal is another one than before. */
  readonly newEpoch: (epoch: string) => void
}

/** Refusals of one frame come one by one: those within this time share one copy. */
const asideWaitMs = 50

type Facts = Omit<DocumentState, 'unsent'>

/** A fresh copy being fetched beside the one on screen. */
interface Fetch {
  readonly target: SyncTarget
  readonly replica: Replica
  complete: boolean
}

/** One document of this client: its present replica, how it stands with the server, and how it recovers. */
export class ClientDocument {
  readonly name: DocumentName
  readonly loaded: Promise<void>
  readonly #host: DocumentHost
  #replica: Replica
  #target: SyncTarget
  #generation = 1
  #facts: Facts = { loaded: false, everSynced: false, synced: false, denied: null, readOnly: false }
  #cursor: string | null = null
  /** What this attachment has told of the server's place, before everything up to there was here. */
  #heardCursor: string | null = null
  #epoch: string | null = null
  /** What is kept on this device of the server's word. */
  #keptReadOnly: boolean | null = null
  #recovery: Recovery | null = null
  readonly #patience: Patience
  #recoveryTimer: ReturnType<typeof setTimeout> | null = null
  /** The ledger's count when something of ours was last heard to be taken, or refused. */
  #heardAcked = 0
  #fetch: Fetch | null = null
  #fetched = false
  #confirmTimer: ReturnType<typeof setTimeout> | null = null
  /** Edits the device remembers; they count while its copy could not be read. */
  remembered = 0
  #unread = false
  #readTimer: ReturnType<typeof setTimeout> | null = null
  #closed = false
  /** Must shake hands before anything may be called saved: it was there before this connection. */
  mustVerify = true
  readonly #listeners = new Set<() => void>()

  constructor(name: DocumentName, host: DocumentHost) {
    this.name = name
    this.#host = host
    this.#patience = new Patience(host.tuning)
    this.#facts = { ...this.#facts, readOnly: host.readOnlyAtFirst(name) }
    this.#replica = this.#createReplica(host.store)
    this.#target = this.#createTarget(this.#replica)
    this.loaded = this.#load()
  }

  async #load(): Promise<void> {
    const stored = await this.#host.store.load(this.name).catch((error: StorageError) => {
      this.#host.storageFailed(error)
      return null
    })
    if (stored) {
      this.#generation = stored.generation
      this.#cursor = stored.cursor
      this.#epoch = (stored.cursor === null ? null : parseCursor(stored.cursor))?.epoch ?? null
      this.#keptReadOnly = stored.readOnly
    }
    await this.#replica.load(stored)
    if (this.#closed) return
    if (!stored && !fault('OFF-21')) this.#readLater(0)
    const readOnly = (fault('CLI-25') ? false : this.#keptReadOnly) ?? this.#facts.readOnly
    this.#set({ loaded: true, everSynced: stored?.everSynced ?? false, readOnly })
    if (!this.#facts.everSynced && mustParseName(this.name).kind === 'board') this.#pullThenAttach()
    else this.#attach()
  }

  /** The device did not give its copy: it may hold edits the server lacks. */
  #readLater(failures: number): void {
    this.#unread = true
    const { store, tuning, random, storageFailed } = this.#host
    const waitMs = backoffMs(failures, random(), tuning.backoffBaseMs, tuning.backoffCapMs)
    this.#readTimer = setTimeout(() => {
      store
        .load(this.name)
        .then((stored) => this.#takeLate(stored))
        .catch((error: StorageError) => {
          storageFailed(error)
          if (!this.#closed) this.#readLater(failures + 1)
        })
    }, waitMs)
  }

  async #takeLate(stored: StoredDocument): Promise<void> {
    await this.#replica.takeLate(stored)
    this.#unread = false
    this.#changed()
  }

  #attach(): void {
    for (const target of this.targets()) this.#host.attach(target)
  }

  /** The socket does not wait long for the pull: what comes later is the same content and changes nothing. */
  #pullThenAttach(): void {
    const patience = setTimeout(() => this.#attach(), this.#host.tuning.firstPullMs)
    this.#host
      .pullWhole(this.name)
      .then((pulled) => (pulled && !this.#closed ? this.#replica.applyManyFromServer(pulled.updates) : undefined))
      .catch(reportAside)
      .finally(() => {
        clearTimeout(patience)
        this.#attach()
      })
  }

  #createReplica(store: LocalStore | null): Replica {
    const replica: Replica = new Replica({
      name: this.name,
      owner: this.#host.owner,
      store,
      now: this.#host.now,
      sliceMs: this.#host.tuning.sliceMs,
      onEdit: (update) => {
        if (update) this.#host.shareEdit(this.name, update)
        this.#host.edited(this.#target)
        this.#changed()
      },
      onPresence: () => {
        if (replica === this.#replica) this.#host.presence(this.#target)
      },
      onStorageError: this.#host.storageFailed,
      watch: this.#host.watch,
    })
    return replica
  }

  /** The callbacks of a replica that is not (or no longer) the document's do nothing, but for a fetched one's completion. */
  #createTarget(replica: Replica): SyncTarget {
    const ifCurrent =
      <Args extends readonly unknown[]>(act: (...args: Args) => void) =>
      (...args: Args): void => {
        if (replica === this.#replica) act(...args)
      }
    return {
      name: this.name,
      replica,
      cursor: () => (replica === this.#replica ? this.#cursor : null),
      onAttached: (readOnly) => this.#onAttached(readOnly ?? this.#facts.readOnly),
      onSynced: () => {
        if (replica === this.#replica) this.#onSynced()
        else this.#onFetched(replica)
      },
      onCursor: ifCurrent((cursor) => this.#onCursor(cursor)),
      onAcknowledged: ifCurrent(() => this.#onAcknowledged()),
      onReverted: ifCurrent((message) => this.#host.notify({ ...message, type: 'reverted', name: this.name })),
      onRefused: ifCurrent((refused) => this.#onRefused(refused)),
      onDenied: ifCurrent((denied) => this.#set({ denied })),
      onDetached: ifCurrent(() => {
        this.#patience.disturbed(this.#host.now())
        this.#heardCursor = null
        this.#set({ synced: false })
      }),
    }
  }

  #set(facts: Partial<Facts>): void {
    this.#facts = { ...this.#facts, ...facts }
    this.#changed()
  }

  /** A right that is not kept would let a viewer write, without a network, what is thrown away later. */
  #onAttached(readOnly: boolean): void {
    if (readOnly !== this.#keptReadOnly) {
      this.#keptReadOnly = readOnly
      this.#host.store.remember(this.name, { readOnly }).catch(this.#host.storageFailed)
    }
    this.#set({ readOnly, denied: null })
  }

  #onSynced(): void {
    if (!this.#facts.everSynced) {
      this.#host.store.remember(this.name, { everSynced: true }).catch(this.#host.storageFailed)
    }
    this.#patience.calm(this.#host.now())
    this.#keepCursor()
    this.#set({ synced: true, everSynced: true })
  }

  /** The server's journal may be another one, which is acted on at once; its place counts when all up to there is here. */
  #onCursor(raw: string): void {
    const cursor = parseCursor(raw)
    if (!cursor) return
    if (this.#epoch !== null && this.#epoch !== cursor.epoch && !fault('CLI-5')) {
      // A backup was restored: what had been confirmed may be gone there, and is still here.
      this.#replica.ledger.forget()
      this.#host.newEpoch(cursor.epoch)
    }
    this.#epoch = cursor.epoch
    this.#heardCursor = raw
    if (this.#facts.synced || fault('CLI-31')) this.#keepCursor()
  }

  #keepCursor(): void {
    const cursor = this.#heardCursor
    this.#heardCursor = null
    if (cursor === null || cursor === this.#cursor) return
    this.#cursor = cursor
    this.#host.store.remember(this.name, { cursor }).catch(this.#host.storageFailed)
    this.#changed()
  }

  #onAcknowledged(): void {
    const acked = this.#replica.ledger.acked()
    if (acked > this.#heardAcked) this.#patience.acknowledged(this.#host.now())
    this.#heardAcked = acked
    this.#recover()
    if (this.unsent() === 0) this.#confirmSoon()
    this.#changed()
  }

  #confirmSoon(): void {
    this.#confirmTimer ??= setTimeout(() => {
      this.#confirmTimer = null
      this.#replica.confirm().then(() => this.#compact(), this.#host.storageFailed)
    }, this.#host.tuning.confirmDelayMs)
  }

  /** The network is cut on purpose: a restart must count what waits, not what was confirmed a moment ago. */
  keepCount(): void {
    this.#replica.keepCount().catch(this.#host.storageFailed)
  }

  /** Many small rows make opening slow; rewriting is only safe while nothing unsent is among them. */
  #compact(): void {
    const { store, tuning } = this.#host
    const worthwhile = store.rows(this.name) > tuning.compactAboveRows || this.#replica.tookLargeUpdate()
    if (!worthwhile || this.unsent() > 0 || this.#closed || fault('OFF-11')) return
    store.compact(this.name, this.#replica.segments()).catch(this.#host.storageFailed)
  }

  #onRefused(refused: Refused): void {
    if (isTransient(refused.code)) return
    const { ledger, doc } = this.#replica
    // What was left out counts as answered, not as taken.
    this.#heardAcked = ledger.acked()
    const recovery = (this.#recovery ??= this.#beginRecovery())
    if (recovery.add(refused, doc, ledger.local())) setTimeout(() => this.#keepAside(recovery), asideWaitMs)
    this.#recover()
  }

  /** Who is refused again and again begins ever less often: neither the server nor the person hears of it all day. */
  #beginRecovery(): Recovery {
    // A copy that was fetched in this life holds nothing but the server's until somebody writes in it.
    const recovery = new Recovery(this.#fetched ? 0 : -1)
    const waitMs = this.#patience.refused(this.#host.now(), this.#host.random())
    recovery.due = waitMs === 0
    if (recovery.due) return recovery
    this.#recoveryTimer = setTimeout(() => {
      recovery.due = true
      this.#recover()
    }, waitMs)
    return recovery
  }

  #keepAside(recovery: Recovery): void {
    const copy = recovery.takeCopy(this.name, this.#generation, this.#host.now())
    if (copy) this.#host.store.keepAside(copy).catch(this.#host.storageFailed)
  }

  /** Goes one step on with the recovery, if there is one: fetch when nothing waits, swap when fetched. */
  #recover(): void {
    const recovery = this.#recovery
    if (!recovery || this.#closed || !recovery.mayFetch(this.unsent())) return
    if (!this.#fetch) this.#beginFetch()
    else if (this.#fetch.complete) this.#swap(recovery, this.#fetch)
  }

  #beginFetch(): void {
    const replica = this.#createReplica(null)
    const fetch = { target: this.#createTarget(replica), replica, complete: false }
    this.#fetch = fetch
    replica.load(null).then(() => this.#host.attach(fetch.target), reportAside)
  }

  #onFetched(replica: Replica): void {
    if (this.#fetch?.replica !== replica) return
    this.#fetch.complete = true
    this.#recover()
  }

  /** In one turn, so that no edit falls between the two: from here on the fetched copy is the document. */
  #swap(recovery: Recovery, fetch: Fetch): void {
    const old = { replica: this.#replica, target: this.#target }
    const { doc, ledger } = old.replica
    this.#keepAside(recovery)
    recovery.addRest(doc, ledger.local(), ledger.unsent())
    this.#keepAside(recovery)
    this.#recovery = null
    this.#fetch = null
    this.#fetched = true
    this.#heardAcked = 0
    this.#patience.begun(this.#host.now())
    this.#replica = fetch.replica
    this.#target = fetch.target
    this.#generation += 1
    this.#replica.awareness.setLocalState(old.replica.awareness.getLocalState())
    this.#host.detach(old.target)
    old.replica.detach()
    this.#replica.adopt(this.#host.store, old.replica).catch(this.#host.storageFailed)
    for (const refused of recovery.refused) {
      if (!this.#patience.mayTell(refused, this.#facts.readOnly)) continue
      this.#host.notify({ ...refused, type: 'refused', name: this.name })
    }
    this.#set({ synced: true, everSynced: true })
  }

  doc(): Y.Doc {
    return this.#replica.doc
  }

  generation(): number {
    return this.#generation
  }

  unsent(): number {
    return this.#replica.ledger.unsent() + (this.#unread ? this.remembered : 0)
  }

  unsafe(): boolean {
    return this.#replica.unsafe()
  }

  /** It is not known yet whether the server has everything of this document. */
  unverified(): boolean {
    return this.mustVerify && this.#facts.denied === null && !this.#host.verified(this.#target)
  }

  state(): DocumentState {
    const { loaded, everSynced, synced, denied, readOnly } = this.#facts
    return { loaded, everSynced, synced, denied, readOnly, unsent: this.unsent() }
  }

  awareness(): Awareness {
    return this.#replica.awareness
  }

  /** Nobody looks at it any more. */
  leave(): void {
    this.#replica.awareness.setLocalState(null)
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  applyFromTab(update: Uint8Array): void {
    this.#replica.applyFromTab(update)
  }

  /** Every target that must be attached at present. */
  targets(): readonly SyncTarget[] {
    if (!this.#facts.loaded || this.#closed) return []
    return this.#fetch ? [this.#target, this.#fetch.target] : [this.#target]
  }

  #changed(): void {
    for (const listener of this.#listeners) listener()
    this.#host.changed(this)
  }

  /** Detaches and forgets the document; what is on the device stays. */
  async close(): Promise<void> {
    if (this.#closed) return
    for (const target of this.targets()) this.#host.detach(target)
    this.#closed = true
    for (const timer of [this.#confirmTimer, this.#recoveryTimer, this.#readTimer])
      if (timer !== null) clearTimeout(timer)
    await this.#replica.confirm()
    this.#replica.detach()
    this.#replica.doc.destroy()
    this.#listeners.clear()
  }
}
