import { fault, receivedUpdates, type DocumentName } from '@mutirao/documents'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { pause, reportAside, reportForeign } from '../environment.ts'
import type { StorageError } from '../store/errors.ts'
import type { LocalStore, StoredDocument, UnsentMark, WatchedCopy } from '../types.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { createPresence } from './presence.ts'
import { deviceOrigin, serverOrigin, tabOrigin } from './origins.ts'
import { segmentsOf, slicesOf } from './slices.ts'
import { createWrittenLog, type WrittenLog } from './written.ts'

export interface ReplicaOptions {
  readonly name: DocumentName
  /** Names this client's marks of unsent edits. */
  readonly owner: string
  /** Null: this replica is not kept (a fresh copy being fetched beside the one on screen). */
  readonly store: LocalStore | null
  readonly now: () => number
  readonly sliceMs: number
  /** A local edit was made; `update` is null when another tab made it. */
  readonly onEdit: (update: Uint8Array | null) => void
  readonly onPresence: () => void
  readonly onStorageError: (error: StorageError) => void
  /** See SyncClientOptions. */
  readonly watch?: ((copy: WatchedCopy) => Promise<() => void> | null) | undefined
}

/**
 * One generation of one document: the Y.Doc, what of it the server has (ledger), what waits to be sent (buffer) and when
 * it was written. Knows nothing of connections: a transport asks for `whole` and `takeBuffer` and reports answers.
 */
export class Replica {
  readonly name: DocumentName
  readonly doc: Y.Doc = new Y.Doc()
  /** Exists from the beginning, so that whoever is there already is known when somebody looks. */
  readonly awareness: Awareness = createPresence(this.doc)
  ledger: Ledger = createLedger(0)
  readonly written: WrittenLog = createWrittenLog()
  readonly #options: ReplicaOptions
  #store: LocalStore | null
  #buffer: Uint8Array[] = []
  /** Before the first whole difference of an attachment nothing is buffered: that difference carries it all. */
  #buffering = false
  #loading = true
  #editedEarly = false
  /** What other tabs typed while this one was loading. */
  readonly #early: Uint8Array[] = []
  #marksSeen: readonly UnsentMark[] = []
  #markVersion = 0
  /** Where in the ledger's count the edits made here stand, as far as they are not confirmed. */
  #own: number[] = []
  #unstored = 0
  #tookLarge = false
  #detached = false
  /** Yjs client ids of earlier lives whose edits may not be at the server. */
  readonly #earlier = new Set<number>()
  #endWatch: (() => void) | null = null

