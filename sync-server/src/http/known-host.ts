import type { IncomingMessage } from 'node:http'
import { MutiraoError, fault } from '@mutirao/documents'
import { isLoopbackHost, plainAddress } from '../peer-address.ts'

/**
 * The names under which the demo is asked on its own machine. Its passwords are known to everybody, and any page in a browser
 * there may have its own name lead to 127.0.0.1 (DNS rebinding): the browser then calls this server the page's own. Who asks over
 * another address of the machine (a phone, PHO-4) is not meant here.
 * @param publicUrl of a proxy in front, or null
 */
export function requireKnownHost(request: IncomingMessage, publicUrl: string | null): void {
  if (!isLoopbackHost(plainAddress(request.socket.localAddress ?? '')) || fault('ATK-20')) return
  const { host = '' } = request.headers
  const url = URL.parse(`http://${host}`)
  const isHere = url !== null && (isLoopbackHost(url.hostname) || url.hostname.endsWith('.localhost'))
  const isPublic = url !== null && publicUrl !== null && URL.parse(publicUrl)?.host === url.host
  if (isHere || isPublic) return
  throw new MutiraoError('origin_mismatch', `the demo answers on this machine only, not at ${host}: MUTIRAO_PUBLIC_URL`)
}
