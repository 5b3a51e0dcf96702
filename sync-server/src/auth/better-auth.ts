import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { jwt } from 'better-auth/plugins'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import { fault } from '@mutirao/documents'

/** Issuer and audience of our tokens: a token made for another service with the same key format is not ours. */
export const tokenIssuer = 'mutirao'
/** CONTRACT: a token lives at most 15 minutes. */
const tokenLifeSeconds = 900
const sessionLifeSeconds = 30 * 24 * 3600

/** The header in which our bridge hands the peer's address on; clients cannot set it (the bridge builds the headers anew). */
export const addressHeader = 'x-mutirao-address'

export const minPasswordLength = 8
export const maxPasswordLength = 128

/**
 * The accounts library, used through its functions only: its HTTP handler (some forty routes, several of which answer with
 * the session token in JSON) is never mounted. Origin checks and attempt limits are ours (auth/routes.ts), so that they
 * have one form for the whole API.
 */
export function createBetterAuth(pool: Pool, secret: string, log: Logger) {
  return betterAuth({
    appName: 'Mutirão',
    baseURL: 'http://mutirao.invalid',
    basePath: '/api/auth',
    secret,
    database: pool,
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: {
      // The library logs "User not found" and "Invalid password" as errors: nothing that should tell them apart in a log.
      log: (level, message) =>
        log[level === 'error' || level === 'warn' ? 'debug' : 'trace']({ from: 'accounts' }, message),
    },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength, maxPasswordLength },
    session: { modelName: 'auth_session', expiresIn: sessionLifeSeconds, updateAge: 24 * 3600 },
    user: { modelName: 'auth_user' },
    account: { modelName: 'auth_account' },
    verification: { modelName: 'auth_verification' },
    advanced: { cookiePrefix: 'mutirao', ipAddress: { ipAddressHeaders: [addressHeader] } },
    plugins: [
      jwt({
        jwks: { keyPairConfig: { alg: 'EdDSA', crv: 'Ed25519' } },
        jwt: {
          issuer: tokenIssuer,
          audience: tokenIssuer,
          expirationTime: fault('ACC-1') ? '1h' : `${tokenLifeSeconds}s`,
          definePayload: ({ session }) => ({ sid: session.id }),
        },
        schema: { jwks: { modelName: 'auth_jwks' } },
        disableSettingJwtHeader: true,
      }),
      attemptTable,
    ],
  })
}
export type BetterAuth = ReturnType<typeof createBetterAuth>

/** Counters of sign-in attempts, migrated with the account tables. Postgres keeps them, so that a restart does not forgive. */
const attemptTable = {
  id: 'mutirao-attempts',
  schema: {
    authAttempt: {
      modelName: 'auth_attempt',
      fields: {
        count: { type: 'number', required: true },
        windowEndsAt: { type: 'date', required: true, fieldName: 'window_ends_at' },
      },
    },
  },
} as const

/** Creates or completes the account tables. Runs inside the migration lock of persistence. */
export async function migrateAccounts(auth: BetterAuth): Promise<void> {
  const { runMigrations } = await getMigrations(auth.options)
  await runMigrations()
}
