import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { startTestServer } from '../testing/index.ts'
import type { SignedIn, TestServer } from '../testing/index.ts'

let server: TestServer
let ana: SignedIn
let bruno: SignedIn
let helena: SignedIn
let board: string
beforeAll(async () => {
  server = await startTestServer()
  ana = await server.signIn('ana@demo.mutirao')
  bruno = await server.signIn('bruno@demo.mutirao')
  helena = await server.signIn('helena@other.mutirao')
  const answer = await ana.fetch(`/api/workspaces/${ana.workspaceId}/documents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'board', title: 'Segredo' }),
  })
  board = ((await answer.json()) as { name: string }).name
})
afterAll(() => server?.close())

/** Everything about an answer somebody could learn from. */
async function seen(answer: Response): Promise<unknown> {
  const headers = [...answer.headers].filter(([name]) => name !== 'date')
  return { status: answer.status, headers, body: await answer.text() }
}
const body = (): Buffer<ArrayBuffer> => {
  const doc = new Y.Doc()
  doc.getMap('meta').set('title', 'mine now')
  return Buffer.from(Y.encodeStateAsUpdate(doc))
}
const send = (method: string, data: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(data),
})

describe('isolation', () => {
  it('[ACC-9] a foreign workspace looks like one that does not exist, on every route', async () => {
    const routes: ((workspace: string) => Promise<Response>)[] = [
      (workspace) => helena.fetch(`/api/workspaces/${workspace}/documents`),
      (workspace) =>
        helena.fetch(`/api/workspaces/${workspace}/documents`, send('POST', { kind: 'board', title: 'x' })),
      (workspace) => helena.fetch(`/api/workspaces/${workspace}/heads`),
      (workspace) => helena.fetch(`/api/workspaces/${workspace}/events`),
      (workspace) => helena.fetch(`/api/workspaces/${workspace}/members`),
      (workspace) =>
        helena.fetch(
          `/api/workspaces/${workspace}/members`,
          send('POST', { name: 'X', email: 'x@x.example', password: 'long enough', role: 'admin' }),
        ),
      (workspace) =>
        helena.fetch(`/api/workspaces/${workspace}/members/${helena.userId}`, send('PATCH', { role: 'admin' })),
      (workspace) =>
        helena.fetch(`/api/workspaces/${workspace}/members/${ana.userId}`, send('PATCH', { active: false })),
    ]
    for (const [i, route] of routes.entries()) {
      const foreign = await seen(await route(ana.workspaceId))
      expect([i, foreign]).toEqual([i, await seen(await route('01NOSUCHWORKSPACE000000000'))])
      expect(foreign).toMatchObject({ status: 404 })
    }
  })

  it('[ACC-9] a foreign document looks like one that does not exist, for reading and writing', async () => {
    const boardId = board.slice('board:'.length)
    const pairs = [
      [board, 'board:01NOSUCHBOARD0000000000000'],
      [`card:${boardId}.01CARD00000000000000000000`, 'card:01NOSUCHBOARD0000000000000.01CARD00000000000000000000'],
      [`user:${ana.workspaceId}.${ana.userId}`, `user:01NOSUCHWORKSPACE000000000.${ana.userId}`],
      [`user:${ana.workspaceId}.${helena.userId}`, `user:01NOSUCHWORKSPACE000000000.${helena.userId}`],
    ]
    for (const [foreign = '', absent = ''] of pairs)
      for (const init of [{}, { method: 'POST', body: body() }]) {
        const answer = await seen(await helena.fetch(`/api/documents/${encodeURIComponent(foreign)}/updates`, init))
        const other = await seen(await helena.fetch(`/api/documents/${encodeURIComponent(absent)}/updates`, init))
        expect([foreign, answer]).toEqual([foreign, other])
        expect(answer).toMatchObject({ status: 404 })
      }
    const { rows } = await server.database.pool.query('select 1 from document where name like $1', [
      `card:${boardId}.%`,
    ])
    expect(rows).toEqual([])
  })

  it('[ACC-10] another member’s user document opens for nobody else and is not listed', async () => {
    const own = `user:${bruno.workspaceId}.${bruno.userId}`
    expect((await bruno.fetch(`/api/documents/${own}/updates`)).status).toBe(200)
    const asAna = await seen(await ana.fetch(`/api/documents/${own}/updates`))
    const absent = await seen(await ana.fetch(`/api/documents/user:${ana.workspaceId}.nobody-at-all/updates`))
    expect(asAna).toEqual(absent)
    const heads = async (person: SignedIn): Promise<string[]> => {
      const answer = await person.fetch(`/api/workspaces/${person.workspaceId}/heads`)
      return Object.keys(((await answer.json()) as { heads: Record<string, string> }).heads)
    }
    expect(await heads(bruno)).toContain(own)
    expect(
      (await heads(ana)).filter((name) => name.startsWith('user:') && name !== `user:${ana.workspaceId}.${ana.userId}`),
    ).toEqual([])
  })

  it('[ACC-9] [ACC-19] a card may be guessed by nobody outside and needs no creation inside', async () => {
    const card = `card:${board.slice('board:'.length)}.01GUESSED00000000000000000`
    expect((await helena.fetch(`/api/documents/${card}/updates`)).status).toBe(404)
    const inside = await bruno.fetch(`/api/documents/${card}/updates`)
    expect([inside.status, (await inside.arrayBuffer()).byteLength]).toEqual([200, 0])
  })

  it.each([
    'nope',
    'board:',
    'board:x',
    'board:../../../etc',
    'card:AAAAAAAA',
    `board:${'A'.repeat(41)}`,
    'quotes:AAAAAAAA',
  ])('[HTT-1] the malformed name %j is told as such', async (name) => {
    const answer = await ana.fetch(`/api/documents/${encodeURIComponent(name)}/updates`)
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([400, 'invalid_name'])
  })

  it('[HTT-4] nobody gets past 401 without signing in, whatever the body', async () => {
    const paths = [
      ['GET', '/api/me'],
      ['GET', `/api/workspaces/${ana.workspaceId}/documents`],
      ['POST', `/api/workspaces/${ana.workspaceId}/documents`],
      ['GET', `/api/workspaces/${ana.workspaceId}/heads`],
      ['GET', `/api/workspaces/${ana.workspaceId}/events`],
      ['GET', `/api/workspaces/${ana.workspaceId}/members`],
      ['POST', `/api/workspaces/${ana.workspaceId}/members`],
      ['PATCH', `/api/workspaces/${ana.workspaceId}/members/x`],
      ['GET', `/api/documents/${board}/updates`],
      ['POST', `/api/documents/${board}/updates`],
      ['GET', '/api/metrics/realtime'],
    ] as const
    for (const [method, path] of paths) {
      const init = method === 'GET' ? { method } : { method, body: 'not even json' }
      const answer = await server.fetch(path, init)
      const { code } = (await answer.json()) as { code: string }
      expect([method, path, answer.status, code]).toEqual([method, path, 401, 'unauthenticated'])
    }
  })

  it('[ACC-11] a deactivated member is a stranger from the next call on', async () => {
    const eva = await server.signIn('eva@demo.mutirao')
    const paths = [`/api/workspaces/${eva.workspaceId}/documents`, `/api/documents/${board}/updates`]
    const statuses = async (): Promise<number[]> =>
      Promise.all(paths.map(async (path) => (await eva.fetch(path)).status))
    expect(await statuses()).toEqual([200, 200])
    const off = await ana.fetch(
      `/api/workspaces/${ana.workspaceId}/members/${eva.userId}`,
      send('PATCH', { active: false }),
    )
    expect(await off.json()).toMatchObject({ id: eva.userId, active: false })
    expect(await statuses()).toEqual([404, 404])
    const me = (await (await eva.fetch('/api/me')).json()) as { workspaces: unknown[] }
    expect(me.workspaces).toEqual([])
    await ana.fetch(`/api/workspaces/${ana.workspaceId}/members/${eva.userId}`, send('PATCH', { active: true }))
    expect(await statuses()).toEqual([200, 200])
  })
})

describe('members', () => {
  const members = (person: SignedIn): string => `/api/workspaces/${person.workspaceId}/members`

  it('[ACC-15] everybody sees the members, administrators change them', async () => {
    const list = (await (await bruno.fetch(members(bruno))).json()) as {
      name: string
      role: string
      groups: string[]
    }[]
    expect(list.map(({ name, role, groups }) => [name.split(' ')[0], role, groups])).toEqual([
      ['Ana', 'admin', []],
      ['Bruno', 'editor', ['compras']],
      ['Carla', 'editor', []],
      ['Davi', 'editor', []],
      ['Eva', 'editor', []],
      ['Fábio', 'editor', ['vendas']],
      ['Gil', 'viewer', []],
      ['Marina', 'manager', []],
    ])
    const newcomer = { name: 'Iara', email: 'Iara@demo.mutirao', password: 'uma senha boa', role: 'editor' }
    for (const person of [bruno, await server.signIn('marina@demo.mutirao')]) {
      expect((await person.fetch(members(person), send('POST', newcomer))).status).toBe(403)
      const patch = await person.fetch(`${members(person)}/${person.userId}`, send('PATCH', { role: 'admin' }))
      expect(patch.status).toBe(403)
    }
    const added = await ana.fetch(members(ana), send('POST', newcomer))
    expect([added.status, await added.json()]).toMatchObject([201, { name: 'Iara', role: 'editor', active: true }])
    expect((await ana.fetch(members(ana), send('POST', newcomer))).status).toBe(409)
    const iara = await server.signIn('iara@demo.mutirao', 'uma senha boa')
    expect(iara.workspaceId).toBe(ana.workspaceId)
  })

  it('[ACC-26] an account made elsewhere joins only with its password, and is not touched', async () => {
    const own = { name: 'Helena', email: 'helena@other.mutirao', password: 'mutirao-demo', role: 'viewer' }
    const refused = await ana.fetch(members(ana), send('POST', { ...own, password: 'stolen password' }))
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([409, 'already_exists'])
    expect((await ana.fetch(members(ana), send('POST', own))).status).toBe(201)
    await expect(server.signIn('helena@other.mutirao', 'stolen password')).rejects.toThrow('401')
    const again = await server.signIn('helena@other.mutirao')
    const me = (await (await again.fetch('/api/me')).json()) as { user: { name: string }; workspaces: unknown[] }
    expect([me.user.name, me.workspaces.length]).toEqual(['Helena Duarte', 2])
    await ana.fetch(`${members(ana)}/${again.userId}`, send('PATCH', { active: false }))
  })

  it('[ACC-26] who was invited elsewhere in somebody’s name before them gets nothing of theirs', async () => {
    const helena = await server.signIn('helena@other.mutirao')
    const lia = { name: 'Lia', email: 'lia@demo.mutirao', role: 'editor' }
    expect((await helena.fetch(members(helena), send('POST', { ...lia, password: 'known to helena' }))).status).toBe(
      201,
    )
    const intruder = await server.signIn('lia@demo.mutirao', 'known to helena')
    const rightful = await ana.fetch(members(ana), send('POST', { ...lia, password: 'given to lia' }))
    expect(rightful.status).toBe(409)
    expect((await intruder.fetch(members(ana))).status).toBe(404)
  })

  it('[ACC-27] a new password ends every other session of the person, and whoever knew the old one is out', async () => {
    const mine = await server.signIn('fabio@demo.mutirao')
    const other = await server.signIn('fabio@demo.mutirao')
    const change = (current: string) =>
      mine.fetch('/api/me/password', send('POST', { current, next: 'só minha agora' }))
    expect([(await change('wrong')).status, (await change('mutirao-demo')).status]).toEqual([401, 204])
    expect([(await mine.fetch('/api/me')).status, (await other.fetch('/api/me')).status]).toEqual([200, 401])
    expect((await server.fetch('/api/auth/token', { headers: { cookie: other.cookie } })).status).toBe(401)
    await expect(server.signIn('fabio@demo.mutirao')).rejects.toThrow('401')
    await server.signIn('fabio@demo.mutirao', 'só minha agora')
  })

  it.each([[{}], [{ role: 'owner' }], [{ active: 'no' }], [{ groups: 'x' }], [[]], ['x']])(
    '[HTT-1] the change %j is a bad request',
    async (change) => {
      const answer = await ana.fetch(`${members(ana)}/${bruno.userId}`, send('PATCH', change))
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([400, 'invalid_request'])
    },
  )

  it('[ACC-15] a person who is no member cannot be changed', async () => {
    expect((await ana.fetch(`${members(ana)}/nobody-at-all`, send('PATCH', { role: 'admin' }))).status).toBe(404)
  })

  it('[ACC-16] the last active administrator stays', async () => {
    for (const change of [{ role: 'editor' }, { active: false }]) {
      const answer = await ana.fetch(`${members(ana)}/${ana.userId}`, send('PATCH', change))
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([400, 'invalid_request'])
    }
  })
})
