import { fault, mentionEvent } from '@mutirao/documents'
import type { DocumentName, JsonObject } from '@mutirao/documents'
import { millis } from '../decisions/sql.ts'
import type { Database } from '../types.ts'

/** What one person was told. Times are milliseconds since the epoch. */
export interface NotificationRecord {
  readonly id: string
  readonly workspaceId: string
  readonly userId: string
  readonly event: string
  /** The list it is about. */
  readonly document: DocumentName
  readonly subject: string
  readonly args: JsonObject
  /** What is told in the same group is one notice to its person; '': it stands alone. */
  readonly group: string
  readonly atMs: number
}

/** A notification whose mail is due, with the address of its letter. */
export interface DueMail extends NotificationRecord {
  readonly messageId: string
  /** Attempts so far, this one included. */
  readonly attempts: number
}

export interface Notifications {
  /** Of one person in one workspace, the newest first. */
  of(workspaceId: string, userId: string, limit: number): Promise<NotificationRecord[]>
  /** Nobody has looked yet whether these are wanted by mail; what is older than `maxAgeMs` is not asked for any more. */
  undecided(maxAgeMs: number, limit: number): Promise<NotificationRecord[]>
  /** `atMs` null: not by mail. The first decision stands. */
  decideMail(one: Pick<NotificationRecord, 'userId' | 'id'>, atMs: number | null, messageId: string): Promise<void>
  /**
   * Everything due, taken for so long: whoever dies in the middle lets go. Each row is given to one process; a group is due
   * when the last of it is, and is given as a whole, beyond the limit if need be.
   */
  claimMail(leaseMs: number, limit: number): Promise<DueMail[]>
  sent(userId: string, ids: readonly string[]): Promise<void>
  /** `againAtMs` null: it is given up. */
  failed(userId: string, ids: readonly string[], error: string, againAtMs: number | null): Promise<void>
  /** Milliseconds until a mail is due; null: none waits. */
  nextMailInMs(): Promise<number | null>
}

const columns = `n.id, n.workspace_id as "workspaceId", n.user_id as "userId", n.event, d.name as document, n.subject, n.args,
  n.together as "group", ${millis('n.created_at')} as "atMs"`
/** One of a group speaks for all of it, so that no two processes take parts of it. */
const ofItsGroup =
  'from notification o where o.user_id = n.user_id and o.workspace_id = n.workspace_id and o.together = n.together'
const isToCome = `(o.mail = 'new' or (o.mail = 'queued' and o.mail_at > now()))`
const tables = 'notification n join document d on d.id = n.document_id'

/**
 * The newest of one person, of each event about one thing the last three, of mentions in one document the last fifty: who
 * changes one request all day, or names somebody in every line, pushes nothing else out. Only among the
 * last 1 000: it is asked with every notice.
 */
const newestSql = `
select ${columns} from (
  select *, row_number() over (
    partition by event, document_id, case when event = '${mentionEvent}' then '' else subject end
    order by created_at desc, id desc) as nth
  from (select * from notification where user_id = $1 and workspace_id = $2
    order by created_at desc, id desc limit 1000) recent
) n join document d on d.id = n.document_id
where n.nth <= case when n.event = '${mentionEvent}' then 50 else ${fault('NTC-17') ? 1_000 : 3} end
order by n.created_at desc, n.id desc limit $3`

export function createNotifications({ pool }: Database): Notifications {
  const many = async <T extends object>(text: string, values: unknown[]): Promise<T[]> =>
    (await pool.query<T>(text, values)).rows
  return {
    of: (workspaceId, userId, limit) => many(newestSql, [userId, workspaceId, limit]),
    async undecided(maxAgeMs, limit) {
      await pool.query(
        `update notification set mail = 'off' where mail = 'new' and created_at < now() - $1 * interval '1 millisecond'`,
        [maxAgeMs],
      )
      return many(`select ${columns} from ${tables} where n.mail = 'new' order by n.created_at limit $1`, [limit])
    },
    async decideMail({ userId, id }, atMs, messageId) {
      await pool.query(
        `update notification set mail = case when $3::float8 is null then 'off' else 'queued' end,
           mail_at = to_timestamp($3::float8 / 1000), message_id = $4 where user_id = $1 and id = $2 and mail = 'new'`,
        [userId, id, atMs, messageId],
      )
    },
    claimMail: (leaseMs, limit) =>
      many(
        `with first as (
           select user_id, workspace_id, id, together from notification n where mail = 'queued' and mail_at <= now()
             and (${fault('MAI-12')} or together = '' or (id = (select min(o.id) ${ofItsGroup} and o.mail = 'queued')
               and not exists (select ${ofItsGroup} and ${isToCome})))
           order by mail_at limit $2 for update skip locked
         ), due as (
           select user_id, id from first
           union select n.user_id, n.id from first f join notification n using (user_id, workspace_id, together)
             where together <> '' and n.mail = 'queued'
         ), taken as (
           update notification n set mail_at = now() + $1 * interval '1 millisecond', mail_attempts = n.mail_attempts + 1
           from due where n.user_id = due.user_id and n.id = due.id returning n.*
         )
         select ${columns}, n.message_id as "messageId", n.mail_attempts as attempts
         from taken n join document d on d.id = n.document_id order by n.created_at, n.id`,
        [leaseMs, limit],
      ),
    async sent(userId, ids) {
      await pool.query(
        `update notification set mail = 'sent', mail_error = null where user_id = $1 and id = any($2) and mail = 'queued'`,
        [userId, ids],
      )
    },
    async failed(userId, ids, error, againAtMs) {
      await pool.query(
        `update notification set mail = case when $4::float8 is null then 'failed' else mail end, mail_error = $3,
           mail_at = coalesce(to_timestamp($4::float8 / 1000), mail_at) where user_id = $1 and id = any($2) and mail = 'queued'`,
        [userId, ids, error.slice(0, 500), againAtMs],
      )
    },
    async nextMailInMs() {
      const [row] = await many<{ ms: number | null }>(
        `select ceil(extract(epoch from min(at) - now()) * 1000)::float8 as ms from (
           select case when mail = 'new' then now() when together = '' then mail_at
             else max(mail_at) over (partition by user_id, workspace_id, together) end as at
           from notification where mail in ('new', 'queued')) mails`,
        [],
      )
      return row?.ms ?? null
    },
  }
}
