import { BlockList, isIP } from 'node:net'
import type { IncomingMessage } from 'node:http'
import { fault } from '@mutirao/documents'

/** Whose word about where a call comes from counts: nobody's, the nearest so many proxies', or that of these addresses. */
export type ProxyTrust =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'hops'; readonly hops: number }
  | { readonly kind: 'networks'; readonly networks: readonly string[] }

/** Whether the word of this address counts; `hop` 0 is the peer of the connection itself. */
export type Trusts = (address: string, hop: number) => boolean

/** An address of IPv4 that came over a socket of IPv6 is the same address. */
export const plainAddress = (address: string): string => address.trim().replace(/^::ffff:(?=\d+\.)/i, '')

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** `off`, `1`–`10`, or addresses and networks separated by commas. Null: it is none of these. */
export function parseProxyTrust(raw: string): ProxyTrust | null {
  if (raw === 'off') return { kind: 'nobody' }
  if (/^([1-9]|10)$/.test(raw)) return { kind: 'hops', hops: Number(raw) }
  const networks = raw.split(',').map((part) => part.trim())
  return networks.every(isNetwork) ? { kind: 'networks', networks } : null
}

function isNetwork(network: string): boolean {
  const [address = '', prefix, ...more] = network.split('/')
  if (isIP(address) === 0 || more.length > 0) return false
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (isIP(address) === 4 ? 32 : 128))
}

export function trusts(trust: ProxyTrust): Trusts {
  if (trust.kind === 'nobody') return () => fault('CFG-13')
  if (trust.kind === 'hops') return (_address, hop) => hop < trust.hops
  const list = new BlockList()
  for (const network of trust.networks) {
    const [address = '', prefix] = network.split('/')
    if (prefix === undefined) list.addAddress(address, familyOf(address))
    else list.addSubnet(address, Number(prefix), familyOf(address))
  }
  return (address) => {
    const known = plainAddress(address)
    return isIP(known) !== 0 && list.check(known, familyOf(known))
  }
}

/**
 * Where a call comes from: the peer of the connection, or, when that is a proxy we trust, whom it names last, and so on.
 * What stands before the first address nobody vouches for is anybody's invention. What is no address ends the walk.
 */
export function peerAddress(request: IncomingMessage, trusted: Trusts): string {
  const named = [request.headers['x-forwarded-for'] ?? []].flat().join(',')
  const further = named === '' ? [] : named.split(',').reverse()
  let address = plainAddress(request.socket.remoteAddress ?? '')
  for (const [hop, next] of further.entries()) {
    if (!trusted(address, hop) || isIP(plainAddress(next)) === 0) return address
    address = plainAddress(next)
  }
  return address
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/
export const isLoopbackHost = (host: string): boolean => loopback.test(host)

/** The same; null for this machine: a proxy on it that nobody told us of brings everybody, so that it says nothing. */
export function outsideAddress(request: IncomingMessage, trusted: Trusts): string | null {
  const address = peerAddress(request, trusted)
  return isLoopbackHost(address) ? null : address
}

/** Somebody at this machine itself: what a proxy on this machine forwards comes from loopback too, and is not. */
export function isThisMachine(request: IncomingMessage): boolean {
  const forwarded = request.headers['x-forwarded-for'] !== undefined || request.headers['forwarded'] !== undefined
  return !forwarded && isLoopbackHost(plainAddress(request.socket.remoteAddress ?? ''))
}
