import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { boardName, Interpreter } from '@mutirao/documents'
import { testContext } from '@mutirao/documents/testing'
import { createDirectory, createHistoryWriter, createJournal } from '@mutirao/persistence'
import type { Journal } from '@mutirao/persistence'
import { createTestDatabase } from '@mutirao/persistence/testing'
import type { TestDatabase } from '@mutirao/persistence/testing'
import * as Y from 'yjs'
import { settleFacts } from './settle.ts'

const program = join(import.meta.dirname, '../testing/history-process.ts')
/** About a minute of them. */
const kills = 30 * Number(process.env['MUTIRAO_SOAK'] ?? 1)
/** When it fails, the same seed kills at the same places of the load: `MUTIRAO_SEED=… npm test`. */
const seed = Number(process.env['MUTIRAO_SEED'] ?? Date.now() % 2 ** 31)
const { random } = testContext('killer', seed)

let database: TestDatabase
let journal: Journal
const running = new Set<ChildProcess>()
beforeAll(async () => {
  database = await createTestDatabase()
  journal = createJournal(database)
  await createDirectory(database).createWorkspace({ id: 'workspace-1', name: 'Test' })
})
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await journal.close()
  await database.drop()
})

/** @param writes documents it writes to as well, as a server does */
async function worker(writes: readonly number[] = []): Promise<ChildProcess> {
  const child = spawn(process.execPath, [program, database.url, writes.join(',')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.add(child)
  await once(child.stdout, 'data')
  return child
}
async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  running.delete(child)
  await ended
}

it(
  '[HIS-8] a worker, or a server with its worker, killed at any moment under load leaves no fact out and writes none twice',
  { timeout: 60_000 * kills },
  async () => {
    const records = await Promise.all(
      [1, 2, 3].map((i) =>
        createDirectory(database).createDocument({
          name: boardName(`board-k-00000${i}`),
          workspaceId: 'workspace-1',
          title: 'Funil',
          createdBy: 'ana',
        }),
      ),
    )
    const ids = records.map((record) => record?.id ?? 0)
    let loaded = true
    let written = 0
    const load = ids.map(async (documentId, n) => {
      // Two people who see each other's edits now and then, so that values collide.
      const people = [new Y.Doc(), new Y.Doc()]
      for (let i = 0; loaded; i++) {
        const doc = people[i % 2] as Y.Doc
        const vector = Y.encodeStateVector(doc)
        doc.getMap('values').set(`k${i % 3}`, `${n}-${i}`)
        const update = Y.encodeStateAsUpdate(doc, vector)
        await journal.append({ documentId, actorId: `p${i % 2}`, origin: 'client', update })
        written++
        if (i % 7 === 0) Y.applyUpdate(people[(i + 1) % 2] as Y.Doc, Y.encodeStateAsUpdate(doc))
      }
    })
    for (let i = 0; i < kills; i++) {
      // Every third one is a server: its own writes die with it.
      const child = await worker(i % 3 === 2 ? ids : [])
      const until = written + 5 + Math.floor(random() * 200)
      while (written < until) await new Promise((resolve) => setImmediate(resolve))
      await kill(child)
    }
    loaded = false
    await Promise.all(load)
    const last = await worker()
    const history = createHistoryWriter(database)
    for (const id of ids) {
      const head = (await journal.head(id))?.seq ?? 0
      while ((await history.cursor(id)).seq < head) await new Promise((resolve) => setTimeout(resolve, 10))
      const interpreter = new Interpreter()
      const derived = []
      for (let after = 0; ;) {
        const rows = await journal.read(id, after)
        if (rows.length === 0) break
        derived.push(...rows.flatMap((row) => interpreter.apply(row)))
        after = rows.at(-1)?.seq ?? after
      }
      const facts = await settleFacts({ writerOf: async () => null }, id, derived)
      const { rows: stored } = await database.pool.query(
        'select seq, place, path, kind, after, conflict from fact where document_id = $1 order by seq, place',
        [id],
      )
      expect(stored, `seed ${seed}`).toEqual(
        facts.map(({ seq, index, path, kind, after, conflict }) => ({
          seq,
          place: index,
          path,
          kind,
          after,
          conflict: conflict ?? null,
        })),
      )
      expect(facts.some(({ conflict }) => conflict)).toBe(true)
    }
    await kill(last)
  },
)
