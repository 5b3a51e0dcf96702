import { randomBytes } from 'node:crypto'
import { fault } from '@mutirao/documents'
import type { JsonValue } from '@mutirao/documents'
import { type Entry, type Outcome, type Outcomes } from './entry.ts'
import { leafBytes, leafOf, saltBytes } from './leaf.ts'

/** The channel of the tail. Payload: `<node id> <epoch> <document id>:<head>,…`. */
export const channel = 'mutirao_journal'

/** 36 bytes at most each, so that a payload stays below Postgres's 8 000. */
const headsPerNotice = 200

/**
 * One batch in one statement, hence one transaction and one round trip: heads locked in id order (no deadlocks between
 * processes) and bumped, rows and client ids inserted, listeners told. Updates travel as one blob with offsets, because
 * an array of bytea would be hex in both directions.
 *
 * `wait`: blocks on a held head up to lock_timeout; `skip`: leaves the documents of held heads out.
 */
function batchSql(onHeld: 'wait' | 'skip'): string {
  const step = fault('JRN-2') ? 'w.rows + (h.seq > 100)::int' : 'w.rows'
  return `
with input as materialized (
  select * from unnest($2::bigint[], $3::text[], $4::text[], $5::float8[], $6::int[], $7::int[], $8::text[])
    with ordinality as i(document_id, actor_id, origin, received_at, start, size, note, n)
), wanted as materialized (
  select document_id, count(*) as rows, sum(size) as bytes from input group by document_id
), held as materialized (
  select h.document_id from document_head h where h.document_id = any($2::bigint[])
  order by h.document_id for update ${onHeld === 'skip' ? 'skip locked' : ''}
), bumped as (
  update document_head h
  set seq = h.seq + ${step}, bytes = h.bytes + w.bytes, changed_at = now(), changed_xid = pg_current_xact_id()
  from held join wanted w on w.document_id = held.document_id
  where h.document_id = held.document_id
  returning h.document_id, h.epoch, h.seq - w.rows as base, h.seq as head
), written as (
  insert into journal (document_id, seq, epoch, batch_id, actor_id, origin, received_at, update, salt, leaf, note)
  select i.document_id, b.base + row_number() over (partition by i.document_id order by i.n ${fault('JRN-3') ? 'desc' : ''}), b.epoch, $1::uuid,
    i.actor_id, i.origin, to_timestamp(i.received_at / 1000), substring($9::bytea from i.start + 1 for i.size),
    substring($10::bytea from (i.n::int - 1) * ${saltBytes} + 1 for ${saltBytes}),
    substring($11::bytea from (i.n::int - 1) * ${leafBytes} + 1 for ${leafBytes}), i.note::jsonb
  from input i join bumped b on b.document_id = i.document_id
), claimed as (
  insert into document_client (document_id, client_id, actor_id)
  select c.document_id, c.client_id, c.actor_id
  from unnest($12::bigint[], $13::bigint[], $14::text[]) as c(document_id, client_id, actor_id)
  join bumped b on b.document_id = c.document_id
  on conflict ${fault('JRN-14') ? '(document_id, client_id) do update set actor_id = excluded.actor_id' : 'do nothing'}
), notices as (
  select epoch, string_agg(document_id || ':' || head, ',') as heads
  from (select *, (row_number() over ()) / ${fault('JRN-20') ? 1_000_000 : headsPerNotice} as part from bumped) as numbered group by epoch, part
), told as materialized (
  select pg_notify('${channel}', $15 || ' ' || epoch || ' ' || heads) as done from notices
)
select w.document_id, b.epoch, b.base, (select count(told) from told) as told
from wanted w left join bumped b on b.document_id = w.document_id
where b.base is not null or exists (select from document_head h where h.document_id = w.document_id)`
}

export const outcomeRows = (
  rows: readonly { document_id: number; epoch: string | null; base: number | null }[],
): Outcomes =>
  new Map(rows.map((row): [number, Outcome] => [row.document_id, { epoch: row.epoch ?? '', base: row.base }]))

export interface Statement {
  readonly name: string
  readonly text: string
  readonly values: unknown[]
}

/** A client id somebody's entry brings that this process has not written yet. */
export interface ClientClaim {
  readonly documentId: number
  readonly clientId: number
  readonly actorId: string
}

export function batchStatement(
  nodeId: string,
  batchId: string,
  entries: readonly Entry[],
  claims: readonly ClientClaim[],
  onHeld: 'wait' | 'skip',
): Statement {
  const salts = randomBytes(saltBytes * entries.length)
  const leaves: Buffer[] = []
  const starts: number[] = []
  let length = 0
  for (const [i, { append, receivedAtMs }] of entries.entries()) {
    starts.push(length)
    length += append.update.length
    const salt = salts.subarray(i * saltBytes, (i + 1) * saltBytes)
    leaves.push(leafOf({ salt, actorId: append.actorId, origin: append.origin, receivedAtMs, update: append.update }))
  }
  return {
    name: `mutirao-journal-${onHeld}`,
    text: batchSql(onHeld),
    values: [
      batchId,
      entries.map(({ append }) => append.documentId),
      entries.map(({ append }) => append.actorId),
      entries.map(({ append }) => append.origin),
      entries.map(({ receivedAtMs }) => receivedAtMs),
      starts,
      entries.map(({ append }) => append.update.length),
      entries.map(({ append }) => (append.note === undefined ? null : storableJson(append.note))),
      Buffer.concat(
        entries.map(({ append }) => append.update),
        length,
      ),
      salts,
      Buffer.concat(leaves),
      claims.map((claim) => claim.documentId),
      claims.map((claim) => claim.clientId),
      claims.map((claim) => claim.actorId),
      nodeId,
    ],
  }
}

/**
 * `jsonb` takes neither U+0000 nor half of a surrogate pair, which a value somebody wrote may hold: U+FFFD stands for them in
 * notes. The update itself keeps its bytes; notes only point into it.
 */
function storableJson(note: JsonValue): string {
  const text = JSON.stringify(note)
  if (!text.includes('\\u') || fault('ATK-6')) return text
  // Escapes are matched whole, so that an escaped backslash before a `u0000` stays what it is.
  return text.replace(/\\(?:u0000|ud[89a-f][0-9a-f]{2}|.)/g, (escape) => (escape.length > 2 ? '\ufffd' : escape))
}

/**
 * Which documents of a batch are committed, and where. Scans each document's rows after the last seq this process knows of
 * (the batch can only lie behind it), so that no index over batch ids is needed.
 */
export const findBatchSql = `
select j.document_id, min(j.epoch) as epoch, min(j.seq) - 1 as base
from unnest($2::bigint[], $3::bigint[]) as w(document_id, after)
join journal j on j.document_id = w.document_id and j.seq > w.after and j.batch_id = $1
group by j.document_id`
