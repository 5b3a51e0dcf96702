import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import { fault } from '@mutirao/documents'
import type pg from 'pg'
import { inTransaction, notWaiting } from '../in-transaction.ts'
import { withSegments } from '../journal/segment-reader.ts'
import type { Database } from '../types.ts'
import { emptyChain } from './chain.ts'
import { factColumns, factValues } from './fact-rows.ts'
import { lookupOf, textOf } from './lookup.ts'
import { tellMentioned } from './mentions.ts'
import { conflictNews, historyChannel } from './news.ts'
import type {
  BehindDocument,
  HistoryCursor,
  HistoryStep,
  HistoryWriter,
  LeafRow,
  OpenConflict,
  PathWriter,
} from './types.ts'

const compress = promisify(brotliCompress)
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }

/** Kinds nobody looks back on: personal documents are written by the server and for one person. */
export const kindsWithoutHistory: readonly string[] = ['user']

const behindSql = (which: string): string => `
select d.id as "documentId", d.name, d.kind, h.seq as "headSeq", coalesce(c.seq, 0)::int8 as seq,
  greatest(coalesce(c.failures, 0), (select a.attempts from worker_attempt a where a.document_id = d.id and a.retry_at > now())) as failures
from document_head h join document d on d.id = h.document_id left join history_cursor c on c.document_id = h.document_id
where h.seq > coalesce(c.seq, 0) and d.kind <> all($1) ${which} order by h.changed_at`

const rowsSql = `
select seq, actor_id as "actorId", origin, (extract(epoch from received_at) * 1000)::float8 as "receivedAtMs", update, note, leaf
from (
  select j.*, coalesce(sum(octet_length(j.update)) over (order by j.seq rows between unbounded preceding and 1 preceding), 0) as before
  from (select * from journal where document_id = $1 and seq > $2 order by seq limit $3) j
) r where before < $4 order by seq`

const writerSql = `
select actor_id as "actorId", seq, (extract(epoch from coalesce(written_at, received_at)) * 1000)::float8 as "atMs"
from fact where document_id = $1 and entry is not distinct from $2 and (field = $3 or field is null)
  and root = $4 and seq < $5 and not overruled
order by seq desc, place desc limit 1`

const openSql = `
select c.seq, c.place as index, f.path, f.conflict
from conflict c join fact f using (document_id, seq, place)
where c.document_id = $1 and c.resolved_seq is null order by c.seq, c.place`

const advanceSql = `
with advanced as (
  insert into history_cursor as c (document_id, seq, facts, since_moment, chain) values ($1, $3, $4, $5, $6)
  on conflict (document_id) do update
  set seq = excluded.seq, facts = c.facts + excluded.facts, since_moment = excluded.since_moment, chain = excluded.chain,
    failures = 0, retry_at = null, error = null, derived_at = now()
  where c.seq = $2
  returning document_id, seq
)
select pg_notify('${historyChannel}', document_id || ':' || seq) from advanced`

const failSql = `
insert into history_cursor as c (document_id, seq, chain, failures, retry_at, error)
values ($1, 0, $2, 1, now() + $4 * interval '1 millisecond', $3)
on conflict (document_id) do update
set failures = c.failures + 1, retry_at = excluded.retry_at, error = excluded.error`

/** Moments grow apart with age: all of the last hour, then one an hour, a day, a week. The newest of each stays. */
const thinSql = `
delete from history_moment where document_id = $1 and seq in (
  select seq from (
    select seq, row_number() over (partition by case
      when at > now() - interval '1 hour' then seq::text
      when at > now() - interval '1 day' then 'h' || date_trunc('hour', at at time zone 'UTC')
      when at > now() - interval '30 days' then 'd' || date_trunc('day', at at time zone 'UTC')
      else 'w' || date_trunc('week', at at time zone 'UTC') end order by seq desc) as place
    from history_moment where document_id = $1) aged
  where place > 1)`

