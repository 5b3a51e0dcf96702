import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { afterAll, expect, it } from 'vitest'
import { checkDatabase, isDatabaseAway, openDatabase } from './database.ts'
import { migrate, withMigrationLock } from './migrate.ts'
import * as schema from './schema/index.ts'
import { createTestDatabase, type TestDatabase } from './testing/index.ts'

const run = promisify(execFile)
const opened: TestDatabase[] = []
const database = async (template?: string): Promise<TestDatabase> => {
  const made = await createTestDatabase(template === undefined ? {} : { template })
  opened.push(made)
  return made
}
afterAll(async () => {
  for (const made of opened) await made.drop()
})

/** Runs a module in a process of its own; `$URL` is the database's address. */
async function inProcess(code: string, url: string): Promise<string> {
  const source = `
    import { setFaults } from '@mutirao/documents'
    import { migrate, openDatabase } from '@mutirao/persistence'
    setFaults((process.env['MUTIRAO_FAULT'] ?? '').split(','))
    const database = openDatabase(${JSON.stringify(url)})
    ${code}
    await database.close()`
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', source], {
    cwd: new URL('../../sync-server', import.meta.url).pathname,
  })
  return stdout.trim()
}

it('[MIG-1] [MIG-5] several processes migrate an empty database at once: no error, every migration once', async () => {
  const empty = await database('template0')
  const ends = await Promise.all(
    [1, 2, 3].map(() => inProcess(`await migrate(database); console.log('fine')`, empty.url)),
  )
  expect(ends).toEqual(['fine', 'fine', 'fine'])
  const { rows } = await empty.pool.query('select hash from drizzle.__drizzle_migrations')
  expect(new Set(rows.map((row: { hash: string }) => row.hash)).size).toBe(rows.length)
  expect((await empty.pool.query('select epoch from epoch')).rows).toEqual([
    { epoch: expect.stringMatching(/^[0-9a-z]{10}$/) as string },
  ])
})

it('[MIG-2] an up-to-date database costs no loading of Drizzle', async () => {
  const current = await database()
  const loaded = await inProcess(
    `const { registerHooks } = await import('node:module')
     const seen = []
     registerHooks({ resolve: (name, context, next) => { if (name.startsWith('drizzle-orm')) seen.push(name); return next(name, context) } })
     await migrate(database)
     console.log(seen.length)`,
    current.url,
  )
  expect(loaded).toBe('0')
})

it('[MIG-3] the schema in TypeScript and the migrated database have the same tables and columns', async () => {
  const current = await database()
  const { rows } = await current.pool.query<{ name: string }>(
    `select table_name || '.' || column_name || ' ' || udt_name || case when is_nullable = 'NO' then ' not null' else '' end as name
     from information_schema.columns where table_schema = 'public' and table_name !~ '^(journal|fact)_[0-9]'`,
  )
  const udt: Record<string, string> = {
    bigint: 'int8',
    integer: 'int4',
    boolean: 'bool',
    'timestamp with time zone': 'timestamptz',
    'text[]': '_text',
  }
  const declared = Object.values(schema).flatMap((table) => {
    if (!(table instanceof PgTable)) return []
    const { name, columns } = getTableConfig(table)
    return columns.map((column) => {
      const type = column.getSQLType()
      return `${name}.${column.name} ${udt[type] ?? type}${column.notNull ? ' not null' : ''}`
    })
  })
  expect(new Set(declared)).toEqual(new Set(rows.map(({ name }) => name)))
})

it('[MIG-4] a database made by a newer version is refused in one sentence', async () => {
  const newer = await database()
  await newer.pool.query(`insert into drizzle.__drizzle_migrations (hash, created_at) values ('future', 9999999999999)`)
  await expect(migrate(newer)).rejects.toMatchObject({
    code: 'migration_failed',
    message: expect.stringMatching(/^The database was made by a newer Mutirão[^\n]*\.$/) as string,
  })
})

it('[MIG-5] [MIG-1] what runs under the migration lock runs alone, and a failure lets go of it', async () => {
  const current = await database()
  const order: string[] = []
  const work = (name: string, fail = false) =>
    withMigrationLock(current, async (scope) => {
      order.push(`${name} begins`)
      await scope.migrate()
      await current.pool.query('select pg_sleep(0.05)')
      order.push(`${name} ends`)
      if (fail) throw new Error(name)
    })
  const results = await Promise.allSettled([work('a', true), work('b'), work('c')])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
  for (let i = 0; i < order.length; i += 2) expect(order[i + 1]).toBe(order[i]?.replace('begins', 'ends'))
})

it('[MIG-6] an unreachable database is told in one sentence without its password', async () => {
  const nowhere = openDatabase('postgres://user:secret@127.0.0.1:1/there', { connectTimeoutMs: 2_000 })
  const error: unknown = await checkDatabase(nowhere).catch((reason: unknown) => reason)
  expect(error).toMatchObject({
    code: 'database_unreachable',
    message: expect.stringMatching(/^The database 127\.0\.0\.1:1\/there [^\n]*\.$/) as string,
  })
  expect(String(error)).not.toContain('secret')
  expect(isDatabaseAway((error as Error).cause)).toBe(true)
  await nowhere.close()
  const fine = await database()
  await checkDatabase(fine)
  const wrong: unknown = await fine.pool.query('select nonsense').catch((reason: unknown) => reason)
  expect(isDatabaseAway(wrong)).toBe(false)
})
