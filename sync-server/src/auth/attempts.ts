import { createHash } from 'node:crypto'
import type { Pool } from 'pg'
import { fault } from '@mutirao/documents'

/** At most `max` attempts in a window that starts with the first one and does not slide. */
export interface AttemptRule {
  readonly max: number
  readonly windowSeconds: number
}

/**
 * Attempts on one account: a person who mistypes ten times in five minutes waits; a guesser gets 2 880 tries a day.
 * The right password ends the count.
 */
const accountRule: AttemptRule = { max: 10, windowSeconds: 300 }
/** Sign-ins from one address, good ones too. An office behind one address may do 60 a minute (CONTRACT); this is twice that. */
const addressRule: AttemptRule = { max: 120, windowSeconds: 60 }

export interface Attempts {
  /**
   * Counts one attempt, before it is made (so that a hundred at once do not all slip through).
   * Resolves to 0 when it may be made, else to the seconds to wait.
   */
  take(kind: 'account' | 'address', subject: string): Promise<number>
  /** Forgets the attempts: the right password was given. */
  forgive(kind: 'account' | 'address', subject: string): Promise<void>
}

const rules = { account: accountRule, address: addressRule } as const

/** An e-mail typed into a sign-in form is somebody's personal data even when no account has it: only its hash is kept. */
const keyOf = (kind: string, subject: string): string =>
  `${kind}:${createHash('sha256').update(subject.trim().toLowerCase()).digest('base64url')}`

const pruneEveryMs = 10 * 60_000

/** Counters live in Postgres: a restart does not forgive, several processes count together. */
export function createAttempts(pool: Pool): Attempts {
  let prunedAtMs = Number.NEGATIVE_INFINITY
  const prune = async (): Promise<void> => {
    if (performance.now() - prunedAtMs < pruneEveryMs) return
    prunedAtMs = performance.now()
    await pool.query('delete from auth_attempt where window_ends_at < now()')
  }
  return {
    async take(kind, subject) {
      await prune()
      const rule = rules[kind]
      const { rows } = await pool.query<{ count: number; wait: number }>(
        `insert into auth_attempt as a (id, count, window_ends_at)
         values ($1, 1, now() + make_interval(secs => $2))
         on conflict (id) do update set
           count = case when a.window_ends_at <= now() then 1 else a.count + 1 end,
           window_ends_at = case when a.window_ends_at <= now() then excluded.window_ends_at else a.window_ends_at end
         returning count, ceil(extract(epoch from window_ends_at - now()))::int as wait`,
        [keyOf(kind, subject), rule.windowSeconds],
      )
      const row = rows[0]
      const max = kind === 'address' && fault('ACC-6') ? 50 : rule.max
      if (!row || row.count <= max || (kind === 'account' && fault('ACC-5'))) return 0
      return Math.max(1, row.wait)
    },
    async forgive(kind, subject) {
      await pool.query('delete from auth_attempt where id = $1', [keyOf(kind, subject)])
    },
  }
}
