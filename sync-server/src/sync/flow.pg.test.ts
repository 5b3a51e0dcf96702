import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { isMutiraoError } from '@mutirao/documents'
import * as Y from 'yjs'
import { gatedJournal } from './testing/gated-journal.ts'
import { actor, cardField, createHarness, putCard } from './testing/harness.ts'
import type { Harness, TestNode } from './testing/harness.ts'
import { until } from './testing/until.ts'

describe('one edit', () => {
  let harness: Harness
  let node: TestNode
  const gate = gatedJournal()
  beforeAll(async () => {
    harness = await createHarness()
    node = await harness.node({ journal: gate.wrap })
  })
  // A test that fails with the gate closed must not hold up those after it.
  afterEach(() => gate.open())
  afterAll(() => harness.end())

  it('[SYN-2] is preceded by a hello with the protocol and where the copy stands', async () => {
    const board = await harness.board()
    const ana = await node.connect('ana')
    const first = await ana.attach(board.name)
    putCard(first.doc, 'card-0001', { title: 'Olá', createdBy: 'ana' })
    await until('acknowledged', () => first.acked === 2)
    const second = await ana.attach(board.name)
    const epoch = (await harness.rows(board.id))[0]?.epoch
    expect(first.stateless[0]).toEqual({ type: 'hello', protocol: 1, cursor: `${epoch}-0` })
    expect(second.stateless[0]).toEqual({ type: 'hello', protocol: 1, cursor: `${epoch}-1` })
  })

  it('[SUB-1] is neither acknowledged nor shown to anybody before its row is committed', async () => {
    const board = await harness.board()
    const [ana, bia] = [await node.connect('ana'), await node.connect('bia')]
    const [mine, theirs] = [await ana.attach(board.name), await bia.attach(board.name)]
    gate.hold()
    putCard(mine.doc, 'card-0001', { title: 'Olá', createdBy: 'ana' })
    await until('it waits for the journal', () => gate.waiting() === 1)
    await bia.attach((await harness.board()).name)
    expect([mine.acked, theirs.updates.length, await harness.rows(board.id)]).toEqual([1, 0, []])
    gate.open()
    await until('bia sees it', () => cardField(theirs.doc, 'card-0001', 'title') === 'Olá')
    await until('ana is acknowledged', () => mine.acked === 2)
    expect((await harness.rows(board.id)).map((row) => [row.actorId, row.origin])).toEqual([['ana', 'client']])
  })

  it('[SUB-2] is journalled without what the journal has already, and not at all when that is everything', async () => {
    const board = await harness.board()
    const ana = await node.connect('ana')
    const mine = await ana.attach(board.name)
    putCard(mine.doc, 'card-0001', { title: 'Um', account: 'x'.repeat(500), createdBy: 'ana' })
    await until('acknowledged', () => mine.acked === 2)
    mine.sendUpdate(Y.encodeStateAsUpdate(mine.doc))
    await until('acknowledged again', () => mine.acked === 3)
    const offline = new Y.Doc()
    Y.applyUpdate(offline, Y.encodeStateAsUpdate(mine.doc))
    putCard(offline, 'card-0001', { title: 'Dois' })
    mine.sendUpdate(Y.encodeStateAsUpdate(offline))
    await until('the new part is acknowledged', () => mine.acked === 4)
    const rows = await harness.rows(board.id)
    expect(rows.length).toBe(2)
    expect(rows[1]?.update.length).toBeLessThan(100)
    expect(cardField(await harness.replay(board.id), 'card-0001', 'title')).toBe('Dois')
  })

  it('[SYN-16] does not come back to its author, only to everybody else, once', async () => {
    const board = await harness.board()
    const [ana, bia] = [await node.connect('ana'), await node.connect('bia')]
    const [mine, theirs] = [await ana.attach(board.name), await bia.attach(board.name)]
    for (let i = 0; i < 5; i++) putCard(mine.doc, `card-000${i}`, { title: `${i}`, createdBy: 'ana' })
    await until('bia sees all', () => cardField(theirs.doc, 'card-0004', 'title') === '4')
    expect([mine.updates.length, theirs.updates.length]).toEqual([0, 5])
  })

  it('[SUB-10] gets what only the server can say: who made a card', async () => {
    const board = await harness.board()
    const [ana, bia] = [await node.connect('ana'), await node.connect('bia')]
    const [mine, theirs] = [await ana.attach(board.name), await bia.attach(board.name)]
    putCard(mine.doc, 'card-0001', { title: 'sem autor' })
    putCard(mine.doc, 'card-0002', { title: 'outro autor', createdBy: 'bia' })
    for (const doc of [mine.doc, theirs.doc]) {
      await until('both say ana', () =>
        ['card-0001', 'card-0002'].every((id) => cardField(doc, id, 'createdBy') === 'ana'),
      )
    }
    await until(
      'it is journalled',
      async () => (await harness.rows(board.id)).filter((row) => row.origin === 'revert').length === 2,
    )
    const replayed = await harness.replay(board.id)
    expect(replayed.getMap('cards').toJSON()).toEqual(mine.doc.getMap('cards').toJSON())
  })

  it('[SUB-11] keeps beside its row when its author says it was written', async () => {
    const board = await harness.board()
    const mine = await (await node.connect('ana')).attach(board.name)
    const { clientID } = mine.doc
    mine.sendStateless({ type: 'written', ranges: [[clientID, 0, 4, 1_700_000_000_000]] })
    mine.sendStateless('something else')
    putCard(mine.doc, 'card-0001', { title: 'Olá', createdBy: 'ana' })
    putCard(mine.doc, 'card-0001', { title: 'depois' })
    await until('acknowledged', () => mine.acked === 3)
    const notes = (await harness.rows(board.id)).map((row) => row.note)
    expect(notes).toEqual([
      { written: [[clientID, 0, 3, 1_700_000_000_000]] },
      { written: [[clientID, 3, 4, 1_700_000_000_000]] },
    ])
  })

  it('[SUB-12] of the server itself is shown after its row is committed, and makes no row when it changes nothing', async () => {
    const board = await harness.board()
    const mine = await (await node.connect('ana')).attach(board.name)
    gate.hold()
    const editing = node.engine.serverEdit(board.name, 'decision', 'ana', (doc) =>
      doc.getMap('meta').set('title', 'Vendas'),
    )
    await until('it waits for the journal', () => gate.waiting() === 1)
    expect(await node.engine.read(board.name, (doc) => doc.getMap('meta').get('title'))).toBeUndefined()
    gate.open()
    expect(await editing).toMatchObject({ kind: 'taken', cursor: { seq: 1 } })
    await until('ana sees it', () => mine.doc.getMap('meta').get('title') === 'Vendas')
    const again = await node.engine.serverEdit(board.name, 'decision', 'ana', () => undefined)
    expect(again).toMatchObject({ kind: 'unchanged', cursor: { seq: 1 } })
    await expect(
      node.engine.serverEdit(board.name, 'decision', 'ana', () => {
        throw new RangeError('no')
      }),
    ).rejects.toThrow(RangeError)
    expect((await harness.rows(board.id)).length).toBe(1)
  })

  it('[SUB-15] may come by HTTP: the same pipeline, whether somebody has the document open or not', async () => {
    const board = await harness.board()
    const doc = new Y.Doc()
    putCard(doc, 'card-0001', { title: 'por HTTP', createdBy: 'ana' })
    const update = Y.encodeStateAsUpdate(doc)
    const push = () => node.engine.submitUpdate(board.name, update, actor('ana'), { origin: 'client' })
    expect(await push()).toMatchObject({ kind: 'taken', cursor: { seq: 1 }, reverted: [], refused: [] })
    expect(await push()).toMatchObject({ kind: 'unchanged', cursor: { seq: 1 } })
    const theirs = await (await node.connect('bia')).attach(board.name)
    expect(cardField(theirs.doc, 'card-0001', 'title')).toBe('por HTTP')
    putCard(doc, 'card-0001', { title: 'mudou' })
    await node.engine.submitUpdate(board.name, Y.encodeStateAsUpdate(doc), actor('ana'), { origin: 'client' })
    await until('bia sees it', () => cardField(theirs.doc, 'card-0001', 'title') === 'mudou')
    const foreign = await node.engine.submitUpdate(board.name, Uint8Array.of(9, 9), actor('ana'), { origin: 'client' })
    expect(foreign).toMatchObject({ kind: 'refused', code: 'malformed' })
    const gone = node.engine.submitUpdate('board:nao-existe-aqui', update, actor('ana'), { origin: 'client' })
    await expect(gone).rejects.toSatisfy((error: unknown) => isMutiraoError(error, 'document_gone'))
  })
})
