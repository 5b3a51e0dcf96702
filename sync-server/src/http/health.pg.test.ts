import { request } from 'node:http'
import { connect } from 'node:net'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { errorCatalogue } from '@mutirao/documents'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer } from '../testing/index.ts'
import type { TestServer } from '../testing/index.ts'

const metricsToken = 'a token for the scraper'
let server: TestServer
let appDir: string
beforeAll(async () => {
  appDir = await mkdtemp(join(tmpdir(), 'mutirao-app-'))
  await mkdir(join(appDir, 'assets'))
  await writeFile(join(appDir, 'index.html'), '<!doctype html><title>Mutirão</title>')
  await writeFile(join(appDir, 'sw.js'), '// service worker')
  await writeFile(join(appDir, 'assets', 'index-a1b2c3.js'), `// ${'x'.repeat(5000)}`)
  // Other content than beside it, so that one sees which was sent.
  await writeFile(join(appDir, 'assets', 'index-a1b2c3.js.br'), brotliCompressSync('// made by the build'))
  server = await startTestServer({ appDir, env: { MUTIRAO_METRICS_TOKEN: metricsToken } })
})
afterAll(async () => {
  await server?.close()
  await rm(appDir, { recursive: true, force: true })
})

const html = { headers: { accept: 'text/html' } }

describe('health', () => {
  it('[HTT-17] lives and is ready', async () => {
    expect([(await server.fetch('/health')).status, (await server.fetch('/ready')).status]).toEqual([200, 200])
  })

  it('[HTT-16] metrics hold connections, edits, journal, event loop and memory', async () => {
    const text = await (await server.fetch('/metrics')).text()
    for (const name of [
      'mutirao_sockets',
      'mutirao_connections',
      'mutirao_edits',
      'mutirao_edit_seconds_bucket',
      'mutirao_journal_commit_seconds_bucket',
      'mutirao_journal_batch_rows_bucket',
      'nodejs_eventloop_lag_p99_seconds',
      'process_resident_memory_bytes',
    ])
      expect(text).toContain(`\n${name}`)
  })

  it('[HTT-16] what a proxy on this machine forwards needs the token', async () => {
    const forwarded = { 'x-forwarded-for': '203.0.113.7' }
    expect((await server.fetch('/metrics', { headers: forwarded })).status).toBe(404)
    const wrong = { ...forwarded, authorization: 'Bearer another token entirely' }
    expect((await server.fetch('/metrics', { headers: wrong })).status).toBe(404)
    const right = { ...forwarded, authorization: `Bearer ${metricsToken}` }
    expect((await server.fetch('/metrics', { headers: right })).status).toBe(200)
  })

  it('[HTT-18] the realtime answers have the asked-for numbers', async () => {
    const health = await server.fetch('/health/realtime')
    expect(health.status).toBe(200)
    expect(await health.json()).toMatchObject({
      status: 'healthy',
      activeConnections: 0,
      uptimeSeconds: expect.any(Number) as number,
      memoryBytes: expect.any(Number) as number,
    })
    const ana = await server.signIn('ana@demo.mutirao')
    const numbers = (await (await ana.fetch('/api/metrics/realtime')).json()) as Record<string, number>
    expect(numbers['requestsPerMinute']).toBeGreaterThan(2)
    expect(Object.keys(numbers)).toEqual(
      expect.arrayContaining(['activeConnections', 'requestsPerMinute', 'cacheHitRate', 'averageLatency']),
    )
  })

  it('[HTT-23] the description holds the routes of the contract', async () => {
    const { paths } = (await (await server.fetch('/api/openapi.json')).json()) as { paths: Record<string, object> }
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    for (const route of [
      'POST /api/auth/sign-in/email',
      'GET /api/auth/token',
      'GET /api/me',
      'GET /api/workspaces/{workspace}/documents',
      'POST /api/workspaces/{workspace}/documents',
      'GET /api/workspaces/{workspace}/heads',
      'GET /api/workspaces/{workspace}/events',
      'GET /api/documents/{name}/updates',
      'POST /api/documents/{name}/updates',
      'GET /health/realtime',
      'GET /api/metrics/realtime',
    ])
      expect(described).toContain(route)
  })
})

