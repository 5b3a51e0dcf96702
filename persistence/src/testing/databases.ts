import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { openDatabase } from '../database.ts'
import { lockSpace } from '../locks.ts'
import { migrate } from '../migrate.ts'
import type { Database } from '../types.ts'

export interface TestDatabase extends Database {
  /** Closes the pool and removes the database, whoever is still connected. */
  drop(): Promise<void>
}

const plain = 'template_mutirao'
/** Beside the product's own keys of `locks.ts`. */
const templateLock = 100

/** Where the run's Postgres is: set by the vitest global set-up, inherited by its workers and by child processes. */
function maintenanceUrl(): string {
  const url = process.env['MUTIRAO_TEST_POSTGRES']
  if (!url) throw new Error('no test Postgres: MUTIRAO_TEST_POSTGRES is set by persistence/src/testing/global-setup.ts')
  return url
}

/** The same server, another database. */
function urlOf(name: string): string {
  const url = maintenanceUrl()
  return url.replace(/\/[^/?]*(\?|$)/, `/${name}$1`)
}

/** A fresh database with all our tables; from a template of `ensureTemplate` with whatever that one holds. */
export async function createTestDatabase(options: { readonly template?: string } = {}): Promise<TestDatabase> {
  const template = options.template ?? plain
  if (template === plain) await ensureTemplate(plain, migrate)
  const name = `test_${randomBytes(8).toString('hex')}`
  await onMaintenance((client) => client.query(`create database ${name} template ${template}`))
  const database = openDatabase(urlOf(name))
  return {
    ...database,
    drop: async () => {
      await database.close()
      await onMaintenance((client) => client.query(`drop database if exists ${name} with (force)`))
    },
  }
}

/**
 * Makes the named template database once per run, however many workers ask at once. `prepare` gets an empty database and
 * must end every connection it opens: a template in use cannot be copied.
 * @param name lower-case letters, digits and _
 */
export async function ensureTemplate(name: string, prepare: (database: Database) => Promise<void>): Promise<void> {
  await onMaintenance(async (client) => {
    await client.query('select pg_advisory_lock($1, $2)', [lockSpace, templateLock])
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount) return
    const unfinished = `${name}_unfinished`
    await client.query(`drop database if exists ${unfinished} with (force)`)
    await client.query(`create database ${unfinished}`)
    const database = openDatabase(urlOf(unfinished))
    try {
      await prepare(database)
    } finally {
      await database.close()
    }
    await client.query(`alter database ${unfinished} rename to ${name}`)
  })
}

async function onMaintenance<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: maintenanceUrl() })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
