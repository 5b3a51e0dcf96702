import { randomInt } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { fault } from '@mutirao/documents'
import type pg from 'pg'
import { connectAlone, describeUrl, endQuietly } from '../database.ts'
import { StartupError } from '../errors.ts'
import { lockKeys, lockSpace } from '../locks.ts'
import type { Database, RestoreSummary } from '../types.ts'
import { countLines } from './backup.ts'
import { copyIn } from './copy.ts'
import { notOfExtension, ownSchemas } from './ddl.ts'
import { checkBackupFile, readSections } from './file.ts'

export interface RestoreOptions {
  /** Needed when the database is not empty: everything in it is replaced. */
  readonly force?: boolean
  readonly progress?: (line: string) => void
  /** How the person knows the database: `in /srv/data`. Default: host and name of its address. */
  readonly place?: string
}

/**
 * Replaces the contents of a database by those of a backup, in one transaction, and begins a new epoch. Throws
 * StartupError `restore_broken_file` or `restore_refused`; then the database is as it was.
 */
export async function restore(database: Database, file: string, options: RestoreOptions = {}): Promise<RestoreSummary> {
  const progress = options.progress ?? (() => undefined)
  const header = await checkBackupFile(file)
  progress(`${file} is whole: made ${new Date(header.createdAtMs).toISOString()}, ${header.tables} tables`)
  const place = options.place ?? describeUrl(database.url)
  const client = await connectAlone(database.url, 'mutirao restore')
  try {
    await lockOut(client, place)
    if (!fault('BKP-8')) await client.query('begin')
    await makeRoom(client, place, options.force ?? false)
    const rows = await load(client, file, progress)
    const epoch = await beginEpoch(client)
    await client.query('commit')
    await client.query('analyze')
    return { file, bytes: (await stat(file)).size, tables: header.tables, rows, epoch }
  } catch (cause) {
    if (cause instanceof StartupError) throw cause
    const why = cause instanceof Error ? cause.message : String(cause)
    const message = `${file} cannot be restored: ${why.replace(/\.$/, '')}; the database was not touched.`
    throw new StartupError('restore_refused', message, { cause })
  } finally {
    await endQuietly(client)
  }
}

/** No server, no migration, no second restore beside us: for as long as this session lives. */
async function lockOut(client: pg.Client, place: string): Promise<void> {
  for (const key of [lockKeys.server, lockKeys.migration]) {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1, $2) as taken', [
      lockSpace,
      key,
    ])
    if (rows[0]?.taken || fault('BKP-4')) continue
    throw new StartupError(
      'restore_refused',
      `A Mutirão server is running on the database ${place}: stop it, then restore.`,
    )
  }
}

const contentsSql = `
select case c.relkind when 'v' then 'view' when 'S' then 'sequence' else 'table' end as kind, format('%I.%I', n.nspname, c.relname) as name
from pg_class c join ${ownSchemas} n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'S') and not c.relispartition and ${notOfExtension('pg_class', 'c.oid')}
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'i' and c.relkind = 'S')
union all
select case p.prokind when 'p' then 'procedure' else 'function' end, p.oid::regprocedure::text
from pg_proc p join ${ownSchemas} n on n.oid = p.pronamespace where p.prokind in ('f', 'p') and ${notOfExtension('pg_proc', 'p.oid')}
union all
select 'type', t.oid::regtype::text
from pg_type t join ${ownSchemas} n on n.oid = t.typnamespace where t.typtype = 'e' and ${notOfExtension('pg_type', 't.oid')}`

async function makeRoom(client: pg.Client, place: string, force: boolean): Promise<void> {
  await client.query(`set local search_path = ''`)
  const { rows: contents } = await client.query<{ kind: string; name: string }>(contentsSql)
  if (contents.length > 0 && !force && !fault('BKP-5')) {
    throw new StartupError(
      'restore_refused',
      `The database ${place} is not empty: restore into an empty one, or repeat with --force to replace everything in it.`,
    )
  }
  for (const { kind, name } of contents) await client.query(`drop ${kind} if exists ${name} cascade`)
}

async function load(client: pg.Client, file: string, progress: (line: string) => void): Promise<number> {
  let rows = 0
  for await (const section of readSections(file)) {
    if (section.kind === 'sql') await client.query(section.text)
    else {
      let copied = 0
      async function* count(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
        for await (const chunk of source) {
          copied += countLines(chunk)
          yield chunk
        }
      }
      await copyIn(client, section.text, count(section.rows))
      progress(`${section.name}: ${copied} rows`)
      rows += copied
    }
  }
  return rows
}

const epochAlphabet = '0123456789abcdefghijklmnopqrstuvwxyz'
const newEpoch = (): string => Array.from({ length: 10 }, () => epochAlphabet.charAt(randomInt(36))).join('')

/** From now on every cursor handed out before is foreign; transaction numbers are this cluster's. */
async function beginEpoch(client: pg.Client): Promise<string> {
  const epoch = newEpoch()
  if (fault('BKP-2')) return epoch
  try {
    await client.query('update public.epoch set epoch = $1', [epoch])
    await client.query('update public.document_head set epoch = $1, changed_xid = pg_current_xact_id()', [epoch])
    await client.query('update public.checkpoint set epoch = $1', [epoch])
    await client.query('delete from public.checkpoint_claim')
  } catch (cause) {
    throw new StartupError(
      'restore_refused',
      'This backup holds no journal of Mutirão; the database was not touched.',
      { cause },
    )
  }
  return epoch
}
