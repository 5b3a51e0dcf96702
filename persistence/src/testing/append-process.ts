/**
 * A second writer for tests, run as a process of its own:
 *   node append-process.ts <url> <count per document> <document id> …
 * Appends `<pid>:<n>` to every document at random moments; prints `ready`, then for every acknowledgement one line
 * `<document id> <seq> <text>`, at the end `done`.
 */
import { createJournal } from '../journal/index.ts'
import { openDatabase } from '../database.ts'
import { delay } from '../time.ts'

const [, , url = '', count = '0', ...ids] = process.argv
const database = openDatabase(url)
const journal = createJournal(database)
const say = (line: string): boolean => process.stdout.write(`${line}\n`)
say('ready')

async function appendTo(documentId: number): Promise<void> {
  for (let n = 0; n < Number(count); n++) {
    const text = `${process.pid}:${n}`
    const acknowledged = journal
      .append({ documentId, actorId: 'bruno', origin: 'client', update: Buffer.from(text) })
      .then(({ seq }) => say(`${documentId} ${seq} ${text}`))
    // Sometimes several at once, sometimes one after the other.
    const chance = Math.random()
    if (chance < 0.5) await acknowledged
    else if (chance < 0.75) await delay(Math.random() * 4)
    else acknowledged.catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
  }
}

await Promise.all(ids.map((id) => appendTo(Number(id))))
await journal.close()
await database.close()
say('done')
