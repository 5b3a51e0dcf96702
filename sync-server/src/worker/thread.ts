/** Entry of the worker thread: checkpoints and clean-up of files, off the event loop that serves people. Started by worker/index.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import { createCheckpoints, createFiles, createJournal, openDatabase } from '@mutirao/persistence'
import type { DueOptions, Log } from '@mutirao/persistence'
import { startLoop } from './loop.ts'
import { startSweep } from './sweep.ts'

export interface ThreadData {
  readonly databaseUrl: string
  readonly intervalMs: number
  readonly due: DueOptions
}

export interface ThreadMessage {
  readonly level: 'info' | 'warn' | 'error'
  readonly fields: object
  readonly message: string
}

const { databaseUrl, intervalMs, due } = workerData as ThreadData

const say =
  (level: ThreadMessage['level']) =>
  (fields: object, message: string): void =>
    parentPort?.postMessage({ level, fields, message } satisfies ThreadMessage)
const log: Log = { info: say('info'), warn: say('warn'), error: say('error') }

const database = openDatabase(databaseUrl, { maxConnections: 2, applicationName: 'mutirao worker' })
const journal = createJournal(database)
const loop = startLoop({ journal, checkpoints: createCheckpoints(database), log, intervalMs, due })
const endSweep = startSweep({ files: createFiles(database), log })
parentPort?.once('message', () => loop.stop())

await loop.done
endSweep()
await journal.close()
await database.close()
parentPort?.close()
