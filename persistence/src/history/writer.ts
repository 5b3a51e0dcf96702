import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import { fault } from '@mutirao/documents'
import type pg from 'pg'
import { inTransaction } from '../in-transaction.ts'
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
  coalesce(c.since_moment, 0)::int8 as "sinceMoment", c.chain,
  exists (select from conflict o where o.document_id = d.id and o.resolved_seq is null) as "hasOpen",
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

/**
 * Advances the cursor and writes the facts, if it still stood where the step began. `quiet` is asked by what advances, so that the
 * commit does not wait for the disk, as only what is derived from the journal may: should the machine fail within the second,
 * cursor and facts are lost together, and are derived again. Every such wait would stand in the way of the journal's own, which
 * somebody's "saved" waits for.
 */
const stepSql = (waits: 'on' | 'off'): string => `
with quiet as materialized (select set_config('synchronous_commit', '${waits}', true)),
advanced as (
  insert into history_cursor as c (document_id, seq, facts, since_moment, chain) select $1, $3, $4, $5, $6 from quiet
  on conflict (document_id) do update
  set seq = excluded.seq, facts = c.facts + excluded.facts, since_moment = excluded.since_moment, chain = excluded.chain,
    failures = 0, retry_at = null, error = null, derived_at = now()
  where c.seq = $2
  returning document_id, seq
),
written as (
  insert into fact (document_id, ${factColumns.map(({ name }) => name).join(', ')})
  select advanced.document_id, ${factColumns.map(({ read, name }) => read ?? `i."${name}"`).join(', ')}
  from unnest(${factColumns.map(({ type }, i) => `$${i + 7}::${type}[]`).join(', ')}) as i(${factColumns.map(({ name }) => `"${name}"`).join(', ')}), advanced
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

type BehindRow = Omit<BehindDocument, 'cursor'> & Omit<HistoryCursor, 'chain'> & { readonly chain: Uint8Array | null }

const behindOf = ({ seq, sinceMoment, chain, ...document }: BehindRow): BehindDocument => ({
  ...document,
  cursor: { seq, sinceMoment, chain: chain ?? emptyChain() },
})

/** The worker's side of the history tables. */
export function createHistoryWriter({ pool }: Database): HistoryWriter {
  const many = async <T extends object>(text: string, values: unknown[]): Promise<T[]> =>
    (await pool.query<T>(text, values)).rows
  return {
    behind: async () => (await many<BehindRow>(behindSql(''), [kindsWithoutHistory])).map(behindOf),
    behindOf: async (ids) =>
      (
        await pool.query<BehindRow>({
          name: 'mutirao-history-behind',
          text: behindSql('and h.document_id = any($2::bigint[])'),
          values: [kindsWithoutHistory, ids],
        })
      ).rows.map(behindOf),
    cursor: async (documentId) => {
      const [row] = await many<HistoryCursor>(
        'select seq, since_moment as "sinceMoment", chain from history_cursor where document_id = $1',
        [documentId],
      )
      return row ?? { seq: 0, sinceMoment: 0, chain: emptyChain() }
    },
    rows: async (documentId, afterSeq, maxRows, maxBytes) => {
      const { rows } = await pool.query<LeafRow>({
        name: 'mutirao-history-rows',
        text: rowsSql,
        values: [documentId, afterSeq, maxRows, maxBytes],
      })
      return withSegments<LeafRow>(pool, documentId, afterSeq, { maxRows, maxBytes }, rows, (row) => row)
    },
    writerOf: async (documentId, path, beforeSeq) => {
      const { entry, field } = lookupOf(path)
      const root = textOf(path[0] ?? '')
      return (await many<PathWriter>(writerSql, [documentId, entry, field, root, beforeSeq]))[0] ?? null
    },
    openConflicts: (documentId) => many<OpenConflict>(openSql, [documentId]),
    commit: (step) => (isPlain(step) ? advance(pool, step) : inTransaction(pool, (client) => write(client, step))),
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

/** Nothing but facts: most steps. One statement is then the whole transaction, a quarter of the ways to the database. */
const isPlain = ({ facts, resolved, links, moments, mentions }: HistoryStep): boolean =>
  resolved.length + links.length + moments.length + mentions.length === 0 && !facts.some(({ conflict }) => conflict)

/** @returns false, and nothing written, when the cursor stood elsewhere */
async function advance(client: Pick<pg.ClientBase, 'query'>, step: HistoryStep): Promise<boolean> {
  const { documentId, fromSeq, toSeq, facts, sinceMoment, chain } = step
  const waits = fault('HIS-33') ? 'on' : 'off'
  const advanced = await client.query({
    name: `mutirao-history-step-${waits}`,
    text: stepSql(waits),
    values: [documentId, fromSeq, toSeq, facts.length, sinceMoment, chain, ...factValues(facts)],
  })
  return advanced.rowCount === 1
}

async function write(client: pg.PoolClient, step: HistoryStep): Promise<boolean> {
  const { documentId } = step
  // First of all: whoever loses this race has written nothing.
  if (!(await advance(client, step))) return false
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
