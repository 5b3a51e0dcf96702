import { metaMap } from '@mutirao/documents'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import pg from 'pg'
import * as Y from 'yjs'
import { docOf, startTestServer, until } from '../testing/index.ts'
import type { SignedIn, TestServer } from '../testing/index.ts'

let server: TestServer
let ana: SignedIn
let admin: pg.Client
beforeAll(async () => {
  server = await startTestServer()
  ana = await server.signIn('ana@demo.mutirao')
  admin = new pg.Client({ connectionString: process.env['MUTIRAO_TEST_POSTGRES'] })
  await admin.connect()
})
afterAll(async () => {
  await admin?.end()
  await server?.close()
})

/** The server's database is gone for everybody, as when Postgres restarts; other databases of the run are not. */
async function outage(on: boolean): Promise<void> {
  const name = /\/([^/?]+)(\?|$)/.exec(server.database.url.replace('//', ''))?.[1] ?? ''
  await admin.query(`alter database ${name} with allow_connections ${String(!on)}`)
  if (on) await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
}

describe('while the database is away', () => {
  it('[HTT-13] [HTT-17] pushes are told to come back, readiness says so, and everything works again by itself', async () => {
    const created = await ana.fetch(`/api/workspaces/${ana.workspaceId}/documents`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'board', title: 'Resiste' }),
    })
    const { name } = (await created.json()) as { name: string }
    const path = `/api/documents/${name}/updates`
    const doc = await docOf(await ana.fetch(path))
    const known = Y.encodeStateVector(doc)
    metaMap(doc).set('title', 'Resiste, durante')
    const body = Buffer.from(Y.encodeStateAsUpdate(doc, known))
    const push = (): Promise<Response> => ana.fetch(path, { method: 'POST', body })

    await outage(true)
    const refused = await push()
    expect(refused.status).toBe(503)
    expect(await refused.json()).toMatchObject({ code: 'journal_unavailable', retryAfterSeconds: 5 })
    expect(refused.headers.get('retry-after')).toBe('5')
    await until('not ready', async () => (await server.fetch('/ready')).status === 503)
    expect((await server.fetch('/health')).status).toBe(200)

    await outage(false)
    await until('ready again', async () => (await server.fetch('/ready')).status === 200, 20_000)
    await until('taken again', async () => (await push()).status === 200, 20_000)
  })
})
