import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBoard } from '../people/boards.ts'
import { backup, restore } from '@mutirao/persistence'
import { createTestDatabase } from '@mutirao/persistence/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { announce, attach, fetchFile, sendPiece, sha256Of, testFile, upload } from '../testing/files.ts'
import { startTestServer } from '../testing/index.ts'
import type { SignedIn, TestServer } from '../testing/index.ts'

const mebibyte = 1024 * 1024
let server: TestServer
let ana: SignedIn
let bruno: SignedIn
let boardId: string
let cards = 0

beforeAll(async () => {
  const env = { MUTIRAO_FILE_MAX_MIB: '1', MUTIRAO_WORKSPACE_FILES_MIB: '3', MUTIRAO_FILE_TYPES: 'pdf,zip' }
  server = await startTestServer({ env })
  ana = await server.signIn('ana@demo.mutirao')
  bruno = await server.signIn('bruno@demo.mutirao')
  const { directory, engine } = server.parts
  const board = { workspaceId: ana.workspaceId, title: 'Anexos', userId: ana.userId }
  boardId = (await createBoard(directory, engine, board)).name.slice('board:'.length)
})
afterEach(() => server.database.pool.query('delete from file'))
afterAll(() => server?.close())

const newFile = (bytes = 1_000, name = 'a.pdf') =>
  testFile(`card:${boardId}.01LIMITCARD${String(++cards).padStart(15, '0')}`, name, randomBytes(bytes))
const ageAll = () => server.database.pool.query(`update file set touched_at = now() - interval '8 days'`)
const weekMs = 7 * 24 * 3_600_000

describe('limits of files', () => {
  it('[FIL-4] too large, of another kind, or without room: refused before the first byte', async () => {
    expect(await announce(ana, newFile(mebibyte + 1))).toMatchObject({ status: 413, body: { code: 'file_too_large' } })
    for (const name of ['a.exe', 'a.pdf.js', 'pdf', 'a.', '.pdf', 'a.html'])
      expect(await announce(ana, newFile(10, name))).toMatchObject({ status: 415, body: { code: 'file_type_refused' } })
    expect(await announce(ana, newFile(10, 'A.PDF'))).toMatchObject({ status: 200 })
    const wanted = [newFile(mebibyte), newFile(mebibyte), newFile(mebibyte)]
    // All at once: announced bytes are counted one by one.
    const answers = await Promise.all(wanted.map((file) => announce(ana, file)))
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 200, 507])
    const limits = (await (await ana.fetch(`/api/workspaces/${ana.workspaceId}/files`)).json()) as object
    expect(limits).toMatchObject({
      maxFileBytes: mebibyte,
      workspaceBytes: 3 * mebibyte,
      usedBytes: 2 * mebibyte + 10,
      endings: ['pdf', 'zip'],
    })
  })
})

