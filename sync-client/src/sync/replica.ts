import { fault, type DocumentName } from '@mutirao/documents'
import * as Y from 'yjs'
import { pause, reportAside } from '../environment.ts'
import type { StorageError } from '../store/errors.ts'
import type { AsideCopy, LocalStore, StoredDocument, StoredUpdate, UnsentMark } from '../types.ts'
import { createLedger, type Ledger } from './ledger.ts'
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
  readonly onStorageError: (error: StorageError) => void
}

/**
 * One generation of one document: the Y.Doc, what of it the server has (ledger), what waits to be sent (buffer) and when
 * it was written. Knows nothing of connections: a transport asks for `whole` and `takeBuffer` and reports answers.
 */
export class Replica {
  readonly name: DocumentName
  readonly doc: Y.Doc = new Y.Doc()
  ledger: Ledger = createLedger(0)
  readonly written: WrittenLog = createWrittenLog()
  readonly #options: ReplicaOptions
  #store: LocalStore | null
  #buffer: Uint8Array[] = []
  /** Before the first whole difference of an attachment nothing is buffered: that difference carries it all. */
  #buffering = false
  #loading = false
  #editedWhileLoading = false
  #marksSeen: readonly UnsentMark[] = []
  #markVersion = 0
  #unstored = 0
  #tookLarge = false
  #detached = false

  constructor(options: ReplicaOptions) {
    this.name = options.name
    this.#options = options
    this.#store = options.store
  }

  /** Applies the copy of this device in pieces, then begins to listen. Never rejects. */
  async load(stored: StoredDocument | null): Promise<void> {
    const noticeEarlyEdit = (transaction: Y.Transaction): void => {
      const changed = transaction.deleteSet.clients.size > 0 || transaction.changed.size > 0
      if (transaction.origin !== deviceOrigin && changed) this.#editedWhileLoading = true
    }
    this.#loading = true
    this.doc.on('afterTransaction', noticeEarlyEdit)
    if (stored) await this.#applyStored(stored)
    this.doc.off('afterTransaction', noticeEarlyEdit)
    this.#loading = false
    // Listening costs a second encoding of everything applied, hence only from here on.
    this.doc.on('update', this.#onUpdate)
    if (this.#editedWhileLoading) this.#onUpdate(Y.encodeStateAsUpdate(this.doc), null, this.doc, null)
  }

  async #applyStored(stored: StoredDocument): Promise<void> {
    this.#marksSeen = stored.unsent
    const edits = stored.unsent.reduce((sum, mark) => sum + Math.max(1, mark.edits), 0)
    if (!fault('OFF-2')) this.ledger.edit(edits)
    if (edits > 0) this.written.restore(stored.updates.flatMap((row) => (row.written ? [row.written] : [])))
    for (const turn of turnsOf(stored.updates)) {
      const beganAt = performance.now()
      this.doc.transact(() => {
        for (const row of turn) this.#apply(row.update, deviceOrigin)
      }, deviceOrigin)
      if (performance.now() - beganAt > this.#options.sliceMs / 4) await pause()
    }
  }

  /** Bytes from the server or another tab. An observer that throws does not stop the engine. */
  #apply(update: Uint8Array, origin: symbol): void {
    try {
      Y.applyUpdate(this.doc, update, origin)
    } catch (error) {
      reportAside(error)
    }
  }

  applyFromServer(update: Uint8Array): void {
    if (update.length > bytesPerTurn) this.#tookLarge = true
    this.#apply(update, serverOrigin)
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
    if (!this.#loading) this.#apply(update, tabOrigin)
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
    const client = this.doc.clientID
    const from = transaction?.beforeState.get(client) ?? 0
    const to = transaction?.afterState.get(client) ?? Y.getState(this.doc.store, client)
    this.#keep(update, { mark: this.#mark(), written: this.written.add(client, from, to, this.#options.now()) })
  }

  #mark(): UnsentMark {
    const { name, owner } = this.#options
    this.#markVersion += 1
    return { name, owner, edits: this.ledger.unsent(), version: this.#markVersion }
  }

  #keep(update: Uint8Array, local: Parameters<LocalStore['append']>[2]): void {
    const store = this.#store
    if (!store) return
    if (local) this.#unstored += 1
    store
      .append(this.name, update, local)
      .then(() => {
        if (local) this.#unstored -= 1
      })
      .catch(this.#options.onStorageError)
  }

  /** This replica takes the place of another one: from here on the device keeps it, under a new generation. */
  adopt(store: LocalStore, aside: AsideCopy, replaced: Replica): Promise<number> {
    this.#store = store
    return store.flipGeneration(this.name, [Y.encodeStateAsUpdate(this.doc)], aside, replaced.#marks())
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
    this.doc.off('update', this.#onUpdate)
  }
}

const rowsPerTurn = 250
const bytesPerTurn = 128 * 1024

/** Small rows together, large ones alone: what is applied between two pauses. */
function* turnsOf(rows: readonly StoredUpdate[]): Generator<readonly StoredUpdate[]> {
  let turn: StoredUpdate[] = []
  let bytes = 0
  for (const row of rows) {
    turn.push(row)
    bytes += row.update.length
    if (turn.length >= rowsPerTurn || bytes >= bytesPerTurn) {
      yield turn
      turn = []
      bytes = 0
    }
  }
  if (turn.length > 0) yield turn
}
