import { mkdir, realpath } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { fault } from '@mutirao/documents'
import { StartupError } from '../errors.ts'
import { silentLog } from '../log.ts'
import type { EmbeddedOptions, EmbeddedPostgres, Log } from '../types.ts'
import { findBinaries } from './binaries.ts'
import { checkCluster, clusterFolder, livingPostmaster, socketFolder } from './folder.ts'
import { initialise } from './initialise.ts'
import { removeStaleSockets } from './stale-sockets.ts'
import { delay } from '../time.ts'
import { choosePrefix } from './run-as.ts'
import { bringUp, type ClusterPlace, defaultLogFile, type Running, socketUrl, stopPostmaster } from './supervisor.ts'

/** Commits still reach the operating system, so that tests may kill Postgres. */
const withoutFsync = { fsync: 'off', full_page_writes: 'off' }

/**
 * The zero-setup database: makes the cluster when there is none, starts Postgres (or adopts the one a killed process left),
 * keeps it running until `stop`. Throws StartupError with one sentence; a failed start leaves nothing running.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? silentLog
  const place = await prepare(options)
  // What killed ones left behind; that it cannot be tidied up is no reason not to start.
  await removeStaleSockets(dirname(place.socketDir), Date.now()).catch((error: unknown) =>
    log.warn({ err: error }, 'old socket folders cannot be removed'),
  )
  return watch(place, await bringUp(place, log), log)
}

async function prepare(options: EmbeddedOptions): Promise<ClusterPlace> {
  const binaries = await findBinaries()
  const dataDir = await makeDataDir(options.dataDir)
  const cluster = clusterFolder(dataDir)
  if (fault('EMB-1') && cluster.split(' ').length > 3)
    throw new StartupError('embedded_failed', 'Fewer blanks, please.')
  const exists = await checkCluster(cluster, binaries.major)
  const prefix = await choosePrefix(cluster, dirname(cluster), binaries.postgres)
  const fsync = options.fsync ?? true
  if (!exists) await initialise(cluster, binaries, prefix, fsync)
  return {
    cluster,
    socketDir: await socketFolder(cluster),
    logFile: defaultLogFile(dataDir),
    postgres: binaries.postgres,
    prefix,
    settings: { ...(fsync ? {} : withoutFsync), ...options.settings },
  }
}

/** The real path, so that the same folder has one name whatever links lead to it. */
async function makeDataDir(given: string): Promise<string> {
  try {
    await mkdir(resolve(given), { recursive: true, mode: 0o700 })
    return await realpath(given)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new StartupError('data_folder_not_ours', `The data folder ${given} cannot be made or read: ${why}.`, {
      cause,
    })
  }
}

/** Starts Postgres again whenever our session with it ends without `stop`: killed by hand, by the kernel, by a crash. */
function watch(place: ClusterPlace, first: Running, log: Log): EmbeddedPostgres {
  let running = first
  let stopping = false
  let reviving = Promise.resolve()

  const revive = async (): Promise<void> => {
    for (let waitMs = 100; !stopping; waitMs = Math.min(waitMs * 2, 5_000)) {
      try {
        running = await bringUp(place, log)
        log.warn({ pid: running.pid }, 'the embedded Postgres runs again')
        follow()
        return
      } catch (error) {
        log.error({ err: error }, 'the embedded Postgres cannot be started again, trying on')
        await delay(waitMs)
      }
    }
  }
  const follow = (): void => {
    // `lost` never rejects.
    void running.ownership.lost.then(() => {
      if (stopping || fault('EMB-7')) return
      log.warn({ pid: running.pid }, 'lost the embedded Postgres')
      reviving = revive()
    })
  }
  follow()

  const stop = async (): Promise<void> => {
    stopping = true
    await reviving
    await stopPostmaster(running.pid)
    await running.ownership.release()
  }
  let stopped: Promise<void> | null = null
  return {
    url: first.url,
    get pid() {
      return running.pid
    },
    adopted: first.adopted,
    stop: () => (stopped ??= stop()),
  }
}

/**
 * The address of an embedded Postgres that runs at this moment, started by whoever; null when none runs. For a backup
 * beside a running server.
 */
export async function runningEmbeddedUrl(givenDataDir: string): Promise<string | null> {
  const dataDir = await realpath(givenDataDir).catch(() => null)
  if (dataDir === null) return null
  const living = await livingPostmaster(clusterFolder(dataDir))
  return living?.socketDir ? socketUrl(living.socketDir) : null
}
