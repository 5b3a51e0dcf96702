import { segmentWith } from '../journal/segment-reader.ts'
import type { Database } from '../types.ts'
import type { HistoryProgress, HistoryReader, JournalNumbers } from './reader-types.ts'
import { verifyRows } from './verify.ts'

type Numbers = Pick<HistoryReader, 'moments' | 'progress' | 'span' | 'numbers' | 'rowTime' | 'verify'>

const millis = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`
/** As far back as growth is told day by day. */
const maxDays = 400

/** A document over which workers end is as stuck as one whose rows are refused. */
const progressSql = `
select coalesce(c.seq, 0)::int8 as seq, coalesce(c.facts, 0)::int8 as facts, greatest(coalesce(c.failures, 0), a.attempts) as failures,
  coalesce(case when a.attempts > 0 then 'the worker ended while it read these rows' end, c.error) as error
from (select $1::bigint as id) d left join history_cursor c on c.document_id = d.id
left join worker_attempt a on a.document_id = d.id and a.retry_at > now()`

const totalsSql = `
select h.seq as rows, h.bytes, (select count(*) from document_client c where c.document_id = h.document_id) as clients,
  (select ${millis('j.received_at')} from journal j where j.document_id = h.document_id
    and j.seq = coalesce((select seq from history_cursor where document_id = h.document_id), 0) + 1) as "oldestDueMs"
from document_head h where h.document_id = $1`

/** Counted by the date and only then written as text: half the time of a text for each row. */
const daysSql = `
select day, sum(rows)::int8 as rows, sum(bytes)::int8 as bytes from (
  select to_char(date, 'YYYY-MM-DD') as day, rows, bytes from (
    select (received_at at time zone 'UTC')::date as date, count(*) as rows, sum(octet_length(update)) as bytes
    from journal where document_id = $1 group by 1) counted
  union all select d ->> 0, (d ->> 1)::int8, (d ->> 2)::int8
  from journal_segment s cross join lateral jsonb_array_elements(s.days) d where s.document_id = $1
) days group by 1 order by 1 desc limit ${maxDays}`

const segmentsSql = `
select count(*) as segments, coalesce(sum(to_seq - from_seq + 1), 0)::int8 as rows,
  coalesce(sum(stored_bytes), 0)::int8 as "bytesBefore", coalesce(sum(octet_length(data)), 0)::int8 as "bytesAfter"
from journal_segment where document_id = $1`

/** What the inspector says about one document. */
export function createNumbers(database: Database): Numbers {
  const { pool } = database
  const many = async <T extends object>(text: string, values: unknown[]): Promise<T[]> =>
    (await pool.query<T>(text, values)).rows
  return {
    moments: (documentId) =>
      many<{ seq: number; atMs: number }>(
        `select seq, ${millis('at')} as "atMs" from history_moment where document_id = $1 order by seq`,
        [documentId],
      ),
    progress: async (documentId) => {
      const [row] = await many<HistoryProgress>(progressSql, [documentId])
      return row ?? { seq: 0, facts: 0, failures: 0, error: null }
    },
    span: async (documentId) => {
      const [row] = await many<{ fromMs: number | null; toMs: number | null }>(
        `select ${millis('min(received_at)')} as "fromMs", ${millis('max(received_at)')} as "toMs" from fact where document_id = $1`,
        [documentId],
      )
      return row && row.fromMs !== null && row.toMs !== null ? { fromMs: row.fromMs, toMs: row.toMs } : null
    },
    numbers: async (documentId) => {
      const [totals] = await many<Omit<JournalNumbers, 'bytesPerDay' | 'segments'>>(totalsSql, [documentId])
      const bytesPerDay = await many<JournalNumbers['bytesPerDay'][number]>(daysSql, [documentId])
      const [segments] = await many<JournalNumbers['segments']>(segmentsSql, [documentId])
      return {
        ...(totals ?? { rows: 0, bytes: 0, clients: 0, oldestDueMs: null }),
        segments: segments ?? { segments: 0, rows: 0, bytesBefore: 0, bytesAfter: 0 },
        bytesPerDay: bytesPerDay.reverse(),
      }
    },
    rowTime: async (documentId, seq) => {
      const [row] = await many<{ atMs: number }>(
        `select ${millis('received_at')} as "atMs" from journal where document_id = $1 and seq = $2`,
        [documentId, seq],
      )
      if (row) return row.atMs
      const segment = await segmentWith(pool, documentId, seq)
      return segment?.rows[seq - segment.fromSeq]?.receivedAtMs ?? null
    },
    verify: (documentId, anchor) => verifyRows(database, documentId, anchor),
  }
}
