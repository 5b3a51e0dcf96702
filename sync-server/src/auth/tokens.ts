import { createLocalJWKSet, errors, jwtVerify } from 'jose'
import type { JSONWebKeySet } from 'jose'
import type { Pool } from 'pg'
import { MutiraoError, fault } from '@mutirao/documents'
import { tokenIssuer } from './better-auth.ts'

/** Who a token speaks for. */
export interface TokenHolder {
  readonly userId: string
  readonly sessionId: string
  readonly expiresAtMs: number
}

export interface Tokens {
  /**
   * Verifies a JWT in process. @throws MutiraoError `unauthenticated` (not ours, altered, too old) or `signed_out` (the
   * session behind it ended)
   */
  verify(token: string): Promise<TokenHolder>
  /** The session ended in this process: its tokens stop now instead of within `sessionTrustMs`. */
  forget(sessionId: string): void
}

/**
 * How long a session once seen counts as alive. Attaching 500 documents asks 500 times; a sign-out made through another
 * process is noticed after this time at the latest.
 */
const sessionTrustMs = 10_000
/** Another process may have made a new signing key; asking for keys at every forged token would be an amplifier. */
const keysMinAgeMs = 10_000
const maxRemembered = 10_000
/** Ours are some 350 characters; nothing longer is worth an SHA-512. */
const maxTokenLength = 4096

export function createTokens(pool: Pool, loadKeys: () => Promise<JSONWebKeySet>): Tokens {
  const verified = new Map<string, TokenHolder>()
  const aliveUntilMs = new Map<string, number>()
  let keys: { readonly set: ReturnType<typeof createLocalJWKSet>; readonly atMs: number } | null = null

  const reloadKeys = async () => (keys = { set: createLocalJWKSet(await loadKeys()), atMs: Date.now() })

  const check = async (token: string): Promise<TokenHolder> => {
    const options = { issuer: tokenIssuer, audience: tokenIssuer, algorithms: ['EdDSA'] }
    const current = keys ?? (await reloadKeys())
    const read = await jwtVerify(token, current.set, options).catch(async (error: unknown) => {
      const stale = error instanceof errors.JWKSNoMatchingKey && Date.now() - current.atMs > keysMinAgeMs
      if (!stale) throw error
      return jwtVerify(token, (await reloadKeys()).set, options)
    })
    const { sub, exp, sid } = read.payload
    if (typeof sub !== 'string' || typeof exp !== 'number' || typeof sid !== 'string')
      throw new MutiraoError('unauthenticated', 'token without sub, exp or sid')
    return { userId: sub, sessionId: sid, expiresAtMs: exp * 1000 }
  }

  const remember = <V>(map: Map<string, V>, key: string, value: V): void => {
    const oldest = map.size >= maxRemembered ? map.keys().next() : null
    if (oldest && !oldest.done) map.delete(oldest.value)
    map.set(key, value)
  }

  const requireSession = async (sessionId: string): Promise<void> => {
    if ((aliveUntilMs.get(sessionId) ?? 0) > Date.now() || fault('ACC-4')) return
    const { rowCount } = await pool.query('select 1 from auth_session where id = $1 and "expiresAt" > now()', [
      sessionId,
    ])
    if (rowCount === 0) throw new MutiraoError('signed_out')
    remember(aliveUntilMs, sessionId, Date.now() + sessionTrustMs)
  }

  return {
    async verify(token) {
      if (token.length > maxTokenLength) throw new MutiraoError('unauthenticated', 'token too long')
      let holder = verified.get(token)
      if (!holder || holder.expiresAtMs <= Date.now()) {
        verified.delete(token)
        holder = await check(token).catch(unauthenticated)
        remember(verified, token, holder)
      }
      await requireSession(holder.sessionId)
      return holder
    },
    forget(sessionId) {
      aliveUntilMs.delete(sessionId)
    },
  }
}

/** What jose says about a token becomes one answer; anything else (the database is away) stays what it is. */
function unauthenticated(error: unknown): never {
  if (error instanceof errors.JOSEError) throw new MutiraoError('unauthenticated', error.message, { cause: error })
  throw error
}
