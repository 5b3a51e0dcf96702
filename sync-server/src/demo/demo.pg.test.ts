import {
  createAccountsStore,
  createBoardStore,
  createCardDetailStore,
  createLedgerStore,
  readView,
} from '@mutirao/documents'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docOf, startTestServer, until } from '../testing/index.ts'
import type { SignedIn, TestServer } from '../testing/index.ts'

let server: TestServer
let ana: SignedIn
beforeAll(async () => {
  server = await startTestServer({ demoBoard: true, worker: true })
  ana = await server.signIn('ana@demo.mutirao')
})
afterAll(() => server?.close())

const count = async (sql: string, values: unknown[] = []): Promise<number> => {
  const { rows } = await server.database.pool.query<{ count: number }>(`select count(*) as count from ${sql}`, values)
  return rows[0]?.count ?? 0
}
const boardsOf = async (person: SignedIn): Promise<{ name: string; title: string }[]> =>
  (await listed(person)).filter(({ kind }) => kind === 'board')
const listed = async (person: SignedIn): Promise<{ name: string; title: string; kind: string }[]> =>
  (await (await person.fetch(`/api/workspaces/${person.workspaceId}/documents`)).json()) as {
    name: string
    title: string
    kind: string
  }[]
const storeOf = async (name: string) =>
  createBoardStore(await docOf(await ana.fetch(`/api/documents/${encodeURIComponent(name)}/updates`)))

