import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Pool } from 'pg'
import { fault } from '@mutirao/documents'

/** How long the link of a first start works. A later start, while nobody has used it, prints a new one. */
const setupLifeHours = 24
const identifier = 'mutirao-setup'

/**
 * The one-time link of an installation without people. Only the hash of its token is kept; there is one link at a time.
 */
export interface Setup {
  /** Makes a new token, voids the one before. */
  issue(): Promise<string>
  /** True while this token may be used. */
  valid(token: string): Promise<boolean>
  /** Takes the token out of use; true for exactly one caller, however many try at once. */
  redeem(token: string): Promise<boolean>
  /** Puts a redeemed token back, when what it was redeemed for failed. */
  giveBack(token: string): Promise<void>
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url')

export function createSetup(pool: Pool): Setup {
  const insert = (token: string) =>
    pool.query(
      `insert into auth_verification (id, identifier, value, "expiresAt", "createdAt", "updatedAt")
       values ($1, $2, $3, now() + make_interval(hours => $4), now(), now())`,
      [randomBytes(16).toString('hex'), identifier, hashOf(token), fault('ACC-7') ? -1 : setupLifeHours],
    )
  return {
    async issue() {
      const token = randomBytes(24).toString('base64url')
      await pool.query('delete from auth_verification where identifier = $1', [identifier])
      await insert(token)
      return token
    },
    async valid(token) {
      const { rows } = await pool.query<{ value: string }>(
        'select value from auth_verification where identifier = $1 and "expiresAt" > now()',
        [identifier],
      )
      const given = Buffer.from(hashOf(token))
      return rows.some(({ value }) => value.length === given.length && timingSafeEqual(Buffer.from(value), given))
    },
    async redeem(token) {
      const { rowCount } = await pool.query(
        'delete from auth_verification where identifier = $1 and value = $2 and "expiresAt" > now()',
        [identifier, hashOf(token)],
      )
      return rowCount === 1
    },
    async giveBack(token) {
      await insert(token)
    },
  }
}
