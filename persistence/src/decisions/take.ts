import { fault } from '@mutirao/documents'
import type pg from 'pg'
import { textJson } from './sql.ts'
import type { TakenRows } from './types.ts'

const cursorSql = `
insert into decision_cursor as c (document_id, seq) values ($1, $3)
on conflict (document_id) do update set seq = excluded.seq where c.seq = $2`

/** What was decided is not asked again, whoever sends it once more; but it is cleared away again. */
const intentsSql = `
with brought as (
  select * from unnest($2::text[], $3::bigint[], $4::int[], $5::text[], $6::text[], $7::json[], $8::float8[])
    as i(id, seq, place, actor, subject, body, at)
), again as (
  update decision set cleared = false from brought b where decision.document_id = $1 and decision.id = b.id
)
insert into decision_intent (document_id, id, seq, place, actor_id, subject, body, received_at)
select $1, b.id, b.seq, b.place, b.actor, b.subject, b.body, to_timestamp(b.at / 1000) from brought b
where ${fault('DEC-2') ? 'true' : 'not exists (select from decision d where d.document_id = $1 and d.id = b.id)'}
on conflict (document_id, id) do nothing`

/**
 * Whoever decides has read how far rows are taken in, and marks its subject as looked at when it is done: rows taken in
 * between would be forgotten. Takers hold up only decisions, not each other. (Before a workspace's first decision nothing is
 * watched that could be forgotten.)
 */
const betweenDecisionsSql = `
select from decision_world w join document d on d.workspace_id = w.workspace_id where d.id = $1 for share of w`

const touchSql = `
with woken as (
  update decision_intent set wait_until = null where document_id = $1 and ($2::text[] is null or subject = any($2))
)
update decision_subject set dirty = true where document_id = $1 and watched and ($2::text[] is null or subject = any($2))`

const editorsSql = `
update decision_subject s set edited_by = array(select distinct unnest(s.edited_by || e.people) order by 1)
from (select subject, array_agg(person) as people from unnest($2::text[], $3::text[]) as w(subject, person) group by subject) e
where s.document_id = $1 and s.subject = e.subject and s.watched`

/** @returns false, and nothing is written, when the cursor stood elsewhere */
export async function take(client: pg.PoolClient, rows: TakenRows): Promise<boolean> {
  const { documentId, fromSeq, toSeq, listId, intents, touched, editors } = rows
  if (!fault('DEC-13')) await client.query(betweenDecisionsSql, [listId])
  const advanced = await client.query(
    fault('DEC-3') ? cursorSql.replace('where c.seq = $2', 'where $2 >= 0') : cursorSql,
    [documentId, fromSeq, toSeq],
  )
  if (advanced.rowCount !== 1) return false
  if (intents.length > 0) {
    await client.query(intentsSql, [
      listId,
      intents.map(({ id }) => id),
      intents.map(({ seq }) => seq),
      intents.map(({ place }) => place),
      intents.map(({ actorId }) => actorId),
      intents.map(({ subject }) => subject),
      intents.map(({ body }) => textJson(body)),
      intents.map(({ receivedAtMs }) => receivedAtMs),
    ])
  }
  if (touched === 'all' || touched.length > 0)
    await client.query(touchSql, [listId, touched === 'all' ? null : touched])
  const pairs = [...editors].flatMap(([subject, people]) => [...people].map((person) => [subject, person] as const))
  if (pairs.length > 0)
    await client.query(editorsSql, [listId, pairs.map(([subject]) => subject), pairs.map(([, person]) => person)])
  return true
}
