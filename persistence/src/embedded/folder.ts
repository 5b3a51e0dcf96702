import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, lstat, mkdir, readdir, readFile, rename, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fault } from '@mutirao/documents'
import { StartupError } from '../errors.ts'
import { exists, hasArgument, isAlive } from './process.ts'
import { until } from '../time.ts'

/** The cluster lies in `<data>/postgres`; a folder that is itself a cluster is taken as it is. */
export const clusterFolder = (dataDir: string): string =>
  existsSync(join(dataDir, 'PG_VERSION')) ? dataDir : join(dataDir, 'postgres')

/** True when a cluster is there, false when it must be made. Throws for another major version or foreign contents. */
export async function checkCluster(cluster: string, major: number): Promise<boolean> {
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => null)
  if (version === null) {
    const contents = await readdir(cluster).catch(() => [])
    if (contents.length === 0) return false
    throw new StartupError(
      'data_folder_not_ours',
      `${cluster} is not empty and not a Postgres database: set MUTIRAO_DATA to another folder.`,
    )
  }
  if (version.trim() !== String(major) && !fault('EMB-5')) {
    throw new StartupError(
      'data_folder_other_version',
      `The database in ${cluster} was made by Postgres ${version.trim()}, this Mutirão brings Postgres ${major}: make a backup with the version that made it and restore it into an empty folder.`,
    )
  }
  return true
}

// ---------------------------------------------------------------------------------------------- socket folder

/** What fits into sockaddr_un on Linux (macOS: 103); Postgres appends `/.s.PGSQL.5432`. */
const maxSocketPathBytes = 103
const socketName = '/.s.PGSQL.5432'

/**
 * A folder only this user may enter, named after the data folder, so that every process finds the same one. It stays when
 * Postgres stops: another process may be starting with it at this moment.
 */
export async function socketFolder(cluster: string, roots: readonly string[] = [tmpdir(), '/tmp']): Promise<string> {
  const uid = process.geteuid?.() ?? 0
  const hash = createHash('sha256').update(`${uid}:${cluster}`).digest('hex').slice(0, 12)
  for (const root of roots) {
    // Further names: anybody may have made a folder of that name in a shared /tmp.
    for (const name of [`mutirao-${hash}`, `mutirao-${hash}-b`, `mutirao-${hash}-c`]) {
      const folder = join(root, name)
      if (Buffer.byteLength(folder + socketName) > maxSocketPathBytes) continue
      if (await makePrivate(folder, uid)) return folder
    }
  }
  throw new StartupError(
    'embedded_failed',
    `No private folder for the database's socket could be made in ${roots.join(' or ')}: set TMPDIR to a short path this user may write.`,
  )
}

async function makePrivate(folder: string, uid: number): Promise<boolean> {
  const mode = fault('EMB-3') ? 0o755 : 0o700
  try {
    await mkdir(folder, { mode }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
    const found = await lstat(folder)
    if (!found.isDirectory() || found.uid !== uid) return false
    if ((found.mode & 0o777) !== mode) await chmod(folder, mode)
    // In use from now on: whoever tidies up leaves it (stale-sockets.ts).
    const now = new Date()
    await utimes(folder, now, now)
    return true
  } catch {
    // Not writable, or gone again: the caller tries the next place and says so when there is none.
    return false
  }
}

// ---------------------------------------------------------------------------------------------- postmaster.pid

export interface Postmaster {
  readonly pid: number
  readonly socketDir: string
}

const pidFile = (cluster: string): string => join(cluster, 'postmaster.pid')

/**
 * The postmaster living on this cluster, or null. The pid in the file may by now belong to somebody else (the machine or
 * container was restarted): only a process with this cluster on its command line counts.
 */
export async function livingPostmaster(cluster: string): Promise<Postmaster | null> {
  const text = await readFile(pidFile(cluster), 'utf8').catch(() => null)
  return text === null ? null : parseLiving(text, cluster)
}

async function parseLiving(text: string, cluster: string): Promise<Postmaster | null> {
  const lines = text.split('\n')
  const pid = Math.abs(Number(lines[0])) // negative while initdb's own backend runs
  if (!Number.isInteger(pid) || pid === 0 || !isAlive(pid)) return null
  if (!(await hasArgument(pid, cluster)) && !fault('EMB-6')) return null
  return { pid, socketDir: lines[4]?.trim() ?? '' }
}

/**
 * Removes Postgres's two lock files (of the cluster and of the socket) when their pid now belongs to a stranger, or to a
 * zombie nobody reaps: Postgres itself would refuse for ever. (A pid that is simply gone is left to Postgres, which also
 * looks for surviving backends; for the stranger's case we look for them here.)
 */
export async function removeStaleLocks(cluster: string, socketDir: string): Promise<void> {
  await removeStaleLock(pidFile(cluster), cluster)
  await removeStaleLock(`${socketDir}${socketName}.lock`, cluster)
}

/** Moves it away first and looks again: between our look and now another process may have started Postgres. */
async function removeStaleLock(file: string, cluster: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null || !exists(Math.abs(Number(text.split('\n')[0]))) || (await parseLiving(text, cluster))) return
  await until(async () => !(await hasBackends(text)), 10_000)
  const aside = `${file}.stale-${process.pid}`
  try {
    await rename(file, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  const living = await parseLiving(await readFile(aside, 'utf8'), cluster)
  await (living ? rename(aside, file) : rm(aside))
}

/** Is anybody still attached to the shared memory this lock file names (line 7: key and id)? */
async function hasBackends(lockFile: string): Promise<boolean> {
  const shmId = lockFile.split('\n')[6]?.trim().split(/\s+/)[1]
  const table = await readFile('/proc/sysvipc/shm', 'utf8').catch(() => '')
  const rows = table.split('\n').map((line) => line.trim().split(/\s+/))
  return rows.some((row) => row[1] === shmId && Number(row[6]) > 0)
}
