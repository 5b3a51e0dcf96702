import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { until } from '../time.ts'
import type { EmbeddedOptions, EmbeddedPostgres } from '../types.ts'
import { livingPostmaster, socketFolder } from './folder.ts'
import { runningEmbeddedUrl, startEmbeddedPostgres } from './index.ts'
import { isAlive } from './process.ts'
import { stopPostmaster } from './supervisor.ts'

const home = await mkdtemp(join(tmpdir(), 'mutirao embedded '))
await chmod(home, 0o700)
const started: EmbeddedPostgres[] = []
const children: ChildProcess[] = []
const folders = new Set<string>()
const socketFolders = new Set<string>()

const socketFolderOf = (url: string): string => new URL(url.replace('@/', '@localhost/')).searchParams.get('host') ?? ''

/** In this process, or as a process of its own that can be killed. */
async function start(dataDir: string, more: Partial<EmbeddedOptions> = {}): Promise<EmbeddedPostgres> {
  folders.add(dataDir)
  const embedded = await startEmbeddedPostgres({ dataDir, fsync: false, ...more })
  started.push(embedded)
  socketFolders.add(socketFolderOf(embedded.url))
  return embedded
}
interface Told {
  readonly pid: number
  readonly url: string
  readonly adopted: boolean
  readonly code: string
  readonly message: string
}
const script = fileURLToPath(new URL('../testing/embedded-process.ts', import.meta.url))
function spawnOwner(dataDir: string, words: readonly string[] = []): ChildProcess {
  folders.add(dataDir)
  const [command, ...args] = [...words, process.execPath, script, dataDir]
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  return child
}
async function answerOf(child: ChildProcess): Promise<Told> {
  let text = ''
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk)
    if (!text.includes('\n')) continue
    const told = JSON.parse(text) as Told
    if (told.url) socketFolders.add(socketFolderOf(told.url))
    return told
  }
  throw new Error(`the process ended without an answer: ${text}`)
}
async function kill9(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}
const postmasterOf = (dataDir: string): ReturnType<typeof livingPostmaster> =>
  livingPostmaster(join(dataDir, 'postgres'))

afterEach(async () => {
  await Promise.all(children.splice(0).map(kill9))
  for (const embedded of started.splice(0)) await embedded.stop()
  for (const folder of folders) {
    const left = await postmasterOf(folder)
    if (left) await stopPostmaster(left.pid)
  }
})
afterAll(async () => {
  await rm(home, { recursive: true, force: true })
  for (const folder of socketFolders) await rm(folder, { recursive: true, force: true })
})

async function query<T extends object>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<T>(text)).rows
  } finally {
    await client.end()
  }
}
const count = async (url: string): Promise<number | undefined> =>
  (await query<{ n: number }>(url, 'select count(*)::int as n from kept'))[0]?.n

