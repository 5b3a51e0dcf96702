import { addComment, cardName, editComment, mentionText } from '@mutirao/documents'
import { testContext } from '@mutirao/documents/testing'
import { createCheckpoints, createDirectory, createHistoryWriter, createJournal, silentLog } from '@mutirao/persistence'
import type { Journal } from '@mutirao/persistence'
import { createTestDatabase } from '@mutirao/persistence/testing'
import type { TestDatabase } from '@mutirao/persistence/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as Y from 'yjs'
import { rebuild } from '../rebuild.ts'
import { startHistoryLoop } from './loop.ts'

let database: TestDatabase
let journal: Journal
beforeAll(async () => {
  database = await createTestDatabase()
  journal = createJournal(database)
  const directory = createDirectory(database)
  await directory.createWorkspace({ id: 'workspace-1', name: 'Test' })
  await directory.createWorkspace({ id: 'workspace-2', name: 'Another' })
  const member = { role: 'editor', groups: [], active: true } as const
  for (const userId of ['ana', 'bruno', 'carla'])
    await directory.putMember({ ...member, workspaceId: 'workspace-1', userId, name: userId })
  await directory.putMember({ ...member, workspaceId: 'workspace-1', userId: 'left', name: 'left', active: false })
  await directory.putMember({ ...member, workspaceId: 'workspace-2', userId: 'helena', name: 'helena' })
})
afterAll(async () => {
  await journal.close()
  await database.drop()
})

const told = async () =>
  (
    await database.pool.query<{ to: string; subject: string; text: string }>(
      `select user_id as to, subject, args ->> 'text' as text from notification order by user_id`,
    )
  ).rows

it('[NTC-7] [NTC-8] a mention becomes one notice, with the history of its row, however often that is read; strangers and who has left hear nothing', async () => {
  const record = await createDirectory(database).createDocument({
    name: cardName('board-mention-01', 'card-mention-01'),
    workspaceId: 'workspace-1',
    title: '',
    createdBy: 'ana',
  })
  if (!record) throw new Error('the name is taken')
  const [doc, context] = [new Y.Doc(), testContext('ana', 1)]
  const write = async (edit: () => void): Promise<void> => {
    const before = Y.encodeStateVector(doc)
    edit()
    const update = Y.encodeStateAsUpdate(doc, before)
    await journal.append({ documentId: record.id, actorId: 'ana', origin: 'client', update })
  }
  const all = ['bruno', 'helena', 'left', 'ana'].map((userId) => mentionText(userId, userId)).join(' ')
  let commentId = ''
  await write(() => ({ commentId } = addComment(doc, context, { text: `Vejam: ${all}` })))
  const carla = mentionText('carla', 'carla')
  await write(() => void editComment(doc, context, { commentId, text: `Vejam já: ${all} ${carla}` }))
  await write(() => void editComment(doc, context, { commentId, text: `Vejam já: ${all}` }))
  await write(() => void editComment(doc, context, { commentId, text: `Vejam já, por favor: ${all} ${carla}` }))

  const loop = startHistoryLoop({ database, checkpoints: createCheckpoints(database), log: silentLog })
  const head = (await journal.head(record.id))?.seq ?? 0
  const reached = async () => (await createHistoryWriter(database).cursor(record.id)).seq
  while ((await reached()) < head) await new Promise((resolve) => setTimeout(resolve, 5))
  loop.stop()
  await loop.done
  const expected = [
    { to: 'bruno', subject: commentId, text: 'Vejam: @bruno @helena @left @ana' },
    { to: 'carla', subject: commentId, text: 'Vejam já: @bruno @helena @left @ana @carla' },
  ]
  expect(await told()).toEqual(expected)
  await rebuild(database)
  expect(await told()).toEqual(expected)
  // What is long past tells nobody when it is read again.
  await database.pool.query('delete from notification')
  await database.pool.query(`alter table journal disable trigger user`)
  await database.pool.query(`update journal set received_at = now() - interval '31 days'`)
  await rebuild(database)
  expect(await told()).toEqual([])
})
