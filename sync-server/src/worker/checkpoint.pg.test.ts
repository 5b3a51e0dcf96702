import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boardName, refreshReverts, prepareUpdate, kinds, mustParseName } from '@mutirao/documents'
import { createCheckpoints, createDirectory, createJournal, silentLog } from '@mutirao/persistence'
import type { Checkpoints, DocumentRecord, Journal } from '@mutirao/persistence'
import { createTestDatabase } from '@mutirao/persistence/testing'
import type { TestDatabase } from '@mutirao/persistence/testing'
import * as Y from 'yjs'
import { makeCheckpoint } from './checkpoint.ts'
import { startWorker } from './index.ts'
import { startLoop } from './loop.ts'
import { writeNote } from '../submit/marks.ts'

const everything = { minRows: 1, minBytes: 1 }

describe('checkpoints', () => {
  let database: TestDatabase
  let journal: Journal
  let checkpoints: Checkpoints
  let made = 0
  beforeAll(async () => {
    database = await createTestDatabase()
    journal = createJournal(database)
    checkpoints = createCheckpoints(database)
    await createDirectory(database).createWorkspace({ id: 'workspace-1', name: 'Test' })
  })
  afterAll(async () => {
    await journal.close()
    await database.drop()
  })

  const board = async (): Promise<DocumentRecord> => {
    const name = boardName(`board-w-${String(++made).padStart(6, '0')}`)
    const record = await createDirectory(database).createDocument({
      name,
      workspaceId: 'workspace-1',
      title: 'Funil',
      createdBy: 'ana',
    })
    if (!record) throw new Error('the name is taken')
    return record
  }

  /** Journals every update this document makes from now on. */
  const journalled = (doc: Y.Doc, documentId: number): { done: () => Promise<unknown> } => {
    const appended: Promise<unknown>[] = []
    doc.on('update', (update: Uint8Array) => {
      appended.push(journal.append({ documentId, actorId: 'ana', origin: 'client', update }))
    })
    return { done: () => Promise.all(appended) }
  }

  const due = async (documentId: number) => {
    const head = await journal.head(documentId)
    if (!head) throw new Error('no such document')
    return { documentId, name: boardName('board-any-name'), checkpointSeq: 0, ...head }
  }

  const loaded = async (documentId: number): Promise<{ doc: Y.Doc; seq: number }> => {
    const checkpoint = await checkpoints.latest(documentId)
    const doc = new Y.Doc()
    for (const chunk of checkpoint?.chunks ?? []) Y.applyUpdateV2(doc, chunk)
    return { doc, seq: checkpoint?.seq ?? 0 }
  }

  it('[WRK-2] hold exactly the rows up to their seq, again and again, and load in pieces without anything pending', async () => {
    const record = await board()
    const doc = new Y.Doc()
    const rows = journalled(doc, record.id)
    const cards = doc.getMap<Y.Map<unknown>>('cards')
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 700; i++) {
        const card = new Y.Map<unknown>()
        cards.set(`card-${round}-${i}`, card)
        card.set('title', `${i}`)
        if (i % 3 === 0) card.delete('title')
      }
      await rows.done()
      const seq = await makeCheckpoint({ journal, checkpoints }, await due(record.id))
      expect(seq).toBe((await journal.head(record.id))?.seq)
      const { doc: copy, seq: reached } = await loaded(record.id)
      expect(reached).toBe(seq)
      expect(copy.store.pendingStructs).toBeNull()
      expect(copy.getMap('cards').toJSON()).toEqual(doc.getMap('cards').toJSON())
    }
    expect((await checkpoints.latest(record.id))?.chunks.length).toBeGreaterThan(2)
    expect(await makeCheckpoint({ journal, checkpoints }, await due(record.id))).toBeNull()
  })

  it('[WRK-3] never reach past a row that nobody has set back', async () => {
    const record = await board()
    const doc = new Y.Doc()
    const rows = journalled(doc, record.id)
    doc.getMap('meta').set('title', 'Vendas')
    await rows.done()
    const bad = new Y.Doc()
    bad.getMap('meta').set('schemaVersion', 99)
    const update = Y.encodeStateAsUpdate(bad)
    const judge = kinds.board.judge(
      { userId: 'ana', role: 'editor', groups: [] },
      { document: mustParseName(record.name), doc },
    )
    const prepared = prepareUpdate(doc, update, judge, { ownsClient: () => true })
    const reverts = prepared.kind === 'ready' ? refreshReverts(doc, prepared.reverts) : []
    const note = writeNote({ reverted: reverts })
    const marked = await journal.append({ documentId: record.id, actorId: 'ana', origin: 'client', update, note })
    doc.getMap('meta').set('currency', 'BRL')
    await rows.done()
    expect(await makeCheckpoint({ journal, checkpoints }, await due(record.id))).toBe(marked.seq - 1)
    await journal.append({
      documentId: record.id,
      actorId: 'server',
      origin: 'revert',
      update: Uint8Array.of(0, 0),
      note: writeNote({ of: [marked.seq] }),
    })
    expect(await makeCheckpoint({ journal, checkpoints }, await due(record.id))).toBe(marked.seq + 2)
  })

  it('[WRK-6] one document that cannot be read does not keep the others from theirs', async () => {
    const [broken, fine] = [await board(), await board()]
    await journal.append({
      documentId: broken.id,
      actorId: 'ana',
      origin: 'client',
      update: new Uint8Array(400_000).fill(255),
    })
    const doc = new Y.Doc()
    const rows = journalled(doc, fine.id)
    doc.getMap('meta').set('title', 'x'.repeat(300_000))
    await rows.done()
    const loop = startLoop({ journal, checkpoints, log: silentLog, intervalMs: 10 })
    await until(async () => (await checkpoints.latestSeq(fine.id)) === 1)
    loop.stop()
    await loop.done
    expect(await checkpoints.latestSeq(broken.id)).toBeNull()
  })

  it('[WRK-5] are made by a thread of its own, which closes when told', async () => {
    const record = await board()
    const worker = await startWorker({ databaseUrl: database.url, log: silentLog, intervalMs: 50, due: everything })
    const doc = new Y.Doc()
    const rows = journalled(doc, record.id)
    doc.getMap('meta').set('title', 'Vendas')
    await rows.done()
    await until(async () => (await checkpoints.latestSeq(record.id)) === 1)
    await Promise.all([worker.close(), worker.close()])
    expect(worker.restarts()).toBe(0)
  })

  it('[WRK-4] go on after the thread died', async () => {
    const entry = new URL('./testing/dies.ts', import.meta.url)
    const worker = await startWorker({ databaseUrl: database.url, log: silentLog, entry, restartMs: 10 })
    await until(async () => worker.restarts() >= 2)
    await worker.close()
  })
})

/** Polls until the condition holds; the test's own timeout ends it. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10))
}
