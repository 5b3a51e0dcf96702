import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Checkpoint, Checkpoints, Journal, JournalRow } from '@mutirao/persistence'
import { applyChunks, cutUpdate, fault } from '@mutirao/documents'
import * as Y from 'yjs'
import type { Held } from './held.ts'
import { MarkWatch } from '../submit/marks.ts'
import type { Unsettled } from '../submit/marks.ts'

/** Yjs transaction origin of what comes out of the journal. */
export const journalOrigin = { source: 'local', skipStoreHooks: true } as const

/** One reading of the journal. */
export const rowsPerTurn = 300
export const bytesPerTurn = 512 * 1024
/** One turn of the event loop applies about so much, so that other documents do not wait; a longer row is cut (SYNC §5). */
const piece = { maxStructs: 1_500, maxBytes: 64 * 1024 }

/** Documents in which people format text. */
const textKinds: ReadonlySet<string> = new Set(['card', 'request'])

export interface LoadParts {
  readonly journal: Pick<Journal, 'read' | 'head'>
  readonly checkpoints: Pick<Checkpoints, 'latest'>
}

export interface Loaded {
  readonly rows: number
  /** Marked rows nobody settled, and what to put back (SUB-9). */
  readonly unsettled: Unsettled
}

/**
 * Fills a new instance: checkpoint chunks, then the rows after them, a piece per turn and never merged (`mergeUpdates` of
 * 10 000 rows takes seconds). Rejects with the database's error; calling it again goes on where it stopped.
 */
export function createLoader({ journal, checkpoints }: LoadParts): (held: Held) => Promise<Loaded> {
  const watches = new WeakMap<Held, MarkWatch>()
  return async (held) => {
    const watch = watches.get(held) ?? new MarkWatch()
    watches.set(held, watch)
    if (held.epoch === '') await begin(held)
    let rows = 0
    for (;;) {
      const tail = await journal.read(held.documentId, held.appliedSeq, {
        maxRows: rowsPerTurn,
        maxBytes: bytesPerTurn,
      })
      if (tail.length === 0) {
        held.bytes.loaded()
        return { rows, unsettled: watch.unsettled() }
      }
      rows += tail.length
      await applyTail(held, tail, watch)
    }
  }

  async function begin(held: Held): Promise<void> {
    const head = await journal.head(held.documentId)
    if (!head) throw new Error(`document ${held.record.name} has no head`)
    const checkpoint = await checkpoints.latest(held.documentId)
    if (checkpoint && !fault('WRK-1')) await applyCheckpoint(held, checkpoint)
    held.epoch = head.epoch
  }
}

async function applyCheckpoint(held: Held, checkpoint: Checkpoint): Promise<void> {
  for (const chunk of checkpoint.chunks) held.bytes.add(chunk.length)
  // Chunks of older versions were cut among the marks of a text, too.
  if (textKinds.has(held.parsed.kind)) applyChunks(held.doc, checkpoint.chunks, journalOrigin)
  else
    for (const chunk of checkpoint.chunks) {
      Y.applyUpdateV2(held.doc, chunk, journalOrigin)
      if (!fault('SYN-11')) await nextTurn()
    }
  held.followedTo(checkpoint.seq)
}

async function applyTail(held: Held, rows: readonly JournalRow[], watch: MarkWatch): Promise<void> {
  let short: JournalRow[] = []
  let bytes = 0
  const applyShort = async (): Promise<void> => {
    if (short.length === 0) return
    applyRows(held, short, watch)
    short = []
    bytes = 0
    await nextTurn()
  }
  for (const row of rows) {
    const { length } = row.update
    if (bytes + length > piece.maxBytes) await applyShort()
    if (length > piece.maxBytes && !fault('SYN-11')) await applyLong(held, row, watch)
    else {
      short.push(row)
      bytes += length
    }
  }
  await applyShort()
}

function applyRows(held: Held, rows: readonly JournalRow[], watch: MarkWatch): void {
  held.doc.transact(() => {
    for (const row of rows) {
      watch.pass(held.doc, row)
      Y.applyUpdate(held.doc, row.update, journalOrigin)
      held.bytes.add(row.update.length)
    }
  }, journalOrigin)
  held.followedTo(rows.at(-1)?.seq ?? 0)
}

async function applyLong(held: Held, row: JournalRow, watch: MarkWatch): Promise<void> {
  watch.pass(held.doc, row)
  for (const part of cutUpdate(row.update, piece)) {
    Y.applyUpdate(held.doc, part, journalOrigin)
    await nextTurn()
  }
  held.bytes.add(row.update.length)
  held.followedTo(row.seq)
}
