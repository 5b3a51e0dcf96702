import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAlive } from '../embedded/process.ts'
import { startEmbeddedPostgres } from '../embedded/index.ts'
import { livingPostmaster } from '../embedded/folder.ts'
import { stopPostmaster } from '../embedded/supervisor.ts'

export interface TestPostgres {
  /** Of the maintenance database; `createTestDatabase` makes fresh ones beside it. */
  readonly url: string
  stop(): Promise<void>
}

const prefix = 'mutirao-test-'

/**
 * A real Postgres in a temporary folder, gone after `stop`. Without fsync unless asked: tests that kill Postgres itself or
 * measure commits want it. Removes what killed test runs left behind.
 */
export async function startTestPostgres(options: { readonly fsync?: boolean } = {}): Promise<TestPostgres> {
  await sweep()
  const dataDir = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`))
  const embedded = await startEmbeddedPostgres({
    dataDir,
    fsync: options.fsync ?? false,
    settings: { max_connections: '200', shared_buffers: '32MB' },
  })
  return {
    url: embedded.url,
    stop: async () => {
      await embedded.stop()
      await rm(dataDir, { recursive: true, force: true })
      const socketFolder = new URL(embedded.url.replace('@/', '@localhost/')).searchParams.get('host')
      if (socketFolder) await rm(socketFolder, { recursive: true, force: true })
    },
  }
}

/** The folder's name holds the pid of the run that made it. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : 0
    if (pid === 0 || isAlive(pid)) continue
    const left = await livingPostmaster(join(tmpdir(), name, 'postgres'))
    if (left) await stopPostmaster(left.pid)
    // Another run may be sweeping the same folder.
    await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined)
  }
}
