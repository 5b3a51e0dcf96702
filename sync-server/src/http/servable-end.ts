import type { Pool } from 'pg'
import { fault } from '@mutirao/documents'
import type { Cursor } from '@mutirao/documents'

/**
 * How far a document may be handed out: up to its head, or to the row before the first *marked* one (it holds something its
 * author may not write) whose set-back is not journalled yet. The notes are `submit/marks.ts`; only rows after `fromSeq` are
 * looked at: what the caller has, or what a checkpoint holds, was settled.
 */
export async function servableEnd(pool: Pool, documentId: number, fromSeq: number, head: Cursor): Promise<Cursor> {
  if (fault('HTT-14') || fromSeq >= head.seq) return head
  const { rows } = await pool.query<{ seq: number | null }>(
    `select min(marked.seq) as seq from journal marked
     where marked.document_id = $1 and marked.seq > $2 and marked.seq <= $3
       and marked.origin <> 'revert' and marked.note ? 'reverted'
       and not exists (
         select 1 from journal settling
         where settling.document_id = $1 and settling.seq > marked.seq and settling.origin = 'revert'
           and settling.note -> 'of' @> to_jsonb(marked.seq))`,
    [documentId, fromSeq, head.seq],
  )
  const open = rows[0]?.seq ?? null
  return open === null ? head : { epoch: head.epoch, seq: open - 1 }
}
