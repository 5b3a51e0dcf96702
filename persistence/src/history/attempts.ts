import { fault } from '@mutirao/documents'
import type { Database } from '../types.ts'

/** How often a worker may end over the rows of one document before nobody reads them for a while. */
const maxAttempts = 3

/** Which documents a worker is about to read for the first time: written down before, so that it is known when it did not survive. */
export interface Attempts {
  /**
   * Counts the attempt; committed when this resolves. False, and nothing counted, when too many workers have ended over this
   * document and the time for another try has not come (a minute after the third, twice as long each time, a day at most).
   */
  begin(documentId: number): Promise<boolean>
  /** It survived. */
  end(documentId: number): Promise<void>
}

export interface AttemptsOptions {
  /** Pause after the third attempt that was not survived; twice as long after each further one, a day at most. Default a minute. */
  readonly firstRetryMs?: number
}

const dayMs = 24 * 3_600_000

const beginSql = `
insert into worker_attempt as a (document_id, attempts, begun_at) values ($1, 1, now())
on conflict (document_id) do update
set attempts = a.attempts + 1, begun_at = now(),
  retry_at = case when a.attempts + 1 >= ${maxAttempts} then now() + least(power(2, a.attempts + 1 - ${maxAttempts}) * $2, ${dayMs}) * interval '1 millisecond' end
where a.retry_at is null or a.retry_at <= now()`

/**
 * Whoever was killed for another reason three times over one document (a machine that reboots, memory another process takes)
 * must not leave it without history for long: hence a minute, not an hour.
 */
export const createAttempts = ({ pool }: Database, { firstRetryMs = 60_000 }: AttemptsOptions = {}): Attempts => ({
  begin: async (documentId) =>
    fault('WRK-7') || (await pool.query(beginSql, [documentId, firstRetryMs])).rowCount === 1,
  end: async (documentId) => {
    await pool.query('delete from worker_attempt where document_id = $1', [documentId])
  },
})
