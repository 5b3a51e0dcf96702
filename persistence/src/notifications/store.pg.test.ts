import { requestsName } from '@mutirao/documents'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDirectory } from '../directory.ts'
import { createTestDatabase } from '../testing/index.ts'
import type { TestDatabase } from '../testing/index.ts'
import { createNotifications } from './store.ts'
import type { Notifications } from './store.ts'

let database: TestDatabase
let store: Notifications
let listId: number | undefined
beforeAll(async () => {
  database = await createTestDatabase()
  store = createNotifications(database)
  const directory = createDirectory(database)
  await directory.createWorkspace({ id: 'workspace-1', name: 'Teste' })
  const name = requestsName('01HLIST00000000000000000AA')
  listId = (await directory.createDocument({ name, workspaceId: 'workspace-1', title: '', createdBy: 'ana' }))?.id
})
afterAll(() => database.drop())

const told = (id: string, together: string, mail: 'new' | 'queued', dueInMs: number, userId = 'carla') =>
  database.pool.query(
    `insert into notification (workspace_id, user_id, id, event, document_id, subject, args, together, mail, mail_at, message_id)
     values ('workspace-1', $1, $2, 'e', $3, 's', '{}', $4, $5, now() + $6 * interval '1 millisecond', $2)`,
    [userId, id, listId, together, mail, dueInMs],
  )
const claimed = async (limit: number) => (await store.claimMail(60_000, limit)).map(({ id }) => id).toSorted()
const hourMs = 3_600_000

it('[MAI-12] a group is given out as a whole, beyond the limit, and only when the last of it is decided and due', async () => {
  await told('a', 'policy.2', 'queued', -2_000)
  await told('b', 'policy.2', 'queued', -1_000)
  await told('c', 'policy.2', 'new', 0)
  await told('d', '', 'queued', -1_500)
  // The same group of another person waits for nobody.
  await told('e', 'policy.2', 'queued', -1_000, 'davi')
  expect(await claimed(10)).toEqual(['d', 'e'])
  await store.decideMail({ userId: 'carla', id: 'c' }, Date.now() + hourMs, 'c')
  expect(await claimed(10)).toEqual([])
  const waitsMs = (await store.nextMailInMs()) ?? 0
  // Its leases of a minute come first; without them, its last one.
  expect(waitsMs).toBeGreaterThan(50_000)
  await database.pool.query(`update notification set mail_at = now() where id = 'c'`)
  expect(await claimed(1)).toEqual(['a', 'b', 'c'])
  expect(await claimed(10)).toEqual([])
})