describe('files on their way', () => {
  const tooMany = { status: 429, body: { code: 'too_many_uploads', retryAfterSeconds: 30 } }
  const late = () => server.database.pool.query(`update file set touched_at = now() - interval '16 minutes'`)
  const used = async () =>
    (await (await ana.fetch(`/api/workspaces/${ana.workspaceId}/files`)).json()) as { readonly usedBytes: number }

  it('[FIL-11] of one person are limited in number; those announced go on, and one that arrived makes room', async () => {
    const files = Array.from({ length: 20 }, () => newFile())
    // All at once: they are counted one by one.
    const answers = await Promise.all(files.map((file) => announce(ana, file)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(16)
    const begun = files.filter((_, i) => answers[i]?.status === 200)
    const refused = files.filter((_, i) => answers[i]?.status !== 200)
    const [first, other] = [begun[0] ?? newFile(), refused[0] ?? newFile()]
    expect(await announce(ana, other)).toMatchObject(tooMany)
    expect(await announce(bruno, newFile())).toMatchObject({ status: 200 })
    expect(await upload(ana, first)).toMatchObject({ body: { complete: true } })
    expect(await upload(ana, other)).toMatchObject({ body: { complete: true } })
  })

  it('[FIL-11] of one person are limited in bytes that did not arrive', async () => {
    const [largest, ...others] = Array.from({ length: 5 }, () => newFile(mebibyte))
    const roomy = await startTestServer({
      database: server.database,
      env: { MUTIRAO_FILE_MAX_MIB: '1', MUTIRAO_WORKSPACE_FILES_MIB: '100' },
    })
    try {
      const again = await roomy.signIn('ana@demo.mutirao')
      const answers = await Promise.all(others.map((file) => announce(again, file)))
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
      if (!largest || !others[0]) throw new Error('no files')
      expect(await announce(again, largest)).toMatchObject(tooMany)
      expect(await upload(again, others[0])).toMatchObject({ body: { complete: true } })
      expect(await announce(again, largest)).toMatchObject({ status: 200 })
    } finally {
      await roomy.close()
    }
  })

  it('[FIL-4] [FIL-12] give their room back when nothing came for long, and ask for it anew before they go on', async () => {
    const [half, never, other] = [newFile(mebibyte), newFile(mebibyte), newFile(mebibyte)]
    for (const file of [half, never, other]) await announce(ana, file)
    await sendPiece(ana, half, 0, half.data.subarray(0, 100_000))
    expect(await announce(bruno, newFile())).toMatchObject({ status: 507 })
    await late()
    expect(await used()).toMatchObject({ usedBytes: 100_000 })
    const fill = [newFile(mebibyte), newFile(mebibyte)]
    for (const file of fill) expect(await upload(bruno, file)).toMatchObject({ body: { complete: true } })
    // What arrived is kept, and one of them has room again.
    expect(await sendPiece(ana, half, 100_000, half.data.subarray(100_000, 200_000))).toMatchObject({
      body: { received: 200_000 },
    })
    for (const refused of [sendPiece(ana, never, 0, never.data.subarray(0, 100_000)), announce(ana, other)])
      expect(await refused).toMatchObject({ status: 507, body: { code: 'files_full' } })
    expect(await upload(ana, half)).toMatchObject({ body: { complete: true } })
    expect(sha256Of(Buffer.from(await (await fetchFile(ana, half)).arrayBuffer()))).toBe(half.sha256)
  })

  it('[FIL-12] given room again count for whoever goes on with them', async () => {
    const file = newFile()
    await announce(ana, file)
    await late()
    expect(await announce(bruno, file)).toMatchObject({ status: 200 })
    const { rows } = await server.database.pool.query('select created_by from file')
    expect(rows).toEqual([{ created_by: bruno.userId }])
  })
})

describe('clean-up of files', () => {
  it('[FIL-7] removes what the journal never spoke of, a week after its last byte', async () => {
    const [forgotten, half, attached, removedLater, fresh] = [newFile(), newFile(), newFile(), newFile(), newFile()]
    await upload(ana, forgotten)
    await announce(ana, half)
    for (const file of [attached, removedLater]) {
      await attach(ana, file)
      await upload(ana, file)
    }
    await server.parts.engine.serverEdit(removedLater.document, 'client', ana.userId, (doc) => {
      for (const entry of doc.getMap('attachments').values()) (entry as Map<string, unknown>).set('deletedAt', 5)
    })
    expect(await server.parts.files.sweep(weekMs)).toBe(0)
    await ageAll()
    await upload(ana, fresh)
    expect(await server.parts.files.sweep(weekMs)).toBe(2)
    expect(await server.parts.files.sweep(weekMs)).toBe(0)
    const statuses = [forgotten, half, attached, removedLater, fresh].map(
      async (file) => (await fetchFile(ana, file)).status,
    )
    expect(await Promise.all(statuses)).toEqual([404, 404, 200, 200, 200])
  })

  it('[FIL-7] an upload that was interrupted long ago stays as long as its entry stands in the journal', async () => {
    const file = newFile(200_000)
    await attach(ana, file)
    await announce(ana, file)
    await ageAll()
    await server.parts.files.sweep(weekMs)
    expect(await upload(ana, file)).toMatchObject({ body: { complete: true, entries: 1 } })
  })
})

describe('backup of files', () => {
  it('[FIL-8] holds them byte for byte, half ones too, and a restored server serves them', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mutirao-files-backup-'))
    const restored = await createTestDatabase({ template: 'template0' })
    const [whole, half] = [newFile(700_000), newFile(100_000)]
    await upload(ana, whole)
    await announce(ana, half)
    await backup(server.database, join(folder, 'x.backup'))
    await restore(restored, join(folder, 'x.backup'))
    const other = await startTestServer({ database: restored })
    try {
      const again = await other.signIn('ana@demo.mutirao')
      const bytes = Buffer.from(await (await fetchFile(again, whole)).arrayBuffer())
      expect(sha256Of(bytes)).toBe(whole.sha256)
      expect(await upload(again, half)).toMatchObject({ body: { complete: true } })
    } finally {
      await other.close()
      await restored.drop()
      await rm(folder, { recursive: true })
    }
  })
})
