import { applyChunks, documentSize, Interpreter } from '@mutirao/documents'
import type { Checkpoints, HistoryWriter } from '@mutirao/persistence'
import { totalmem } from 'node:os'
import * as Y from 'yjs'

/** A document as the interpreter has it, up to `seq`. */
export interface Replica {
  readonly interpreter: Interpreter
  seq: number
}

interface Kept extends Replica {
  bytes: number
}

export interface ReplicaOptions {
  readonly history: Pick<HistoryWriter, 'rows'>
  readonly checkpoints: Pick<Checkpoints, 'latest'>
  /** Those used longest ago go above this. Estimated; default a 32nd of the machine's memory, 128 MiB to 1 GiB. */
  readonly maxBytes?: number
  readonly maxDocuments?: number
  /** A document was let go. */
  readonly onEvict: (documentId: number) => void
}

const mebibyte = 1024 * 1024
/**
 * Ten busy boards of 2 000 cards with 50 000 past edits take 130 MiB. When they do not all fit, each is loaded again at every
 * look, which costs the worker a core and everybody else their latency (ten times the median of an edit, measured).
 */
const defaultMaxBytes = Math.min(
  Math.max(Math.min(process.constrainedMemory() || Infinity, totalmem()) / 32, 128 * mebibyte),
  1024 * mebibyte,
)
const defaultMaxDocuments = 1_000
const rowsPerRead = 500
const bytesPerRead = 4 * 1024 * 1024
/** Measured on boards of 1 000 to 10 000 cards; good enough to decide who goes. */
const bytesPerStruct = 220

/** Documents in the memory of this worker, the most recently used last. */
export class Replicas {
  private readonly kept = new Map<number, Kept>()
  private readonly options: ReplicaOptions

  constructor(options: ReplicaOptions) {
    this.options = options
  }

  get bytes(): number {
    return [...this.kept.values()].reduce((sum, { bytes }) => sum + bytes, 0)
  }

  get size(): number {
    return this.kept.size
  }

  /** The document as of `seq`: from memory, or from its checkpoint and the rows after it. */
  async at(documentId: number, seq: number): Promise<Replica> {
    const known = this.kept.get(documentId)
    // One that is ahead was left behind by a step that was not committed.
    const replica = known && known.seq <= seq ? known : await this.load(documentId, seq)
    await this.forward(documentId, replica, seq)
    this.kept.delete(documentId)
    this.kept.set(documentId, replica)
    return replica
  }

  /** Looks at the size again and lets others go when there is too much. */
  settle(documentId: number): void {
    const replica = this.kept.get(documentId)
    if (!replica) return
    const { structs, units } = documentSize(replica.interpreter.doc)
    replica.bytes = structs * bytesPerStruct + units
    const { maxBytes = defaultMaxBytes, maxDocuments = defaultMaxDocuments } = this.options
    for (const id of this.kept.keys()) {
      if (this.bytes <= maxBytes && this.kept.size <= maxDocuments) return
      if (id !== documentId) this.forget(id)
    }
  }

  forget(documentId: number): void {
    const replica = this.kept.get(documentId)
    if (!replica) return
    this.kept.delete(documentId)
    replica.interpreter.doc.destroy()
    this.options.onEvict(documentId)
  }

  private async load(documentId: number, seq: number): Promise<Kept> {
    this.forget(documentId)
    const doc = new Y.Doc()
    const base = seq > 0 ? await this.options.checkpoints.latest(documentId) : null
    const usable = base !== null && base.seq <= seq
    applyChunks(doc, usable ? base.chunks : [])
    return { interpreter: new Interpreter(doc), seq: usable ? base.seq : 0, bytes: 0 }
  }

  private async forward(documentId: number, replica: Replica, seq: number): Promise<void> {
    while (replica.seq < seq) {
      const wanted = Math.min(rowsPerRead, seq - replica.seq)
      const rows = await this.options.history.rows(documentId, replica.seq, wanted, bytesPerRead)
      const last = rows.at(-1)
      if (!last) throw new Error(`the journal of document ${documentId} ends before row ${seq}`)
      replica.interpreter.skip(rows.map(({ update }) => update))
      replica.seq = last.seq
    }
  }
}
