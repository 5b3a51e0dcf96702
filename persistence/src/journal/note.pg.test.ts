import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createJournal } from './index.ts'
import { createTestDatabase } from '../testing/index.ts'
import type { TestDatabase } from '../testing/index.ts'
import { entryOf, makeBoards } from '../testing/journal-fixture.ts'

describe('notes of rows', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.drop())

  it('[ATK-6] hold any text a value may hold; what Postgres cannot hold is marked, the rest stays exactly', async () => {
    const [board] = await makeBoards(database, 1)
    if (!board) throw new Error('no board')
    const journal = createJournal(database)
    const note = {
      reverted: [{ before: 'a\0b \uD800 \u{1F600} \\u0000 "\u0001"', path: ['comments', 'x\0y', '\uDC00'] }],
    }
    await journal.append(entryOf(board.id, 'one', { note }))
    const [row] = await journal.read(board.id, 0, { maxRows: 1 })
    expect(row?.note).toEqual({
      reverted: [{ before: 'a\uFFFDb \uFFFD \u{1F600} \\u0000 "\u0001"', path: ['comments', 'x\uFFFDy', '\uFFFD'] }],
    })
    await journal.close()
  })
})
