import { fault, mustParseName, requestsName } from '@mutirao/documents'
import type { DecisionStore, Journal, JournalRow, TakenRows, UntakenDocument } from '@mutirao/persistence'
import type * as Y from 'yjs'
import { firstUnsettled } from '../../submit/marks.ts'
import type { Copies } from './copies.ts'
import { DetailWatch, ListWatch } from './watch.ts'

export interface TakeParts {
  readonly store: Pick<DecisionStore, 'take' | 'list'>
  readonly journal: Pick<Journal, 'read'>
  readonly copies: Copies
  readonly point: (name: string) => void
}

const rowsPerStep = 500

export interface Taken {
  readonly listId: number
  /** There may be more. */
  readonly isBehind: boolean
}

/**
 * Takes the next rows of one document in: intents to be decided, subjects to be looked at. Exactly once: what they bring and
 * the cursor are one transaction. Stops before a row whose set-back is still to come: what it says must not be believed.
 * @returns null when nothing could be taken
 */
export async function takeRows(parts: TakeParts, document: UntakenDocument): Promise<Taken | null> {
  const { documentId, seq: fromSeq, headSeq } = document
  const all = await parts.journal.read(documentId, fromSeq, { maxRows: rowsPerStep })
  const open = firstUnsettled(all)
  const rows = open < 0 || fault('DEC-6') ? all : all.slice(0, open)
  const last = rows.at(-1)
  if (!last) return null
  const brought =
    document.kind === 'requests' ? await fromList(parts, document, rows) : await fromDetail(parts, document, rows)
  if (!brought) return null
  parts.point('read')
  const step = { documentId, fromSeq, toSeq: last.seq, ...brought }
  // Somebody else has taken them, or nothing was written: this copy has seen too much.
  if (!(await parts.store.take(step))) parts.copies.forget(documentId)
  parts.point('taken')
  return { listId: brought.listId, isBehind: last.seq < headSeq }
}

type Brought = Pick<TakenRows, 'listId' | 'intents' | 'touched' | 'editors'>

async function fromDetail(
  { store, copies }: TakeParts,
  document: UntakenDocument,
  rows: readonly JournalRow[],
): Promise<Brought | null> {
  const parsed = mustParseName(document.name)
  if (parsed.kind !== 'request') return null
  const list = await store.list(requestsName(parsed.listId))
  if (!list) return null
  const { people } = await watched(copies, document, rows, (doc) => new DetailWatch(doc))
  const { requestId } = parsed
  const editors = new Map(people.size > 0 ? [[requestId, people]] : [])
  return { listId: list.documentId, intents: [], touched: [requestId], editors }
}

async function fromList(
  { copies }: TakeParts,
  document: UntakenDocument,
  rows: readonly JournalRow[],
): Promise<Brought> {
  const watch = await watched(copies, document, rows, (doc) => new ListWatch(doc))
  const { intents, editors } = watch
  const touched = watch.touchedAll ? 'all' : [...watch.touched]
  return { listId: document.documentId, intents, touched, editors }
}

/** Applies the rows to this worker's copy, watched. */
async function watched<W extends { row(row: JournalRow): void; end(): void }>(
  copies: Copies,
  { documentId, seq }: UntakenDocument,
  rows: readonly JournalRow[],
  watchOf: (doc: Y.Doc) => W,
): Promise<W> {
  const copy = await copies.at(documentId, seq)
  const watch = watchOf(copy.doc)
  try {
    for (const row of rows) {
      watch.row(row)
      copy.seq = row.seq
    }
    return watch
  } catch (error) {
    copies.forget(documentId)
    throw error
  } finally {
    watch.end()
  }
}
