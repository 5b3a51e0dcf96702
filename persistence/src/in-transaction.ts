/** All of it or nothing, on one connection of a pool. */
import type pg from 'pg'

/**
 * repeatable read: sees one moment · not waiting: the commit does not wait for the disk. Only for what is derived from the
 * journal: should the machine fail within the second, cursor and rows are lost together, and are derived again. Every such
 * wait would stand in the way of the journal's own, which somebody's "saved" waits for.
 */
export const readsOneMoment = 'begin isolation level repeatable read read only'
export const notWaiting = 'begin; set local synchronous_commit = off'
type Begin = 'begin' | typeof readsOneMoment | typeof notWaiting

/**
 * @param work says false: rolled back, as if it had not begun. What it throws is thrown on, and nothing of it stays.
 * @param begin how it begins
 * @returns what `work` said
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
  begin: Begin = 'begin',
): Promise<T> {
  const client = await pool.connect()
  let broken = true
  try {
    await client.query(begin)
    const done = await work(client)
    await client.query(done === false ? 'rollback' : 'commit')
    broken = false
    return done
  } finally {
    // After an error the connection is not given back: ending it rolls back whatever state it is in.
    client.release(broken)
  }
}
