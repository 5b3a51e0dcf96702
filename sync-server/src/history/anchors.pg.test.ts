import { createPublicKey, verify } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { boardName } from '@mutirao/documents'
import { createDirectory, createHistoryReader, createJournal, emptyChain, nextChain } from '@mutirao/persistence'
import { createTestDatabase } from '@mutirao/persistence/testing'
import type { TestDatabase } from '@mutirao/persistence/testing'
import * as Y from 'yjs'
import { createLog } from '../log.ts'
import { rebuild } from '../worker/rebuild.ts'
import { newestAnchor, writeAnchor } from './anchors.ts'

let database: TestDatabase
let dataDir: string
beforeAll(async () => {
  database = await createTestDatabase()
  dataDir = await mkdtemp(join(tmpdir(), 'mutirao-anchors-'))
})
afterAll(async () => {
  await database.drop()
  await rm(dataDir, { recursive: true, force: true })
})

it('[HIS-23] a journal that was rewritten together with its leaves and chain does not fit what was signed the day before', async () => {
  const directory = createDirectory(database)
  await directory.createWorkspace({ id: 'workspace-1', name: 'Test' })
  const name = boardName('board-anchored')
  const options = { database, dataDir, log: createLog('silent'), now: () => Date.UTC(2026, 10, 26) }
  expect(await writeAnchor(options), 'nothing to say yet').toBeNull()
  const wanted = { name, workspaceId: 'workspace-1', title: 'Funil', createdBy: 'ana' }
  const id = (await directory.createDocument(wanted))?.id ?? 0
  const journal = createJournal(database)
  const doc = new Y.Doc()
  doc.on(
    'update',
    (update: Uint8Array) => void journal.append({ documentId: id, actorId: 'ana', origin: 'client', update }),
  )
  for (let i = 0; i < 5; i++) doc.getMap('values').set('k', i)
  await journal.close()
  await rebuild(database)
  expect(await newestAnchor(dataDir, name)).toBeNull()
  const path = (await writeAnchor(options)) ?? ''
  expect(path).toBe(join(dataDir, 'anchors', '2026-11-26.json'))
  expect(await writeAnchor(options)).toBeNull()
  const text = await readFile(path, 'utf8')
  const { body, signature, publicKey } = JSON.parse(text) as Record<'body' | 'signature' | 'publicKey', string>
  expect(verify(null, Buffer.from(body), createPublicKey(publicKey), Buffer.from(signature, 'base64'))).toBe(true)

  const reader = createHistoryReader(database)
  const anchor = await newestAnchor(dataDir, name)
  expect(anchor).toMatchObject({ day: '2026-11-26', seq: 5, signed: true })
  expect(await reader.verify(id, anchor)).toMatchObject({ ok: true })

  // Somebody with all rights drops the last row, and everything derived with it.
  await database.pool.query('alter table journal disable trigger journal_append_only')
  await database.pool.query(
    "update journal set salt = decode(repeat('00', 16), 'hex') where document_id = $1 and seq = 5",
    [id],
  )
  const { rows } = await database.pool.query<{ leaf: Buffer }>(
    'select leaf from journal where document_id = $1 order by seq',
    [id],
  )
  expect(rows.map(({ leaf }) => leaf).reduce((chain, leaf) => nextChain(chain, leaf), emptyChain())).toEqual(
    anchor?.chain,
  )
  await database.pool.query('update journal set leaf = sha256(leaf) where document_id = $1 and seq = 5', [id])
  await rebuild(database)
  expect((await reader.verify(id)).broken).toEqual({ fromSeq: 5, toSeq: 5, why: 'leaf' })
  await database.pool.query('delete from journal where document_id = $1 and seq = 5', [id])
  await database.pool.query('update document_head set seq = 4 where document_id = $1', [id])
  await rebuild(database)
  expect(await reader.verify(id)).toMatchObject({ ok: true })
  expect((await reader.verify(id, anchor)).broken).toEqual({ fromSeq: 5, toSeq: 5, why: 'anchor' })

  await writeFile(path, text.replace('"seq', '"seq ').replace(String(anchor?.chain.toString('hex')), '00'.repeat(32)))
  expect(await newestAnchor(dataDir, name)).toMatchObject({ signed: false })
})