/** The worker's side of the history tables. */
export function createHistoryWriter({ pool }: Database): HistoryWriter {
  const many = async <T extends object>(text: string, values: unknown[]): Promise<T[]> =>
    (await pool.query<T>(text, values)).rows
  return {
    behind: () => many<BehindDocument>(behindSql(''), [kindsWithoutHistory]),
    behindOf: (ids) =>
      many<BehindDocument>(behindSql('and h.document_id = any($2::bigint[])'), [kindsWithoutHistory, ids]),
    cursor: async (documentId) => {
      const [row] = await many<HistoryCursor>(
        'select seq, since_moment as "sinceMoment", chain, failures from history_cursor where document_id = $1',
        [documentId],
      )
      return row ?? { seq: 0, sinceMoment: 0, chain: emptyChain(), failures: 0 }
    },
    rows: async (documentId, afterSeq, maxRows, maxBytes) => {
      const rows = await many<LeafRow>(rowsSql, [documentId, afterSeq, maxRows, maxBytes])
      return withSegments<LeafRow>(pool, documentId, afterSeq, { maxRows, maxBytes }, rows, (row) => row)
    },
    writerOf: async (documentId, path, beforeSeq) => {
      const { entry, field } = lookupOf(path)
      const root = textOf(path[0] ?? '')
      return (await many<PathWriter>(writerSql, [documentId, entry, field, root, beforeSeq]))[0] ?? null
    },
    openConflicts: (documentId) => many<OpenConflict>(openSql, [documentId]),
    commit: (step) => inTransaction(pool, (client) => write(client, step), fault('HIS-33') ? 'begin' : notWaiting),
    fail: async (documentId, error, retryInMs) => {
      const clean = error.replaceAll('\0', '').toWellFormed().slice(0, 500)
      await pool.query(failSql, [documentId, emptyChain(), clean, retryInMs])
    },
    checkpointLimit: async (documentId) => {
      const [row] = await many<{ seq: number | null }>(
        `select case when d.kind = any($2) or coalesce(c.failures, 0) > 0 then null else coalesce(c.seq, 0) end as seq
         from document d left join history_cursor c on c.document_id = d.id where d.id = $1`,
        [documentId, kindsWithoutHistory],
      )
      return row?.seq ?? Infinity
    },
    drop: async () => {
      await pool.query(
        `truncate fact, ${fault('HIS-8') ? '' : 'conflict, '}history_cursor, chain_link, history_moment, checkpoint, checkpoint_chunk, checkpoint_claim`,
      )
    },
  }
}

async function write(client: pg.PoolClient, step: HistoryStep): Promise<boolean> {
  const { documentId, fromSeq, toSeq, facts, sinceMoment, chain } = step
  // First of all: whoever loses this race has written nothing.
  const values = [documentId, fromSeq, toSeq, facts.length, sinceMoment, chain]
  const advanced = await client.query(advanceSql, values)
  if (advanced.rowCount !== 1) return false
  if (facts.length > 0) await client.query(insertFacts(documentId, facts))
  await writeConflicts(client, step)
  await tellMentioned(client, documentId, step.mentions)
  if (step.links.length > 0)
    await client.query(
      'insert into chain_link (document_id, seq, chain) select $1, * from unnest($2::bigint[], $3::bytea[])',
      [documentId, step.links.map(({ seq }) => seq), step.links.map((link) => link.chain)],
    )
  for (const { seq, atMs, state } of step.moments) {
    const packed = await compress(JSON.stringify(state), brotliOptions)
    await client.query(
      'insert into history_moment (document_id, seq, at, state) values ($1, $2, to_timestamp($3 / 1000.0), $4)',
      [documentId, seq, atMs, packed],
    )
  }
  if (step.moments.length > 0) await client.query(thinSql, [documentId])
  return true
}

const insertFacts = (documentId: number, facts: HistoryStep['facts']): { text: string; values: unknown[] } => ({
  text: `insert into fact (document_id, ${factColumns.map(({ name }) => name).join(', ')})
select $1, ${factColumns.map(({ read, name }) => read ?? `i."${name}"`).join(', ')}
from unnest(${factColumns.map(({ type }, i) => `$${i + 2}::${type}[]`).join(', ')}) as i(${factColumns.map(({ name }) => `"${name}"`).join(', ')})`,
  values: [documentId, ...factValues(facts)],
})

async function writeConflicts(client: pg.PoolClient, step: HistoryStep): Promise<void> {
  const { documentId, facts, resolved } = step
  const found = facts.flatMap(({ seq, index, path, conflict }) =>
    conflict ? [{ seq, place: index, ...lookupOf(path), kept_by: conflict.keptBy, lost_by: conflict.lostBy }] : [],
  )
  if (found.length > 0)
    await client.query(
      `insert into conflict (document_id, seq, place, entry, field, kept_by, lost_by)
       select $1, seq, place, entry, field, kept_by, lost_by from json_to_recordset($2::json)
         as i(seq bigint, place int, entry text, field text, kept_by text, lost_by text)`,
      [documentId, JSON.stringify(found)],
    )
  if (resolved.length > 0)
    await client.query(
      `update conflict c set resolved_seq = i."bySeq", resolved_by = i.by, resolved_at = to_timestamp(i."atMs" / 1000), resolution = i.how
       from json_to_recordset($2::json) as i(seq bigint, index int, "bySeq" bigint, by text, "atMs" float8, how text)
       where c.document_id = $1 and c.seq = i.seq and c.place = i.index and c.resolved_seq is null`,
      [documentId, JSON.stringify(resolved)],
    )
  if (found.length > 0 || resolved.length > 0) await client.query(conflictNews(step))
}
