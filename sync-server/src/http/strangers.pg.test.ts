import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from './app.ts'
import { startTestServer, until } from '../testing/index.ts'
import type { TestServer } from '../testing/index.ts'

/** People nobody knows yet: what they say about themselves and what they may hold on to. */
describe('strangers', () => {
  let server: TestServer
  let proxied: TestServer
  beforeAll(async () => {
    server = await startTestServer()
    proxied = await startTestServer({ database: server.database, env: { MUTIRAO_TRUST_PROXY: '127.0.0.0/8' } })
  })
  afterAll(async () => {
    await proxied?.close()
    await server?.close()
  })

  const attempt = (at: TestServer, forwarded: string): Promise<Response> =>
    at.fetch('/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': forwarded },
      body: JSON.stringify({ email: 'nobody@demo.mutirao', password: 'wrong' }),
    })
  const addressesCounted = async (): Promise<number> => {
    const { rowCount } = await server.database.pool.query("delete from auth_attempt where id like 'address:%'")
    await server.database.pool.query('delete from auth_attempt')
    return rowCount ?? 0
  }

  it('[CFG-13] an invented address is not what attempts are counted by; a trusted proxy’s is', async () => {
    const claimed = ['198.51.100.1', '6.6.6.6, 198.51.100.3']
    for (const forwarded of claimed) expect((await attempt(server, forwarded)).status).toBe(401)
    expect(await addressesCounted()).toBe(1)
    for (const forwarded of claimed) expect((await attempt(proxied, forwarded)).status).toBe(401)
    expect(await addressesCounted()).toBe(2)
    for (const forwarded of ['1.1.1.1, 198.51.100.3', '198.51.100.3']) await attempt(proxied, forwarded)
    expect(await addressesCounted()).toBe(1)
  })

  /** Sends `text` a byte at a time until the other side has had enough. */
  const drip = (port: number, text: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1')
      let answer = ''
      let at = 0
      const next = setInterval(() => socket.write(text[at++] ?? 'x'), 20)
      socket.on('data', (chunk: Buffer) => (answer += chunk.toString()))
      // A reset on the way out: 'close' follows.
      socket.on('error', () => undefined)
      socket.on('close', () => {
        clearInterval(next)
        resolve(answer)
      })
    })

  it('[ATK-13] a head or a body that drips is cut, and others are served meanwhile', async () => {
    const app = await createApp(server.parts, { headMs: 300, requestMs: 900, checkMs: 50 })
    await app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = app.server.address() as AddressInfo
    const body =
      'POST /api/auth/sign-in/email HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 9000\r\n\r\n'
    const answers: string[] = []
    const wholeHead = connect(port, '127.0.0.1')
    wholeHead.on('data', (chunk: Buffer) => answers.push(chunk.toString()))
    wholeHead.on('error', () => undefined)
    wholeHead.write(`${body}{`)
    const dripping = [drip(port, `GET /health HTTP/1.1\r\nx-a: ${'a'.repeat(10_000)}`), drip(port, body)]
    for (const one of dripping) void one.then((answer) => answers.push(answer))
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200)
    await until('all are cut', () => answers.length === 3)
    expect(answers.map((answer) => answer.split('\r\n')[0])).toEqual(Array(3).fill('HTTP/1.1 408 Request Timeout'))
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200)
    await app.close()
  })
})
