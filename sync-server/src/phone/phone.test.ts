import { networkInterfaces } from 'node:os'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { networkAddresses, onSameNetwork } from './addresses.ts'
import { enterPath, mayPass } from './gate.ts'
import { createPhone } from './phone.ts'
import { createTickets, ticketLifeMs } from './tickets.ts'

const v4 = (address: string, netmask = '255.255.255.0', internal = false) => ({
  address,
  netmask,
  internal,
  family: 'IPv4',
})

describe('addresses a phone could reach', () => {
  it('[PHO-2] are of this machine in a private network, the likeliest first; none the internet could reach', () => {
    const found = networkAddresses({
      lo: [v4('127.0.0.1', '255.0.0.0', true)],
      docker0: [v4('172.17.0.1', '255.255.0.0')],
      eth1: [v4('8.8.4.4'), v4('172.32.0.1'), { ...v4('fd00::2'), family: 'IPv6' }],
      wlan0: [v4('192.168.0.7')],
    })
    expect(found.map(({ address }) => address)).toEqual(['192.168.0.7', '172.17.0.1'])
    expect(networkAddresses({ eth0: [v4('203.0.114.1')] })).toEqual([])
  })

  it('[PHO-2] hear only their own network', () => {
    const at = { address: '192.168.4.7', netmask: '255.255.252.0' }
    for (const near of ['192.168.4.1', '192.168.7.254', '::ffff:192.168.5.9', '192.168.4.7'])
      expect(onSameNetwork(near, at), near).toBe(true)
    for (const far of ['192.168.8.1', '10.0.0.1', '8.8.8.8', '127.0.0.1', '::1', 'fe80::1', ''])
      expect(onSameNetwork(far, at), far).toBe(false)
  })
})

describe('the link in the QR code', () => {
  it('[PHO-3] opens once, within its time, and only the last one made', () => {
    const tickets = createTickets()
    const first = tickets.issue('ana@demo.mutirao', 0)
    expect(first.ticket).toMatch(/^[\w-]{43}$/)
    expect(tickets.redeem('x'.repeat(43), 1)).toBeNull()
    expect(tickets.redeem(first.ticket, ticketLifeMs - 1)).toBe('ana@demo.mutirao')
    expect(tickets.redeem(first.ticket, ticketLifeMs - 1)).toBeNull()
    const late = tickets.issue('ana@demo.mutirao', 0)
    expect(tickets.redeem(late.ticket, ticketLifeMs)).toBeNull()
    const [old, fresh] = [tickets.issue('ana@demo.mutirao', 0), tickets.issue('ana@demo.mutirao', 0)]
    expect(tickets.redeem(old.ticket, 1)).toBeNull()
    expect(tickets.redeem(fresh.ticket, 1)).toBe('ana@demo.mutirao')
  })
})

describe('what a phone may ask', () => {
  const host = '192.168.0.7:41234'
  const asks = (method: string, url: string, admitted = true, at: string | undefined = host) =>
    mayPass({ method, url, host: at }, host, admitted)

  it('[PHO-4] only under the address of the link: another name that leads here is nobody', () => {
    expect(asks('GET', '/funil')).toBe(true)
    for (const other of ['evil.example', 'evil.example:41234', 'localhost:41234', '192.168.0.7', undefined])
      expect(mayPass({ method: 'GET', url: '/funil', host: other }, host, true), String(other)).toBe(false)
  })

  it('[PHO-5] before its ticket the pages and the ticket; afterwards its work; never the other doors', () => {
    for (const url of ['/', '/funil/01X?card=2', '/assets/index-1.js', '/sw.js'])
      expect(asks('GET', url, false)).toBe(true)
    expect(asks('POST', enterPath, false)).toBe(true)
    for (const url of [
      '/api/me',
      '/api/workspaces/w/documents',
      '/api/documents/board:1/updates',
      '/sync/w',
      '/api/auth/token',
    ]) {
      expect(asks('GET', url, false), url).toBe(false)
      expect(asks('GET', url), url).toBe(true)
    }
    expect(asks('POST', '/api/auth/sign-out')).toBe(true)
    const doors = [
      '/api/auth/sign-in/email',
      '/api/setup',
      '/api/session-info',
      '/api/demo/beside',
      '/api/demo/enter',
      '/api/demo/token',
    ]
    for (const url of [...doors, '/metrics', '/health', '/ready', '/api/openapi.json', '/api/metrics/realtime'])
      for (const method of ['GET', 'POST']) expect(asks(method, url), `${method} ${url}`).toBe(false)
    expect(asks('GET', '/api/workspaces/w/members')).toBe(true)
    for (const url of ['/api/workspaces/w/members', '/api/workspaces/w/members/u', '/api/workspaces/w/phone'])
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) expect(asks(method, url), `${method} ${url}`).toBe(false)
  })

  it('[PHO-5] no other spelling of a path gets through', () => {
    const spellings = [
      '/api/workspaces/w/../../auth/sign-in/email',
      '/api/workspaces/%2e%2e/%2e%2e/auth/sign-in/email',
      '//api/auth/sign-in/email',
      '/%2fapi/auth/sign-in/email',
      '/api/workspaces/w/members;x',
      '/api%2Fauth/sign-in/email',
      '/%',
    ]
    for (const url of spellings) expect(asks('POST', url), url).toBe(false)
    expect(asks('GET', '/%61pi/session-info')).toBe(false)
  })

  it('[PHO-8] nothing behind a sign the router cuts off', () => {
    for (const url of ['/api/workspaces/w/members#', '/api/workspaces/w/phone#x', '/api/workspaces/w/members#?'])
      expect(asks('POST', url), url).toBe(false)
    for (const url of ['/metrics#', '/health#x', '/ready#?x', '/sync#/', '/api/me#', '/#celular=x'])
      expect(asks('GET', url, false), url).toBe(false)
  })
})

describe.runIf(networkAddresses(networkInterfaces()).length > 0)('turned off while somebody enters', () => {
  it('[PHO-9] ends the session that was being made', async () => {
    const ended: string[] = []
    const inside = Promise.withResolvers<void>()
    const signedIn = Promise.withResolvers<void>()
    const phone = createPhone({
      inside: {
        request: (_request, response) => void response.end(),
        upgrade: (_request, socket) => void socket.destroy(),
      },
      door: {
        async enter(email) {
          inside.resolve()
          await signedIn.promise
          return { setCookies: ['key'], end: () => Promise.resolve(void ended.push(email)) }
        },
      },
      log: pino({ level: 'silent' }),
    })
    const { link } = await phone.invite('ana@demo.mutirao')
    const entering = phone.enter(link.split('#celular=')[1] ?? '', '192.168.0.9')
    const refused = expect(entering).rejects.toThrow('turned off meanwhile')
    await inside.promise
    await phone.close()
    signedIn.resolve()
    await refused
    expect(ended).toEqual(['ana@demo.mutirao'])
  })
})
