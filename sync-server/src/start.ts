import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { fault } from '@mutirao/documents'
import { withMigrationLock } from '@mutirao/persistence'
import { createClosing } from './closing.ts'
import type { Closing } from './closing.ts'
import type { ServerConfig } from './config.ts'
import type { Parts } from './http/parts.ts'
import { createLog } from './log.ts'
import { ensureAccountsDocuments } from './people/accounts-documents.ts'
import { listenProblem, requireFreePort } from './start-port.ts'
import { openStore } from './store.ts'
import type { SyncLimits } from './sync/types.ts'

export interface RunningServer {
  /** `http://host:port`, as a person on this machine types it. */
  readonly url: string
  readonly port: number
  /** The one-time link of a first start without the demo; null when somebody lives here already. */
  readonly setupUrl: string | null
  /** The demo people may sign in. */
  readonly demo: boolean
  /** For tests and tools in this process. */
  readonly parts: Parts
  /** Clean stop; calling it twice is one stop. Never rejects. */
  close(): Promise<void>
}

export interface StartOptions {
  readonly log?: Logger
  /** Aborting it during the start undoes what was done; afterwards it means nothing. */
  readonly signal?: AbortSignal
  /** Folder of the built app; default `app/dist` of this repository. null: none is served. */
  readonly appDir?: string | null
  readonly limits?: Partial<SyncLimits>
  /** False: demo people without boards (tests). Default true. */
  readonly demoBoards?: boolean
  /** False: no checkpoint worker (tests). Default true. */
  readonly worker?: boolean
}

const builtApp = fileURLToPath(new URL('../../app/dist', import.meta.url))

/**
 * The whole server in this process. Resolves when it accepts connections; when it rejects, nothing is left running.
 * @throws StartupError or MutiraoError with one sentence for the terminal
 */
export async function startServer(config: ServerConfig, options: StartOptions = {}): Promise<RunningServer> {
  const log = options.log ?? createLog(config.logLevel)
  const closing = createClosing(log)
  try {
    return await start(config, options, log, closing)
  } catch (error) {
    if (!fault('CFG-8') || options.signal?.aborted) await closing.run()
    throw error
  }
}

async function start(
  config: ServerConfig,
  options: StartOptions,
  log: Logger,
  closing: Closing,
): Promise<RunningServer> {
  const goOn = (): void => options.signal?.throwIfAborted()
  await requireFreePort(config.host, config.port)
  const store = await openStore(config, log, closing, goOn)
  goOn()
  const { createServices } = await import('./services.ts')
  const appDir = options.appDir === undefined ? builtApp : options.appDir
  const parts = createServices(config, store, log, closing, { limits: options.limits, appDir })
  const demo = await prepareFirstStart(parts, options.demoBoards ?? true)
  await ensureAccountsDocuments(parts.directory)
  goOn()
  if (options.worker !== false) await addWorker(parts, closing)
  const port = await serve(parts, closing)
  goOn()
  const url = `http://${shownHost(config.host)}:${port}`
  if (config.smtpUrl !== null) {
    const { startMail } = await import('./mail/index.ts')
    startMail(parts, closing, url)
  }
  const setupUrl = await setupLink(parts, url)
  return { url, port, setupUrl, demo, parts, close: () => closing.run() }
}

/** Demo people on an empty database; under the migration lock, so that two first starts do not make them twice. */
async function prepareFirstStart(parts: Parts, demoBoards: boolean): Promise<boolean> {
  if (!parts.config.demo) return false
  return withMigrationLock(parts.database, async () => {
    const { ensureDemo } = await import('./demo/demo.ts')
    return ensureDemo(parts, demoBoards)
  })
}

/** Nobody lives here yet: the link with which the first administrator moves in. */
async function setupLink({ directory, setup }: Parts, url: string): Promise<string | null> {
  if ((await directory.workspaces()).length > 0) return null
  return `${url}/comecar?token=${await setup.issue()}`
}

async function addWorker({ config, database, log, metrics }: Parts, closing: Closing): Promise<void> {
  const { startWorker } = await import('./worker/index.ts')
  const worker = await startWorker({ databaseUrl: database.url, log })
  metrics.observeHistory(() => worker.history())
  closing.add('worker', 1_500, () => worker.close())
  const { startAnchors } = await import('./history/anchors.ts')
  const anchors = startAnchors({ database, dataDir: config.dataDir, log })
  closing.add('anchors', 100, () => anchors.close())
}

async function serve(parts: Parts, closing: Closing): Promise<number> {
  const { createApp } = await import('./http/app.ts')
  const app = await createApp(parts)
  closing.add('http', 1_500, () => app.close())
  upgrades(app, parts)
  const { host, port } = parts.config
  await app.listen({ host, port }).catch((error: unknown) => {
    throw listenProblem(error, host, port)
  })
  return (app.server.address() as AddressInfo).port
}

const syncPath = /^\/sync\/([0-9A-Za-z_-]{1,64})\/?(?:\?|$)/

/** `/sync/<workspace>` belongs to the engine; every other upgrade is answered like an unknown path. */
function upgrades(app: FastifyInstance, { engine }: Parts): void {
  app.server.on('upgrade', (request, socket, head) => {
    const workspaceId = syncPath.exec(request.url ?? '')?.[1]
    if (workspaceId !== undefined) return engine.handleUpgrade(request, socket, head, workspaceId)
    socket.on('error', () => socket.destroy())
    return socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
  })
}

/** What a browser on this machine can open: "everywhere" is no address. */
function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
}
