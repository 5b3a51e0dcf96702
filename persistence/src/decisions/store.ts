import { fault, refusedKept, type JsonObject, type Member, type StandingSubject } from '@mutirao/documents'
import type pg from 'pg'
import { inTransaction, readsOneMoment } from '../in-transaction.ts'
import type { Database, JsonValue } from '../types.ts'
import { millis } from './sql.ts'
import type {
  DecisionFacts,
  DecisionList,
  DecisionResult,
  DecisionStore,
  DecisionWish,
  NewDecisionIntent,
  PublishedPage,
  UntakenDocument,
  WaitingIntent,
} from './types.ts'
import { take } from './take.ts'
import { writeDecisions } from './write.ts'

const listColumns = 'd.id as "documentId", d.name, d.workspace_id as "workspaceId"'

const untakenSql = `
select ${listColumns}, d.kind, coalesce(c.seq, 0)::int8 as seq, h.seq as "headSeq"
from document d join document_head h on h.document_id = d.id left join decision_cursor c on c.document_id = d.id
where d.kind = any($1) and h.seq > coalesce(c.seq, 0) and ($2::bigint[] is null or d.id = any($2)) order by h.changed_at`

const workSql = `
select ${listColumns} from document d where d.id in (
  select document_id from decision_intent where wait_until is null or wait_until <= now()
  union select document_id from decision_subject where dirty or due_at <= now()
  union select min(l.id) from document l join decision_world w on w.workspace_id = l.workspace_id
    where l.kind = 'requests' and w.due_at <= now() group by l.workspace_id
  union select document_id from decision where not published
  union select document_id from decision where not cleared) order by d.id`

const dueSql = `
select ceil(extract(epoch from min(at) - now()) * 1000)::float8 as ms from (
  select min(due_at) as at from decision_subject union all select min(due_at) from decision_world union all select min(wait_until) from decision_intent) times`

const intentColumns = `id, seq, place, actor_id as "actorId", subject, body, ${millis('received_at')} as "receivedAtMs"`
const intentsOfSql = `
select id, subject, coalesce(wait_until > now(), false) as "isResting" from decision_intent
where document_id = $1 order by seq, place`

const factsSql = `
select s.state, coalesce(s.version, 0)::int8 as version, coalesce(s.edited_by, '{}') as editors, coalesce(l.seq, 0)::int8 as "listSeq",
  d.id as "detailId", coalesce(c.seq, 0)::int8 as "detailSeq", ${millis('clock_timestamp()')} as "nowMs"
from (select 1) one
left join decision_subject s on s.document_id = $1 and s.subject = $2
left join decision_cursor l on l.document_id = $1
left join document d on d.name = $3 and d.workspace_id = $4
left join decision_cursor c on c.document_id = d.id`

const membersSql = `
select user_id as "userId", role, groups, active from membership where workspace_id = $1 order by user_id`

/** The tables of decisions. Rejects with the driver's error when the database is away; then nothing was written. */
export function createDecisionStore({ pool }: Database): DecisionStore {
  const many = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
    (await pool.query<T>(text, values)).rows

  return {
    untaken: (kinds, documentIds) => many<UntakenDocument>(untakenSql, [kinds, documentIds ?? null]),
    ofKinds: async (documentIds, kinds) => {
      const found = await many<{ id: number }>('select id from document where id = any($1) and kind = any($2)', [
        documentIds,
        kinds,
      ])
      return new Set(found.map(({ id }) => id))
    },
    take: (rows) => inTransaction(pool, (client) => take(client, rows)),
    cursor: async (documentId) =>
      (await many<{ seq: number }>('select seq from decision_cursor where document_id = $1', [documentId]))[0]?.seq ??
      0,
    lists: () => many<DecisionList>(workSql),
    listsWithLedger: (workspaceId) =>
      many<DecisionList>(
        `select ${listColumns} from document d join decision_world w on w.workspace_id = d.workspace_id
         where d.kind = 'requests' and ($1::text is null or d.workspace_id = $1) order by d.id`,
        [workspaceId ?? null],
      ),
    list: async (name) =>
      (await many<DecisionList>(`select ${listColumns} from document d where d.name = $1`, [name]))[0] ?? null,
    subjectsToReview: async (listId) =>
      (
        await many<{ subject: string }>(
          'select subject from decision_subject where document_id = $1 and (dirty or due_at <= now()) order by subject',
          [listId],
        )
      ).map(({ subject }) => subject),
    isWorldDue: async (workspaceId) =>
      (await many('select from decision_world where workspace_id = $1 and due_at <= now()', [workspaceId])).length > 0,
    intents: (listId) => many<WaitingIntent>(intentsOfSql, [listId]),
    nextDueInMs: async () => (await many<{ ms: number | null }>(dueSql))[0]?.ms ?? null,
    decide: (wish, run) => inTransaction(pool, (client) => decide(client, wish, run)),
    page: (list, whole) => page(pool, list, whole),
    markPublished: async (listId, toPlace) => {
      await pool.query(
        'update decision set published = true where document_id = $1 and place <= $2 and not published',
        [listId, toPlace],
      )
    },
    uncleared: async (listId) =>
      (
        await many<{ id: string }>(
          'select id from decision where document_id = $1 and not cleared and published order by place limit 1000',
          [listId],
        )
      ).map(({ id }) => id),
    markCleared: async (listId, ids) => {
      await pool.query(
        'update decision set cleared = true where document_id = $1 and id = any($2) and not cleared and published',
        [listId, ids],
      )
    },
  }
}

