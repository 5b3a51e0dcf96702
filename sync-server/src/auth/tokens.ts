import { createLocalJWKSet, decodeJwt, errors, jwtVerify } from 'jose'
import type { JSONWebKeySet } from 'jose'
import type { Pool } from 'pg'
import { MutiraoError, fault, isMutiraoError } from '@mutirao/documents'
import { tokenIssuer } from './better-auth.ts'

/** Who a token speaks for. */
export interface TokenHolder {
  readonly userId: string
  /** The account's name. */
  readonly name: string
  readonly sessionId: string
  readonly expiresAtMs: number
}

type Claims = Omit<TokenHolder, 'name'>
interface LiveSession {
  readonly name: string
  /** Of performance.now(): a clock set back must not keep an ended session alive. */
  readonly untilMs: number
}

export interface Tokens {
  /**
   * Verifies a JWT in process. @throws MutiraoError `unauthenticated` (not ours, altered, too old) or `signed_out` (the
   * session behind it ended)
   */
  verify(token: string): Promise<TokenHolder>
  /** Whether this session has not ended. */
  lives(sessionId: string): Promise<boolean>
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
  const verified = new Map<string, Claims>()
  const sessions = new Map<string, LiveSession>()
  let keys: { readonly set: ReturnType<typeof createLocalJWKSet>; readonly atMs: number } | null = null

  const reloadKeys = async () => (keys = { set: createLocalJWKSet(await loadKeys()), atMs: performance.now() })

  const check = async (token: string): Promise<Claims> => {
    const options = { issuer: tokenIssuer, audience: tokenIssuer, algorithms: ['EdDSA'] }
    const current = keys ?? (await reloadKeys())
    const read = fault('ACC-18')
      ? { payload: decodeJwt(token) }
      : await jwtVerify(token, current.set, options).catch(async (error: unknown) => {
          const stale = error instanceof errors.JWKSNoMatchingKey && performance.now() - current.atMs > keysMinAgeMs
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

  /** The name of the person whose session this is. @throws MutiraoError `signed_out` */
  const nameBehind = async (sessionId: string): Promise<string> => {
    const known = sessions.get(sessionId)
    if (known && (known.untilMs > performance.now() || fault('ACC-4'))) return known.name
    const { rows } = await pool.query<{ name: string }>(
      `select person.name from auth_session session join auth_user person on person.id = session."userId"
       where session.id = $1 and session."expiresAt" > now()`,
      [sessionId],
    )
    const found = rows[0]
    if (!found) throw new MutiraoError('signed_out')
    remember(sessions, sessionId, { name: found.name, untilMs: performance.now() + sessionTrustMs })
    return found.name
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
      return { ...holder, name: await nameBehind(holder.sessionId) }
    },
    lives: (sessionId) =>
      nameBehind(sessionId).then(
        () => true,
        (error: unknown) => {
          if (isMutiraoError(error, 'signed_out')) return false
          throw error
        },
      ),
    forget(sessionId) {
      if (!fault('ACC-4')) sessions.delete(sessionId)
    },
  }
}

/** What jose says about a token becomes one answer; anything else (the database is away) stays what it is. */
function unauthenticated(error: unknown): never {
  if (error instanceof errors.JOSEError) throw new MutiraoError('unauthenticated', error.message, { cause: error })
  throw error
}
