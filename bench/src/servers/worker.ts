/**
 * A worker as a process of its own beside the server's: `node worker.ts <database url>`, prints `ready`. It packs rows as soon as it
 * may, so that a kill meets a move too.
 */
import { createSegments, openDatabase } from '@mutirao/persistence'
import { startWorker } from '../../../sync-server/src/worker/index.ts'
import { startSegmentLoop } from '../../../sync-server/src/worker/segments.ts'

const databaseUrl = process.argv[2] ?? ''
const say = (fields: object, message: string): void => console.error(message, JSON.stringify(fields))
const log = { info: () => undefined, warn: say, error: say }
const due = { minRows: 100, minBytes: 10_000, leaseMs: 500 }
await startWorker({ databaseUrl, log, intervalMs: 200, due })
const segments = createSegments(openDatabase(databaseUrl), { minAgeMs: 0, minRows: 100, maxRows: 200 })
startSegmentLoop({ segments, log, intervalMs: 300 })
console.log('ready')
