import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer } from '../testing/index.ts'
import type { SignedIn, TestServer } from '../testing/index.ts'

let server: TestServer
let ana: SignedIn
beforeAll(async () => {
  server = await startTestServer()
  ana = await server.signIn('ana@demo.mutirao')
})
afterAll(() => server?.close())

const json = { 'content-type': 'application/json' }
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  server.fetch(path, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) })
const invite = (person: SignedIn, email: string) =>
  person.fetch('/api/demo/beside', { method: 'POST', headers: json, body: JSON.stringify({ email }) })
const field = async (answer: Response, name: string): Promise<string> =>
  String(((await answer.json()) as Record<string, unknown>)[name])

describe('a window beside', () => {
  it('[ACC-24] is somebody else: a code opens it once, its key gives tokens of that person, and leaving ends it', async () => {
    const code = await field(await invite(ana, 'bruno@demo.mutirao'), 'code')
    const entered = await post('/api/demo/enter', { code })
    expect(entered.headers.get('set-cookie')).toBeNull()
    const key = await field(entered, 'key')
    expect((await post('/api/demo/enter', { code })).status).toBe(403)
    const token = await field(await post('/api/demo/token', { key }), 'token')
    const me = await server.fetch('/api/me', { headers: { authorization: `Bearer ${token}` } })
    expect(await me.json()).toMatchObject({ user: { email: 'bruno@demo.mutirao' }, workspaces: [{ role: 'editor' }] })
    expect((await (await ana.fetch('/api/me')).json()) as unknown).toMatchObject({
      user: { email: 'ana@demo.mutirao' },
    })
    await post('/api/demo/leave', { key })
    expect((await post('/api/demo/token', { key })).status).toBe(401)
  })

  it('[ACC-24] opens nobody who may do more, nobody of another company, nobody unknown, and not for strangers', async () => {
    const bruno = await server.signIn('bruno@demo.mutirao')
    const answers = await Promise.all([
      invite(bruno, 'ana@demo.mutirao'),
      invite(bruno, 'marina@demo.mutirao'),
      invite(bruno, 'bruno@demo.mutirao'),
      invite(ana, 'helena@other.mutirao'),
      invite(ana, 'nobody@demo.mutirao'),
      post('/api/demo/beside', { email: 'bruno@demo.mutirao' }),
      post('/api/demo/enter', { code: 'x'.repeat(32) }),
      post('/api/demo/token', { key: 'mutirao.session_token=forged' }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 401, 403, 401])
    expect((await invite(bruno, 'gil@demo.mutirao')).status).toBe(200)
    const elsewhere = await post('/api/demo/enter', { code: 'x' }, { origin: 'http://elsewhere.example' })
    expect(elsewhere.status).toBe(403)
  })

  it('[ACC-23] does not exist without the demo, and nothing is told of its people', async () => {
    const plain = await startTestServer({ env: { MUTIRAO_DEMO: 'off' } })
    const paths = ['/api/demo/beside', '/api/demo/enter', '/api/demo/token', '/api/demo/leave']
    const found = await Promise.all(
      paths.map(async (path) => (await plain.fetch(path, { method: 'POST', headers: json, body: '{}' })).status),
    )
    expect(found).toEqual([404, 404, 404, 404])
    expect(await (await plain.fetch('/api/session-info')).json()).toMatchObject({ demo: null })
    await plain.close()
  })

  it('[ACC-25] says before signing in that this is the demo, and who its people are', async () => {
    const info = (await (await server.fetch('/api/session-info')).json()) as { demo: { people: unknown[] } }
    expect(info).toMatchObject({ needsSetup: false, demo: { password: 'mutirao-demo' } })
    expect(info.demo.people).toHaveLength(8)
    const { user } = (await (await ana.fetch('/api/me')).json()) as { user: { id: string } }
    expect(info.demo.people[0]).toEqual({ id: user.id, name: 'Ana Ribeiro', email: 'ana@demo.mutirao', role: 'admin' })
  })
})

describe('the demo on one’s own machine', () => {
  const statusAt = (host: string, path: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: server.port, path, headers: { host } }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
      asked.on('error', reject)
      asked.end()
    })

  it('[ATK-20] answers at the names of this machine, and not at one that only leads here', async () => {
    const port = String(server.port)
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`, `mutirao.localhost:${port}`])
      expect([host, await statusAt(host, '/api/session-info')]).toEqual([host, 200])
    for (const host of [
      `evil.example:${port}`,
      'evil.example',
      `127.0.0.1.evil.example:${port}`,
      'localhost.evil.example',
    ])
      for (const path of ['/api/session-info', '/api/me', '/', '/health'])
        expect([host, path, await statusAt(host, path)]).toEqual([host, path, 403])
  })
})
