/** The others: stock Hocuspocus (in memory, or with extension-database), y-websocket's own server, a bare relay. */
import { createRequire } from 'node:module'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { startEmbeddedPostgres } from '@mutirao/persistence'
import { cpuMsByCommand, ownCpuMs } from '../cpu.ts'
import { endChild, freePort, startChild, type Peer } from './peer.ts'

const servers = join(import.meta.dirname, '..', 'servers')
const numbered = (count: number) => Promise.resolve(Array.from({ length: count }, (_, i) => `bench-${i}`))

interface Plan {
  readonly name: string
  readonly wire: Peer['wire']
  readonly script: string
  readonly ready: RegExp
  readonly database?: boolean
}

async function start(plan: Plan): Promise<Peer> {
  const folder = plan.database ? await mkdtemp(join(tmpdir(), 'mutirao-bench-')) : null
  const postgres = folder ? await startEmbeddedPostgres({ dataDir: join(folder, 'pg') }) : null
  const port = await freePort()
  const env = { PORT: String(port), HOST: '127.0.0.1', ...(postgres ? { STOCK_DATABASE_URL: postgres.url } : {}) }
  const launch = () => startChild(['--max-semi-space-size=8', plan.script], env, plan.ready)
  let child = await launch()
  return {
    name: plan.name,
    wire: plan.wire,
    url: `ws://127.0.0.1:${port}`,
    documents: numbered,
    token: () => Promise.resolve('anybody'),
    pid: () => child.pid ?? 0,
    cpuMs: () => {
      const server = ownCpuMs(child.pid ?? 0)
      return { server, all: server + (folder ? cpuMsByCommand(join(folder, 'pg')) : 0) }
    },
    kill9: () => endChild(child, 'SIGKILL'),
    restart: async () => {
      child = await launch()
    },
    stop: async () => {
      await endChild(child, 'SIGKILL')
      await postgres?.stop()
      if (folder) await rm(folder, { recursive: true, force: true })
    },
  }
}

export const startStockInMemory = () =>
  start({ name: 'hocuspocus (memory)', wire: 'hocuspocus', script: join(servers, 'stock.ts'), ready: /listening/ })
export const startStockWithDatabase = () =>
  start({
    name: 'hocuspocus + extension-database',
    wire: 'hocuspocus',
    script: join(servers, 'stock.ts'),
    ready: /listening/,
    database: true,
  })
export const startRelay = () =>
  start({ name: 'bare ws relay', wire: 'y', script: join(servers, 'relay.ts'), ready: /listening/ })

/** y-websocket 2.1.0's own server; it persists nothing unless told to. */
export function startYWebsocket(): Promise<Peer> {
  const folder = dirname(createRequire(import.meta.url).resolve('y-websocket/package.json'))
  return start({ name: 'y-websocket 2.1.0', wire: 'y', script: join(folder, 'bin', 'server.cjs'), ready: /running at/ })
}
