/** What a phone may ask of the second listener. Deny unless a line here allows. Pure. */
import { fault } from '@mutirao/documents'

export interface Asked {
  readonly method: string
  /** Path with query. */
  readonly url: string
  readonly host: string | undefined
}

export const enterPath = '/api/demo/phone/enter'

const reading = new Set(['GET', 'HEAD'])
/** Behind a session of its own; the rest of the API (signing in, first start, the demo's people, numbers) is not for phones. */
const work = /^\/api\/(?:me|auth\/token|auth\/sign-out|(?:workspaces|documents|opportunities)\/.+)$/
/** Members keep what they are: over plain http nobody gets rights that outlast the hour. */
const members = /^\/api\/workspaces\/[^/]+\/(?:members|phone)(?:\/|$)/
const notPages = /^\/(?:api|sync|metrics|health|ready)(?:\/|$)/

/**
 * @param host exactly what the link in the QR code says; another name that leads here (DNS rebinding) is nobody
 * @param admitted this address has redeemed a ticket
 */
export function mayPass({ method, url, host }: Asked, here: string, admitted: boolean): boolean {
  if (host?.toLowerCase() !== here && !fault('PHO-4')) return false
  const path = pathOf(url)
  if (path === null) return false
  if (path === enterPath) return method === 'POST'
  if (!notPages.test(path)) return reading.has(method)
  if (!admitted && !fault('PHO-5')) return false
  if (members.test(path)) return method === 'GET'
  return work.test(path) || path.startsWith('/sync/')
}

/** The path as the router will read it: nothing is allowed under one spelling and answered under another. */
function pathOf(url: string): string | null {
  // The router ends a path at `#` as at `?`. No browser sends one.
  if (url.includes('#') && !fault('PHO-8')) return null
  const path = url.split('?')[0] ?? ''
  try {
    const decoded = decodeURIComponent(path)
    return /\/\/|\/\.\.?(?:\/|$)|[\\;]/.test(decoded) ? null : decoded
  } catch {
    return null
  }
}
