import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { socketFolder } from './folder.ts'
import { removeStaleSockets } from './stale-sockets.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'mutirao-stale-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

const dayMs = 24 * 60 * 60 * 1000
const nowMs = Date.now()

/** A socket folder last used so long ago; with the lock file of a process, or with another file. */
async function folder(name: string, ageMs: number, lockPid?: number, other?: string): Promise<void> {
  const path = join(root, name)
  const lock = join(path, '.s.PGSQL.5432.lock')
  const then = new Date(nowMs - ageMs)
  await mkdir(path)
  if (lockPid !== undefined) {
    await writeFile(lock, `${lockPid}\n${root}/data\n1\n5432\n`)
    await utimes(lock, then, then)
  }
  if (other !== undefined) await writeFile(join(path, other), '')
  await utimes(path, then, then)
}

it('[EMB-11] socket folders nobody used for a day go, empty or of a killed database; those of a living one stay', async () => {
  const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await once(gone, 'exit')
  await folder('mutirao-000000000001', 2 * dayMs)
  await folder('mutirao-000000000002-b', 2 * dayMs, gone.pid)
  await folder('mutirao-000000000003', 2 * dayMs, process.pid)
  await folder('mutirao-000000000004', dayMs / 2, gone.pid)
  await folder('mutirao-000000000005', 2 * dayMs, gone.pid, 'kept.txt')
  await folder('mutirao-000000000006', 2 * dayMs, gone.pid)
  // As Postgres does every hour.
  await utimes(join(root, 'mutirao-000000000006', '.s.PGSQL.5432.lock'), new Date(nowMs), new Date(nowMs))
  await folder('mutirao-backup', 2 * dayMs)
  await removeStaleSockets(root, nowMs)
  expect((await readdir(root)).sort()).toEqual([
    'mutirao-000000000003',
    'mutirao-000000000004',
    'mutirao-000000000005',
    'mutirao-000000000006',
    'mutirao-backup',
  ])
  expect(await readdir(join(root, 'mutirao-000000000005'))).toEqual(['kept.txt'])
})

it('[EMB-11] a start with an old folder makes it a new one', async () => {
  const used = await socketFolder(join(root, 'data'), [root])
  await utimes(used, new Date(nowMs - 2 * dayMs), new Date(nowMs - 2 * dayMs))
  expect(await socketFolder(join(root, 'data'), [root])).toBe(used)
  await removeStaleSockets(root, Date.now())
  expect(await readdir(used)).toEqual([])
})
