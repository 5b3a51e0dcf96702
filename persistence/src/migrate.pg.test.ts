import { afterAll, expect, it } from 'vitest'
import { createTestDatabase } from './testing/index.ts'
const database = await createTestDatabase()
afterAll(() => database.drop())
it('x', async () => {
  expect((await database.pool.query('select count(*) as n from epoch')).rows).toEqual([{ n: 1 }])
})
