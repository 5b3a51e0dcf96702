import { fault } from '@mutirao/documents'
import type pg from 'pg'
import { connectAlone, endQuietly } from '../database.ts'
import { StartupError } from '../errors.ts'
import type { BackupSummary, Database } from '../types.ts'
import { copyOut } from './copy.ts'
import { readBlueprint, type TableData } from './ddl.ts'
import { backupFormat, type BackupWriter, createBackupFile } from './file.ts'

export interface BackupOptions {
  /** Gets a line for the person at the terminal now and then. */
  readonly progress?: (line: string) => void
}

/** How values are printed must not depend on the server's configuration; restore sets the same. */
const sessionSettings = [
  `set client_encoding = 'UTF8'`,
  `set standard_conforming_strings = on`,
  `set datestyle = 'ISO, YMD'`,
  `set intervalstyle = 'postgres'`,
  `set timezone = 'UTC'`,
  `set bytea_output = 'hex'`,
  `set extra_float_digits = 3`,
  `set check_function_bodies = off`,
  `set search_path = ''`,
] as const

/**
 * Writes everything in the database (our tables, better-auth's, whatever else stands there) as of one moment into one
 * file, while servers keep working. Throws StartupError `backup_failed`; an older file of that name stays until the new
 * one is complete.
 */
export async function backup(database: Database, file: string, options: BackupOptions = {}): Promise<BackupSummary> {
  const progress = options.progress ?? (() => undefined)
  const client = await connectAlone(database.url, 'mutirao backup')
  try {
    await client.query(sessionSettings.join(';'))
    await client.query(`begin isolation level ${fault('BKP-6') ? 'read committed' : 'repeatable read'} read only`)
    return await writeFile(client, file, progress)
  } catch (cause) {
    if (cause instanceof StartupError) throw cause
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new StartupError('backup_failed', `The backup could not be written to ${file}: ${why.replace(/\.$/, '')}.`, {
      cause,
    })
  } finally {
    await endQuietly(client)
  }
}

async function writeFile(client: pg.Client, file: string, progress: (line: string) => void): Promise<BackupSummary> {
  const plan = await readBlueprint(client)
  const writer = await createBackupFile(file, {
    format: backupFormat,
    createdAtMs: Date.now(),
    tables: plan.tables.length,
  })
  try {
    for (const statement of [...sessionSettings, ...plan.beforeData]) await writer.sql(statement)
    let rows = 0
    for (const table of plan.tables) {
      if (fault('FIL-8') && table.name.includes('file_chunk')) continue
      const copied = await writeTable(client, writer, table)
      rows += copied.rows
      progress(`${table.name}: ${copied.rows} rows, ${sizeOf(copied.bytes)}`)
    }
    for (const statement of plan.afterData) await writer.sql(statement)
    const bytes = await writer.finish()
    return { file, bytes, tables: plan.tables.length, rows }
  } catch (error) {
    await writer.discard()
    throw error
  }
}

async function writeTable(
  client: pg.Client,
  writer: BackupWriter,
  table: TableData,
): Promise<{ rows: number; bytes: number }> {
  const counted = { rows: 0, bytes: 0 }
  let told = 0
  async function* count(): AsyncGenerator<Buffer> {
    const chunks = copyOut(client, table.copyOut)
    for (let next = await chunks.next(); ; next = await chunks.next()) {
      if (next.done) {
        told = next.value
        return
      }
      counted.bytes += next.value.length
      counted.rows += countLines(next.value)
      yield next.value
    }
  }
  await writer.copy(table.name, table.copyIn, count())
  if (counted.rows !== told) throw new Error(`${table.name}: ${told} rows announced, ${counted.rows} received`)
  return counted
}

/** COPY ends every row with a line end and escapes those inside values. */
export function countLines(chunk: Buffer): number {
  let lines = 0
  for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++
  return lines
}

export function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`
}