describe('pages', () => {
  it('[HTT-20] hashed assets are kept for ever, the page and the service worker are not', async () => {
    const cached = async (path: string): Promise<string | null> =>
      (await server.fetch(path, html)).headers.get('cache-control')
    expect(await cached('/assets/index-a1b2c3.js')).toBe('public, max-age=31536000, immutable')
    expect(await cached('/')).toBe('no-cache')
    expect(await cached('/index.html')).toBe('no-cache')
    expect(await cached('/sw.js')).toBe('no-cache')
    expect(await cached('/funil/01ABC')).toBe('no-cache')
  })

  it('[HTT-20] places of the app get the page; unknown files, API paths and other callers get 404', async () => {
    for (const path of ['/', '/funil', '/funil/01ABC?card=x.y', '/comecar?token=a.b']) {
      const answer = await server.fetch(path, html)
      expect([path, answer.status, await answer.text()]).toEqual([path, 200, '<!doctype html><title>Mutirão</title>'])
    }
    for (const path of ['/api', '/api/nothing', '/sync/x', '/assets/old-123.js', '/missing.png', '/.env'])
      expect([path, (await server.fetch(path, html)).status]).toEqual([path, 404])
    expect((await server.fetch('/funil', { headers: { accept: 'application/json' } })).status).toBe(404)
    expect((await server.fetch('/funil', { ...html, method: 'POST' })).status).toBe(404)
  })

  it('[HTT-20] no file outside the app’s folder is served, however its path is written', async () => {
    const paths = [
      '/..%2f..%2fetc%2fpasswd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/assets/..%5c..%5cx',
      '/assets/../../package.json',
    ]
    for (const path of paths) expect([path, await rawStatus(path)]).not.toEqual([path, 200])
  })

  /** `fetch` would tidy the path up. */
  const rawStatus = (path: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: server.port, path }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
      asked.on('error', reject)
      asked.end()
    })

  it('[HTT-20] large answers are compressed', async () => {
    const answer = await server.fetch('/assets/index-a1b2c3.js', { headers: { 'accept-encoding': 'gzip' } })
    expect(answer.headers.get('content-encoding')).toBe('gzip')
  })

  it('[HTT-27] an asset that lies compressed beside itself is sent as it lies there, to whoever can read it', async () => {
    const path = '/assets/index-a1b2c3.js'
    const best = await server.fetch(path, { headers: { 'accept-encoding': 'gzip, deflate, br' } })
    expect(await best.text()).toBe('// made by the build')
    expect(['content-encoding', 'content-type', 'cache-control', 'vary'].map((name) => best.headers.get(name))).toEqual(
      ['br', 'application/javascript; charset=utf-8', 'public, max-age=31536000, immutable', 'accept-encoding'],
    )
    const plain = await server.fetch(path, { headers: { 'accept-encoding': 'identity' } })
    expect([plain.headers.get('content-encoding'), (await plain.text()).length]).toEqual([null, 5003])
  })

  it('[HTT-19] scripts only from here, no frames, no forcing to https', async () => {
    const { headers } = await server.fetch('/', html)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('upgrade-insecure-requests')
    expect(headers.get('strict-transport-security')).toBeNull()
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })
})

describe('errors', () => {
  it('[HTT-1] every refusal has the one form, whatever went wrong', async () => {
    const json = { 'content-type': 'application/json' }
    const answers = await Promise.all([
      server.fetch('/api/nothing/here'),
      server.fetch('/api/me', { method: 'DELETE' }),
      server.fetch('/api/me'),
      server.fetch('/api/auth/sign-in/email', { method: 'POST', headers: json, body: '{"email":' }),
      server.fetch('/api/auth/sign-in/email', { method: 'POST', headers: { 'content-type': 'text/csv' }, body: 'a;b' }),
      server.fetch('/api/auth/sign-in/email', {
        method: 'POST',
        headers: json,
        body: JSON.stringify({ email: 'x'.repeat(70_000), password: 'x' }),
      }),
      server.fetch('/api/setup', { method: 'POST', headers: json, body: '{}' }),
      server.fetch('/%E0%A4%A', html),
    ])
    for (const answer of answers) {
      expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
      const body = (await answer.json()) as { code: keyof typeof errorCatalogue; message: string }
      expect(Object.keys(body).filter((key) => !['code', 'message', 'retryAfterSeconds'].includes(key))).toEqual([])
      expect(errorCatalogue[body.code].status).toBe(answer.status)
      expect(body.message.startsWith(errorCatalogue[body.code].ptBR)).toBe(true)
    }
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 401, 400, 400, 413, 400, 400])
  })

  it('[HTT-1] what is not even HTTP is answered in that form too', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(server.port, '127.0.0.1', () => socket.write('NOT HTTP AT ALL\r\n\r\n'))
      let text = ''
      socket.on('data', (data: Buffer) => (text += data.toString()))
      socket.on('close', () => resolve(text))
      socket.on('error', reject)
    })
    const [head = '', body = ''] = answer.split('\r\n\r\n')
    expect(head).toMatch(/^HTTP\/1\.1 400 /)
    expect(JSON.parse(body)).toMatchObject({ code: 'invalid_request' })
  })

  it('[HTT-3] the sentence comes in the caller’s language', async () => {
    const answer = await server.fetch('/api/me', { headers: { 'accept-language': 'en-US,en;q=0.9' } })
    expect(await answer.json()).toEqual({ code: 'unauthenticated', message: errorCatalogue.unauthenticated.en })
  })
})
