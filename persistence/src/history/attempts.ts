import { fault } from '@mutirao/documents'
import type { Database } from '../types.ts'

/** How often a worker may end over the rows of one document before nobody reads them for a while. */
const maxAttempts = 3

/** Which documents a worker is about to read for the first time: written down before, so that it is known when it did not survive. */
export interface Attempts {
  /**
   * Counts the attempt; committed when this resolves. False, and nothing counted, when too many workers have ended over this
   * document and the time for another try has not come (an hour after the last, twice as long each time, a day at most).
   */
  begin(documentId: number): Promise<boolean>
  /** It survived. */
  end(documentId: number): Promise<void>
}

const beginSql = `
insert into worker_attempt as a (document_id, attempts, begun_at) values ($1, 1, now())
on conflict (document_id) do update
set attempts = a.attempts + 1, begun_at = now(),
  retry_at = case when a.attempts + 1 >= ${maxAttempts} then now() + least(power(2, a.attempts + 1 - ${maxAttempts}), 24) * interval '1 hour' end
where a.retry_at is null or a.retry_at <= now()`

export const createAttempts = ({ pool }: Database): Attempts => ({
  begin: async (documentId) => fault('WRK-7') || (await pool.query(beginSql, [documentId])).rowCount === 1,
  end: async (documentId) => {
    await pool.query('delete from worker_attempt where document_id = $1', [documentId])
  },
})
