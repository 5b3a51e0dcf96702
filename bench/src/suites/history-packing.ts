/** Old rows packed into segments: how much room they take before and after, and how long one turn holds the worker. */
import type { DocumentName } from '@mutirao/documents'
import {
  createCheckpoints,
  createHistoryWriter,
  createSegments,
  type Database,
  type Journal,
} from '@mutirao/persistence'
import { makeCheckpoint } from '../../../sync-server/src/worker/checkpoint.ts'

export interface Packing {
  readonly rows: number
  /** Of the rows that were packed, without indexes. */
  readonly rowBytes: number
  readonly segmentBytes: number
  /** What the tables take with indexes, before and after; freed room given back. */
  readonly tablesBefore: number
  readonly tablesAfter: number
  readonly turnsMs: readonly number[]
}

const sizeSql = `
select coalesce(sum(pg_total_relation_size(c.oid)), 0)::int8 as bytes from pg_class c
where c.relname ~ '^journal_[0-9]$' or c.relname = 'journal_segment'`

/** Vacuumed first, so that only living rows count. */
async function tableBytes(database: Database): Promise<number> {
  for (let n = 0; n < 8; n++) await database.pool.query(`vacuum (full, analyze) journal_${n}`)
  return (await database.pool.query<{ bytes: number }>(sizeSql)).rows[0]?.bytes ?? 0
}

/** Makes the document's checkpoint, then packs everything that may be packed. */
export async function pack(database: Database, journal: Journal, documentId: number): Promise<Packing> {
  const history = createHistoryWriter(database)
  const checkpoints = createCheckpoints(database)
  const head = await journal.head(documentId)
  const [document] = await nameOf(database, documentId)
  if (!head || !document) throw new Error('the document is gone')
  const derivedSeq = (id: number): Promise<number> => history.checkpointLimit(id)
  await makeCheckpoint({ journal, checkpoints, derivedSeq }, { ...head, ...document, documentId, checkpointSeq: 0 })
  const tablesBefore = await tableBytes(database)
  const segments = createSegments(database, { minAgeMs: 0 })
  const turnsMs: number[] = []
  let [rows, rowBytes, segmentBytes] = [0, 0, 0]
  for (;;) {
    const began = performance.now()
    const due = (await segments.due(100)).find((one) => one.documentId === documentId)
    const moved = due && (await segments.move(due))
    if (!moved) break
    turnsMs.push(performance.now() - began)
    rows += moved.toSeq - moved.fromSeq + 1
    rowBytes += moved.bytesBefore
    segmentBytes += moved.bytesAfter
  }
  return { rows, rowBytes, segmentBytes, tablesBefore, tablesAfter: await tableBytes(database), turnsMs }
}

const nameOf = async (database: Database, documentId: number) =>
  (await database.pool.query<{ name: DocumentName }>('select name from document where id = $1', [documentId])).rows
