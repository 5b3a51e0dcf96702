import { execFile } from 'node:child_process'
import { readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { fault } from '@mutirao/documents'
import { StartupError } from '../errors.ts'
import type { Binaries } from './binaries.ts'
import { isAlive } from './process.ts'
import type { Prefix } from './run-as.ts'

const run = promisify(execFile)

/** Independent of the machine's locales and ICU, so that a data folder can move between machines. */
const flags = [
  '--username=mutirao',
  '--auth=trust',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--no-instructions',
]

/** Postgres's environment: ours without what would change its behaviour or the language of its messages. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name))
  return { ...Object.fromEntries(kept), LC_ALL: 'C' }
}

/**
 * Makes the cluster beside its place and renames it: a kill in the middle leaves nothing that looks finished, and of two
 * first starts at once one wins and the other takes what it finds.
 */
export async function initialise(cluster: string, binaries: Binaries, prefix: Prefix, fsync: boolean): Promise<void> {
  await removeLeftovers(cluster)
  const fresh = `${cluster}.new-${process.pid}`
  const words = [...prefix, binaries.initdb, `--pgdata=${fresh}`, ...flags, ...(fsync ? [] : ['--no-sync'])]
  const [command = binaries.initdb, ...args] = words
  try {
    await run(command, args, { cwd: dirname(cluster), env: postgresEnvironment() })
  } catch (cause) {
    await rm(fresh, { recursive: true, force: true })
    throw new StartupError('embedded_failed', `The database could not be made in ${cluster}: ${complaint(cause)}.`, {
      cause,
    })
  }
  try {
    await rename(fresh, cluster)
  } catch (error) {
    await rm(fresh, { recursive: true, force: true })
    const code = (error as NodeJS.ErrnoException).code
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error
  }
}

async function removeLeftovers(cluster: string): Promise<void> {
  if (fault('EMB-4')) return
  const start = `${basename(cluster)}.new-`
  for (const name of await readdir(dirname(cluster))) {
    if (!name.startsWith(start)) continue
    const pid = Number(name.slice(start.length))
    if (pid !== process.pid && isAlive(pid)) continue
    await rm(join(dirname(cluster), name), { recursive: true, force: true, ...whileOthersWrite })
  }
}

/**
 * The initdb of a killed process lives on for a moment and goes on making files: a folder that is not empty after all is
 * tried again, each time `retryDelay` ms later, about twenty seconds in all.
 */
const whileOthersWrite = { maxRetries: 20, retryDelay: 100 }

/** initdb's own sentence out of its output. */
function complaint(error: unknown): string {
  const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
  const line = text.split('\n').find((candidate) => /error|fatal/i.test(candidate)) ?? text.split('\n')[0] ?? ''
  return line.replace(/^.*?(error|FATAL): */i, '').replace(/\.$/, '') || 'initdb failed'
}
