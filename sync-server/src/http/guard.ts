import type { FastifyRequest } from 'fastify'
import { MutiraoError, fault } from '@mutirao/documents'
import type { Accounts } from '../auth/accounts.ts'

/** Who asks. `sessionId`: the session behind the cookie or the token. */
export interface Caller {
  readonly userId: string
  readonly sessionId: string
}

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * A browser sends `Origin` with every call that can change something; it must be the address the person typed, and that is
 * what `Host` holds (behind a proxy that passes it on: docs/OPERATIONS.md). Compared without the scheme, because TLS may
 * end at the proxy.
 */
export function originMatches(origin: string, host: string | undefined): boolean {
  const url = URL.parse(origin)
  return url !== null && host !== undefined && url.host !== '' && url.host === host.toLowerCase()
}

/** A sent `Origin` must match, on every call. @throws MutiraoError `origin_mismatch` */
export function requireOrigin(request: FastifyRequest, { mustBeSent }: { readonly mustBeSent: boolean }): void {
  if (fault('ACC-8')) return
  const { origin } = request.headers
  if (origin === undefined && !mustBeSent) return
  if (origin === undefined || !originMatches(origin, request.headers.host))
    throw new MutiraoError('origin_mismatch', `origin ${String(origin)} at host ${String(request.headers.host)}`)
}

/**
 * The person behind a call: `Authorization: Bearer <JWT>`, else the session cookie. A token is never mixed with a cookie:
 * a bad token is refused even when the cookie is good.
 * @throws MutiraoError `unauthenticated`, `signed_out` or `origin_mismatch`
 */
export async function callerOf(request: FastifyRequest, accounts: Accounts): Promise<Caller> {
  const { authorization, cookie } = request.headers
  if (authorization !== undefined) {
    const token = /^Bearer +([A-Za-z0-9_.-]+) *$/i.exec(authorization)?.[1]
    if (token === undefined) throw new MutiraoError('unauthenticated', 'authorization is not a bearer token')
    const { userId, sessionId } = await accounts.tokens.verify(token)
    return { userId, sessionId }
  }
  if (cookie === undefined) throw new MutiraoError('unauthenticated')
  requireOrigin(request, { mustBeSent: !reading.has(request.method) })
  const session = await accounts.session(cookie)
  if (!session) throw new MutiraoError('unauthenticated')
  return session
}
