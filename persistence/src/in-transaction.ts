/** All of it or nothing, on one connection of a pool. */
import type pg from 'pg'

/** Reads one moment. */
export const readsOneMoment = 'begin isolation level repeatable read read only'
type Begin = 'begin' | typeof readsOneMoment

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
