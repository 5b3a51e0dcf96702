/** Entry of the worker thread: checkpoints, off the event loop that serves people. Started by worker/index.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import { createCheckpoints, createJournal, openDatabase } from '@mutirao/persistence'
import type { DueOptions, Log } from '@mutirao/persistence'
import { startLoop } from './loop.ts'

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
parentPort?.once('message', () => loop.stop())

await loop.done
await journal.close()
await database.close()
parentPort?.close()
