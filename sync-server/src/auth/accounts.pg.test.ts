import { request } from 'node:http'
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer } from '../testing/index.ts'
import type { TestServer } from '../testing/index.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.close())

const signIn = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  server.fetch('/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
const ana = { email: 'ana@demo.mutirao', password: 'mutirao-demo' }
const sessionTokenOf = (cookie: string): string => decodeURIComponent(cookie.split('=')[1] ?? '').split('.')[0] ?? ''

describe('sign in', () => {
  it('[ACC-1] sets an HttpOnly, SameSite=Lax cookie that gets a JWT of at most 15 minutes', async () => {
    const answer = await signIn(ana)
    expect(answer.status).toBe(200)
    const [cookie = ''] = answer.headers.getSetCookie()
    expect(cookie).toMatch(/^mutirao\.session_token=.+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/)
    const { user } = (await answer.json()) as { user: { id: string; email: string } }
    expect(user).toEqual({ id: user.id, email: ana.email, name: 'Ana Ribeiro' })
    const tokenAnswer = await server.fetch('/api/auth/token', { headers: { cookie: cookie.split(';')[0] ?? '' } })
    const { token } = (await tokenAnswer.json()) as { token: string }
    expect(decodeProtectedHeader(token).alg).toBe('EdDSA')
    const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(`${server.url}/api/auth/jwks`)))
    expect(payload.sub).toBe(user.id)
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBeLessThanOrEqual(900)
    expect(Object.keys(payload).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sid', 'sub'])
  })

  it('[ACC-1] marks the cookie Secure when the proxy ended TLS', async () => {
    const [cookie] = (await signIn(ana, { 'x-forwarded-proto': 'https' })).headers.getSetCookie()
    expect(cookie).toContain('; Secure')
  })

  it('[ACC-2] a wrong password, an unknown e-mail and a malformed one are answered alike', async () => {
    const answers = await Promise.all(
      [
        { email: 'davi@demo.mutirao', password: 'wrong' },
        { email: 'nobody@demo.mutirao', password: 'wrong' },
        { email: 'not an e-mail', password: 'wrong' },
      ].map((body) => signIn(body)),
    )
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401])
    const bodies = await Promise.all(answers.map((answer) => answer.text()))
    expect(new Set(bodies).size).toBe(1)
    expect(JSON.parse(bodies[0] ?? '')).toEqual({ code: 'wrong_credentials', message: 'E-mail ou senha incorretos.' })
    expect(answers.flatMap((answer) => answer.headers.getSetCookie())).toEqual([])
  })

  it('[ACC-3] no answer carries the session token in its body', async () => {
    const answer = await signIn(ana)
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const secret = sessionTokenOf(cookie)
    expect(secret.length).toBeGreaterThan(20)
    const bodies = [await answer.text()]
    for (const path of ['/api/me', '/api/auth/token'])
      bodies.push(await (await server.fetch(path, { headers: { cookie } })).text())
    expect(bodies.filter((body) => body.includes(secret))).toEqual([])
  })

  it('[ACC-4] after signing out neither cookie nor token opens anything', async () => {
    const eva = await server.signIn('eva@demo.mutirao')
    expect((await eva.fetch('/api/me')).status).toBe(200)
    const out = await server.fetch('/api/auth/sign-out', { method: 'POST', headers: { cookie: eva.cookie } })
    expect(out.status).toBe(200)
    expect(out.headers.getSetCookie().join()).toContain('mutirao.session_token=; Max-Age=0')
    expect((await server.fetch('/api/auth/token', { headers: { cookie: eva.cookie } })).status).toBe(401)
    expect((await server.fetch('/api/me', { headers: { cookie: eva.cookie } })).status).toBe(401)
    const answer = await eva.fetch('/api/me')
    expect([answer.status, await answer.json()]).toMatchObject([401, { code: 'signed_out' }])
  })

  it('[ACC-5] failures are limited per account, the right password too; others are not affected', async () => {
    const guess = () => signIn({ email: 'Carla@demo.mutirao', password: 'guess' })
    const first = await Promise.all(Array.from({ length: 10 }, guess))
    expect(first.map(({ status }) => status)).toEqual(Array(10).fill(401))
    const refused = await signIn({ email: 'carla@demo.mutirao', password: 'mutirao-demo' })
    expect(refused.status).toBe(429)
    const body = (await refused.json()) as { code: string; retryAfterSeconds: number }
    expect(body.code).toBe('too_many_attempts')
    expect(body.retryAfterSeconds).toBeGreaterThan(0)
    expect(refused.headers.get('retry-after')).toBe(String(body.retryAfterSeconds))
    expect((await signIn(ana)).status).toBe(200)
    await server.database.pool.query('update auth_attempt set window_ends_at = now()')
    expect((await signIn({ email: 'carla@demo.mutirao', password: 'mutirao-demo' })).status).toBe(200)
  })

  it('[ACC-5] an unknown e-mail is limited in the same way, so that the limit does not tell accounts apart', async () => {
    const guess = () => signIn({ email: 'ghost@demo.mutirao', password: 'guess' })
    await Promise.all(Array.from({ length: 10 }, guess))
    expect((await guess()).status).toBe(429)
  })

  it('[ACC-5] the right password in time ends the count', async () => {
    const attempt = (password: string) => signIn({ email: 'fabio@demo.mutirao', password })
    for (const round of [1, 2]) {
      const failures = await Promise.all(Array.from({ length: 9 }, () => attempt(`wrong ${round}`)))
      expect(failures.every(({ status }) => status === 401)).toBe(true)
      expect((await attempt('mutirao-demo')).status).toBe(200)
    }
  })

  it('[ACC-6] sixty sign-ins within a minute from one address pass, a flood does not', async () => {
    await server.database.pool.query('delete from auth_attempt')
    // The attempts before are counted, not made: each costs a tenth of a second of hashing.
    const made = (count: number) =>
      server.database.pool.query("update auth_attempt set count = $1 where id like 'address:%'", [count])
    try {
      expect((await signIn(ana)).status).toBe(200)
      await made(59)
      expect((await signIn(ana)).status).toBe(200)
      await made(120)
      expect((await signIn(ana)).status).toBe(429)
    } finally {
      // Whatever came of it, the other tests sign in from this address too.
      await server.database.pool.query('delete from auth_attempt')
    }
  })

  it.each([[{}], [{ email: 'ana@demo.mutirao' }], [{ email: 1, password: [] }], ['text'], [null], [[]]])(
    '[HTT-1] the sign-in body %j is a bad request, not a fault of ours',
    async (body) => {
      const answer = await signIn(body)
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([400, 'invalid_request'])
    },
  )

  it('[ACC-17] no other route of the accounts library answers', async () => {
    const { cookie } = await server.signIn('ana@demo.mutirao')
    const origin = server.url
    const get = ['get-session', 'list-sessions', 'ok', 'error', 'list-accounts', 'callback/google', 'reference']
    const post = [
      'sign-up/email',
      'update-user',
      'delete-user',
      'change-email',
      'revoke-sessions',
      'sign-in/social',
      'request-password-reset',
    ]
    const answers = await Promise.all([
      ...get.map((path) => server.fetch(`/api/auth/${path}`, { headers: { cookie } })),
      ...post.map((path) => server.fetch(`/api/auth/${path}`, { method: 'POST', headers: { cookie, origin } })),
    ])
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404))
  })
})

