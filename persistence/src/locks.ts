/**
 * Advisory locks of this database, all in one key space (`pg_advisory_lock(space, key)`).
 * They are held by a session: whoever dies lets go, nothing is ever cleaned up by hand.
 */
export const lockSpace = 0x4d757469 // "Muti"

export const lockKeys = {
  /** Exclusive: migrations, better-auth's too, and the demo seed. */
  migration: 1,
  /** Shared by every running server; exclusive for a restore. */
  server: 2,
  /** Exclusive: the one process that supervises an embedded cluster. */
  owner: 3,
} as const
