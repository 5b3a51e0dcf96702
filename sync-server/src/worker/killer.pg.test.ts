import { afterAll, beforeAll, expect, it } from 'vitest'
import { boardName } from '@mutirao/documents'
import {
  createDirectory,
  createHistoryReader,
  createHistoryWriter,
  createJournal,
  silentLog,
} from '@mutirao/persistence'
import type { Journal } from '@mutirao/persistence'
import { createTestDatabase } from '@mutirao/persistence/testing'
import type { TestDatabase } from '@mutirao/persistence/testing'
import * as Y from 'yjs'
import { startWorker } from './index.ts'

let database: TestDatabase
let journal: Journal
beforeAll(async () => {
  database = await createTestDatabase()
  journal = createJournal(database)
  await createDirectory(database).createWorkspace({ id: 'workspace-1', name: 'Test' })
})
afterAll(async () => {
  await journal.close()
  await database.drop()
})

async function board(n: number): Promise<number> {
  const name = boardName(`board-d-00000${n}`)
  const record = await createDirectory(database).createDocument({
    name,
    workspaceId: 'workspace-1',
    title: 'Funil',
    createdBy: 'ana',
  })
  return record?.id ?? 0
}

const edit = (documentId: number, actorId: string): Promise<unknown> => {
  const doc = new Y.Doc()
  doc.getMap('values').set('k', actorId)
  return journal.append({ documentId, actorId, origin: 'client', update: Y.encodeStateAsUpdate(doc) })
}

const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5))
}
const level = (documentId: number): Promise<void> =>
  until(async () => (await createHistoryWriter(database).behindOf([documentId])).length === 0)

it(
  '[WRK-7] rows that end the thread, or hold it for ever, are stuck after a few attempts, show, and stop nobody else',
  { timeout: 120_000 },
  async () => {
    const [killed, hung, fine] = [await board(1), await board(2), await board(3)]
    await edit(killed, 'killer')
    await edit(hung, 'hanger')
    await edit(fine, 'ana')
    // Two threads have ended over it already, so that this test need not wait for all three.
    await database.pool.query('insert into worker_attempt (document_id, attempts, begun_at) values ($1, 2, now())', [
      hung,
    ])
    const entry = new URL('./testing/killed-by-rows.ts', import.meta.url)
    const worker = await startWorker({ databaseUrl: database.url, log: silentLog, entry, restartMs: 1, hangMs: 2_000 })
    try {
      await level(fine)
      await until(() => worker.history()?.stuck === 2)
      expect(worker.restarts()).toBeGreaterThanOrEqual(4)
      await edit(fine, 'bruno')
      await level(fine)
      const reader = createHistoryReader(database)
      for (const id of [killed, hung])
        expect(await reader.progress(id)).toEqual({
          seq: 0,
          facts: 0,
          failures: 3,
          error: 'the worker ended while it read these rows',
        })
      // A minute later they may be tried again.
      await database.pool.query('update worker_attempt set retry_at = now()')
      expect(await createHistoryWriter(database).behindOf([killed, hung])).toMatchObject([
        { failures: 0 },
        { failures: 0 },
      ])
    } finally {
      await worker.close()
    }
  },
)
