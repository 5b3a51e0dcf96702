import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer } from '../testing/index.ts'
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
})
