/** All of it or nothing, on one connection of a pool. */
import type pg from 'pg'

const ignore = (): void => undefined

/**
 * @param work says false: rolled back, as if it had not begun. What it throws is thrown on, and nothing of it stays.
 * @returns what `work` said
 */
export async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken = true
  // A connection that breaks between two statements says so here, and to the next statement; without a listener it would end the process.
  client.on('error', ignore)
  try {
    await client.query('begin')
    const done = await work(client)
    await client.query(done === false ? 'rollback' : 'commit')
    broken = false
    return done
  } finally {
    // After an error the connection is not given back: ending it rolls back whatever state it is in.
    client.off('error', ignore)
    client.release(broken)
  }
}
