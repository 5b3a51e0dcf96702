import { type Cursor, fault } from '@mutirao/documents'
import type { Database, JournalReadOptions, JournalRow, WorkspaceHeads } from '../types.ts'
import { batchRangeOf } from './node-id.ts'
import { withSegments } from './segment-reader.ts'

const defaultMaxRows = 500
const defaultMaxBytes = 4 * 1024 * 1024
const noBytes = new Uint8Array()

const rowsSql = `
select document_id as "documentId", current_epoch as epoch, seq, batch_id as "batchId", actor_id as "actorId", origin,
  received_at_ms as "receivedAtMs", note, own, case when own then ''::bytea else update end as update
from (
  select j.*, h.epoch as current_epoch, (extract(epoch from j.received_at) * 1000)::float8 as received_at_ms,
    j.batch_id between $5::uuid and $6::uuid as own,
    coalesce(sum(octet_length(j.update)) over (order by j.seq rows between unbounded preceding and 1 preceding), 0) as before
  from (select * from journal where document_id = $1 and seq > $2 order by seq limit $3) j
  join document_head h on h.document_id = j.document_id
) r
where r.before < $4
order by seq`

export async function readRows(
  database: Database,
  documentId: number,
  afterSeq: number,
  options: JournalReadOptions = {},
): Promise<JournalRow[]> {
  const [lowest, highest] = batchRangeOf(fault('JRN-25') ? undefined : options.skipNode)
  const maxRows = fault('JRN-16') ? 1_000_000 : (options.maxRows ?? defaultMaxRows)
  const maxBytes = options.maxBytes ?? defaultMaxBytes
  const { rows } = await database.pool.query<JournalRow>({
    name: 'mutirao-journal-read',
    text: rowsSql,
    values: [documentId, afterSeq, maxRows, maxBytes, lowest, highest],
  })
  const bounds = { maxRows, maxBytes }
  return withSegments(database.pool, documentId, afterSeq, bounds, rows, (row, epoch): JournalRow => {
    const { seq, batchId, actorId, origin, receivedAtMs, note } = row
    const own = batchId >= lowest && batchId <= highest
    return {
      documentId,
      epoch,
      seq,
      batchId,
      actorId,
      origin,
      receivedAtMs,
      note,
      own,
      update: own ? noBytes : row.update,
    }
  })
}

export async function readHeads(database: Database, documentIds: readonly number[]): Promise<Map<number, Cursor>> {
  const { rows } = await database.pool.query<{ document_id: number } & Cursor>({
    name: 'mutirao-journal-heads',
    text: 'select document_id, epoch, seq from document_head where document_id = any($1::bigint[])',
    values: [documentIds],
  })
  return new Map(rows.map(({ document_id, epoch, seq }) => [document_id, { epoch, seq }]))
}

export async function readClientOwners(
  database: Database,
  documentId: number,
  clientIds: readonly number[],
): Promise<Map<number, string>> {
  if (clientIds.length === 0) return new Map()
  const { rows } = await database.pool.query<{ client_id: number; actor_id: string }>({
    name: 'mutirao-journal-clients',
    text: 'select client_id, actor_id from document_client where document_id = $1 and client_id = any($2::bigint[])',
    values: [documentId, clientIds],
  })
  return new Map(rows.map((row) => [row.client_id, row.actor_id]))
}

// ---------------------------------------------------------------------------------------------- heads of a workspace

/**
 * `after` = `<epoch>.<xid>`. Commits become visible out of order, so neither a time nor a counter can say "I have seen all
 * before this". A transaction number can: all transactions below the snapshot's xmin have ended, so whatever they changed
 * is in the answer, and everything that ends later has a number at or above it. What lies between xmin and now may come twice.
 * A number from the future is from another cluster (the database was moved without backup and restore): everything again.
 */
const workspaceHeadsSql = `
with place as materialized (
  select epoch, pg_snapshot_xmin(pg_current_snapshot()) as xmin from epoch
), since as materialized (
  select case when $2 = place.epoch and $3::text::xid8 <= xmin then $3::text::xid8 else '0'::xid8 end as xid from place
)
select place.epoch, place.xmin::text as xmin, pg_snapshot_xmax(pg_current_snapshot())::text as xmax, coalesce((
  select json_object_agg(d.name, h.epoch || '-' || h.seq)
  from document d join document_head h on h.document_id = d.id, since
  where d.workspace_id = $1 and h.seq > 0 and h.changed_xid >= since.xid), '{}'::json) as heads
from place`

const afterForm = /^([0-9a-z]{1,16})\.([0-9]{1,19})$/

export async function readWorkspaceHeads(
  database: Database,
  workspaceId: string,
  after: string | null,
): Promise<WorkspaceHeads> {
  const [, epoch = '', xid = '0'] = afterForm.exec(after ?? '') ?? []
  const { rows } = await database.pool.query<{
    epoch: string
    xmin: string
    xmax: string
    heads: Record<string, string>
  }>({
    name: 'mutirao-workspace-heads',
    text: workspaceHeadsSql,
    values: [workspaceId, fault('JRN-28') ? '' : epoch, xid],
  })
  const [row] = rows
  if (!row) throw new Error('the table epoch is empty')
  return { heads: row.heads, after: `${row.epoch}.${fault('JRN-19') ? row.xmax : row.xmin}` }
}
