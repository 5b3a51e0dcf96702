/**
 * A history worker as a process of its own, to be killed: `node history-process.ts <url> [<document id>,…]`. Prints `ready`.
 * With documents it writes to their journals all the time, as a server does: it then dies with rows on their way to the journal
 * and rows on their way to history at once.
 */
import * as Y from 'yjs'
import {
  createAttempts,
  createCheckpoints,
  createHistoryWriter,
  createJournal,
  createSegments,
  openDatabase,
  silentLog,
} from '@mutirao/persistence'
import { Guard } from '../guard.ts'
import { startHistoryLoop } from '../history/loop.ts'
import { startLoop } from '../loop.ts'
import { startSegmentLoop } from '../segments.ts'

const database = openDatabase(process.argv[2] ?? '')
const checkpoints = createCheckpoints(database)
const writer = createHistoryWriter(database)
// Whoever is killed all the time ends over innocent documents too: they are tried again soon.
const guard = new Guard(createAttempts(database, { firstRetryMs: 100 }))
const loop = startHistoryLoop({
  database,
  checkpoints,
  log: silentLog,
  gatherMs: 0,
  apartMs: 0,
  factsPerMoment: 20,
  guard,
  leftAloneMs: 50,
})
const due = { minRows: 5, minBytes: 1, leaseMs: 1 }
const made = startLoop({
  journal: createJournal(database),
  checkpoints,
  log: silentLog,
  intervalMs: 10,
  due,
  derivedSeq: (documentId) => writer.checkpointLimit(documentId),
})
const segments = createSegments(database, { minAgeMs: 0, minRows: 20, maxRows: 50 })
const packing = startSegmentLoop({ segments, log: silentLog, intervalMs: 20, restMs: 1 })
process.stdout.write('ready\n')

/** Everybody of this process writes without having seen what others wrote before it came: values collide. */
async function writeOn(documentId: number): Promise<never> {
  const journal = createJournal(database)
  const doc = new Y.Doc()
  for (let i = 0; ; i++) {
    const vector = Y.encodeStateVector(doc)
    doc.getMap('values').set(`k${i % 3}`, `${process.pid}-${i}`)
    const update = Y.encodeStateAsUpdate(doc, vector)
    await journal.append({ documentId, actorId: `p${process.pid}`, origin: 'client', update })
  }
}
const written = (process.argv[3] ?? '').split(',').filter((id) => id !== '')
if (written.length > 0) await Promise.all(written.map((id) => writeOn(Number(id))))
await Promise.all([loop.done, made.done, packing.done])
