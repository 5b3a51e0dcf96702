import {
  cardsMap,
  chunkDocument,
  createBoardStore,
  createCard,
  limits,
  mustParseName,
  parseCursor,
  stagesMap,
} from '@mutirao/documents'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { editContext } from '../people/edit-context.ts'
import { docOf, startTestServer, until, updatesOf } from '../testing/index.ts'
import type { SignedIn, TestServer } from '../testing/index.ts'

let server: TestServer
let ana: SignedIn
let bruno: SignedIn
let gil: SignedIn
let board: string
beforeAll(async () => {
  server = await startTestServer()
  ana = await server.signIn('ana@demo.mutirao')
  bruno = await server.signIn('bruno@demo.mutirao')
  gil = await server.signIn('gil@demo.mutirao')
})
afterAll(() => server?.close())
beforeEach(async () => {
  const answer = await ana.fetch(`/api/workspaces/${ana.workspaceId}/documents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'board', title: 'Quadro' }),
  })
  board = ((await answer.json()) as { name: string }).name
})

const path = (name = board): string => `/api/documents/${encodeURIComponent(name)}/updates`
const pull = (person: SignedIn, query = '', headers: Record<string, string> = {}): Promise<Response> =>
  person.fetch(path() + query, { headers })
const push = (person: SignedIn, update: Uint8Array | string, name = board): Promise<Response> =>
  person.fetch(path(name), { method: 'POST', body: Buffer.from(update) })
const codeOf = async (answer: Response): Promise<unknown[]> => [
  answer.status,
  ((await answer.json()) as { code: string }).code,
]

/** The board as a stranger's Yjs document, and what `edit` adds to it as one update. */
async function edited(edit: (doc: Y.Doc) => void, person = ana): Promise<Uint8Array> {
  const doc = await docOf(await pull(person))
  const known = Y.encodeStateVector(doc)
  edit(doc)
  return Y.encodeStateAsUpdate(doc, known)
}
const firstStage = (doc: Y.Doc): string => createBoardStore(doc).stages()[0]?.id ?? ''
const addCard =
  (title: string, userId = ana.userId) =>
  (doc: Y.Doc): void =>
    void createCard(doc, editContext(userId), { stageId: firstStage(doc), title })

async function rowsOf(name = board): Promise<number> {
  const { rows } = await server.database.pool.query<{ count: number }>(
    'select count(*) as count from journal join document on id = document_id where name = $1',
    [name],
  )
  return rows[0]?.count ?? 0
}

describe('pull', () => {
  it('[HTT-8] without a cursor it gives the whole document, with one only what came later', async () => {
    const first = await pull(ana)
    expect(first.headers.get('content-type')).toBe('application/octet-stream')
    const cursor = first.headers.get('x-cursor') ?? ''
    expect(first.headers.get('etag')).toBe(`"${cursor}"`)
    const doc = await docOf(first)
    expect((await push(bruno, await edited(addCard('Migração ERP', bruno.userId)))).status).toBe(200)
    const later = await pull(ana, `?after=${cursor}`)
    expect(later.headers.get('x-reset')).toBeNull()
    const updates = await updatesOf(later)
    expect(updates).toHaveLength(1)
    for (const update of updates) Y.applyUpdate(doc, update)
    expect(doc.toJSON()).toEqual((await docOf(await pull(ana))).toJSON())
    expect(createBoardStore(doc).column(firstStage(doc))).toHaveLength(1)
    const end = later.headers.get('x-cursor') ?? ''
    expect(await updatesOf(await pull(ana, `?after=${end}`))).toEqual([])
  })

  it('[HTT-8] a checkpoint and the rows after it give the same document', async () => {
    for (const title of ['a', 'b', 'c']) await push(ana, await edited(addCard(title)))
    const { journal, checkpoints, directory } = server.parts
    const record = await directory.documentByName(mustParseName(board).name)
    if (!record) throw new Error('no board')
    const head = await journal.head(record.id)
    if (!head) throw new Error('no head')
    const whole = await docOf(await pull(ana))
    const chunks = [...chunkDocument(whole, 5)].map((chunk) => Y.convertUpdateFormatV1ToV2(chunk))
    expect(chunks.length).toBeGreaterThan(2)
    expect(await checkpoints.write(record.id, { ...head, chunks })).toBe(true)
    await push(ana, await edited(addCard('d')))
    const answer = await pull(ana)
    const updates = await updatesOf(answer)
    expect(updates).toHaveLength(chunks.length + 1)
    const doc = new Y.Doc()
    for (const update of updates) Y.applyUpdate(doc, update)
    expect(doc.store.pendingStructs).toBeNull()
    expect(createBoardStore(doc).column(firstStage(doc))).toHaveLength(4)
  })

  it('[HTT-9] a cursor of another epoch or beyond the head gets everything and x-reset', async () => {
    const { epoch, seq } = parseCursor((await pull(ana)).headers.get('x-cursor') ?? '') ?? { epoch: '', seq: 0 }
    const everything = await docOf(await pull(ana))
    for (const foreign of [`zz-${seq}`, 'zz-0', `${epoch}-${seq + 1}`]) {
      const answer = await pull(ana, `?after=${foreign}`)
      expect([foreign, answer.headers.get('x-reset')]).toEqual([foreign, '1'])
      expect((await docOf(answer)).toJSON()).toEqual(everything.toJSON())
    }
  })

  it.each(['x', '1', 'a-', 'A-1', '-1', 'a-1-1', 'a--1', 'a-1.5', 'a-99999999999999999999', ''])(
    '[HTT-1] after=%j is a bad request',
    async (after) => {
      expect(await codeOf(await pull(ana, `?after=${encodeURIComponent(after)}`))).toEqual([400, 'invalid_request'])
    },
  )

  it('[HTT-10] the ETag answers 304 until something moves', async () => {
    const etag = (await pull(ana)).headers.get('etag') ?? ''
    const same = await pull(ana, '', { 'if-none-match': etag })
    expect([same.status, await same.text(), same.headers.get('etag')]).toEqual([304, '', etag])
    await push(bruno, await edited(addCard('novo', bruno.userId)))
    const moved = await pull(ana, '', { 'if-none-match': etag })
    expect(moved.status).toBe(200)
    expect(moved.headers.get('etag')).not.toBe(etag)
  })

  it('[HTT-14] it ends before a row whose set-back is not journalled, and goes on when it is', async () => {
    const { journal, directory } = server.parts
    const record = await directory.documentByName(mustParseName(board).name)
    if (!record) throw new Error('no board')
    const before = (await pull(ana)).headers.get('x-cursor') ?? ''
    // As after a crash between a marked row and its set-back.
    const marked = await edited(addCard('proibido'))
    const note = { reverted: [{ path: ['meta', 'title'], rule: 'test' }] }
    const { seq } = await journal.append({
      documentId: record.id,
      actorId: bruno.userId,
      origin: 'client',
      update: marked,
      note,
    })
    const held = await pull(ana, `?after=${before}`)
    expect(held.headers.get('x-cursor')).toBe(before)
    expect(await updatesOf(held)).toEqual([])
    expect((await pull(ana, '', { 'if-none-match': `"${before}"` })).status).toBe(304)
    const settled = { origin: 'revert' as const, update: Uint8Array.of(0, 0), note: { of: [seq] } }
    await journal.append({ documentId: record.id, actorId: 'server', ...settled })
    const answer = await pull(ana, `?after=${before}`)
    expect(await updatesOf(answer)).not.toEqual([])
  })
})

describe('push', () => {
  it('[HTT-11] the answer comes after the journal and carries the cursor; repeating changes nothing', async () => {
    const before = await rowsOf()
    // Said to be Ana's: the server sets the true author, in a row of its own.
    const update = await edited(addCard('Contrato', ana.userId))
    const answer = await push(bruno, update)
    const body = (await answer.json()) as { cursor: string; reverted: unknown[] }
    expect(await rowsOf()).toBeGreaterThan(before)
    expect(answer.status).toBe(200)
    expect(parseCursor(body.cursor)?.seq).toBeGreaterThan(0)
    await until('the set of createdBy is journalled', async () => (await rowsOf()) >= before + 2)
    const rows = await rowsOf()
    expect((await push(bruno, update)).status).toBe(200)
    expect(await rowsOf()).toBe(rows)
    const card = Object.values(
      createBoardStore(await docOf(await pull(ana))).column(firstStage(await docOf(await pull(ana)))),
    )
    expect(card).toHaveLength(1)
  })

  it('[HTT-11] what others have open gets the pushed edit', async () => {
    await server.parts.engine.read(board, (doc) => expect(cardsMap(doc).size).toBe(0))
    await push(bruno, await edited(addCard('visível', bruno.userId)))
    await server.parts.engine.read(board, (doc) => expect(cardsMap(doc).size).toBe(1))
  })

  it('[ACC-12] a viewer pulls and does not push', async () => {
    expect((await pull(gil)).status).toBe(200)
    const before = await rowsOf()
    expect(await codeOf(await push(gil, await edited(addCard('x'))))).toEqual([403, 'read_only'])
    expect(await rowsOf()).toBe(before)
    const own = `user:${gil.workspaceId}.${gil.userId}`
    const doc = new Y.Doc()
    doc.getMap('preferences').set('theme', 'dark')
    expect((await push(gil, Y.encodeStateAsUpdate(doc), own)).status).toBe(200)
  })

  it('[HTT-26] a pull says what its caller may do, also when nothing is new', async () => {
    const first = await pull(gil)
    expect([first.headers.get('x-access'), (await pull(ana)).headers.get('x-access')]).toEqual(['read', 'write'])
    const again = await pull(gil, '', { 'if-none-match': first.headers.get('etag') ?? '' })
    expect([again.status, again.headers.get('x-access')]).toEqual([304, 'read'])
  })

  it('[HTT-11] a hard delete is left out, told, and does not cost the rest', async () => {
    await push(ana, await edited(addCard('fica')))
    const update = await edited((doc) => {
      const [stage = ''] = stagesMap(doc).keys()
      stagesMap(doc).delete(stage)
      for (const card of cardsMap(doc).values()) if (card instanceof Y.Map) card.set('account', 'ACME')
    })
    const answer = await push(ana, update)
    const body = (await answer.json()) as { code: string; cursor: string; refused: { code: string }[] }
    expect([answer.status, body.code, body.refused.map(({ code }) => code)]).toEqual([
      422,
      'hard_delete',
      ['hard_delete'],
    ])
    const store = createBoardStore(await docOf(await pull(ana)))
    expect(store.stages()).toHaveLength(6)
    expect([...store.cardIds()].map((id) => store.card(id)?.account)).toEqual(['ACME'])
  })

  it('[HTT-11] what is no update is malformed and writes nothing', async () => {
    const before = await rowsOf()
    for (const bytes of [new Uint8Array(), Uint8Array.of(255, 255, 255, 7), 'hello', new Uint8Array(1000).fill(1)])
      expect(await codeOf(await push(ana, bytes))).toEqual([422, 'malformed'])
    expect(await rowsOf()).toBe(before)
  })

  it('[HTT-11] edits whose predecessors are missing are refused as such', async () => {
    const doc = new Y.Doc()
    doc.getMap('cards').set('AAAAAAAA', 'x')
    const known = Y.encodeStateVector(doc)
    doc.getMap('meta').set('title', 'z')
    const { status } = await push(ana, Y.encodeStateAsUpdate(doc, known))
    expect([403, 413, 422, 429, 503]).toContain(status)
  })

  it('[HTT-22] more than 8 MiB is answered 413', async () => {
    const answer = await push(ana, new Uint8Array(limits.maxMessageBytes + 1))
    expect(await codeOf(answer)).toEqual([413, 'payload_too_large'])
  })

  it('[HTT-12] a flood of pushes is answered 429 with a time to come back', async () => {
    const carla = await server.signIn('carla@demo.mutirao')
    const update = await edited(addCard('uma vez'))
    await push(carla, update)
    // On a busy machine the flood takes seconds, in which the allowance grows again.
    const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now())
    const answers = await Promise.all(Array.from({ length: limits.burstUpdates + 40 }, () => push(carla, update)))
    clock.mockRestore()
    const refused = answers.filter(({ status }) => status !== 200)
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(limits.burstUpdates - 1)
    expect(answers.length - refused.length).toBeLessThanOrEqual(limits.burstUpdates)
    for (const answer of refused) {
      expect(answer.status).toBe(429)
      expect(await answer.json()).toMatchObject({ code: 'too_fast', retryAfterSeconds: expect.any(Number) as number })
    }
  })
})
