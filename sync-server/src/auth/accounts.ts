import type { Pool } from 'pg'
import type { Logger } from 'pino'
import { MutiraoError, fault } from '@mutirao/documents'
import { createAttempts } from './attempts.ts'
import { addressHeader, createBetterAuth, migrateAccounts } from './better-auth.ts'
import type { BetterAuth } from './better-auth.ts'
import { createTokens } from './tokens.ts'
import type { Tokens } from './tokens.ts'

export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
}

export interface Credentials {
  readonly email: string
  readonly password: string
}

export interface PasswordChange {
  readonly current: string
  readonly next: string
}

/** Where a sign-in comes from. */
export interface Peer {
  readonly address: string
  readonly userAgent: string
}

/** People and their sessions. What a person may do is not known here (access/). */
export interface Accounts {
  /** Tables and the first signing key. Runs under the migration lock. */
  prepare(): Promise<void>
  /** @throws MutiraoError `wrong_credentials` (also for unknown e-mails) or `too_many_attempts` */
  signIn(
    credentials: Credentials,
    peer: Peer,
  ): Promise<{ readonly person: Person; readonly setCookies: readonly string[] }>
  /** Ends the session of this cookie header, if it is one. Resolves to the headers that clear the cookie. */
  signOut(cookie: string): Promise<readonly string[]>
  /** A JWT for the session of this cookie header. @throws MutiraoError `unauthenticated` */
  issueToken(cookie: string): Promise<{ readonly token: string; readonly setCookies: readonly string[] }>
  publicKeys(): Promise<unknown>
  /** The session of this cookie header, or null. */
  session(cookie: string): Promise<{ readonly userId: string; readonly sessionId: string } | null>
  readonly tokens: Tokens
  person(userId: string): Promise<Person | null>
  personByEmail(email: string): Promise<Person | null>
  /** @throws MutiraoError `already_exists` when an account has this e-mail */
  createPerson(person: {
    readonly name: string
    readonly email: string
    readonly passwordHash: string
  }): Promise<Person>
  hashPassword(password: string): Promise<string>
  /**
   * Whether this is the password of the account with this e-mail. Counts as an attempt to sign in.
   * @throws MutiraoError `too_many_attempts`
   */
  knowsPassword(credentials: Credentials): Promise<boolean>
  /**
   * Gives an account another password and ends all its sessions but the one it is done in.
   * @throws MutiraoError `wrong_credentials` or `too_many_attempts`
   */
  changePassword(of: { readonly userId: string; readonly sessionId: string }, change: PasswordChange): Promise<void>
}

