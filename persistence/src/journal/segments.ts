/**
 * Old rows of the journal move into segments: contiguous runs, nothing merged, nothing left out. Only rows nobody works on any
 * more: behind the history, the decisions, the checkpoint, and never a document's newest.
 */
import type { DocumentName } from '@mutirao/documents'
import { fault } from '@mutirao/documents'
import type pg from 'pg'
import { inTransaction } from '../in-transaction.ts'
import type { Database } from '../types.ts'
import { packedFaithfully, packRows } from './segment-codec.ts'
import type { PackedRow } from './segment-codec.ts'

export interface SegmentOptions {
  /** How long ago a row must have arrived. Default a day. */
  readonly minAgeMs?: number | undefined
  /** A run has at least this many rows, or this many bytes of updates. Defaults 100 and 256 KiB. */
  readonly minRows?: number | undefined
  readonly minBytes?: number | undefined
  /** Bounds of one segment, hence of one turn. Defaults 1 000 rows, 1 MiB of updates; a single larger row goes alone. */
  readonly maxRows?: number | undefined
  readonly maxBytes?: number | undefined
}

/** A document with rows to move: those after `afterSeq` up to `untilSeq`. */
export interface MovableRows {
  readonly documentId: number
  readonly name: DocumentName
  readonly afterSeq: number
  readonly untilSeq: number
}

export interface MovedRows {
  readonly fromSeq: number
  readonly toSeq: number
  /** In the table, without index. */
  readonly bytesBefore: number
  /** In the segment. */
  readonly bytesAfter: number
}

export interface Segments {
  /** Documents with at least a run of rows to move, or many bytes, the longest first; those named in `except` are left out. */
  due(limit: number, except?: readonly number[]): Promise<MovableRows[]>
  /** Moves the next run. Null when there is nothing to move, or somebody else has moved it. */
  move(document: MovableRows): Promise<MovedRows | null>
}

const defaults = { minAgeMs: 24 * 3_600_000, minRows: 100, minBytes: 256 * 1024, maxRows: 1_000, maxBytes: 1024 * 1024 }

/**
 * Behind all of them: history (of kinds that have one), decisions (where some are taken), checkpoint of the current epoch, and
 * the newest row stays, so that a reader who finds none knows that there is none.
 */
const dueSql = `
select "documentId", name, "afterSeq", "untilSeq" from (
  select d.id as "documentId", d.name,
    coalesce((select s.to_seq from journal_segment s where s.document_id = d.id order by s.from_seq desc limit 1), 0)::int8 as "afterSeq",
    least(c.seq, h.seq - 1, case when d.kind = 'user' then h.seq else coalesce(y.seq, 0) end,
      case when d.kind in ('requests', 'request') then coalesce(g.seq, 0) else h.seq end)::int8 as "untilSeq",
    h.bytes - coalesce((select sum(s.update_bytes) from journal_segment s where s.document_id = d.id), 0) as "tableBytes"
  from checkpoint c join document_head h on h.document_id = c.document_id and h.epoch = c.epoch
  join document d on d.id = c.document_id
  left join history_cursor y on y.document_id = d.id left join decision_cursor g on g.document_id = d.id
  where d.id <> all($4::bigint[])) runs
where "untilSeq" - "afterSeq" >= $2 and exists (
  select from journal j where j.document_id = "documentId" and j.seq = "afterSeq" + $2
    and j.received_at <= now() - $3 * interval '1 millisecond')
  or "untilSeq" > "afterSeq" and "tableBytes" >= $5 and $5 <= (
    select sum(octet_length(j.update)) from journal j where j.document_id = "documentId" and j.seq > "afterSeq" and j.seq <= "untilSeq"
      and j.received_at <= now() - $3 * interval '1 millisecond')
order by "untilSeq" - "afterSeq" desc limit $1`

const rowsSql = `
select seq, epoch, batch_id as "batchId", actor_id as "actorId", origin, (extract(epoch from received_at) * 1000000)::int8 as "receivedAtUs",
  to_char(received_at at time zone 'UTC', 'YYYY-MM-DD') as day, note::text as note, update, salt, leaf, stored, found
from (
  select j.*, (select sum(n) from unnest(array[28, 8, 8, pg_column_size(epoch), 16, pg_column_size(actor_id), pg_column_size(origin), 8,
      pg_column_size(update), pg_column_size(salt), pg_column_size(leaf), coalesce(pg_column_size(note), 0)]) n)::int8 as stored,
    sum(octet_length(update)) over (order by seq) as bytes, row_number() over (order by seq) as n, count(*) over () as found
  from (select * from journal where document_id = $1 and seq > $2 and seq <= $3 and received_at <= now() - $4 * interval '1 millisecond'
    order by seq limit $5) j
) sized where seq = $2 + n and (bytes <= $6 or n = 1) order by seq`

