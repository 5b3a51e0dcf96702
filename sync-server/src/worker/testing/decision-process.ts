/**
 * The one who decides as a process of its own, to be killed: `node decision-process.ts <url> <point>`. Prints `ready`, begins
 * when it is told to on standard input, and at that point prints its name and does nothing more, whatever it holds: locks, a
 * transaction, a row that nobody else has heard of.
 */
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { writeSync } from 'node:fs'
import { setFaults } from '@mutirao/documents'
import { createCheckpoints, createJournal, openDatabase, silentLog } from '@mutirao/persistence'
import { startDecisionLoop } from '../decisions/loop.ts'

setFaults((process.env['MUTIRAO_FAULT'] ?? '').split(','))
const [url = '', wanted = ''] = process.argv.slice(2)
const database = openDatabase(url)
const parts = {
  database,
  journal: createJournal(database),
  checkpoints: createCheckpoints(database),
  log: silentLog,
  clientId: randomInt(2, 2 ** 32 - 1),
}
writeSync(1, 'ready\n')
await once(process.stdin, 'data')
const loop = startDecisionLoop({
  ...parts,
  point: (name) => {
    if (name !== wanted) return
    writeSync(1, `${name}\n`)
    // Not even a timer runs any more: what comes next is the kill.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  },
})
await loop.done
