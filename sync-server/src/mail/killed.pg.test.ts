import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { requestsName } from '@mutirao/documents'
import { createDirectory, createNotifications } from '@mutirao/persistence'
import { createTestDatabase } from '@mutirao/persistence/testing'
import type { TestDatabase } from '@mutirao/persistence/testing'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { PostOffice } from '../testing/post-office.ts'
import { startTestMailer } from '../testing/test-mailer.ts'

const program = join(import.meta.dirname, '../testing/mail-process.ts')
const address = 'carla@demo.mutirao'

const post = new PostOffice()
let smtpUrl = ''
let listId: number | undefined
let database: TestDatabase
beforeAll(async () => {
  smtpUrl = await post.open()
  database = await createTestDatabase()
  const directory = createDirectory(database)
  await directory.createWorkspace({ id: 'workspace-1', name: 'Teste' })
  const name = requestsName('01HLIST00000000000000000AA')
  listId = (await directory.createDocument({ name, workspaceId: 'workspace-1', title: '', createdBy: 'ana' }))?.id
})
beforeEach(async () => {
  post.letters.length = 0
  await database.pool.query('delete from notification')
  await database.pool.query(
    `insert into notification (workspace_id, user_id, id, event, document_id, subject, args)
     values ('workspace-1', 'carla', '1:a', 'purchase_request_waiting', $1, 'r1', '{"title": "Monitores"}')`,
    [listId],
  )
})
afterAll(async () => {
  await database.drop()
  await post.close()
})

it('[MAI-6] who is killed between sending a letter and marking it is followed by the same letter, with the same Message-ID', async () => {
  const child = spawn(process.execPath, [program, database.url, smtpUrl, address], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  expect(await ended).toEqual([null, 'SIGKILL'])
  const [first] = post.letters
  expect(post.letters.map(({ to }) => to)).toEqual([address])
  const row = async () =>
    (
      await database.pool.query<{ mail: string; attempts: number; held: boolean }>(
        'select mail, mail_attempts as attempts, mail_at > now() as held from notification',
      )
    ).rows
  // Its lease still runs: nobody sends beside somebody who may only be slow.
  expect(await row()).toEqual([{ mail: 'queued', attempts: 1, held: true }])
  const mailer = startTestMailer(createNotifications(database), smtpUrl, address)
  await mailer.run()
  expect(post.letters).toHaveLength(1)

  await database.pool.query('update notification set mail_at = now()')
  await mailer.run()
  await mailer.run()
  await mailer.close()
  expect(post.letters.map(({ messageId }) => messageId)).toEqual([first?.messageId, first?.messageId])
  expect(first?.messageId).toMatch(/^<[0-9a-f]{40}@empresa\.com\.br>$/)
  expect(await row()).toEqual([{ mail: 'sent', attempts: 2, held: true }])
})
