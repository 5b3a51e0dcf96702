/** Which addresses of this machine a phone beside it can reach, and who is on the same network. Pure; IPv4 only. */
import { BlockList, isIPv4 } from 'node:net'
import { fault } from '@mutirao/documents'

export interface NetworkAddress {
  readonly address: string
  readonly netmask: string
}
interface Interface extends NetworkAddress {
  readonly family: string
  readonly internal: boolean
}

/** Never routed on the internet (IANA's special-purpose registry): private, shared, link-local and documentation ranges. */
const local = new BlockList()
for (const [network, bits] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['192.0.2.0', 24],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
] as const)
  local.addSubnet(network, bits)

/** Bridges and tunnels of this machine itself: no phone is there. */
const inside = /^(docker|br-|veth|virbr|vmnet|vboxnet|utun|tun|tap|tailscale|wg|zt|lo)/i

/**
 * Addresses a phone could type, the likeliest first. An address the internet could reach is never among them.
 * @param interfaces what `os.networkInterfaces()` gives
 */
export function networkAddresses(
  interfaces: Readonly<Record<string, readonly Interface[] | undefined>>,
): readonly NetworkAddress[] {
  return Object.entries(interfaces)
    .flatMap(([name, found]) => (found ?? []).map((one) => ({ ...one, likely: !inside.test(name) })))
    .filter(
      ({ family, internal, address }) => family === 'IPv4' && !internal && (local.check(address) || fault('PHO-2')),
    )
    .sort((a, b) => Number(b.likely) - Number(a.likely))
    .map(({ address, netmask }) => ({ address, netmask }))
}

/** Is the other end on the network of this address? @param remote may be an IPv4 address written as IPv6 */
export function onSameNetwork(remote: string, { address, netmask }: NetworkAddress): boolean {
  const plain = remote.replace(/^::ffff:/i, '')
  if (!isIPv4(plain)) return false
  const [a, b, mask] = [numberOf(plain), numberOf(address), numberOf(netmask)]
  return (a & mask) === (b & mask)
}

const numberOf = (address: string): number => address.split('.').reduce((all, part) => (all << 8) | Number(part), 0)
