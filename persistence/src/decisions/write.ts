import { fault } from '@mutirao/documents'
import type { JsonObject, Made } from '@mutirao/documents'
import type pg from 'pg'
import type { JsonValue } from '../types.ts'
import { newsFor, peopleChannel } from '../history/news.ts'
import { textJson } from './sql.ts'
import type { DecisionResult, DecisionWish, NewDecisionIntent } from './types.ts'

export interface Writing {
  readonly wish: DecisionWish
  readonly intent: NewDecisionIntent | null
  /** The world as it was. */
  readonly before: JsonObject
  readonly nowMs: number
  readonly result: DecisionResult
}

/** Everything one step changes, in the transaction that has the lock of the workspace. */
export async function writeDecisions(client: pg.PoolClient, writing: Writing): Promise<void> {
  const { wish, intent, before, result } = writing
  const { settled, restMs } = result
  if (settled) {
    await insertDecisions(client, writing, settled.made)
    await putSubject(client, wish, settled, writing.nowMs)
    if (settled.world !== before) await putWorld(client, wish, settled.world)
    if (settled.world !== before || wish.subject === '') await putWorldDue(client, writing, settled.worldDueMs)
    await insertNotices(client, wish, result.notices)
  }
  if (!intent) return
  if (restMs === null)
    await client.query('delete from decision_intent where document_id = $1 and id = $2', [
      wish.list.documentId,
      intent.id,
    ])
  else
    await client.query(
      `update decision_intent set wait_until = clock_timestamp() + $3 * interval '1 millisecond' where document_id = $1 and id = $2`,
      [wish.list.documentId, intent.id, restMs],
    )
}

/**
 * What the documents said, unless it is what the last decision that kept it says: whoever asks a thousand times about the
 * same does not fill the disk. Readers look for it (audit.ts).
 */
const contentOnce = `case when $15::json::text is distinct from (
  select content::text from decision where document_id = $1 and subject = $4 and content is not null
  order by place desc limit 1) then $15::json end`

const decisionSql = `
insert into decision (document_id, place, id, workspace_id, subject, type, decided_by, on_behalf_of, accepted, reason, version,
  seq, intent, received_at, decided_at, content, state, cleared)
select $1, coalesce((select max(place) from decision where document_id = $1), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
  $11, $12, to_timestamp($13::float8 / 1000), to_timestamp($14::float8 / 1000), ${fault('DEC-18') ? '$15::json' : contentOnce}, $16, $11::bigint is null`

async function insertDecisions(
  client: pg.PoolClient,
  { wish, intent, nowMs, result }: Writing,
  made: readonly Made[],
): Promise<void> {
  const { list, subject } = wish
  for (const one of made) {
    const asked: NewDecisionIntent | null = one.id === intent?.id ? intent : null
    await client.query(decisionSql, [
      list.documentId,
      one.id,
      list.workspaceId,
      subject,
      one.type.replaceAll('\0', '').toWellFormed().slice(0, 100),
      one.by,
      one.onBehalfOf,
      one.accepted,
      one.reason,
      one.version,
      asked?.seq ?? null,
      textJson(asked?.body),
      asked?.receivedAtMs ?? null,
      nowMs,
      textJson(result.content),
      textJson(one.state),
    ])
  }
}

const noticesSql = `
insert into notification (workspace_id, user_id, id, event, document_id, subject, args, together)
select $1, n.to_user, $2::bigint::text || ':' || n.decision || '.' || n.event, n.event, $2::bigint, $3, n.args, n.together
from unnest($4::text[], $5::text[], $6::text[], $7::json[], $8::text[]) as n(to_user, decision, event, args, together)
on conflict (user_id, id) do nothing`

/** Told with the decision or not at all; whoever has their document open hears of it when this is committed. */
async function insertNotices(
  client: pg.PoolClient,
  { list, subject }: DecisionWish,
  notices: DecisionResult['notices'],
): Promise<void> {
  if (notices.length === 0) return
  await client.query(noticesSql, [
    list.workspaceId,
    list.documentId,
    subject,
    notices.map(({ to }) => to),
    notices.map(({ decision }) => decision),
    notices.map(({ event }) => event),
    notices.map(({ args }) => textJson(args)),
    notices.map(({ group }) => group ?? ''),
  ])
  const people = [...new Set(notices.map(({ to }) => to))]
  await client.query('select pg_notify($1, $2)', [peopleChannel, newsFor(list.workspaceId, people)])
}

const subjectSql = `
insert into decision_subject (document_id, subject, version, state, view, watched, dirty, due_at)
values ($1, $2, $3, $4, $5, $6, false, to_timestamp($7::float8 / 1000))
on conflict (document_id, subject) do update
set version = excluded.version, state = excluded.state, view = excluded.view, watched = excluded.watched, dirty = false,
  due_at = excluded.due_at, edited_by = '{}'`

async function putSubject(
  client: pg.PoolClient,
  { list, subject }: DecisionWish,
  { state, version, standing }: NonNullable<DecisionResult['settled']>,
  nowMs: number,
): Promise<void> {
  if (!state || !standing) return
  await client.query(subjectSql, [
    list.documentId,
    subject,
    version,
    textJson(state),
    textJson({ ...standing.view, version } satisfies JsonValue),
    standing.isWatched,
    // What is due now has just been looked at.
    standing.dueMs !== null && standing.dueMs > nowMs ? standing.dueMs : null,
  ])
}

/** What all decisions go by has changed: everything that waits for one is looked at again. */
async function putWorld(client: pg.PoolClient, { list }: DecisionWish, world: JsonObject): Promise<void> {
  await client.query('update decision_world set state = $2 where workspace_id = $1', [
    list.workspaceId,
    textJson(world),
  ])
  await client.query(
    `update decision_subject set dirty = true
     where watched and document_id in (select id from document where workspace_id = $1 and kind = 'requests')`,
    [list.workspaceId],
  )
}

/** What is due now has just been looked at. */
const putWorldDue = async (client: pg.PoolClient, { wish, nowMs }: Writing, dueMs: number | null): Promise<void> => {
  await client.query('update decision_world set due_at = to_timestamp($2::float8 / 1000) where workspace_id = $1', [
    wish.list.workspaceId,
    dueMs !== null && dueMs > nowMs ? dueMs : null,
  ])
}
