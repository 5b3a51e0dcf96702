import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants } from 'node:zlib'
import { fault } from '@mutirao/documents'
import { sealOf, sealPlace } from './checkpoint-seal.ts'
import { inTransaction } from './in-transaction.ts'
import type { Checkpoint, Checkpoints, Database, DueDocument, DueOptions } from './types.ts'

/** On zlib's own threads: the event loop does not wait for them. */
const compress = promisify(brotliCompress)
const decompress = promisify(brotliDecompress)
/** Quality 4: 188 KB instead of gzip's 286 KB for a board of 4.7 MB, at about the same time. */
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }

const defaults = { minRows: 500, minBytes: 256 * 1024, leaseMs: 60_000 }

const latestSql = `
select c.epoch, c.seq, k.place, k.data
from checkpoint c
join document_head h on h.document_id = c.document_id and h.epoch = c.epoch
left join checkpoint_chunk k on k.document_id = c.document_id
where c.document_id = $1 order by k.place`

/**
 * Segments lie beyond a checkpoint only after everything derived was dropped; of one that is cut, the share of its rows counts:
 * the sum only decides when the next checkpoint is due.
 */
/** Only in the current epoch, only forwards. The chunks of the older one go first, in the same transaction. */
const writeSql = `
insert into checkpoint (document_id, epoch, seq, journal_bytes)
select h.document_id, h.epoch, $3, h.bytes - coalesce((
  select sum(octet_length(j.update)) from journal j where j.document_id = h.document_id and j.seq > $3), 0) - coalesce((
  select sum(s.update_bytes * (s.to_seq - greatest(s.from_seq - 1, $3)) / (s.to_seq - s.from_seq + 1))::int8
  from journal_segment s where s.document_id = h.document_id and s.to_seq > $3), 0)
from document_head h where h.document_id = $1 and h.epoch = $2 and h.seq >= $3
on conflict (document_id) do update
set epoch = excluded.epoch, seq = excluded.seq, journal_bytes = excluded.journal_bytes, created_at = now()
where checkpoint.epoch <> excluded.epoch or checkpoint.seq < excluded.seq`

/** The claim is one row per document: whoever inserts or takes over the expired row has the work. */
const dueSql = `
with behind as (
  select h.document_id, h.epoch, h.seq, d.name,
    case when c.epoch = h.epoch then c.seq else 0 end as checkpoint_seq,
    case when c.epoch = h.epoch then c.journal_bytes else 0 end as checkpoint_bytes, h.bytes
  from document_head h
  join document d on d.id = h.document_id
  left join checkpoint c on c.document_id = h.document_id
), due as (
  select behind.* from behind
  left join checkpoint_claim m on m.document_id = behind.document_id
  where (seq - checkpoint_seq >= $2 or bytes - checkpoint_bytes >= $3)
    and (m.claimed_until is null or m.claimed_until < now() or $5)
  order by bytes - checkpoint_bytes desc limit $1
), claimed as (
  insert into checkpoint_claim as m (document_id, claimed_until)
  select document_id, now() + $4 * interval '1 millisecond' from due order by document_id
  on conflict (document_id) do update set claimed_until = excluded.claimed_until
  where m.claimed_until < now() or $5
  returning document_id
)
select due.document_id as "documentId", due.name, due.epoch, due.seq, due.checkpoint_seq as "checkpointSeq"
from due join claimed using (document_id) order by due.bytes - due.checkpoint_bytes desc`

interface StoredRow {
  readonly epoch: string
  readonly seq: number
  readonly place: number | null
  readonly data: Buffer | null
}

/**
 * Derived data: losing all of it costs time, never an edit.
 * @param onDamaged hears of a checkpoint that is not what was written; it is taken away, and counts as none
 */
export function createCheckpoints(
  database: Database,
  onDamaged: (documentId: number, seq: number) => void = () => undefined,
): Checkpoints {
  const release = async (documentId: number): Promise<void> => {
    await database.pool.query('delete from checkpoint_claim where document_id = $1', [documentId])
  }
  return {
    latest: async (documentId) => {
      const { rows } = await database.pool.query<StoredRow>(latestSql, [documentId])
      const [first] = rows
      if (!first) return null
      const { epoch, seq } = first
      const packed = rows.flatMap(({ place, data }) => (data && place !== sealPlace ? [data] : []))
      const seal = rows.find(({ place }) => place === sealPlace)?.data
      if (!seal?.equals(sealOf(documentId, seq, packed)) && !fault('JRN-36')) {
        // Those of versions before this one have none.
        if (seal) onDamaged(documentId, seq)
        // Unless there is a newer one by now. Without any, the next one is due at once.
        await database.pool.query('delete from checkpoint where document_id = $1 and epoch = $2 and seq = $3', [
          documentId,
          epoch,
          seq,
        ])
        return null
      }
      return { epoch, seq, chunks: await Promise.all(packed.map((data) => decompress(data))) }
    },
    latestSeq: async (documentId) => {
      const { rows } = await database.pool.query<{ seq: number }>(
        `select c.seq from checkpoint c join document_head h on h.document_id = c.document_id and h.epoch = c.epoch
         where c.document_id = $1`,
        [documentId],
      )
      return rows[0]?.seq ?? null
    },
    write: async (documentId, checkpoint) => {
      const written = await writeCheckpoint(database, documentId, checkpoint)
      await release(documentId)
      return written
    },
    due: async (limit, options: DueOptions = {}) => {
      const { minRows, minBytes, leaseMs } = { ...defaults, ...options }
      const { rows } = await database.pool.query<DueDocument>(dueSql, [
        limit,
        minRows,
        fault('JRN-29') ? Number.MAX_SAFE_INTEGER : minBytes,
        leaseMs,
        fault('JRN-22'),
      ])
      return rows
    },
    release,
  }
}

async function writeCheckpoint(database: Database, documentId: number, checkpoint: Checkpoint): Promise<boolean> {
  const packed = await Promise.all(checkpoint.chunks.map((chunk) => compress(chunk, brotliOptions)))
  return inTransaction(database.pool, async (client) => {
    const stands = await client.query(fault('JRN-21') ? writeSql.replace(/where checkpoint.*/, '') : writeSql, [
      documentId,
      checkpoint.epoch,
      checkpoint.seq,
    ])
    if (stands.rowCount !== 1) return false
    await client.query('delete from checkpoint_chunk where document_id = $1', [documentId])
    const seal = sealOf(documentId, checkpoint.seq, packed)
    for (const [place, data] of [[sealPlace, seal] as const, ...packed.entries()]) {
      await client.query('insert into checkpoint_chunk (document_id, place, data) values ($1, $2, $3)', [
        documentId,
        place,
        data,
      ])
    }
    return true
  })
}
