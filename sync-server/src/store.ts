import type { Logger } from 'pino'
import { fault } from '@mutirao/documents'
import {
  checkDatabase,
  holdServerLock,
  openDatabase,
  startEmbeddedPostgres,
  withMigrationLock,
} from '@mutirao/persistence'
import type { Database } from '@mutirao/persistence'
import type { Accounts } from './auth/accounts.ts'
import type { Closing } from './closing.ts'
import type { ServerConfig } from './config.ts'
import { keptSecret } from './secret.ts'

/** A database that answers, has our tables and is held by this process; and the people's accounts in it. */
export interface Store {
  readonly database: Database
  readonly accounts: Accounts
  /** Signs what this server gives out. Never logged. */
  readonly secret: string
}

const poolConnections = 12

/**
 * Opens DATABASE_URL, or the embedded Postgres of the data folder, and brings its tables up to date.
 * @param closing gets what has to be undone, also when a later step fails
 * @param goOn throws when nobody wants the server any more
 * @throws StartupError or MutiraoError with one sentence
 */
export async function openStore(config: ServerConfig, log: Logger, closing: Closing, goOn: () => void): Promise<Store> {
  // The accounts library takes half a second to load: meanwhile Postgres starts.
  const [url, secret, { createAccounts }] = await allSettledOrThrow([
    databaseUrl(config, log, closing),
    config.secret === null ? keptSecret(config.dataDir) : Promise.resolve(config.secret),
    import('./auth/accounts.ts'),
  ])
  goOn()
  const database = openDatabase(url, { log, maxConnections: poolConnections })
  closing.add('database', 2_000, () => database.close())
  await checkDatabase(database)
  goOn()
  const accounts = createAccounts(database.pool, secret, log)
  await withMigrationLock(database, async (scope) => {
    await scope.migrate()
    goOn()
    await accounts.prepare()
  })
  const lock = await holdServerLock(database)
  closing.add('server lock', 1_000, () => lock.release())
  return { database, accounts, secret }
}

async function databaseUrl(config: ServerConfig, log: Logger, closing: Closing): Promise<string> {
  if (config.databaseUrl !== null) return config.databaseUrl
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir, log })
  closing.add('embedded Postgres', 9_000, () => embedded.stop())
  return embedded.url
}

/**
 * Like `Promise.all`, but when one fails the others are waited for first: a Postgres that is just coming up must be known to
 * `closing` before anybody closes.
 */
async function allSettledOrThrow<T extends readonly Promise<unknown>[]>(
  work: readonly [...T],
): Promise<{ readonly [K in keyof T]: Awaited<T[K]> }> {
  if (!fault('CFG-8')) await Promise.allSettled(work)
  return Promise.all(work)
}