export function createAccounts(pool: Pool, secret: string, log: Logger): Accounts {
  const auth = createBetterAuth(pool, secret, log)
  const attempts = createAttempts(pool)
  const tokens = createTokens(pool, () => auth.api.getJwks())
  const oneRow = async (where: string, value: string): Promise<Person | null> => {
    const { rows } = await pool.query<Person>(`select id, name, email from auth_user where ${where} = $1`, [value])
    return rows[0] ?? null
  }

  const takeAttempt = async (kind: 'address' | 'account', subject: string): Promise<void> => {
    const waitSeconds = await attempts.take(kind, subject)
    if (waitSeconds > 0) throw new MutiraoError('too_many_attempts', undefined, { retryAfterSeconds: waitSeconds })
  }

  const knowsPassword = async ({ email, password }: Credentials): Promise<boolean> => {
    await takeAttempt('account', email)
    const context = await auth.$context
    const { rows } = await pool.query<{ password: string | null }>(
      `select account.password from auth_account account join auth_user person on person.id = account."userId"
       where person.email = $1 and account."providerId" = 'credential'`,
      [email.trim().toLowerCase()],
    )
    const hash = rows[0]?.password ?? null
    const knows = hash !== null && (await context.password.verify({ hash, password }))
    if (knows) await attempts.forgive('account', email)
    return knows
  }

  return {
    tokens,
    knowsPassword,
    async changePassword({ userId, sessionId }, { current, next }) {
      const person = await oneRow('id', userId)
      if (!person || !(await knowsPassword({ email: person.email, password: current })))
        throw new MutiraoError('wrong_credentials')
      const context = await auth.$context
      await context.internalAdapter.updatePassword(userId, await context.password.hash(next))
      if (fault('ACC-27')) return
      const { rows } = await pool.query<{ id: string }>(
        'delete from auth_session where "userId" = $1 and id <> $2 returning id',
        [userId, sessionId],
      )
      for (const { id } of rows) tokens.forget(id)
    },
    async prepare() {
      await migrateAccounts(auth)
      await ensureSigningKey(auth, pool, log)
    },
    async signIn(credentials, peer) {
      await takeAttempt('address', peer.address)
      await takeAttempt('account', credentials.email)
      const headers = new Headers({ [addressHeader]: peer.address, 'user-agent': peer.userAgent })
      const answer = await auth.api.signInEmail({ body: { ...credentials }, headers, asResponse: true })
      if (answer.status >= 500) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`)
      const person = answer.ok ? await oneRow('email', credentials.email.trim().toLowerCase()) : null
      const known = !fault('ACC-2') || (await oneRow('email', credentials.email.trim().toLowerCase())) !== null
      if (!person) throw new MutiraoError(known ? 'wrong_credentials' : 'not_found')
      await attempts.forgive('account', credentials.email)
      return { person, setCookies: answer.headers.getSetCookie() }
    },
    async signOut(cookie) {
      const headers = new Headers({ cookie })
      const session = await auth.api.getSession({ headers })
      const answer = await auth.api.signOut({ headers, asResponse: true })
      if (session) tokens.forget(session.session.id)
      return answer.headers.getSetCookie()
    },
    async issueToken(cookie) {
      const answer = await auth.api.getToken({ headers: new Headers({ cookie }), asResponse: true })
      if (answer.status === 401) throw new MutiraoError('unauthenticated')
      const body: unknown = await answer.json()
      if (
        !answer.ok ||
        typeof body !== 'object' ||
        body === null ||
        !('token' in body) ||
        typeof body.token !== 'string'
      )
        throw new Error(`token endpoint answered ${answer.status}`)
      return { token: body.token, setCookies: answer.headers.getSetCookie() }
    },
    publicKeys: () => auth.api.getJwks(),
    async session(cookie) {
      const found = await auth.api.getSession({ headers: new Headers({ cookie }) })
      return found ? { userId: found.user.id, sessionId: found.session.id } : null
    },
    person: (userId) => oneRow('id', userId),
    personByEmail: (email) => oneRow('email', email.trim().toLowerCase()),
    async createPerson({ name, email, passwordHash }) {
      const context = await auth.$context
      const normal = email.trim().toLowerCase()
      if (await oneRow('email', normal)) throw new MutiraoError('already_exists', `account ${normal} exists`)
      const user = await context.internalAdapter.createUser(
        { email: normal, name, emailVerified: true },
        { method: 'admin' },
      )
      await context.internalAdapter.linkAccount({
        providerId: 'credential',
        accountId: user.id,
        userId: user.id,
        password: passwordHash,
      })
      return { id: user.id, name, email: normal }
    },
    async hashPassword(password) {
      return (await auth.$context).password.hash(password)
    },
  }
}

/**
 * Signing keys are stored encrypted with the secret. With another secret (data folder lost, database kept) they cannot be
 * read; the sessions they served are void too, so the keys are made anew instead of failing every token from now on.
 */
async function ensureSigningKey(auth: BetterAuth, pool: Pool, log: Logger): Promise<void> {
  const sign = () => auth.api.signJWT({ body: { payload: { probe: true } } })
  await sign().catch(async (error: unknown) => {
    if (!(error instanceof Error && /decrypt/i.test(error.message))) throw error
    log.warn('MUTIRAO_SECRET is not the one this database was used with: everybody has to sign in again')
    if (!fault('ACC-20')) await pool.query('delete from auth_jwks')
    await sign()
  })
}
