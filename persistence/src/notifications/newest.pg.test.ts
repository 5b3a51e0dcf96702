import { mustParseName } from '@mutirao/documents'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDirectory } from '../directory.ts'
import { createTestDatabase } from '../testing/index.ts'
import type { TestDatabase } from '../testing/index.ts'
import { createNotifications } from './index.ts'

const list = mustParseName('requests:01HLIST00000000000000000AA').name
let database: TestDatabase
let documentId: number

beforeAll(async () => {
  database = await createTestDatabase()
  const directory = createDirectory(database)
  await directory.createWorkspace({ id: 'w', name: 'Teste' })
  const made = await directory.createDocument({ name: list, workspaceId: 'w', title: '', createdBy: 'ana' })
  documentId = made?.id ?? 0
})
afterAll(() => database.drop())

/** So many notices of one event, one second after the other. */
const tell = (count: number, event: string, subject: (i: number) => string): Promise<unknown> =>
  database.pool.query(
    `insert into notification (workspace_id, user_id, id, event, document_id, subject, args, created_at)
     select 'w', 'carla', $1 || '.' || n.subject || '.' || n.nth, $1, $2, n.subject, '{}', now() + n.nth * interval '1 second'
     from unnest($3::text[]) with ordinality as n(subject, nth)`,
    [event, documentId, Array.from({ length: count }, (_, i) => subject(i))],
  )

it('[NTC-17] of one event about one thing the last three are read, of mentions the last fifty; the newest first', async () => {
  await tell(250, 'purchase_request_waiting', () => 'toggled1')
  await tell(2, 'purchase_request_returned', () => 'toggled1')
  await tell(4, 'purchase_request_waiting', (i) => `other-00${i}`)
  await tell(80, 'comment_mention', (i) => `comment-${i}`)
  const read = await createNotifications(database).of('w', 'carla', 200)
  const times = read.map(({ atMs }) => atMs)
  expect(times).toEqual(times.toSorted((a, b) => b - a))
  const about = (event: string, subject?: string) =>
    read.filter((one) => one.event === event && (subject === undefined || one.subject === subject))
  expect(about('purchase_request_waiting', 'toggled1').map(({ id }) => id.split('.').at(-1))).toEqual([
    '250',
    '249',
    '248',
  ])
  expect(about('purchase_request_returned')).toHaveLength(2)
  expect(about('purchase_request_waiting')).toHaveLength(3 + 4)
  expect([about('comment_mention').length, about('comment_mention')[0]?.subject]).toEqual([50, 'comment-79'])
})