interface FactsRow {
  readonly state: JsonObject | null
  readonly version: number
  readonly editors: readonly string[]
  readonly listSeq: number
  readonly detailId: number | null
  readonly detailSeq: number
  readonly nowMs: number
}

async function decide(
  client: pg.PoolClient,
  wish: DecisionWish,
  run: (facts: DecisionFacts) => Promise<DecisionResult>,
): Promise<boolean> {
  const { list, subject, intentId, detailName } = wish
  const world = await lockedWorld(client, list.workspaceId)
  const intent = intentId === null ? null : await intentRow(client, list.documentId, intentId)
  if (intentId !== null && !intent) return false
  const { rows } = await client.query<FactsRow>(factsSql, [list.documentId, subject, detailName, list.workspaceId])
  const members = await client.query<Member>(membersSql, [list.workspaceId])
  const [row] = rows
  if (!row) return false
  const { detailId, detailSeq, ...facts } = row
  const detail = detailId === null ? null : { documentId: detailId, seq: detailSeq }
  const standings = subject === '' ? await standingsOf(client, list.workspaceId) : []
  const result = await run({ ...facts, world, members: members.rows, intent, detail, standings })
  await writeDecisions(client, { wish, intent, before: world, nowMs: row.nowMs, result })
  return true
}

const standingsOf = async (client: pg.PoolClient, workspaceId: string): Promise<readonly StandingSubject[]> =>
  (
    await client.query<StandingSubject>(
      `select d.name as document, s.subject, s.view from decision_subject s join document d on d.id = s.document_id
       where d.workspace_id = $1 and s.watched order by s.document_id, s.subject`,
      [workspaceId],
    )
  ).rows

/** Decisions of a workspace come one after the other: whoever has this row decides. */
async function lockedWorld(client: pg.PoolClient, workspaceId: string): Promise<JsonObject> {
  await client.query(`insert into decision_world (workspace_id, state) values ($1, '{}') on conflict do nothing`, [
    workspaceId,
  ])
  const read = (lock: string): Promise<pg.QueryResult<{ state: JsonObject }>> =>
    client.query(`select state from decision_world where workspace_id = $1 ${lock}`, [workspaceId])
  // Named fault DEC-4: it has the row, but decides upon what stood there before.
  const early = fault('DEC-4') ? await read('') : null
  const locked = await read('for update')
  return (early ?? locked).rows[0]?.state ?? {}
}

async function intentRow(client: pg.PoolClient, listId: number, id: string): Promise<NewDecisionIntent | null> {
  const { rows } = await client.query<NewDecisionIntent>(
    `select ${intentColumns} from decision_intent where document_id = $1 and id = $2 for update`,
    [listId, id],
  )
  return rows[0] ?? null
}

interface OutcomeRow {
  readonly id: string
  readonly type: string
  readonly by: string
  readonly accepted: boolean
  readonly reason: string
  readonly subject: string
  readonly place: number
  readonly atMs: number
}

/** Of what one person asked in vain only the last ones: the others would leave the ledger again at once. */
const outcomesSql = `
select id, type, by, accepted, reason, subject, place, "atMs" from (
  select id, type, decided_by as by, accepted, reason, subject, place, ${millis('decided_at')} as "atMs",
    row_number() over (partition by decided_by, accepted order by place desc) as nth
  from decision where document_id = $1 and (not published or ($2 and decided_at > now() - interval '90 days'))
) told where accepted or nth <= ${refusedKept} order by place`

const viewsSql = `
select subject, view from decision_subject s where document_id = $1 and ($2 or exists (
  select from decision d where d.document_id = $1 and d.subject = s.subject and not d.published))`

/** One picture: a view is never older than the outcomes beside it. */
const page = (pool: pg.Pool, list: DecisionList, whole: boolean): Promise<PublishedPage | null> =>
  inTransaction(pool, (client) => pictureOf(client, list, whole), readsOneMoment)

async function pictureOf(client: pg.PoolClient, list: DecisionList, whole: boolean): Promise<PublishedPage | null> {
  const outcomes = await client.query<OutcomeRow>(outcomesSql, [list.documentId, whole])
  const views = await client.query<{ subject: string; view: JsonValue }>(viewsSql, [list.documentId, whole])
  const world = await client.query<{ state: JsonObject }>('select state from decision_world where workspace_id = $1', [
    list.workspaceId,
  ])
  if (outcomes.rows.length === 0 && !whole) return null
  const subjects = new Map(views.rows.map(({ subject, view }) => [subject, view]))
  return { subjects, outcomes: outcomes.rows, world: world.rows[0]?.state ?? {} }
}
