import { lstat, readdir, readFile, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fault } from '@mutirao/documents'
import { livingPostmaster } from './folder.ts'
import { exists } from './process.ts'

const ours = /^mutirao-[0-9a-f]{12}(-[bc])?$/
const socket = '.s.PGSQL.5432'
/** Who begins to use one says so in its time (`socketFolder`): nobody starts with one this old at this moment. */
const staleMs = 24 * 60 * 60 * 1000

/**
 * Removes this user's socket folders in `root` that nobody has used for a day: empty ones, and those of a database that was
 * killed. Never one whose process lives, nor one that holds anything else. Throws when `root` cannot be read.
 * @param nowMs milliseconds since the epoch
 */
export async function removeStaleSockets(root: string, nowMs: number): Promise<void> {
  const uid = process.geteuid?.() ?? 0
  for (const name of await readdir(root)) {
    if (!ours.test(name)) continue
    const folder = join(root, name)
    const found = await lstat(folder).catch(() => null)
    if (!found?.isDirectory() || found.uid !== uid || nowMs - found.mtimeMs < staleMs) continue
    // A running Postgres touches its lock every hour: also one whose process we cannot see (another container, this /tmp).
    const lock = await lstat(join(folder, `${socket}.lock`)).catch(() => null)
    if ((lock !== null && nowMs - lock.mtimeMs < staleMs) || !(await isDead(folder))) continue
    await rm(join(folder, socket), { force: true })
    await rm(join(folder, `${socket}.lock`), { force: true })
    // Not empty: somebody else's files. Gone: another start was quicker.
    await rmdir(folder).catch(() => undefined)
  }
}

/** The lock names the process in its first line and the data folder in its second; without a lock there is no process. */
async function isDead(folder: string): Promise<boolean> {
  const lock = await readFile(join(folder, `${socket}.lock`), 'utf8').catch(() => null)
  if (lock === null || fault('EMB-11')) return true
  const [pid = '', cluster = ''] = lock.split('\n')
  return !exists(Math.abs(Number(pid))) && (await livingPostmaster(cluster)) === null
}
