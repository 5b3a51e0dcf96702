import { applyChunks, leaveMarks } from '@mutirao/documents'
import type { Checkpoints, Journal } from '@mutirao/persistence'
import * as Y from 'yjs'
import { serverActor } from '../../submit/target.ts'

export interface CopyParts {
  readonly journal: Pick<Journal, 'read' | 'head' | 'append'>
  readonly checkpoints: Pick<Checkpoints, 'latest'>
  /** The Yjs client id this worker writes with: new for every process, so that two never give out the same clock. */
  readonly clientId: number
}

/** A document as this worker has it. Nobody else sees it, nobody reads what is not yet journalled. */
interface Copy {
  readonly doc: Y.Doc
  /** Rows up to here are in it. What this worker wrote may be in it before. */
  seq: number
}

const maxCopies = 300
const rowsPerRead = 500

/** Documents in the memory of the one who decides, the most recently used last. */
export class Copies {
  readonly #kept = new Map<number, Copy>()
  readonly #parts: CopyParts

  constructor(parts: CopyParts) {
    this.#parts = parts
  }

  /** The document as of this row, exactly: from memory, or from its checkpoint and the rows after it. */
  async at(documentId: number, seq: number): Promise<Copy> {
    const known = this.#kept.get(documentId)
    const copy = known && known.seq <= seq ? known : await this.#load(documentId, seq)
    try {
      await this.#forward(documentId, copy, seq)
    } catch (error) {
      this.forget(documentId)
      throw error
    }
    this.#keep(documentId, copy)
    return copy
  }

  async atHead(documentId: number): Promise<Copy> {
    return this.at(documentId, (await this.#parts.journal.head(documentId))?.seq ?? 0)
  }

  /**
   * Journals what `edit` changes, as the server's decision. The copy has it first, which nobody sees; when it does not become a
   * row the copy is thrown away. @returns whether anything changed
   */
  async write(documentId: number, { doc }: Copy, edit: (doc: Y.Doc) => void): Promise<boolean> {
    const { clientId, journal } = this.#parts
    const updates: Uint8Array[] = []
    const collect = (update: Uint8Array): number => updates.push(update)
    // Only now: Yjs gives itself another id when it meets its own in a row.
    doc.clientID = clientId
    doc.on('update', collect)
    try {
      doc.transact(() => edit(doc))
      if (updates.length === 0) return false
      const update = updates.length === 1 ? (updates[0] as Uint8Array) : Y.mergeUpdates(updates)
      await journal.append({ documentId, actorId: serverActor, origin: 'decision', update, clients: [clientId] })
      return true
    } catch (error) {
      this.forget(documentId)
      throw error
    } finally {
      doc.off('update', collect)
    }
  }

  forget(documentId: number): void {
    this.#kept.get(documentId)?.doc.destroy()
    this.#kept.delete(documentId)
  }

  clear(): void {
    for (const id of this.#kept.keys()) this.forget(id)
  }

  #keep(documentId: number, copy: Copy): void {
    this.#kept.delete(documentId)
    this.#kept.set(documentId, copy)
    for (const id of this.#kept.keys()) {
      if (this.#kept.size <= maxCopies) return
      this.forget(id)
    }
  }

  async #load(documentId: number, seq: number): Promise<Copy> {
    this.forget(documentId)
    const doc = new Y.Doc()
    leaveMarks(doc)
    const base = seq > 0 ? await this.#parts.checkpoints.latest(documentId) : null
    if (!base || base.seq > seq) return { doc, seq: 0 }
    applyChunks(doc, base.chunks)
    return { doc, seq: base.seq }
  }

  async #forward(documentId: number, copy: Copy, seq: number): Promise<void> {
    while (copy.seq < seq) {
      const maxRows = Math.min(rowsPerRead, seq - copy.seq)
      const rows = await this.#parts.journal.read(documentId, copy.seq, { maxRows })
      const last = rows.at(-1)
      if (!last) throw new Error(`the journal of document ${documentId} ends before row ${seq}`)
      copy.doc.transact(() => {
        for (const row of rows) Y.applyUpdate(copy.doc, row.update)
      })
      copy.seq = last.seq
    }
  }
}
