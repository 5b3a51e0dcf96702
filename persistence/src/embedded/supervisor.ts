import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, renameSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fault } from '@mutirao/documents'
import { StartupError } from '../errors.ts'
import type { Log } from '../types.ts'
import { livingPostmaster, type Postmaster, removeStaleLocks } from './folder.ts'
import { postgresEnvironment } from './initialise.ts'
import { type Ownership, takeOwnership } from './owner.ts'
import { isAlive } from './process.ts'
import { delay, until } from '../time.ts'
import type { Prefix } from './run-as.ts'

export interface ClusterPlace {
  readonly cluster: string
  readonly socketDir: string
  readonly logFile: string
  readonly postgres: string
  readonly prefix: Prefix
  readonly settings: Readonly<Record<string, string>>
}

/** `host` may be any folder: adopting means the socket is where the first start put it. */
export const socketUrl = (socketDir: string): string =>
  `postgres://mutirao@/postgres?host=${encodeURIComponent(socketDir)}`

export interface Running {
  readonly pid: number
  readonly url: string
  readonly adopted: boolean
  readonly ownership: Ownership
}

/** Longest wait for a Postgres that is alive but replays its log after a crash. */
const recoveryPatienceMs = 10 * 60_000
/** A socket that does not answer although its postmaster lives, and is not replaying. */
const silencePatienceMs = 15_000
const ownerPatienceMs = 3_000

/**
 * Starts Postgres, or adopts the one a killed process left behind, and becomes its owner. A failure stops what was
 * started. Throws StartupError `data_folder_in_use`, `embedded_failed`.
 */
export async function bringUp(place: ClusterPlace, log: Log): Promise<Running> {
  let child: ChildProcess | null = null
  let silentSince = performance.now()
  let recovering = false
  const end = performance.now() + recoveryPatienceMs
  for (let failures = 0; performance.now() < end;) {
    const living = await livingPostmaster(place.cluster)
    if (!living && (child === null || hasExited(child))) {
      // Of two processes starting at once one fails at Postgres's lock file and finds the other's Postgres in the next round.
      if (child !== null && ++failures >= 3) throw new StartupError('embedded_failed', await lastWords(place))
      await removeStaleLocks(place.cluster, place.socketDir)
      child = launch(place)
      silentSince = performance.now()
    }
    const attempt = await tryOwn(place, living)
    if (attempt.ownership) {
      const now = living ?? (await livingPostmaster(place.cluster))
      const adopted = now !== null && now.pid !== child?.pid && !fault('EMB-8')
      return { pid: now?.pid ?? child?.pid ?? 0, url: attempt.url, adopted, ownership: attempt.ownership }
    }
    if (attempt.starting) {
      if (!recovering) log.info({ cluster: place.cluster }, 'the embedded Postgres is starting or recovering')
      recovering = true
      silentSince = performance.now()
    }
    if (performance.now() - silentSince > silencePatienceMs) break
    await delay(20)
  }
  if (child && !hasExited(child)) await stopPostmaster(child.pid ?? 0)
  throw new StartupError('embedded_failed', await lastWords(place))
}

const hasExited = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

interface Attempt {
  readonly url: string
  readonly ownership: Ownership | null
  /** Postgres answers that it is starting, replaying or shutting down. */
  readonly starting: boolean
}

async function tryOwn(place: ClusterPlace, living: Postmaster | null): Promise<Attempt> {
  const url = socketUrl(living?.socketDir || place.socketDir)
  try {
    const ownership = await takeOwnership(url, ownerPatienceMs)
    if (ownership) return { url, ownership, starting: false }
  } catch (error) {
    const starting = (error as { code?: string }).code === '57P03'
    return { url, ownership: null, starting }
  }
  throw new StartupError(
    'data_folder_in_use',
    `Another Mutirão uses the database in ${place.cluster}: stop it first, or set MUTIRAO_DATA to another folder.`,
  )
}

function launch(place: ClusterPlace): ChildProcess {
  const settings = {
    listen_addresses: '',
    unix_socket_directories: place.socketDir,
    unix_socket_permissions: '0700',
    port: '5432',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // Compiling a query stalls the small ones we have; parallel workers need more of /dev/shm than containers give.
    jit: 'off',
    max_parallel_workers_per_gather: '0',
    ...place.settings,
  }
  const [command = place.postgres, ...args] = [
    ...place.prefix,
    place.postgres,
    '-D',
    place.cluster,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const output = openLog(place.logFile)
  // Detached: Ctrl-C in the terminal must reach us only, or Postgres would go while we still write to it.
  const child = spawn(command, args, {
    cwd: dirname(place.cluster),
    env: postgresEnvironment(),
    stdio: ['ignore', output, output],
    detached: true,
  })
  child.on('error', () => undefined) // a command that cannot be run also exits: exitCode stays null, the silence ends it
  child.unref()
  closeSync(output)
  return child
}

const maxLogBytes = 10 * 1024 * 1024

function openLog(file: string): number {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > maxLogBytes) renameSync(file, `${file}.1`)
  return openSync(file, 'a', 0o600)
}

/** The sentence Postgres died with. */
async function lastWords(place: ClusterPlace): Promise<string> {
  const tail = await readTail(place.logFile, 8_192)
  const fatal = fault('EMB-10') ? undefined : tail.split('\n').findLast((line) => /(FATAL|PANIC):/.test(line))
  const reason = fatal?.replace(/^.*?(FATAL|PANIC): */, '').replace(/\.$/, '') ?? 'it did not say why'
  return `The embedded Postgres in ${place.cluster} does not start: ${reason} (more in ${place.logFile}).`
}

async function readTail(file: string, bytes: number): Promise<string> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, Math.max(0, size - bytes))
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** Fast shutdown; after 8 s immediate; after 4 s more the end. */
export async function stopPostmaster(pid: number): Promise<void> {
  const gone = (): boolean => !isAlive(pid)
  for (const [signal, patienceMs] of [
    ['SIGINT', 8_000],
    ['SIGQUIT', 4_000],
    ['SIGKILL', 2_000],
  ] as const) {
    if (gone()) return
    try {
      process.kill(pid, signal)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
    if (await until(gone, patienceMs, 10)) return
  }
}

export const defaultLogFile = (dataDir: string): string => join(dataDir, 'postgres.log')
