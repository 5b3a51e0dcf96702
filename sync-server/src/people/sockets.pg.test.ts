import { createUserStore, metaMap } from '@mutirao/documents'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { WireClient } from '../sync/testing/wire-client.ts'
import type { WireDocument } from '../sync/testing/wire-client.ts'
import { startTestServer, until } from '../testing/index.ts'
import type { SignedIn, TestServer } from '../testing/index.ts'

let server: TestServer
/** A second process on the same database. */
let other: TestServer
let ana: SignedIn
let helena: SignedIn
let board: string
const clients: WireClient[] = []
beforeAll(async () => {
  server = await startTestServer()
  other = await startTestServer({ database: server.database })
  ana = await server.signIn('ana@demo.mutirao')
  helena = await server.signIn('helena@other.mutirao')
  board = await createBoard('Funil')
})
afterEach(() => {
  for (const client of clients.splice(0)) client.close()
})
afterAll(async () => {
  await other?.close()
  await server?.close()
})

const send = (method: string, data: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(data),
})
async function createBoard(title: string): Promise<string> {
  const answer = await ana.fetch(`/api/workspaces/${ana.workspaceId}/documents`, send('POST', { kind: 'board', title }))
  return ((await answer.json()) as { name: string }).name
}
const change = (person: SignedIn, patch: unknown): Promise<Response> =>
  ana.fetch(`/api/workspaces/${ana.workspaceId}/members/${person.userId}`, send('PATCH', patch))

async function begin(at: TestServer, workspaceId: string, token: string, name: string): Promise<WireDocument> {
  const client = new WireClient(`${at.url.replace('http', 'ws')}/sync/${workspaceId}`, token)
  clients.push(client)
  return (await client.ready()).begin(name)
}
const open = (at: TestServer, person: SignedIn, name: string): Promise<WireDocument> =>
  begin(at, person.workspaceId, person.token, name)
const attached = (document: WireDocument): Promise<void> => until('attached', () => document.step2s > 0)
const userDocument = (person: SignedIn): string => `user:${person.workspaceId}.${person.userId}`

describe('sockets and people', () => {
  it('[ACC-9] documents of others are denied on the socket like ones that do not exist', async () => {
    const reasons = await Promise.all(
      [
        [helena.workspaceId, board],
        [helena.workspaceId, 'board:01NOSUCHBOARD0000000000000'],
        [ana.workspaceId, board],
        ['01NOSUCHWORKSPACE000000000', board],
        [helena.workspaceId, `card:${board.slice(6)}.01CARD0000`],
        [helena.workspaceId, userDocument(ana)],
        [helena.workspaceId, 'not a name'],
      ].map(async ([workspaceId = '', name = '']) => {
        const document = await begin(server, workspaceId, helena.token, name)
        await until(`${name} is answered`, () => document.denied !== null)
        return document.denied
      }),
    )
    expect(reasons).toEqual(reasons.map(() => 'forbidden'))
  })

  it('[ACC-18] a bad token is told as signed out', async () => {
    for (const token of ['', 'nonsense', `${ana.token}x`]) {
      const document = await begin(server, ana.workspaceId, token, board)
      await until('answered', () => document.denied !== null)
      expect(document.denied).toBe('signed_out')
    }
  })

  it('[ACC-12] a viewer is attached read-only', async () => {
    const document = await open(server, await server.signIn('gil@demo.mutirao'), board)
    await attached(document)
    expect(document.scope).toBe('readonly')
  })

  it('[ACC-13] deactivating a member closes what is open, in every process', async () => {
    const eva = await server.signIn('eva@demo.mutirao')
    const here = await open(server, eva, board)
    const there = await open(other, eva, board)
    await Promise.all([attached(here), attached(there)])
    await change(eva, { active: false })
    await until('both are closed', () => here.closed === 'forbidden' && there.closed === 'forbidden')
    const again = await open(other, eva, board)
    // Its socket may still be one of those that are thrown out: the documents are closed before the sockets are.
    const reason = (): string | null => again.denied ?? clients.at(-1)?.closed?.reason ?? null
    await until('denied', () => reason() !== null)
    expect(reason()).toBe('forbidden')
    await change(eva, { active: true })
  })

  it('[ACC-13] a changed role changes what is open', async () => {
    const davi = await server.signIn('davi@demo.mutirao')
    const document = await open(other, davi, board)
    await attached(document)
    await change(davi, { role: 'viewer' })
    await until('the other process sees a viewer', async () => {
      metaMap(document.doc).set('title', `by davi ${document.statuses.length}`)
      await until('answered', () => document.statuses.length > 0)
      return document.statuses.at(-1) === false
    })
    await change(davi, { role: 'editor' })
  })

  it('[ACC-14] the user document shows people and boards, and follows changes made in another process', async () => {
    const marina = await server.signIn('marina@demo.mutirao')
    await createBoard('Pessoas')
    const document = await open(other, marina, userDocument(marina))
    await attached(document)
    const store = createUserStore(document.doc)
    const titles = (): string[] => store.documents().map(({ title }) => title)
    await until('people and boards are there', () => store.members().length >= 8 && titles().includes('Pessoas'))
    expect(store.member(ana.userId)).toMatchObject({ name: 'Ana Ribeiro', role: 'admin', active: true })
    await createBoard('Criado noutro processo')
    await until('the new board', () => titles().includes('Criado noutro processo'))
    const bruno = await server.signIn('bruno@demo.mutirao')
    await change(bruno, { role: 'manager', groups: ['compras', 'vendas'] })
    await until('the new role', () => store.member(bruno.userId)?.role === 'manager')
    expect(store.member(bruno.userId)?.groups).toEqual(['compras', 'vendas'])
    await change(bruno, { role: 'editor', groups: ['compras'] })
  })

  it.each(['/sync', '/sync/', '/sync/a/b', '/other', '/sync/bad%20name'])(
    '[ACC-9] an upgrade of %s is answered 404',
    async (path) => {
      const socket = new WebSocket(`${server.url.replace('http', 'ws')}${path}`)
      const status = await new Promise((resolve) => {
        socket.on('unexpected-response', (_request, answer) => resolve(answer.statusCode))
        socket.on('error', () => undefined)
      })
      expect(status).toBe(404)
    },
  )
})
