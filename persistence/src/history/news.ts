import { fault } from '@mutirao/documents'
import type { HistoryStep } from './types.ts'

/** The channel on which processes tell each other of people (docs/PROTOCOL.md is silent about it: it never leaves the server). */
export const peopleChannel = 'mutirao_people'

/** `<document id>:<seq>`: the history of this document has come to this row. Sent by the transaction that brought it there. */
export const historyChannel = 'mutirao_history'

/** More would not fit a notice of 8 000 bytes: then everybody's is looked at. */
const maxPeople = 100
/** In place of user ids: of everybody in the workspace. */
export const everybody = '*'

/** The same news for people known by name. */
export const newsFor = (workspaceId: string, userIds: readonly string[]): string =>
  `${workspaceId}  ${userIds.length > maxPeople ? everybody : userIds.join(',')}`

/**
 * Tells all processes whose open conflicts this step changed: `<workspace>  <user id>,<user id>`. Sent by the transaction that
 * changed them, so that nobody hears of it before it can be read.
 */
export function conflictNews({ documentId, facts, resolved }: HistoryStep): { text: string; values: unknown[] } {
  const found = facts.flatMap(({ conflict }) => (conflict ? [conflict.keptBy, conflict.lostBy] : []))
  const people = [...new Set(found)]
  const isUntold = fault('CFL-2') && found.length === 0
  const places = resolved.map(({ seq, index }) => ({ seq, index }))
  return {
    text: `with people as (
  select id from unnest($2::text[]) as found(id)
  union select unnest(array[c.kept_by, c.lost_by]) from conflict c
    join json_to_recordset($3::json) as r(seq bigint, index int) on c.seq = r.seq and c.place = r.index where c.document_id = $1)
select pg_notify('${peopleChannel}', d.workspace_id || '  ' ||
  (select case when count(*) > ${maxPeople} then '${everybody}' else coalesce(string_agg(id, ','), '${everybody}') end from people))
from document d where d.id = $1`,
    values: [isUntold ? 0 : documentId, people, JSON.stringify(places)],
  }
}
