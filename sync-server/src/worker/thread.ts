/** Entry of the worker thread: history, decisions, checkpoints, segments and clean-up of files, off the event loop that serves people. Started by worker/index.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import { randomInt } from 'node:crypto'
import { setFaults } from '@mutirao/documents'
import {
  createAttempts,
  createCheckpoints,
  createFiles,
  createHistoryWriter,
  createJournal,
  createSegments,
  openDatabase,
} from '@mutirao/persistence'
import type { DueOptions, Log } from '@mutirao/persistence'
import { startDecisionLoop } from './decisions/loop.ts'
import { Guard } from './guard.ts'
import { startHistoryLoop } from './history/loop.ts'
import type { HistoryStats } from './history/loop.ts'
import { startLoop } from './loop.ts'
import { stepBack } from './priority.ts'
import { startSegmentLoop } from './segments.ts'
import { startSweep } from './sweep.ts'

export interface ThreadData {
  readonly databaseUrl: string
  readonly intervalMs: number
  readonly due: DueOptions
  /** How often it says that it lives. */
  readonly tellEveryMs: number
  /** For tests. */
  readonly faults: readonly string[]
}

export type ThreadMessage = ThreadSays | { readonly stats: HistoryStats }

interface ThreadSays {
  readonly level: 'info' | 'warn' | 'error'
  readonly fields: object
  readonly message: string
}

const { databaseUrl, intervalMs, due, tellEveryMs, faults } = workerData as ThreadData
setFaults(faults)

const say =
  (level: ThreadSays['level']) =>
  (fields: object, message: string): void =>
    parentPort?.postMessage({ level, fields, message } satisfies ThreadMessage)
try {
  stepBack()
} catch (error) {
  // No promise to anybody: a sandbox may forbid it.
  say('warn')({ err: String(error) }, 'the worker thread keeps its priority')
}
const log: Log = { info: say('info'), warn: say('warn'), error: say('error') }

const database = openDatabase(databaseUrl, { maxConnections: 6, applicationName: 'mutirao worker' })
const journal = createJournal(database)
const checkpoints = createCheckpoints(database, (documentId, seq) =>
  log.error({ documentId, seq }, 'a checkpoint is not what was written: it is made again'),
)
const guard = new Guard(createAttempts(database))
const history = startHistoryLoop({ database, checkpoints, log, guard })
const decisions = startDecisionLoop({ database, journal, checkpoints, log, guard, clientId: randomInt(2, 2 ** 32 - 1) })
const writer = createHistoryWriter(database)
const derivedSeq = (documentId: number): Promise<number> => writer.checkpointLimit(documentId)
const loop = startLoop({ journal, checkpoints, log, intervalMs, due, derivedSeq, guard })
const packing = startSegmentLoop({ segments: createSegments(database), log })
const endSweep = startSweep({ files: createFiles(database), log })

const tell = (): void => parentPort?.postMessage({ stats: history.stats() } satisfies ThreadMessage)
tell()
const telling = setInterval(tell, tellEveryMs)
parentPort?.once('message', () => {
  loop.stop()
  history.stop()
  decisions.stop()
  packing.stop()
})

await Promise.all([loop.done, history.done, decisions.done, packing.done])
clearInterval(telling)
endSweep()
await journal.close()
await database.close()
parentPort?.close()
