import { requestsName } from '@mutirao/documents'
import type { Settled } from '@mutirao/documents'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDirectory } from '../directory.ts'
import { createTestDatabase } from '../testing/index.ts'
import type { TestDatabase } from '../testing/index.ts'
import { createDecisionStore } from './store.ts'
import type { DecisionList, DecisionStore } from './types.ts'

const workspaceId = 'workspace-1'
const settled: Settled = {
  kind: 'settled',
  made: [],
  state: { status: 'pending_a1' },
  world: {},
  version: 1,
  worldDueMs: null,
  standing: { view: {}, isWatched: true, dueMs: null },
}

let database: TestDatabase
let store: DecisionStore
let list: DecisionList
beforeAll(async () => {
  database = await createTestDatabase()
  store = createDecisionStore(database)
  const directory = createDirectory(database)
  await directory.createWorkspace({ id: workspaceId, name: 'Teste' })
  const name = requestsName('01HLIST00000000000000000AA')
  const made = await directory.createDocument({ name, workspaceId, title: '', createdBy: 'ana' })
  list = { documentId: made?.id ?? 0, name, workspaceId }
})
afterAll(() => database.drop())

/** Resolves when some transaction waits for a lock. */
async function somebodyWaits(): Promise<'waits'> {
  for (;;) {
    const { rows } = await database.pool.query(
      'select from pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0',
    )
    if (rows.length > 0) return 'waits'
  }
}

it('[DEC-13] rows another process takes in while a decision is being made are looked at after it', async () => {
  const wish = { list, subject: 'r1', intentId: null, detailName: null }
  const result = { settled: { ...settled, world: {} }, content: null, notices: [], restMs: null }
  await store.decide(wish, () => Promise.resolve(result))
  const fromSeq = await store.cursor(list.documentId)
  const step = {
    documentId: list.documentId,
    fromSeq,
    toSeq: fromSeq + 1,
    listId: list.documentId,
    intents: [],
    editors: new Map(),
  }
  let taking: Promise<boolean> | undefined
  await store.decide(wish, async (facts) => {
    expect(facts.listSeq).toBe(fromSeq)
    taking = store.take({ ...step, touched: ['r1'] })
    await Promise.race([taking, somebodyWaits()])
    return { ...result, settled: { ...settled, world: facts.world } }
  })
  expect(await taking).toBe(true)
  expect(await store.cursor(list.documentId)).toBe(fromSeq + 1)
  expect(await store.subjectsToReview(list.documentId)).toEqual(['r1'])
})

it('[DEC-3] rows that were taken in are not taken in again, and what comes with them is not either', async () => {
  const name = requestsName('01HTAKEN0000000000000000AA')
  const made = await createDirectory(database).createDocument({ name, workspaceId, title: '', createdBy: 'ana' })
  const documentId = made?.id ?? 0
  const intent = { seq: 2, place: 0, actorId: 'ana', subject: 'r1', body: {}, receivedAtMs: 0 }
  const rows = { documentId, listId: documentId, fromSeq: 0, toSeq: 2, touched: [], editors: new Map() }
  // Two processes that read the same rows at once.
  const told = await Promise.all([
    store.take({ ...rows, intents: [{ ...intent, id: 'first' }] }),
    store.take({ ...rows, intents: [{ ...intent, id: 'second' }] }),
  ])
  expect(told).toHaveLength(2)
  expect(told).toEqual(expect.arrayContaining([false, true]))
  expect(await store.intents(documentId)).toHaveLength(1)
  // One that fell asleep over older ones does not set the cursor back.
  expect(await store.take({ ...rows, toSeq: 1, intents: [] })).toBe(false)
  expect(await store.cursor(documentId)).toBe(2)
})

it('[DEC-4] who decides in the same workspace sees what was decided before', async () => {
  const numbers: unknown[] = []
  const decide = (subject: string, meanwhile: () => Promise<unknown>): Promise<boolean> =>
    store.decide({ list, subject, intentId: null, detailName: null }, async ({ world }) => {
      const number = Number(world['number'] ?? 0) + 1
      numbers.push(number)
      await meanwhile()
      return { settled: { ...settled, world: { ...world, number } }, content: null, notices: [], restMs: null }
    })
  let second: Promise<boolean> | undefined
  await decide('r2', async () => {
    second = decide('r3', () => Promise.resolve())
    await Promise.race([second, somebodyWaits()])
  })
  await second
  expect(numbers).toEqual([1, 2])
})
