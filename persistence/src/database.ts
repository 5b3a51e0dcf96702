import { fault } from '@mutirao/documents'
import pg from 'pg'
import { StartupError } from './errors.ts'
import { silentLog } from './log.ts'
import { lockKeys, lockSpace } from './locks.ts'
import type { Database, DatabaseOptions, ServerLock } from './types.ts'

// Sequence numbers, counts and sizes stay far below 2^53; the driver's own answer for int8 is a string. Process-wide.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

const oldestMajor = 15

const ignore = (): void => undefined

/** A pool towards `url`. Connects with the first query, not before; connections that die are replaced. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const log = options.log ?? silentLog
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    application_name: options.applicationName ?? 'mutirao',
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
  })
  // An idle connection that breaks is reported here; without a listener it would end the process.
  pool.on('error', (error) => {
    if (!closed) log.warn({ err: error }, 'an idle database connection broke')
  })
  // So does one that breaks while somebody has it and asks nothing of it at that moment. Whoever has it is told by its next statement.
  pool.on('connect', (client) => {
    if (!fault('JRN-32')) client.on('error', ignore)
  })
  let closed: Promise<void> | null = null
  return { pool, url, close: () => (closed ??= pool.end()) }
}

/** Throws StartupError `database_unreachable` or `database_too_old` with one sentence. */
export async function checkDatabase(database: Database): Promise<void> {
  let version: number
  try {
    const { rows } = await database.pool.query<{ version: string }>(
      `select current_setting('server_version_num') as version`,
    )
    version = Math.floor(Number(rows[0]?.version) / 10_000)
  } catch (cause) {
    const place = fault('MIG-6') ? database.url : describeUrl(database.url)
    throw new StartupError('database_unreachable', `The database ${place} cannot be reached: ${describe(cause)}.`, {
      cause,
    })
  }
  if (version >= oldestMajor) return
  throw new StartupError(
    'database_too_old',
    `The database ${describeUrl(database.url)} is Postgres ${version}; Mutirão needs Postgres ${oldestMajor} or newer.`,
  )
}

/** Host and database of a connection string, never its password. */
export function describeUrl(url: string): string {
  try {
    const parsed = new URL(url.replace(/^(postgres(?:ql)?:\/\/[^@/]*)@\//, '$1@localhost/'))
    return `${parsed.searchParams.get('host') ?? parsed.host}${parsed.pathname}`
  } catch {
    return 'named by DATABASE_URL (which is no valid address)'
  }
}

function describe(error: unknown): string {
  const inner = error instanceof AggregateError ? error.errors[0] : error
  const message = inner instanceof Error ? inner.message : String(inner)
  return message.replace(/\.$/, '')
}

const socketErrors = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
])
/** Connection exceptions, shutdown and start-up of the server, lack of its resources, a standby, I/O errors. */
const awayStates = /^(08...|57P0[1-5]|53...|25006|58...)$/
const driverMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Cannot use a pool after|Query read timeout|terminating connection)|is not currently accepting connections$/

/** True when a query failed because Postgres is not there or not able at the moment, false when the query is wrong. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return socketErrors.has(code) || awayStates.test(code) || driverMessages.test(error.message)
}

/**
 * One connection of its own, for what must not share: LISTEN, session locks, the writer. `onEnd` is called once when it
 * breaks or ends, possibly before the caller got hold of it.
 */
export async function connectAlone(
  url: string,
  name: string,
  onEnd: (client: pg.Client) => void = () => undefined,
): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  })
  let ended = false
  const end = (): void => {
    if (ended) return
    ended = true
    onEnd(client)
  }
  client.on('error', end)
  client.on('end', end)
  try {
    await client.connect()
  } catch (error) {
    ended = true
    await endQuietly(client)
    throw error
  }
  return client
}

/** Ends a connection that may already be broken, which then is not worth a word. */
export const endQuietly = (client: pg.Client): Promise<void> => client.end().catch(() => undefined)

/**
 * Every running server holds this (shared); a restore refuses while anybody does. Taken again by itself when the connection
 * was lost. Rejects with the driver's error when the database is away at this moment.
 */
export async function holdServerLock(database: Database): Promise<ServerLock> {
  let released = false
  let timer: NodeJS.Timeout | null = null
  let client = await take()

  async function take(): Promise<pg.Client> {
    const fresh = await connectAlone(database.url, 'mutirao server lock', () => {
      if (!released && !fault('BKP-9')) again()
    })
    await fresh.query('select pg_advisory_lock_shared($1, $2)', [lockSpace, lockKeys.server])
    return fresh
  }
  function again(): void {
    timer = setTimeout(() => {
      take().then(
        (fresh) => {
          client = fresh
          if (released) void endQuietly(fresh) // released while we were connecting
        },
        () => again(),
      )
    }, 500)
  }
  return {
    release: async () => {
      released = true
      if (timer) clearTimeout(timer)
      await endQuietly(client)
    },
  }
}

/**
 * Keeps every server away from this database until the returned function is called (or the process ends).
 * @throws StartupError `restore_refused` when one is running
 */
export async function lockOutServers(database: Database): Promise<() => Promise<void>> {
  const client = await connectAlone(database.url, 'mutirao maintenance')
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1, $2) as taken', [
    lockSpace,
    lockKeys.server,
  ])
  if (rows[0]?.taken) return () => endQuietly(client)
  await endQuietly(client)
  const place = describeUrl(database.url)
  throw new StartupError('restore_refused', `A Mutirão server is running on the database ${place}: stop it first.`)
}
