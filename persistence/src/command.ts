import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { openDatabase, checkDatabase } from './database.ts'
import { runningEmbeddedUrl, startEmbeddedPostgres } from './embedded/index.ts'
import { StartupError } from './errors.ts'
import type { Database } from './types.ts'

const dataDirOf = (env: NodeJS.ProcessEnv): string => resolve(env['MUTIRAO_DATA'] || '.data')

/** How a person knows that database: by its data folder, not by the folder of its socket; undefined = by its address. */
export const placeOf = (env: NodeJS.ProcessEnv): string | undefined =>
  env['DATABASE_URL'] ? undefined : `in ${dataDirOf(env)}`

/** The database the server would use, as its variables say it. */
export async function openConfigured(env: NodeJS.ProcessEnv, beside: 'running server' | 'nobody'): Promise<Database> {
  const url = env['DATABASE_URL']
  if (url) return checked(openDatabase(url))
  const dataDir = dataDirOf(env)
  const running = beside === 'running server' ? await runningEmbeddedUrl(dataDir) : null
  if (running) return checked(openDatabase(running))
  const embedded = await startEmbeddedPostgres({ dataDir })
  const database = openDatabase(embedded.url)
  const close = async (): Promise<void> => {
    await database.close()
    await embedded.stop()
  }
  return checked({ ...database, close })
}

async function checked(database: Database): Promise<Database> {
  try {
    await checkDatabase(database)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Runs a command: a StartupError becomes its sentence on stderr and exit code 1. Reads `.env` as the server does. */
export async function runCommand(
  work: (words: readonly string[], env: NodeJS.ProcessEnv) => Promise<void>,
): Promise<void> {
  try {
    if (existsSync('.env')) process.loadEnvFile('.env')
    await work(process.argv.slice(2), process.env)
  } catch (error) {
    process.stderr.write(`${error instanceof StartupError ? error.message : (error as Error).stack}\n`)
    process.exitCode = 1
  }
}
