/** Rows that have moved into segments, read as if they had not. */
import type pg from 'pg'
import { fault } from '@mutirao/documents'
import type { JsonValue } from '@mutirao/documents'
import type { JournalOrigin } from '../types.ts'
import { unpackRows } from './segment-codec.ts'

/** A row of the journal, wherever it lies. */
export interface StoredRow {
  readonly seq: number
  readonly batchId: string
  readonly actorId: string
  readonly origin: JournalOrigin
  readonly receivedAtMs: number
  readonly update: Buffer
  readonly salt: Buffer
  readonly leaf: Buffer
  readonly note: JsonValue
}

export interface Segment {
  readonly fromSeq: number
  readonly toSeq: number
  /** The document's current epoch. */
  readonly epoch: string
  readonly rows: readonly StoredRow[]
}

/** The bytes of a segment are not what was written. */
export class BrokenSegment extends Error {
  readonly fromSeq: number
  readonly toSeq: number

  constructor(fromSeq: number, toSeq: number, cause: unknown) {
    super(`rows ${fromSeq} to ${toSeq} lie in a segment that cannot be read`, { cause })
    this.fromSeq = fromSeq
    this.toSeq = toSeq
  }
}

const segmentSql = `
select s.from_seq as "fromSeq", s.to_seq as "toSeq", s.data, h.epoch
from journal_segment s join document_head h using (document_id)
where s.document_id = $1 and s.from_seq <= $2 order by s.from_seq desc limit 1`

interface SegmentRecord {
  readonly fromSeq: number
  readonly toSeq: number
  readonly epoch: string
  readonly data: Buffer
}

/** The segment that holds this row; null when none does. @throws BrokenSegment */
export async function segmentWith(pool: pg.Pool, documentId: number, seq: number): Promise<Segment | null> {
  const { rows } = await pool.query<SegmentRecord>({
    name: 'mutirao-journal-segment',
    text: segmentSql,
    values: [documentId, seq],
  })
  const [found] = rows
  return found && found.toSeq >= seq ? opened(found) : null
}

/** @throws BrokenSegment */
async function opened({ fromSeq, toSeq, epoch, data }: SegmentRecord): Promise<Segment> {
  try {
    const packed = await unpackRows(data)
    if (packed.length !== toSeq - fromSeq + 1) throw new Error(`${packed.length} rows`)
    const rows = packed.map(({ receivedAtUs, note, origin, batchId, actorId, update, salt, leaf }, i) => ({
      seq: fromSeq + i,
      batchId,
      actorId,
      origin: origin as JournalOrigin,
      receivedAtMs: receivedAtUs / 1_000,
      note: note === null || fault('SEG-1') ? null : (JSON.parse(note) as JsonValue),
      update,
      salt,
      leaf,
    }))
    return { fromSeq, toSeq, epoch, rows }
  } catch (error) {
    throw new BrokenSegment(fromSeq, toSeq, error)
  }
}

export interface ReadBounds {
  readonly maxRows: number
  /** Of updates; the row that passes it is the last one. */
  readonly maxBytes: number
}

type SequencedRow = { readonly seq: number; readonly update: Uint8Array }

/**
 * Rows after `afterSeq`, bounded: first what lies in segments, then what the table holds. `inTable` was read *before* this call
 * within the same bounds. A move is one transaction, takes the oldest rows only and never the newest one, and segments stay: so
 * whatever the table no longer held then, stands in a segment now.
 */
export async function withSegments<R extends SequencedRow>(
  pool: pg.Pool,
  documentId: number,
  afterSeq: number,
  bounds: ReadBounds,
  inTable: R[],
  rowOf: (row: StoredRow, epoch: string) => R,
): Promise<R[]> {
  const first = inTable[0]?.seq
  if (first === undefined || first === afterSeq + 1 || fault('SEG-2')) return inTable
  const taken = new Bounded<R>(bounds)
  let seq = afterSeq
  while (seq + 1 < first && !taken.isFull) {
    const segment = await segmentWith(pool, documentId, seq + 1)
    // Nothing holds these rows: whoever reads sees the gap.
    if (!segment) break
    for (const row of segment.rows) if (row.seq > seq && row.seq < first) taken.add(rowOf(row, segment.epoch))
    seq = segment.toSeq
  }
  for (const row of inTable) taken.add(row)
  return taken.rows
}

class Bounded<R extends SequencedRow> {
  readonly rows: R[] = []
  readonly #bounds: ReadBounds
  #bytes = 0

  constructor(bounds: ReadBounds) {
    this.#bounds = bounds
  }

  get isFull(): boolean {
    const { maxRows, maxBytes } = this.#bounds
    return this.rows.length > 0 && (this.rows.length >= maxRows || this.#bytes >= maxBytes)
  }

  add(row: R): void {
    if (this.isFull) return
    this.rows.push(row)
    this.#bytes += row.update.length
  }
}
