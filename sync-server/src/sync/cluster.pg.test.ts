import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Journal, JournalAppend } from '@mutirao/persistence'
import * as Y from 'yjs'
import { bound, gatedJournal } from './testing/gated-journal.ts'
import { actor, cardField, createHarness, putCard } from './testing/harness.ts'
import type { Harness, TestNode } from './testing/harness.ts'
import { until } from './testing/until.ts'

/** A process that dies between a marked row and the row that settles it. */
const diesBeforeSetBack = (journal: Journal): Journal => ({
  ...bound(journal),
  append: (entry: JournalAppend) => (entry.origin === 'revert' ? new Promise(() => undefined) : journal.append(entry)),
})

describe('two processes on one database', () => {
  let harness: Harness
  let one: TestNode
  let two: TestNode
  beforeAll(async () => {
    harness = await createHarness()
    one = await harness.node()
    two = await harness.node()
  })
  afterAll(() => harness.end())

  it('[SYN-13] follow each other through the journal, whoever writes, at once', async () => {
    const boards = await Promise.all([harness.board(), harness.board(), harness.board()])
    const seed = new Y.Doc()
    for (let i = 0; i < 7; i++) putCard(seed, `card-000${i}`, { title: '', createdBy: 'ana' })
    for (const { name } of boards) {
      await one.engine.submitUpdate(name, Y.encodeStateAsUpdate(seed), actor('ana'), { origin: 'import' })
    }
    const people = await Promise.all(
      [one, two].flatMap((node, n) => ['ana', 'bia'].map(async (name) => node.connect(`${name}${n}`))),
    )
    const documents = await Promise.all(people.flatMap((client) => boards.map((board) => client.attach(board.name))))
    for (let round = 0; round < 40; round++) {
      for (const [i, { doc }] of documents.entries()) {
        const id = `card-000${(round + i) % 7}`
        putCard(doc, id, { title: `${i}/${round}`, account: `${i}` })
        if (round % 5 === 0) doc.getMap<Y.Map<unknown>>('cards').get(id)?.delete('account')
      }
      await until('some are acknowledged', () => documents.some((document) => document.acked > round / 2))
    }
    for (const [b, board] of boards.entries()) {
      const copies = documents.filter((_, i) => i % boards.length === b).map(({ doc }) => doc)
      await until('all copies are equal', async () => {
        const all = [...copies, await harness.replay(board.id)].map((doc) => JSON.stringify(sorted(doc)))
        return new Set(all).size === 1
      })
    }
    expect(documents.every(({ doc }) => doc.store.pendingStructs === null)).toBe(true)
  })

  it('[SYN-14] a cursor never runs ahead of a row that is missing here', async () => {
    const gate = gatedJournal()
    const slow = await harness.node({ journal: gate.wrap })
    const board = await harness.board()
    const mine = await (await slow.connect('ana')).attach(board.name)
    // The rows of the other process are hidden from this one, its own come through.
    const doc = new Y.Doc()
    putCard(doc, 'card-0001', { title: 'de outro processo', createdBy: 'bia' })
    gate.blind(true)
    await one.engine.submitUpdate(board.name, Y.encodeStateAsUpdate(doc), actor('bia'), { origin: 'client' })
    putCard(mine.doc, 'card-0002', { title: 'daqui', createdBy: 'ana' })
    await until('the own row is acknowledged', () => mine.acked === 2)
    const behind = await (await slow.connect('cai')).attach(board.name)
    expect(behind.stateless[0]).toMatchObject({ cursor: expect.stringMatching(/-0$/) })
    gate.blind(false)
    await until('it catches up', () => cardField(behind.doc, 'card-0001', 'title') === 'de outro processo')
    const level = await (await slow.connect('davi')).attach(board.name)
    expect(level.stateless[0]).toMatchObject({ cursor: expect.stringMatching(/-2$/) })
    await slow.stop()
  })

  it('[SUB-6] somebody who comes over from the other process brings what this one has not read yet, and is not refused', async () => {
    const gate = gatedJournal()
    const lagging = await harness.node({ journal: gate.wrap })
    const board = await harness.board()
    await lagging.connect('cai').then((client) => client.attach(board.name))
    const doc = new Y.Doc()
    putCard(doc, 'card-0001', { title: 'de Ana', createdBy: 'ana' })
    gate.blind(true)
    await one.engine.submitUpdate(board.name, Y.encodeStateAsUpdate(doc), actor('ana'), { origin: 'client' })
    const bia = await (await one.connect('bia')).attach(board.name)
    putCard(bia.doc, 'card-0001', { title: 'de Bia' })
    await until('acknowledged', () => bia.acked === 2)
    const moved = await (await lagging.connect('bia')).attach(board.name, { lively: false })
    moved.sendSync(1, Y.encodeStateAsUpdate(bia.doc))
    // Somebody who comes after it was answered: whoever does not ask the journal has refused by now.
    await (await lagging.connect('davi')).attach(board.name)
    expect(moved.statuses).toEqual([])
    gate.blind(false)
    await until('it is answered', () => moved.statuses.length === 1)
    expect([moved.statuses, moved.refusals()]).toEqual([[true], []])
    expect((await harness.rows(board.id)).length).toBe(2)
    await lagging.stop()
  })

  it('[SUB-16] what others have deleted is not taken for a deletion by who comes over and names it too', async () => {
    const gate = gatedJournal()
    const lagging = await harness.node({ journal: gate.wrap })
    const board = await harness.board()
    const doc = new Y.Doc()
    putCard(doc, 'card-0001', { title: 'de Ana', createdBy: 'ana' })
    await one.engine.submitUpdate(board.name, Y.encodeStateAsUpdate(doc), actor('ana'), { origin: 'client' })
    await (await lagging.connect('cai')).attach(board.name)
    gate.blind(true)
    // As the worker clears away what is settled; nobody else may.
    await one.engine.serverEdit(board.name, 'decision', 'server', (live) => live.getMap('cards').delete('card-0001'))
    const bia = await (await one.connect('bia')).attach(board.name)
    putCard(bia.doc, 'card-0002', { title: 'de Bia', createdBy: 'bia' })
    await until('acknowledged', () => bia.acked === 2)
    const moved = await (await lagging.connect('bia')).attach(board.name, { lively: false })
    putCard(bia.doc, 'card-0003', { title: 'de Bia', createdBy: 'bia' })
    moved.sendSync(1, Y.encodeStateAsUpdate(bia.doc))
    await (await lagging.connect('davi')).attach(board.name)
    gate.blind(false)
    await until('it is answered', () => moved.statuses.length === 1)
    expect([moved.statuses, moved.refusals()]).toEqual([[true], []])
    await lagging.stop()
  })

  it('[SUB-9] a marked row whose writer died before setting it back is set back by whoever loads the document', async () => {
    const dying = await harness.node({ journal: diesBeforeSetBack })
    const board = await harness.board()
    await forbid(dying, board.name)
    await dying.stop(50)
    const loaded = await two.engine.read(board.name, (doc) => doc.getMap('meta').toJSON())
    expect(loaded).toEqual({ title: 'Vendas' })
    await until('it is settled', async () => (await harness.rows(board.id)).at(-1)?.origin === 'revert')
    expect((await harness.rows(board.id)).at(-1)?.note).toMatchObject({ of: [1] })
    expect((await harness.replay(board.id)).getMap('meta').toJSON()).toEqual({ title: 'Vendas' })
  })

  it('[SUB-9] and by whoever follows it, after giving its writer time; readers there never see the value', async () => {
    const dying = await harness.node({ journal: diesBeforeSetBack })
    const patient = await harness.node({ limits: { foreignSetBackMs: 300 } })
    const board = await harness.board()
    const reader = await (await patient.connect('cai')).attach(board.name)
    const seen: unknown[] = []
    reader.doc.on('update', () => seen.push(reader.doc.getMap('meta').toJSON()))
    await forbid(dying, board.name)
    await until('the rest arrives', () => seen.length > 0)
    expect(seen).toEqual([{ title: 'Vendas' }])
    await until('it is settled', async () => (await harness.rows(board.id)).at(-1)?.origin === 'revert')
    await dying.stop(50)
    await patient.stop()
  })

  it('a marked row and its set-back by a living process arrive elsewhere as one', async () => {
    const board = await harness.board()
    const reader = await (await two.connect('cai')).attach(board.name)
    const seen: unknown[] = []
    reader.doc.on('update', () => seen.push(reader.doc.getMap('meta').toJSON()))
    await forbid(one, board.name)
    await until('it arrives', () => seen.length > 0)
    expect(seen).toEqual([{ title: 'Vendas' }])
    expect((await harness.rows(board.id)).filter((row) => row.origin === 'revert').length).toBe(1)
  })
})

/** Sends an update of which one part is not for this person. */
async function forbid(node: TestNode, name: string): Promise<void> {
  const doc = new Y.Doc()
  doc.transact(() => {
    doc.getMap('meta').set('schemaVersion', 99)
    doc.getMap('meta').set('title', 'Vendas')
  })
  await node.engine.submitUpdate(name, Y.encodeStateAsUpdate(doc), actor('ana'), { origin: 'client' })
}

const sorted = (doc: Y.Doc): unknown =>
  Object.entries(doc.getMap('cards').toJSON() as Record<string, Record<string, unknown>>)
    .map(([id, card]) => [id, Object.entries(card).sort(([a], [b]) => (a < b ? -1 : 1))])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