  constructor(options: ReplicaOptions) {
    this.name = options.name
    this.#options = options
    this.#store = options.store
    this.doc.on('afterTransaction', this.#noticeEarlyEdit)
    this.awareness.on('update', (_changes: unknown, origin: unknown) => {
      if (origin === 'local') options.onPresence()
    })
  }

  /** Applies the copy of this device in pieces, then begins to listen. Never rejects. */
  async load(stored: StoredDocument | null): Promise<void> {
    await this.#beginWatch()
    if (stored) await this.#applyStored(stored)
    this.#loading = false
    this.doc.off('afterTransaction', this.#noticeEarlyEdit)
    // Listening costs a second encoding of everything applied, hence only from here on.
    this.doc.on('update', this.#onUpdate)
    if (this.#editedEarly && !fault('CLI-20')) this.#onUpdate(Y.encodeStateAsUpdate(this.doc), null, this.doc, null)
    for (const update of this.#early.splice(0)) this.applyFromTab(update)
  }

  async #beginWatch(): Promise<void> {
    const { name, doc, awareness } = this
    const wasMine = (client: number): boolean => this.#earlier.has(client)
    const watching = this.#options.watch?.({ name, doc, awareness, wasMine })
    if (!watching) return
    const end = await watching.catch(reportAside)
    if (this.#detached) end?.()
    else this.#endWatch = end ?? null
  }

  readonly #noticeEarlyEdit = (transaction: Y.Transaction): void => {
    if (transaction.origin !== deviceOrigin && transaction.changed.size > 0) this.#editedEarly = true
  }

  async #applyStored(stored: StoredDocument): Promise<void> {
    this.#marksSeen = stored.unsent
    const edits = stored.unsent.reduce((sum, mark) => sum + Math.max(1, mark.edits), 0)
    if (!fault('OFF-2')) this.ledger.edit(edits)
    if (edits > 0) this.written.restore(stored.updates.flatMap((row) => (row.written ? [row.written] : [])))
    for (const { written } of stored.updates) if (written && edits > 0) this.#earlier.add(written[0])
    const updates = stored.updates.map((row) => row.update)
    await this.#applyMany(updates, deviceOrigin)
  }

  /** The copy of this device, read after all: what of it is new here counts as an edit until the server has it. */
  async takeLate(stored: StoredDocument): Promise<void> {
    this.#marksSeen = stored.unsent
    this.written.restore(stored.updates.flatMap((row) => (row.written ? [row.written] : [])))
    for (const { written } of stored.updates) if (written) this.#earlier.add(written[0])
    await this.#applyMany(
      stored.updates.map((row) => row.update),
      tabOrigin,
    )
  }

  /** Many updates in pieces, so that the screen stays alive. Resolves with false when one of them could not be applied. */
  async #applyMany(updates: readonly Uint8Array[], origin: symbol): Promise<boolean> {
    let pausedAt = performance.now()
    let whole = true
    for (const turn of turnsOf(updates)) {
      whole = this.#apply(turn, origin) && whole
      if (performance.now() - pausedAt < this.#options.sliceMs || fault('OFF-10')) continue
      await pause()
      pausedAt = performance.now()
    }
    return whole
  }

  /** A pulled history, in order. Resolves with false when a piece of it could not be applied: there is a hole. */
  applyManyFromServer(updates: readonly Uint8Array[]): Promise<boolean> {
    return this.#applyMany(updates, serverOrigin)
  }

  /**
   * Bytes from the server, the device or another tab. Returns false when some of them could not be applied. An observer
   * of the application that throws is another matter: it runs after them, is reported and does not stop the engine.
   */
  #apply(updates: readonly Uint8Array[], origin: symbol): boolean {
    let applied = 0
    // Yjs throws the content of what is overwritten away. While the server lacks something of ours it stays: what somebody
    // typed reaches the journal, and the conflict is told, although another value stands here by the time it is sent.
    if (this.ledger.unsent() > 0 && !fault('CLI-33')) this.doc.gc = false
    try {
      this.doc.transact((transaction) => {
        if (origin === serverOrigin && !fault('CLI-30')) transaction.meta.set(receivedUpdates, updates)
        for (const update of updates) if (this.#applyOne(update, origin)) applied += 1
      }, origin)
    } catch (error) {
      reportAside(error)
    } finally {
      this.doc.gc = true
    }
    return applied === updates.length
  }

  /** Inside a transaction no observer runs: what throws here are the bytes. */
  #applyOne(update: Uint8Array, origin: symbol): boolean {
    try {
      Y.applyUpdate(this.doc, update, origin)
      return true
    } catch (error) {
      reportForeign(error)
      return fault('CLI-29')
    }
  }

  /** Returns false when it could not be applied: the document has a hole until the server is asked again. */
  applyFromServer(update: Uint8Array): boolean {
    if (update.length > bytesPerTurn) this.#tookLarge = true
    return this.#apply([update], serverOrigin)
  }

  /** Something that was applied builds on what is not here: without that it is not shown. */
  hasHole(): boolean {
    const { pendingStructs, pendingDs } = this.doc.store
    return (pendingStructs !== null || pendingDs !== null) && !fault('CLI-32')
  }

  /** One update so large that applying it at the next start would hold the screen up: worth cutting into segments. */
  tookLargeUpdate(): boolean {
    return this.#tookLarge
  }

  /** The whole document as updates small enough to be applied one per turn. */
  segments(): readonly Uint8Array[] {
    this.#tookLarge = false
    return segmentsOf(this.doc)
  }

  /** Another tab's edit: that tab keeps it on the device; here it counts as local until the server has it. */
  applyFromTab(update: Uint8Array): void {
    if (this.#loading) this.#early.push(update)
    else this.#apply([update], tabOrigin)
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction | null): void => {
    if (this.#detached) return
    if (origin === serverOrigin) {
      this.#keep(update, null)
      return
    }
    this.ledger.edit()
    if (this.#buffering) this.#buffer.push(update)
    if (origin !== tabOrigin) this.#keepLocal(update, transaction)
    this.#options.onEdit(origin === tabOrigin ? null : update)
  }

  #keepLocal(update: Uint8Array, transaction: Y.Transaction | null): void {
    this.#own.push(this.ledger.local())
    const client = this.doc.clientID
    const from = transaction?.beforeState.get(client) ?? 0
    const to = transaction?.afterState.get(client) ?? Y.getState(this.doc.store, client)
    this.#keep(update, { mark: this.#mark(), written: this.written.add(client, from, to, this.#options.now()) })
  }

  #mark(): UnsentMark {
    const { name, owner } = this.#options
    this.#markVersion += 1
    // Edits of an earlier life and of other tabs stand in marks of their own: counted here too, every restart would add them again.
    const edits = fault('OFF-14') ? this.ledger.unsent() : this.#waitingOwn()
    return { name, owner, edits, version: this.#markVersion }
  }

  #waitingOwn(): number {
    const acked = this.ledger.acked()
    const first = this.#own.findIndex((place) => place > acked)
    if (first !== 0) this.#own = first < 0 ? [] : this.#own.slice(first)
    return this.#own.length
  }

  /** Brings the device's marks up to what the server has confirmed: nothing more is going to be for a while. */
  keepCount(): Promise<void> {
    if (this.ledger.unsent() === 0) return this.confirm()
    if (!this.#store || this.#waitingOwn() === 0) return Promise.resolve()
    return this.#store.mark([this.#mark()]).catch(this.#options.onStorageError)
  }

  #keep(update: Uint8Array, local: Parameters<LocalStore['append']>[2]): void {
    const store = this.#store
    if (!store) return
    const stored = (): void => {
      if (local) this.#unstored -= 1
    }
    if (local) this.#unstored += 1
    store
      .append(this.name, update, local)
      .then(stored, (error: StorageError) => {
        if (!fault('OFF-18')) void error.written?.then(stored)
        this.#options.onStorageError(error)
      })
      .catch(reportAside)
  }

  /** This replica takes the place of another one: from here on the device keeps it, under a new generation. */
  adopt(store: LocalStore, replaced: Replica): Promise<number> {
    this.#store = store
    return store.flipGeneration(this.name, segmentsOf(this.doc), replaced.#marks())
  }

  #marks(): UnsentMark[] {
    return [...this.#marksSeen, { name: this.name, owner: this.#options.owner, edits: 0, version: this.#markVersion }]
  }

  /** True while an edit made here is neither on the device nor at the server. */
  unsafe(): boolean {
    return this.#unstored > 0 && this.ledger.unsent() > 0
  }

  /** A new attachment: what was sent before may or may not have arrived. */
  beginEpoch(): void {
    this.ledger.beginEpoch()
    this.written.restart()
    this.#buffer = []
    this.#buffering = fault('CLI-4')
  }

  /** Everything the server lacks, as updates of at most `maxBytes` (one, almost always). Drops the buffer: it is in here. */
  whole(stateVector: Uint8Array, maxBytes: number): readonly Uint8Array[] {
    this.#buffer = []
    this.#buffering = true
    return slicesOf(this.doc, stateVector, maxBytes)
  }

  /** The edits since the last call, as one update; null when there are none. */
  takeBuffer(): Uint8Array | null {
    const updates = this.#buffer
    this.#buffer = []
    return updates.length > 1 ? Y.mergeUpdates(updates) : (updates[0] ?? null)
  }

  hasBuffer(): boolean {
    return this.#buffer.length > 0
  }

  /** Removes the marks on the device, if the server has everything. */
  confirm(): Promise<void> {
    if (!this.#store || this.ledger.unsent() > 0) return Promise.resolve()
    const marks = this.#marks()
    this.#marksSeen = []
    this.written.clear()
    return this.#store.confirm(marks).catch(this.#options.onStorageError)
  }

  /** Stops listening; the Y.Doc stays usable for whoever still holds it. */
  detach(): void {
    this.#detached = true
    this.#endWatch?.()
    this.doc.off('update', this.#onUpdate)
    this.awareness.destroy()
  }
}

const rowsPerTurn = 250
const bytesPerTurn = 128 * 1024

/** Small updates together, large ones alone: what is applied between two pauses. */
function* turnsOf(updates: readonly Uint8Array[]): Generator<readonly Uint8Array[]> {
  let turn: Uint8Array[] = []
  let bytes = 0
  for (const update of updates) {
    turn.push(update)
    bytes += update.length
    if (turn.length < rowsPerTurn && bytes < bytesPerTurn) continue
    yield turn
    turn = []
    bytes = 0
  }
  if (turn.length > 0) yield turn
}
