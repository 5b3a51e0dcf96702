import { createBoardStore, defaultStages, metaMap, mustParseName, parseCursor } from '@mutirao/documents'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { docOf, startTestServer, until } from '../testing/index.ts'
import type { SignedIn, TestServer } from '../testing/index.ts'

interface Listed {
  readonly name: string
  readonly kind: string
  readonly title: string
  readonly cursor: string
  readonly updatedAt: number
  readonly access: string
}

let server: TestServer
let ana: SignedIn
let gil: SignedIn
beforeAll(async () => {
  server = await startTestServer()
  ana = await server.signIn('ana@demo.mutirao')
  gil = await server.signIn('gil@demo.mutirao')
})
afterAll(() => server?.close())

const json = async <T>(answer: Response): Promise<T> => (await answer.json()) as T
const documents = (person: SignedIn): string => `/api/workspaces/${person.workspaceId}/documents`
const create = (person: SignedIn, body: unknown): Promise<Response> =>
  person.fetch(documents(person), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const listOf = async (person: SignedIn): Promise<Listed[]> => json(await person.fetch(documents(person)))
const pull = (person: SignedIn, name: string, query = ''): Promise<Response> =>
  person.fetch(`/api/documents/${encodeURIComponent(name)}/updates${query}`)

describe('documents', () => {
  it('[HTT-5] a created board is answered and listed, for viewers as read only', async () => {
    const before = Date.now()
    const answer = await create(ana, { kind: 'board', title: '  Novos negócios  ' })
    expect(answer.status).toBe(201)
    const board = await json<Listed>(answer)
    expect(Object.keys(board).sort()).toEqual(['access', 'cursor', 'kind', 'name', 'title', 'updatedAt'])
    expect(board).toMatchObject({ kind: 'board', title: 'Novos negócios', access: 'write' })
    expect(board.name).toMatch(/^board:[0-9A-HJKMNP-TV-Z]{26}$/)
    expect(parseCursor(board.cursor)?.seq).toBeGreaterThan(0)
    expect(board.updatedAt).toBeGreaterThan(before - 5000)
    expect((await listOf(ana)).find(({ name }) => name === board.name)).toMatchObject({ cursor: board.cursor })
    expect((await listOf(gil)).find(({ name }) => name === board.name)).toMatchObject({ access: 'read' })
  })

  it('[HTT-5] a viewer creates nothing', async () => {
    const count = (await listOf(gil)).length
    const answer = await create(gil, { kind: 'board', title: 'Meu' })
    expect([answer.status, (await json<{ code: string }>(answer)).code]).toEqual([403, 'forbidden'])
    expect(await listOf(gil)).toHaveLength(count)
  })

  it.each([
    [{ kind: 'board' }],
    [{ kind: 'board', title: '' }],
    [{ kind: 'board', title: '   ' }],
    [{ kind: 'board', title: 'x'.repeat(201) }],
    [{ kind: 'ledger', title: 'x' }],
    [{ kind: 'user', title: 'x' }],
    [{ title: 'x' }],
    [[]],
    [null],
  ])('[HTT-1] the body %j creates nothing and is named a bad request', async (body) => {
    const answer = await create(ana, body)
    expect([answer.status, (await json<{ code: string }>(answer)).code]).toEqual([400, 'invalid_request'])
  })

  it('[HTT-6] a new board has the default stages, in order, written by its creator', async () => {
    const { name } = await json<Listed>(await create(ana, { kind: 'board', title: 'Com etapas' }))
    const store = createBoardStore(await docOf(await pull(ana, name)))
    expect(store.meta()).toMatchObject({ title: 'Com etapas', currency: 'BRL' })
    expect(store.stages().map(({ name: stage }) => stage)).toEqual(defaultStages.map(({ name: stage }) => stage))
    const { rows } = await server.database.pool.query(
      'select distinct actor_id from journal join document on id = document_id where name = $1',
      [name],
    )
    expect(rows).toEqual([{ actor_id: ana.userId }])
  })

  it('[HTT-6] a board whose creation was interrupted gets its stages once, however many open it at once', async () => {
    const { directory } = server.parts
    const name = 'board:01UNFINISHED00000000000000'
    await directory.createDocument({
      name: mustParseName(name).name,
      workspaceId: ana.workspaceId,
      title: 'Interrompido',
      createdBy: ana.userId,
    })
    await Promise.all(Array.from({ length: 5 }, () => pull(ana, name)))
    const store = createBoardStore(await docOf(await pull(ana, name)))
    expect(store.stages()).toHaveLength(6)
    expect(store.meta().title).toBe('Interrompido')
  })

  it('[HTT-7] a title changed in the document shows in the list', async () => {
    const { name } = await json<Listed>(await create(ana, { kind: 'board', title: 'Antes' }))
    const doc = await docOf(await pull(ana, name))
    const known = Y.encodeStateVector(doc)
    metaMap(doc).set('title', 'Depois')
    const pushed = await ana.fetch(`/api/documents/${encodeURIComponent(name)}/updates`, {
      method: 'POST',
      body: Buffer.from(Y.encodeStateAsUpdate(doc, known)),
    })
    expect(pushed.status).toBe(200)
    await until('the list shows the new title', async () =>
      (await listOf(ana)).some((one) => one.name === name && one.title === 'Depois'),
    )
  })

  it('[HTT-21] heads tell what moved since, and only that', async () => {
    const path = `/api/workspaces/${ana.workspaceId}/heads`
    interface Heads {
      readonly heads: Record<string, string>
      readonly after: string
    }
    const all = await json<Heads>(await ana.fetch(path))
    for (const board of await listOf(ana)) expect(all.heads[board.name]).toBe(board.cursor)
    const board = await json<Listed>(await create(ana, { kind: 'board', title: 'Depois de tudo' }))
    const after = encodeURIComponent(all.after)
    const moved = await json<Heads>(await ana.fetch(`${path}?after=${after}`))
    expect(moved.heads[board.name]).toBe(board.cursor)
    // Told again as long as a transaction that began before is open anywhere in this Postgres, which other tests share.
    let last = moved
    await until('nothing else is told any more', async () => {
      last = await json<Heads>(await ana.fetch(`${path}?after=${encodeURIComponent(last.after)}`))
      return Object.keys(last.heads).every((name) => name === board.name)
    })
    const foreign = await json<Heads>(await ana.fetch(`${path}?after=nonsense`))
    expect(Object.keys(foreign.heads).length).toBeGreaterThanOrEqual(Object.keys(all.heads).length)
  })
})