const insertSql = `
insert into journal_segment (document_id, from_seq, to_seq, update_bytes, stored_bytes, nodes, hashes, days, data)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`

interface TableRow extends PackedRow {
  readonly seq: number
  readonly day: string
  readonly stored: number
  /** Rows that could go if the segment were larger. */
  readonly found: number
}

export function createSegments({ pool }: Database, options: SegmentOptions = {}): Segments {
  const { minAgeMs, minRows, minBytes, maxRows, maxBytes } = {
    minAgeMs: options.minAgeMs ?? defaults.minAgeMs,
    minRows: options.minRows ?? defaults.minRows,
    minBytes: options.minBytes ?? defaults.minBytes,
    maxRows: options.maxRows ?? defaults.maxRows,
    maxBytes: options.maxBytes ?? defaults.maxBytes,
  }
  const fills = (rows: readonly TableRow[]): boolean => {
    const [first] = rows
    if (!first) return false
    return rows.length >= minRows || rows.length < first.found || (updateBytesOf(rows) >= minBytes && !fault('SEG-8'))
  }
  return {
    due: async (limit, except = []) =>
      (
        await pool.query<MovableRows>(fault('SEG-3') ? dueSql.replace('coalesce(g.seq, 0)', 'h.seq') : dueSql, [
          limit,
          minRows,
          minAgeMs,
          except,
          minBytes,
        ])
      ).rows,
    move: async (document) => {
      const { documentId, afterSeq, untilSeq } = document
      const values = [documentId, afterSeq, untilSeq, minAgeMs, maxRows, maxBytes]
      const { rows } = await pool.query<TableRow>(rowsSql, values)
      return fills(rows) ? moveRun(pool, documentId, rows) : null
    },
  }
}

const updateBytesOf = (rows: readonly TableRow[]): number => rows.reduce((sum, { update }) => sum + update.length, 0)

async function moveRun(pool: pg.Pool, documentId: number, rows: readonly TableRow[]): Promise<MovedRows | null> {
  const packed = rows.map(({ epoch, batchId, actorId, origin, receivedAtUs, note, update, salt, leaf }): PackedRow => ({
    epoch,
    batchId,
    actorId,
    origin,
    receivedAtUs,
    note,
    update,
    salt,
    leaf,
  }))
  const data = await packRows(packed)
  if (!(await packedFaithfully(packed, data)))
    throw new Error(
      `rows after ${(rows[0]?.seq ?? 0) - 1} of document ${documentId} do not come back as they were packed`,
    )
  const fromSeq = rows[0]?.seq ?? 0
  const toSeq = fromSeq + rows.length - 1
  const bytesBefore = rows.reduce((sum, { stored }) => sum + stored, 0)
  const moved = await inTransaction(pool, async (client) => {
    const values = [
      documentId,
      fromSeq,
      toSeq,
      rows.reduce((sum, { update }) => sum + update.length, 0),
      bytesBefore,
      [...new Set(rows.map(({ batchId }) => batchId.replaceAll('-', '').slice(0, 16)))],
      rows.flatMap(({ update }) => hashesIn(update)),
      JSON.stringify(daysOf(rows)),
      data,
    ]
    // First of all: whoever comes second has written nothing.
    if ((await client.query(insertSql, values)).rowCount !== 1) return false
    if (fault('SEG-5')) await client.query('commit and chain')
    await removeRows(client, documentId, rows)
    return true
  })
  return moved ? { fromSeq, toSeq, bytesBefore, bytesAfter: data.length } : null
}

/** Exactly the rows that were packed, or none: whatever else stands there now, the transaction is undone. */
async function removeRows(client: pg.PoolClient, documentId: number, rows: readonly TableRow[]): Promise<void> {
  const { rows: removed } = await client.query<{ seq: number; leaf: Buffer }>(
    'delete from journal where document_id = $1 and seq between $2 and $3 returning seq, leaf',
    [documentId, rows[0]?.seq ?? 0, rows.at(-1)?.seq ?? 0],
  )
  const leafOf = new Map(removed.map(({ seq, leaf }) => [seq, leaf]))
  if (removed.length === rows.length && rows.every(({ seq, leaf }) => leafOf.get(seq)?.equals(leaf))) return
  throw new Error(`the rows of document ${documentId} are not those that were packed`)
}

const hashDigits = 64

/** Runs of at least 64 hex digits, as `files/sweep.ts` looks for them. */
function hashesIn(update: Buffer): string[] {
  if (update.length < hashDigits) return []
  return update.toString('latin1').match(/[0-9a-f]{64,}/g) ?? []
}

function daysOf(rows: readonly TableRow[]): (readonly [day: string, rows: number, bytes: number])[] {
  return [...Map.groupBy(rows, ({ day }) => day)].map(([day, own]) => [
    day,
    own.length,
    own.reduce((sum, { update }) => sum + update.length, 0),
  ])
}
