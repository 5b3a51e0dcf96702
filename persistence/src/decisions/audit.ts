import type { JsonObject } from '@mutirao/documents'
import type { Database } from '../types.ts'
import { millis } from './sql.ts'

/** One decision with everything that is kept about it. Times are milliseconds since the epoch. */
export interface AuditedDecision {
  readonly place: number
  readonly id: string
  readonly type: string
  readonly subject: string
  readonly by: string
  readonly onBehalfOf: string | null
  readonly accepted: boolean
  readonly reason: string
  /** Of the subject, after it. */
  readonly version: number
  /** The journal row that asked for it, and when that was journalled; null: it followed by itself. */
  readonly seq: number | null
  readonly receivedAtMs: number | null
  readonly decidedAtMs: number
  /** As it was written. */
  readonly intent: JsonObject | null
  /** What the documents said at that moment. */
  readonly content: JsonObject | null
  /** What it led to; null: unchanged. */
  readonly state: JsonObject | null
}

export interface DecisionAudit {
  /** Decisions of a list after a place, oldest first; of one subject or one type, when given. */
  decisions(listId: number, asked: AskedDecisions): Promise<AuditedDecision[]>
}

export interface AskedDecisions {
  readonly afterPlace: number
  readonly limit: number
  readonly subject?: string | undefined
  readonly type?: string | undefined
}

/** Kept once while it stays the same: by this decision, or by the last one before that kept any. */
const contentAt = `coalesce(content, (select e.content from decision e where e.document_id = d.document_id
  and e.subject = d.subject and e.place < d.place and e.content is not null order by e.place desc limit 1))`

const auditSql = `
select place, id, type, subject, decided_by as by, on_behalf_of as "onBehalfOf", accepted, reason, version, seq,
  ${millis('received_at')} as "receivedAtMs", ${millis('decided_at')} as "decidedAtMs", intent, ${contentAt} as content, state
from decision d where document_id = $1 and place > $2 and ($4::text is null or subject = $4)
  and ($5::text is null or type = $5) order by place limit $3`

/** Everything that was ever decided, for reading. Rights are the caller's to decide. */
export const createDecisionAudit = ({ pool }: Database): DecisionAudit => ({
  decisions: async (listId, { afterPlace, limit, subject = null, type = null }) =>
    (await pool.query<AuditedDecision>(auditSql, [listId, afterPlace, limit, subject, type])).rows,
})
