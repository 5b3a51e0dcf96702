/**
 * A history worker as a process of its own, to be killed: `node history-process.ts <url>`. Prints `ready`.
 */
import { createCheckpoints, createHistoryWriter, createJournal, openDatabase, silentLog } from '@mutirao/persistence'
import { startHistoryLoop } from '../history/loop.ts'
import { startLoop } from '../loop.ts'

const database = openDatabase(process.argv[2] ?? '')
const checkpoints = createCheckpoints(database)
const writer = createHistoryWriter(database)
const loop = startHistoryLoop({ database, checkpoints, log: silentLog, gatherMs: 0, factsPerMoment: 20 })
const due = { minRows: 5, minBytes: 1, leaseMs: 1 }
const made = startLoop({
  journal: createJournal(database),
  checkpoints,
  log: silentLog,
  intervalMs: 10,
  due,
  derivedSeq: (documentId) => writer.checkpointLimit(documentId),
})
process.stdout.write('ready\n')
await Promise.all([loop.done, made.done])
