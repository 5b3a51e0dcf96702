import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { networkInterfaces } from 'node:os'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { Logger } from 'pino'
import { networkAddresses } from '../phone/addresses.ts'
import { createPhone } from '../phone/phone.ts'
import { startTestServer } from '../testing/index.ts'
import type { SignedIn, TestServer } from '../testing/index.ts'

const lines: string[] = []
let server: TestServer
let ana: SignedIn
beforeAll(async () => {
  const log: Logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })
  server = await startTestServer({ log })
  ana = await server.signIn('ana@demo.mutirao')
})
afterAll(() => server?.close())

/** A machine without any network has no phone beside it either. */
const hasNetwork = networkAddresses(networkInterfaces()).length > 0
interface Invitation {
  readonly address: string
  readonly link: string
  readonly entered: number
}
const phonePath = (person: SignedIn) => `/api/workspaces/${person.workspaceId}/phone`
const invite = async (person: SignedIn): Promise<Invitation> =>
  (await (await person.fetch(phonePath(person), { method: 'POST' })).json()) as Invitation
const ticketOf = ({ link }: Invitation): string => link.split('#celular=')[1] ?? ''
const enter = (address: string, ticket: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${address}/api/demo/phone/enter`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address, ...headers },
    body: JSON.stringify({ ticket }),
  })
const cookieOf = (answer: Response): string => answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''

/** With a `Host` of one's choice, as a page that rebound its name would send it. */
async function statusUnder(host: string, address: string): Promise<number> {
  const asked = httpRequest(`${address}/`, { headers: { host } })
  asked.end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  answer.resume()
  return answer.statusCode ?? 0
}

describe.runIf(hasNetwork)('from a phone on the same network', () => {
  it('[PHO-1] [PHO-3] [PHO-5] nothing listens until an administrator turns it on; a ticket lets one address in, once', async () => {
    expect(await (await ana.fetch(phonePath(ana))).json()).toMatchObject({ available: true, address: null, entered: 0 })
    const invitation = await invite(ana)
    const { address } = invitation
    expect(address).not.toContain('127.0.0.1')
    expect((await fetch(`${address}/api/me`, { headers: { cookie: ana.cookie } })).status).toBe(403)
    expect((await enter(address, 'x'.repeat(43))).status).toBe(403)
    expect((await enter(address, ticketOf(invitation), { origin: 'http://evil.example' })).status).toBe(403)

    const entered = await enter(address, ticketOf(invitation))
    expect(entered.status).toBe(200)
    expect(await entered.text()).toBe('{"success":true}')
    expect(entered.headers.getSetCookie()[0]).toMatch(/HttpOnly.*SameSite=Lax/i)
    const cookie = cookieOf(entered)
    const me = await fetch(`${address}/api/me`, { headers: { cookie } })
    expect(await me.json()).toMatchObject({ user: { email: 'ana@demo.mutirao' } })
    expect((await enter(address, ticketOf(invitation))).status).toBe(403)
    expect(await (await ana.fetch(phonePath(ana))).json()).toMatchObject({ address, entered: 1 })
  })

  it('[PHO-5] whoever came in finds no door to be somebody else, and syncs as on this machine', async () => {
    const invitation = await invite(ana)
    const { address } = invitation
    const cookie = cookieOf(await enter(address, ticketOf(invitation)))
    const credentials = { email: 'bruno@demo.mutirao', password: 'mutirao-demo' }
    const headers = { 'content-type': 'application/json', cookie, origin: address }
    const tried = await fetch(`${address}/api/auth/sign-in/email`, {
      method: 'POST',
      headers,
      body: JSON.stringify(credentials),
    })
    expect(tried.status).toBe(403)
    expect((await fetch(`${address}/api/session-info`)).status).toBe(403)
    expect(
      (await fetch(`${address}${phonePath(ana)}`, { method: 'DELETE', headers: { cookie, origin: address } })).status,
    ).toBe(403)
    const socket = new WebSocket(`${address.replace('http', 'ws')}/sync/${ana.workspaceId}`, {
      headers: { origin: address },
    })
    await once(socket, 'open')
    socket.close()
  })

  it('[PHO-4] a name that was made to lead here gets nothing', async () => {
    const { address } = await invite(ana)
    expect(await statusUnder('evil.example', address)).toBe(403)
    // No app is built here: what passes is an unknown place.
    expect(await statusUnder(new URL(address).host, address)).toBe(404)
  })

  it('[PHO-6] turned off, the connections end and so do the sessions that came through it', async () => {
    const invitation = await invite(ana)
    const { address } = invitation
    const cookie = cookieOf(await enter(address, ticketOf(invitation)))
    const { token } = (await (await fetch(`${address}/api/auth/token`, { headers: { cookie } })).json()) as {
      token: string
    }
    const socket = new WebSocket(`${address.replace('http', 'ws')}/sync/${ana.workspaceId}`)
    await once(socket, 'open')
    const closed = once(socket, 'close')
    expect((await ana.fetch(phonePath(ana), { method: 'DELETE' })).status).toBe(200)
    await closed
    await expect(fetch(`${address}/`)).rejects.toThrow()
    for (const headers of [{ cookie }, { authorization: `Bearer ${token}` }] as Record<string, string>[])
      expect((await server.fetch('/api/me', { headers })).status).toBe(401)
    expect((await ana.fetch('/api/me')).status).toBe(200)
  })

  it('[PHO-7] who guesses closes it', async () => {
    const { address } = await invite(ana)
    for (let guess = 1; guess < 20; guess++)
      expect((await enter(address, String(guess).padStart(43, 'x'))).status).toBe(403)
    // The last one may be answered, or find its connection ended.
    await enter(address, 'x'.repeat(43)).catch(() => undefined)
    await expect.poll(async () => (await ana.fetch(phonePath(ana))).json()).toMatchObject({ address: null })
  })

  it('[PHO-3] [PHO-6] says nothing of tickets in the log, and closes by itself after its time', async () => {
    const invitation = await invite(ana)
    await enter(invitation.address, ticketOf(invitation))
    await ana.fetch(phonePath(ana), { method: 'DELETE' })
    expect(lines.join('')).toContain('open to the local network')
    expect(lines.join('')).not.toContain(ticketOf(invitation))

    const phone = createPhone({
      inside: {
        request: (_request, response) => void response.end(),
        upgrade: (_request, socket) => void socket.destroy(),
      },
      door: { enter: () => Promise.reject(new Error('nobody enters')) },
      log: pino({ level: 'silent' }),
      openForMs: 20,
    })
    await phone.invite('ana@demo.mutirao')
    await expect.poll(() => phone.state().address).toBeNull()
  })
})

describe('who may open to the network', () => {
  it('[PHO-1] administrators at this machine; nobody without the demo, or where the server is on the network already', async () => {
    const marina = await server.signIn('marina@demo.mutirao')
    expect((await marina.fetch(phonePath(marina), { method: 'POST' })).status).toBe(403)
    expect((await server.fetch(phonePath(ana), { method: 'POST' })).status).toBe(401)
    const helena = await server.signIn('helena@other.mutirao')
    expect((await helena.fetch(phonePath(ana), { method: 'POST' })).status).toBe(404)
    const worlds = [{ MUTIRAO_DEMO: 'off' }, { HOST: '0.0.0.0' }]
    for (const env of worlds) {
      const other = await startTestServer({ env, database: server.database })
      const headers = { authorization: `Bearer ${ana.token}` }
      expect((await fetch(`http://127.0.0.1:${other.port}${phonePath(ana)}`, { headers })).status).toBe(404)
      await other.close()
    }
  })
})
