import { applyChunks, chunkDocument, fault } from '@mutirao/documents'
import type { Checkpoint, Checkpoints, DueDocument, Journal, JournalRow } from '@mutirao/persistence'
import * as Y from 'yjs'
import { firstUnsettled } from '../submit/marks.ts'

const rowsPerRead = 500
const bytesPerRead = 4 * 1024 * 1024
/** Loading one chunk is some 4 ms of work, twice that while the code is new. */
const structsPerChunk = 500

export interface CheckpointParts {
  readonly journal: Pick<Journal, 'read'>
  readonly checkpoints: Pick<Checkpoints, 'latest' | 'write' | 'release'>
  /** How far this document's history has been derived: it starts from a checkpoint too, which must not lie beyond. */
  readonly derivedSeq?: ((documentId: number) => Promise<number>) | undefined
}

/**
 * Makes a new checkpoint of one document out of the one before and the rows since. Never reaches past a marked row that
 * nobody has set back: whoever loads the document must still meet it.
 * @returns the seq of the written checkpoint; null when nothing was written
 */
export async function makeCheckpoint(
  { journal, checkpoints, derivedSeq }: CheckpointParts,
  due: DueDocument,
): Promise<number | null> {
  const doc = new Y.Doc()
  try {
    const base = await checkpoints.latest(due.documentId)
    applyChunks(doc, base?.chunks ?? [])
    const baseSeq = base?.seq ?? 0
    const endSeq = (await derivedSeq?.(due.documentId)) ?? Infinity
    const read = async (after: number): Promise<JournalRow[]> =>
      (await readRows(journal, due.documentId, after)).filter((row) => row.seq <= endSeq || fault('HIS-2'))
    const seq = await applyRows(doc, read, baseSeq)
    if (seq === baseSeq) {
      // Waiting for the history takes a moment; for a set-back, longer: then the claim is kept for its minute.
      if (endSeq < due.seq) await checkpoints.release(due.documentId)
      return null
    }
    const chunks = [...chunkDocument(doc, structsPerChunk, 'v2')]
    if (fault('WRK-2')) chunks.pop()
    const checkpoint: Checkpoint = { epoch: due.epoch, seq, chunks }
    return (await checkpoints.write(due.documentId, checkpoint)) ? seq : null
  } finally {
    doc.destroy()
  }
}

const readRows = (journal: Pick<Journal, 'read'>, documentId: number, after: number): Promise<JournalRow[]> =>
  journal.read(documentId, after, { maxRows: rowsPerRead, maxBytes: bytesPerRead })

/** @returns the seq of the last row that was applied */
async function applyRows(doc: Y.Doc, read: (after: number) => Promise<JournalRow[]>, fromSeq: number): Promise<number> {
  let seq = fromSeq
  for (;;) {
    const rows = await read(seq)
    const open = fault('WRK-3') ? -1 : firstUnsettled(rows)
    // The row that settles it may lie beyond what was read: then the next reading begins with the marked one.
    const usable = open < 0 ? rows : rows.slice(0, open)
    doc.transact(() => {
      for (const row of usable) Y.applyUpdate(doc, row.update)
    })
    const last = usable.at(-1)
    if (!last) return seq
    seq = last.seq
  }
}