describe('the demo', () => {
  it('[ACC-21] everybody of the contract signs in and is who they should be', async () => {
    const expected = [
      ['ana@demo.mutirao', 'Mutirão Demo', 'admin', []],
      ['marina@demo.mutirao', 'Mutirão Demo', 'manager', []],
      ['bruno@demo.mutirao', 'Mutirão Demo', 'editor', ['compras']],
      ['carla@demo.mutirao', 'Mutirão Demo', 'editor', []],
      ['davi@demo.mutirao', 'Mutirão Demo', 'editor', []],
      ['eva@demo.mutirao', 'Mutirão Demo', 'editor', []],
      ['fabio@demo.mutirao', 'Mutirão Demo', 'editor', ['vendas']],
      ['gil@demo.mutirao', 'Mutirão Demo', 'viewer', []],
      ['helena@other.mutirao', 'Outra Empresa', 'admin', []],
    ] as const
    const found = await Promise.all(
      expected.map(async ([email]) => {
        const person = await server.signIn(email)
        const me = (await (await person.fetch('/api/me')).json()) as {
          user: { email: string }
          workspaces: { name: string; role: string; groups: string[] }[]
        }
        return [me.user.email, ...me.workspaces.flatMap(({ name, role, groups }) => [name, role, groups])]
      }),
    )
    expect(found).toEqual(expected)
  })

  it('[ACC-21] a living sales board and a smaller one, every row in the name of one of the people', async () => {
    const boards = await boardsOf(ana)
    expect(boards.map(({ title }) => title)).toEqual([`Funil Comercial ${new Date().getUTCFullYear()}`, 'Parcerias'])
    const [sales, partners] = await Promise.all(boards.map(({ name }) => storeOf(name)))
    if (!sales || !partners) throw new Error('no boards')
    const cards = [...sales.cardIds()].flatMap((id) => sales.card(id) ?? [])
    expect(cards.length).toBeGreaterThanOrEqual(100)
    expect(cards.every(({ createdBy, ownerId }) => createdBy !== null && createdBy === ownerId)).toBe(true)
    expect(new Set(cards.map(({ createdBy }) => createdBy)).size).toBe(7)
    expect(sales.stages().every(({ id }) => sales.column(id).length > 0)).toBe(true)
    expect([...partners.cardIds()].length).toBeGreaterThan(8)
    expect(await count(`journal where origin <> 'decision' and actor_id not in (select id from auth_user)`)).toBe(0)
  })

  it('[ACC-22] the month was lived through the front door: rows of the people themselves, each claiming when its edits were written, spread over the month', async () => {
    const { rows } = await server.database.pool.query<{
      note: { written?: [number, number, number, number][] } | null
    }>(
      `select j.note from journal j join document d on d.id = j.document_id
       where j.origin = 'client' and d.kind in ('board', 'card') order by j.document_id, j.seq`,
    )
    const claimed = rows.flatMap(({ note }) => note?.written?.map(([, , , atMs]) => atMs) ?? [])
    expect(claimed.length).toBeGreaterThan(400)
    const nowMs = Date.now()
    expect(claimed.every((atMs) => atMs < nowMs && atMs > nowMs - 32 * 86_400_000)).toBe(true)
    expect(new Set(claimed.map((atMs) => Math.floor(atMs / 86_400_000))).size).toBeGreaterThan(15)
    expect(await count("journal where origin = 'revert'")).toBe(0)
  })

  it('[ACC-21] some cards have notes, comments by their authors, and tasks', async () => {
    const { rows } = await server.database.pool.query<{ name: string }>("select name from document where kind = 'card'")
    expect(rows.length).toBeGreaterThan(8)
    let comments = 0
    for (const { name } of rows) {
      const doc = await docOf(await ana.fetch(`/api/documents/${encodeURIComponent(name)}/updates`))
      const store = createCardDetailStore(doc)
      comments += store.comments().length
      for (const { by } of store.comments()) expect(await count('auth_user where id = $1', [by])).toBe(1)
    }
    expect(comments).toBeGreaterThan(5)
  })

  it('[ACC-21] its customers are written down by its people, with CNPJ and contacts', async () => {
    const list = (await listed(ana)).find(({ kind }) => kind === 'accounts')
    const doc = await docOf(await ana.fetch(`/api/documents/${encodeURIComponent(list?.name ?? '')}/updates`))
    const accounts = createAccountsStore(doc).accounts()
    expect(accounts.filter(({ cnpj }) => cnpj !== '').length).toBeGreaterThan(10)
    for (const by of new Set(accounts.map(({ createdBy }) => createdBy)))
      expect(await count('auth_user where id = $1', [by])).toBe(1)
  })

  it('[ACC-21] a database somebody else lives in gets no demo people', async () => {
    const { createTestDatabase } = await import('@mutirao/persistence/testing')
    const database = await createTestDatabase()
    const lonely = await startTestServer({ database, env: { MUTIRAO_DEMO: 'off' } })
    await lonely.parts.directory.createWorkspace({ id: '01SOMEBODYELSE000000000000', name: 'Empresa' })
    await lonely.close()
    const second = await startTestServer({ database })
    expect([second.demo, (await database.pool.query('select 1 from auth_user')).rowCount]).toEqual([false, 0])
    await second.close()
    await database.drop()
  })

  it('[ACC-20] with another secret everybody signs in again, and new tokens verify', async () => {
    const env = { MUTIRAO_SECRET: 'another secret, as after losing the data folder' }
    const moved = await startTestServer({ database: server.database, env })
    const get = (headers: Record<string, string>) => moved.fetch('/api/me', { headers })
    expect((await get({ cookie: ana.cookie })).status).toBe(401)
    expect((await get({ authorization: `Bearer ${ana.token}` })).status).toBe(401)
    const again = await moved.signIn('ana@demo.mutirao')
    expect((await again.fetch('/api/me')).status).toBe(200)
    await moved.close()
  })

  it('[PUR-7] a month of purchase requests in every state, each decided upon the words of its people', async () => {
    const list = (await listed(ana)).find(({ kind }) => kind === 'requests')
    const ledger = `ledger:${list?.name.slice('requests:'.length) ?? ''}`
    const statuses = async (): Promise<readonly string[]> => {
      const doc = await docOf(await ana.fetch(`/api/documents/${ledger}/updates`))
      return [...createLedgerStore(doc).subjects().values()]
        .flatMap((value) => readView(value)?.status ?? [])
        .toSorted()
    }
    const expected = [
      ...Array<string>(4).fill('aprovada'),
      'cancelada',
      'devolvida',
      ...Array<string>(3).fill('pending_a1'),
      'pending_a2',
      'pending_a2',
      'pending_a3',
      'rejeitada',
    ]
    // One decision follows the other: a request on its way to its third level was at its first before.
    await until('thirteen are decided upon', async () => JSON.stringify(await statuses()) === JSON.stringify(expected))
    const { rows } = await server.database.pool.query<{ refused: number; people: number }>(
      `select count(*) filter (where not accepted) as refused, count(distinct decided_by) as people from decision`,
    )
    expect(rows[0]).toMatchObject({ refused: 0, people: 7 })
  })

  it('[ACC-21] starting again changes nothing', async () => {
    // What people did: notices and decisions follow from it in the worker's own time, also while this test runs.
    const people = `journal where actor_id in (select id from auth_user)`
    const rows = await count(people)
    expect(rows).toBeGreaterThan(300)
    const again = await startTestServer({ demoBoard: true, database: server.database })
    await again.close()
    expect([await count(people), await count('auth_user'), await count('workspace')]).toEqual([rows, 9, 2])
  })
})
