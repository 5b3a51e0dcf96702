import { fault, mentionEvent } from '@mutirao/documents'
import type { Mention } from '@mutirao/documents'
import type pg from 'pg'
import { textJson } from '../decisions/sql.ts'
import { newsFor, peopleChannel } from './news.ts'

/** What is read again from the first row on tells nobody of what has long been said. */
const maxAgeDays = 30

/** Keyed by comment and person: a history made anew, or a second edit, tells nobody twice. Only people of the workspace hear. */
const tellSql = `
insert into notification (workspace_id, user_id, id, event, document_id, subject, args)
select m.workspace_id, n.to_user, $1::bigint::text || ':' || n.comment || '.' || $2, $2, $1::bigint, n.comment, n.args
from unnest($3::text[], $4::text[], $5::json[], $6::float8[]) as n(to_user, comment, args, at_ms)
join document d on d.id = $1::bigint
join membership m on m.workspace_id = d.workspace_id and m.user_id = n.to_user and m.active
where n.at_ms > extract(epoch from now() - interval '${maxAgeDays} days') * 1000
on conflict (user_id, id) do nothing
returning user_id, workspace_id`

/** In the transaction in which the comment becomes history: told with it or not at all. */
export async function tellMentioned(
  client: pg.PoolClient,
  documentId: number,
  mentions: readonly Mention[],
): Promise<void> {
  if (mentions.length === 0 || fault('NTC-7')) return
  const { rows } = await client.query<{ user_id: string; workspace_id: string }>(tellSql, [
    documentId,
    mentionEvent,
    mentions.map(({ to }) => to),
    mentions.map(({ commentId }) => commentId),
    mentions.map(({ by, text }) => textJson({ by, text })),
    mentions.map(({ receivedAtMs }) => receivedAtMs),
  ])
  const [first] = rows
  if (!first) return
  const people = [...new Set(rows.map((row) => row.user_id))]
  await client.query('select pg_notify($1, $2)', [peopleChannel, newsFor(first.workspace_id, people)])
}
