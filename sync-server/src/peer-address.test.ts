import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { isThisMachine, parseProxyTrust, peerAddress, trusts } from './peer-address.ts'

const from = (remoteAddress: string, forwarded?: string): IncomingMessage =>
  ({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage

const at = (trust: string, remoteAddress: string, forwarded?: string): string => {
  const parsed = parseProxyTrust(trust)
  if (!parsed) throw new Error(`${trust} is no trust`)
  return peerAddress(from(remoteAddress, forwarded), trusts(parsed))
}

describe('where a call comes from', () => {
  it.each([
    ['off', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['off', '127.0.0.1', '198.51.100.1, 10.0.0.1', '127.0.0.1'],
    ['off', '::ffff:203.0.113.9', undefined, '203.0.113.9'],
    ['1', '10.0.0.1', undefined, '10.0.0.1'],
    ['1', '10.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['1', '10.0.0.1', '6.6.6.6, 198.51.100.1', '198.51.100.1'],
    ['2', '10.0.0.1', '6.6.6.6, 198.51.100.1, 10.0.0.2', '198.51.100.1'],
    ['10.0.0.0/8', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['10.0.0.0/8', '::ffff:10.1.2.3', '6.6.6.6,198.51.100.1', '198.51.100.1'],
    ['10.0.0.0/8,::1', '::1', '6.6.6.6, 198.51.100.1, 10.9.9.9', '198.51.100.1'],
    ['10.0.0.0/8', '10.0.0.1', '6.6.6.6, nonsense', '10.0.0.1'],
    ['fd00::/8', 'fd00::1', '2001:db8::7', '2001:db8::7'],
  ])('[CFG-13] trusting %s, a call of %s that claims %s comes from %s', (trust, remote, forwarded, address) => {
    expect(at(trust, remote, forwarded)).toBe(address)
  })

  it('[CFG-13] what is neither a number of proxies nor their addresses is refused', () => {
    const bad = ['', 'yes', '0', '11', '-1', '10.0.0.0/33', '10.0.0.0/8/8', 'fd00::/129', 'proxy.local', '10.0.0.1,,']
    expect(bad.filter((raw) => parseProxyTrust(raw) !== null)).toEqual([])
  })

  it('what a proxy on this machine passes on does not count as this machine', () => {
    expect([from('127.0.0.1'), from('::ffff:127.0.0.1'), from('::1')].map(isThisMachine)).toEqual([true, true, true])
    expect([from('127.0.0.1', '6.6.6.6'), from('192.168.0.7')].map(isThisMachine)).toEqual([false, false])
  })
})
