import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTransaction } from './in-transaction.ts'
import { createTestDatabase } from './testing/index.ts'
import type { TestDatabase } from './testing/index.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** Ends the backend of a connection from outside, as a Postgres that stops does, and waits until the driver has noticed. */
async function ended(client: {
  query(sql: string): Promise<{ rows: { pid: number }[] }>
  once(event: 'end', then: () => void): unknown
}) {
  const { rows } = await client.query('select pg_backend_pid() as pid')
  // Also when it was an exception that nobody caught: then the connection says nothing more.
  const end = new Promise<void>((resolve) => {
    client.once('end', resolve)
    process.once('uncaughtException', () => resolve())
  })
  await database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid])
  await end
}

describe('a connection that breaks while somebody has it', () => {
  it('[JRN-32] fails what is done with it next, and nothing else: the pool gives another one', async () => {
    const lost: unknown[] = []
    const note = (error: unknown): void => void lost.push(error)
    // What nobody listens to ends a process. Here the runner would report it; it is asked for instead.
    const before = process.listeners('uncaughtException')
    process.removeAllListeners('uncaughtException').on('uncaughtException', note)
    try {
      const client = await database.pool.connect()
      await ended(client)
      await expect(client.query('select 1')).rejects.toThrow()
      client.release(true)
      await expect(
        inTransaction(database.pool, async (inside) => {
          await ended(inside)
          await inside.query('select 1')
        }),
      ).rejects.toThrow()
      expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    } finally {
      process.removeAllListeners('uncaughtException')
      for (const listener of before) process.on('uncaughtException', listener)
    }
    expect(lost).toEqual([])
  })
})