describe('starting', () => {
  it('[EMB-1] makes the database in any folder (0700, blanks in its path) and keeps the data over a restart', async () => {
    const dataDir = join(home, 'dados do funil', 'data')
    const first = await start(dataDir)
    expect(first.adopted).toBe(false)
    await query(first.url, 'create table kept as select generate_series(1, 10) as n')
    await first.stop()
    expect(isAlive(first.pid)).toBe(false)
    const second = await start(dataDir)
    expect(await count(second.url)).toBe(10)
    expect(await runningEmbeddedUrl(dataDir)).toBe(second.url)
    await second.stop()
    expect(await runningEmbeddedUrl(dataDir)).toBeNull()
  })

  it.runIf(process.geteuid?.() === 0)(
    '[EMB-2] works for a normal user, and for root on the folder that user made',
    async () => {
      const dataDir = await mkdtemp(join(tmpdir(), 'mutirao-normal-user-'))
      await chown(dataDir, 65534, 65534)
      const child = spawnOwner(dataDir, ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'])
      const told = await answerOf(child)
      expect(told).toMatchObject({ adopted: false })
      await query(told.url, 'create table kept as select generate_series(1, 3) as n')
      child.kill('SIGTERM')
      expect(await once(child, 'exit')).toEqual([0, null])
      const asRoot = await start(dataDir)
      expect(await count(asRoot.url)).toBe(3)
      await asRoot.stop()
      const again = spawnOwner(dataDir, ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'])
      expect(await count((await answerOf(again)).url)).toBe(3)
      again.kill('SIGTERM')
      await once(again, 'exit')
      await rm(dataDir, { recursive: true })
    },
  )

  it('[EMB-3] listens on a unix socket only, in a folder nobody else may enter', async () => {
    const { url } = await start(join(home, 'shared'))
    const [settings] = await query(url, `select current_setting('listen_addresses') as tcp, inet_server_addr() as addr`)
    expect(settings).toEqual({ tcp: '', addr: null })
    expect((await lstat(socketFolderOf(url))).mode & 0o777).toBe(0o700)
    // A folder of that name made by somebody else (here: a link) is not used; neither is a path too long for a socket.
    const root = await mkdtemp(join(tmpdir(), 'mutirao-sockets-'))
    const wanted = await socketFolder('/some/cluster', [root])
    await rm(wanted, { recursive: true })
    await symlink(home, wanted)
    expect(await socketFolder('/some/cluster', [root])).toBe(`${wanted}-b`)
    const long = join(root, 'x'.repeat(90))
    await mkdir(long)
    await expect(socketFolder('/some/cluster', [long])).rejects.toMatchObject({ code: 'embedded_failed' })
    expect(await socketFolder('/some/cluster', [long, root])).toBe(`${wanted}-b`)
    await rm(root, { recursive: true })
  })

  it('[EMB-5] refuses a folder of another major version, or of something else, in one sentence', async () => {
    const dataDir = join(home, 'older')
    await mkdir(join(dataDir, 'postgres'), { recursive: true })
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '14\n')
    await expect(start(dataDir)).rejects.toMatchObject({
      code: 'data_folder_other_version',
      message: expect.stringMatching(/^[^\n]*Postgres 14[^\n]*\.$/) as string,
    })
    const direct = join(home, 'direct')
    await mkdir(direct)
    await writeFile(join(direct, 'PG_VERSION'), '9.6\n')
    await expect(start(direct)).rejects.toMatchObject({ code: 'data_folder_other_version' })
    const other = join(home, 'photos')
    await mkdir(join(other, 'postgres'), { recursive: true })
    await writeFile(join(other, 'postgres', 'holiday.jpg'), '')
    await expect(start(other)).rejects.toMatchObject({ code: 'data_folder_not_ours' })
    expect(await readdir(join(other, 'postgres'))).toEqual(['holiday.jpg'])
  })

  it('[EMB-10] a start that fails says why in one sentence and leaves nothing running', async () => {
    const dataDir = join(home, 'shared')
    await expect(start(dataDir, { settings: { shared_buffers: 'plenty' } })).rejects.toMatchObject({
      code: 'embedded_failed',
      message: expect.stringMatching(/^The embedded Postgres in [^\n]*shared_buffers[^\n]*\.$/) as string,
    })
    expect(await postmasterOf(dataDir)).toBeNull()
    const { url } = await start(dataDir)
    expect(await query(url, 'select 1 as fine')).toEqual([{ fine: 1 }])
  })
})

describe('one owner', () => {
  it('[EMB-9] a second process on the same folder is refused in one sentence; the first does not notice', async () => {
    const dataDir = join(home, 'shared')
    const { url, pid } = await start(dataDir)
    const second = spawnOwner(dataDir)
    const told = await answerOf(second)
    expect(told).toEqual({
      code: 'data_folder_in_use',
      message: expect.stringMatching(/^Another Mutirão [^\n]*\.$/) as string,
    })
    expect((await postmasterOf(dataDir))?.pid).toBe(pid)
    expect(await query(url, 'select 1 as fine')).toEqual([{ fine: 1 }])
  })

  it('[EMB-4] [EMB-9] two first starts at once: one owns a whole database, the other is refused', async () => {
    const dataDir = join(home, 'race')
    const told = await Promise.all([answerOf(spawnOwner(dataDir)), answerOf(spawnOwner(dataDir))])
    expect(told.filter(({ code }) => code === 'data_folder_in_use')).toHaveLength(1)
    const winner = told.find(({ url }) => url)
    expect(await query(winner?.url ?? '', 'select 1 as fine')).toEqual([{ fine: 1 }])
    expect((await readdir(dataDir)).filter((name) => name.includes('.new-'))).toEqual([])
  })
})

describe('kill -9', () => {
  it('[EMB-4] in the middle of making the database: the next start makes it anew and cleans up', async () => {
    const dataDir = join(home, 'interrupted')
    const child = spawnOwner(dataDir)
    const half = async (): Promise<string[]> => {
      const names = await readdir(dataDir).catch(() => [])
      return names.filter((name) => name.startsWith('postgres'))
    }
    await until(async () => (await half()).length > 0, 20_000, 5)
    await kill9(child)
    const next = await answerOf(spawnOwner(dataDir))
    expect(await query(next.url, 'select 1 as fine')).toEqual([{ fine: 1 }])
    expect((await half()).filter((name) => name.includes('.new-'))).toEqual([])
  })

  it('[EMB-8] of the process: its Postgres is adopted; of everything: the next start recovers by itself', async () => {
    const dataDir = join(home, 'shared')
    const first = spawnOwner(dataDir)
    const { url, pid } = await answerOf(first)
    await query(url, 'drop table if exists kept; create table kept as select generate_series(1, 5) as n')
    await kill9(first)
    expect(isAlive(pid)).toBe(true)
    const second = spawnOwner(dataDir)
    expect(await answerOf(second)).toEqual({ pid, url, adopted: true })
    await query(url, 'insert into kept values (6)')
    process.kill(pid, 'SIGKILL')
    await kill9(second)
    const third = await start(dataDir)
    expect(third.adopted).toBe(false)
    expect(third.url).toBe(url)
    expect(await count(url)).toBe(6)
  })

  it('[EMB-6] and its pid belongs to a stranger now (the machine was restarted): starts all the same', async () => {
    const dataDir = join(home, 'shared')
    const first = spawnOwner(dataDir)
    const told = await answerOf(first)
    process.kill(told.pid, 'SIGKILL')
    await kill9(first)
    await until(() => !isAlive(told.pid), 5_000)
    for (const lock of [
      join(dataDir, 'postgres', 'postmaster.pid'),
      join(socketFolderOf(told.url), '.s.PGSQL.5432.lock'),
    ]) {
      const lines = (await readFile(lock, 'utf8')).split('\n')
      await writeFile(lock, [String(process.pid), ...lines.slice(1)].join('\n'))
    }
    const { url } = await start(dataDir)
    expect(await query(url, 'select 1 as fine')).toEqual([{ fine: 1 }])
  })

  it('[EMB-7] of Postgres under a living process: it is started again, at the same address', async () => {
    const embedded = await start(join(home, 'shared'))
    for (let round = 0; round < 2; round++) {
      const before = embedded.pid
      process.kill(before, 'SIGKILL')
      expect(await until(() => embedded.pid !== before, 20_000)).toBe(true)
      expect(await query(embedded.url, 'select 1 as fine')).toEqual([{ fine: 1 }])
    }
    await embedded.stop()
    expect(isAlive(embedded.pid)).toBe(false)
  })
})
