import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { fault } from '@mutirao/documents'
import type pg from 'pg'
import { connectAlone, endQuietly } from './database.ts'
import { StartupError } from './errors.ts'
import { lockKeys, lockSpace } from './locks.ts'
import type { Database, MigrationScope } from './types.ts'

const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url))

/** Brings the tables up to date. Any number of processes may call it at once, on an empty database too. */
export const migrate = (database: Database): Promise<void> => withMigrationLock(database, (scope) => scope.migrate())

/**
 * Runs `work` while no other process migrates. Not re-entrant: inside it call `scope.migrate()`, never `migrate()`.
 * The lock is a session's: a killed process lets go.
 */
export async function withMigrationLock<T>(
  database: Database,
  work: (scope: MigrationScope) => Promise<T>,
): Promise<T> {
  const client = await connectAlone(database.url, 'mutirao migration')
  try {
    if (!fault('MIG-1') && !fault('MIG-5'))
      await client.query('select pg_advisory_lock($1, $2)', [lockSpace, lockKeys.migration])
    return await work({ migrate: () => applyMissing(client) })
  } finally {
    await endQuietly(client)
  }
}

async function applyMissing(client: pg.Client): Promise<void> {
  const newest = await newestMigration()
  const applied = await newestApplied(client)
  if (applied !== null && applied > newest && !fault('MIG-4')) {
    throw new StartupError(
      'migration_failed',
      'The database was made by a newer Mutirão: start that version, or restore a backup into an empty database.',
    )
  }
  if (applied === newest && !fault('MIG-2')) return
  // Loaded only now: a second of start-up and 140 MB of garbage that an up-to-date database does not need.
  const { drizzle } = await import('drizzle-orm/node-postgres')
  const { migrate: apply } = await import('drizzle-orm/node-postgres/migrator')
  try {
    await apply(drizzle(client), { migrationsFolder })
  } catch (cause) {
    const why =
      cause instanceof Error ? (cause.cause instanceof Error ? cause.cause.message : cause.message) : String(cause)
    throw new StartupError(
      'migration_failed',
      `The database could not be brought up to date: ${why.replace(/\.$/, '')}.`,
      { cause },
    )
  }
}

/** `when` of the last entry in drizzle-kit's list, milliseconds: what the migrator notes in the database. */
async function newestMigration(): Promise<number> {
  const list = JSON.parse(await readFile(`${migrationsFolder}/meta/_journal.json`, 'utf8')) as {
    entries: { when: number }[]
  }
  return Math.max(0, ...list.entries.map((entry) => entry.when))
}

async function newestApplied(client: pg.Client): Promise<number | null> {
  const { rows: found } = await client.query<{ found: boolean }>(
    `select to_regclass('drizzle.__drizzle_migrations') is not null as found`,
  )
  if (!found[0]?.found) return null
  const { rows } = await client.query<{ newest: number | null }>(
    'select max(created_at) as newest from drizzle.__drizzle_migrations',
  )
  return rows[0]?.newest ?? null
}
