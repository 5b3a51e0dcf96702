import type { Checkpoint, Checkpoints, Journal, JournalRow } from '@mutirao/persistence'
import { applyChunks, cutUpdate, fault } from '@mutirao/documents'
import * as Y from 'yjs'
import type { Held } from './held.ts'
import { MarkWatch } from '../submit/marks.ts'
import type { Unsettled } from '../submit/marks.ts'
import type { Turns } from './turns.ts'

/** Yjs transaction origin of what comes out of the journal. */
export const journalOrigin = { source: 'local', skipStoreHooks: true } as const

/** One reading of the journal. */
export const rowsPerTurn = 300
export const bytesPerTurn = 512 * 1024
/** One step applies about so much, so that a turn ends when it should; a longer row is cut (SYNC §5). */
const piece = { maxStructs: 300, maxBytes: 16 * 1024 }
const rowsPerStep = 64

/** Documents in which people format text. */
const textKinds: ReadonlySet<string> = new Set(['card', 'request'])

export interface LoadParts {
  readonly journal: Pick<Journal, 'read' | 'head'>
  readonly checkpoints: Pick<Checkpoints, 'latest'>
  /** Shared by all that is loaded and answered: however many documents come at once, others wait for one turn. */
  readonly turns: Turns
}

export interface Loaded {
  readonly rows: number
  /** Marked rows nobody settled, and what to put back (SUB-9). */
  readonly unsettled: Unsettled
}

/**
 * Fills a new instance: checkpoint chunks, then the rows after them, piece by piece and never merged (`mergeUpdates` of
 * 10 000 rows takes seconds). Rejects with the database's error; calling it again goes on where it stopped.
 */
export function createLoader({ journal, checkpoints, turns }: LoadParts): (held: Held) => Promise<Loaded> {
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
      await turns.finish(applyTail(held, tail, watch))
    }
  }

  async function begin(held: Held): Promise<void> {
    const head = await journal.head(held.documentId)
    if (!head) throw new Error(`document ${held.record.name} has no head`)
    const checkpoint = await checkpoints.latest(held.documentId)
    if (checkpoint && !fault('WRK-1')) await turns.finish(applyCheckpoint(held, checkpoint))
    held.epoch = head.epoch
  }
}

/**
 * Yjs encodes what a transaction changed for those who listen to `update`: a third of the work of loading, for nobody, as
 * nobody reads the instance yet. The listeners (Hocuspocus' own) stand aside while `run` runs.
 */
function untold(doc: Y.Doc, run: () => void): void {
  const listeners = doc._observers.get('update')
  if (!fault('SYN-45')) doc._observers.delete('update')
  try {
    run()
  } finally {
    if (listeners) doc._observers.set('update', listeners)
  }
}

function* applyCheckpoint(held: Held, checkpoint: Checkpoint): Generator<void, void, undefined> {
  for (const chunk of checkpoint.chunks) held.bytes.add(chunk.length)
  // Chunks of older versions were cut among the marks of a text, too.
  if (textKinds.has(held.parsed.kind)) untold(held.doc, () => applyChunks(held.doc, checkpoint.chunks, journalOrigin))
  else
    for (const chunk of checkpoint.chunks) {
      untold(held.doc, () => Y.applyUpdateV2(held.doc, chunk, journalOrigin))
      if (!fault('SYN-11')) yield
    }
  held.followedTo(checkpoint.seq)
}

function* applyTail(held: Held, rows: readonly JournalRow[], watch: MarkWatch): Generator<void, void, undefined> {
  let short: JournalRow[] = []
  let bytes = 0
  function* applyShort(): Generator<void, void, undefined> {
    if (short.length === 0) return
    applyRows(held, short, watch)
    short = []
    bytes = 0
    yield
  }
  for (const row of rows) {
    const { length } = row.update
    if (bytes + length > piece.maxBytes || short.length >= rowsPerStep) yield* applyShort()
    if (length > piece.maxBytes && !fault('SYN-11')) yield* applyLong(held, row, watch)
    else {
      short.push(row)
      bytes += length
    }
  }
  yield* applyShort()
}

function applyRows(held: Held, rows: readonly JournalRow[], watch: MarkWatch): void {
  untold(held.doc, () =>
    held.doc.transact(() => {
      for (const row of rows) {
        watch.pass(held.doc, row)
        Y.applyUpdate(held.doc, row.update, journalOrigin)
        held.bytes.add(row.update.length)
      }
    }, journalOrigin),
  )
  held.followedTo(rows.at(-1)?.seq ?? 0)
}

function* applyLong(held: Held, row: JournalRow, watch: MarkWatch): Generator<void, void, undefined> {
  watch.pass(held.doc, row)
  for (const part of cutUpdate(row.update, piece)) {
    untold(held.doc, () => Y.applyUpdate(held.doc, part, journalOrigin))
    yield
  }
  held.bytes.add(row.update.length)
  held.followedTo(row.seq)
}