describe('tokens', () => {
  it('[ACC-18] what is not a good token is refused, also beside a good cookie', async () => {
    const { token, cookie } = await server.signIn('marina@demo.mutirao')
    const [head = '', body = '', signature = ''] = token.split('.')
    const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
    const claims = decodeJwt(token)
    const forged = [
      `${head}.${encode({ ...claims, sub: 'somebody-else-entirely' })}.${signature}`,
      `${encode({ alg: 'none' })}.${body}.`,
      `${encode({ alg: 'HS256', typ: 'JWT' })}.${body}.${signature}`,
      `${encode({ ...decodeProtectedHeader(token), kid: 'unknown' })}.${body}.${signature}`,
      `${head}.${body}.`,
      'nonsense',
      'a.b.c',
      'x'.repeat(5000),
    ]
    for (const bad of forged) {
      const answer = await server.fetch('/api/me', { headers: { authorization: `Bearer ${bad}`, cookie } })
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([401, 'unauthenticated'])
    }
    for (const authorization of ['Basic YW5hOng=', 'Bearer', '']) {
      const answer = await server.fetch('/api/me', { headers: { authorization, cookie } })
      expect(answer.status).toBe(401)
    }
  })
})

describe('origin', () => {
  const port = (): string => new URL(server.url).port
  const patch = (headers: Record<string, string>, host = '127.0.0.1'): Promise<Response> =>
    fetch(`http://${host}:${port()}/api/workspaces/nowhere00/documents`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ kind: 'board', title: 'x' }),
    })
  const codeOf = async (answer: Response): Promise<string> => ((await answer.json()) as { code: string }).code

  it('[ACC-8] cookie calls that change something need a matching origin', async () => {
    const { cookie, token } = await server.signIn('bruno@demo.mutirao')
    expect(await codeOf(await patch({ cookie }))).toBe('origin_mismatch')
    expect(await codeOf(await patch({ cookie, origin: 'https://evil.example' }))).toBe('origin_mismatch')
    expect(await codeOf(await patch({ cookie, origin: 'null' }))).toBe('origin_mismatch')
    expect(await codeOf(await patch({ cookie, origin: `http://127.0.0.1:${port()}` }))).toBe('not_found')
    expect(await codeOf(await patch({ cookie, origin: `http://localhost:${port()}` }))).toBe('origin_mismatch')
    expect(await codeOf(await patch({ authorization: `Bearer ${token}` }))).toBe('not_found')
  })

  it('[ACC-8] a sent foreign origin is refused on reading and signing in too', async () => {
    const { cookie } = await server.signIn('bruno@demo.mutirao')
    const origin = 'https://evil.example'
    expect((await server.fetch('/api/me', { headers: { cookie, origin } })).status).toBe(403)
    expect((await server.fetch('/api/auth/token', { headers: { cookie, origin } })).status).toBe(403)
    expect((await signIn(ana, { origin })).status).toBe(403)
    expect((await server.fetch('/api/me', { headers: { cookie, origin: server.url } })).status).toBe(200)
  })

  it('[ACC-8] people who type localhost and people who type 127.0.0.1 both sign in', async () => {
    for (const name of ['localhost', '127.0.0.1', 'crm.localhost']) {
      const host = `${name}:${port()}`
      expect([name, await statusAt(host, `http://${host}`)]).toEqual([name, 200])
      expect([name, await statusAt(host, 'http://elsewhere.example')]).toEqual([name, 403])
    }
  })

  /** `fetch` does not let the Host header be chosen. */
  const statusAt = (host: string, origin: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const headers = { host, origin, 'content-type': 'application/json' }
      const path = '/api/auth/sign-in/email'
      const asked = request({ host: '127.0.0.1', port: port(), method: 'POST', path, headers }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
      asked.on('error', reject)
      asked.end(JSON.stringify(ana))
    })
})
