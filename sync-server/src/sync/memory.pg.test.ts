import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { chunkDocument } from '@mutirao/documents'
import { createCheckpoints } from '@mutirao/persistence'
import { ObservableV2 } from 'lib0/observable'
import * as Y from 'yjs'
import { gatedJournal } from './testing/gated-journal.ts'
import { actor, cardField, createHarness, putCard } from './testing/harness.ts'
import type { Harness } from './testing/harness.ts'
import { journalOrigin } from './load.ts'
import { until } from './testing/until.ts'

describe('documents in memory', () => {
  let harness: Harness
  beforeAll(async () => {
    harness = await createHarness()
  })
  afterAll(() => harness.end())

  it('[SYN-12] one instance per document, also when people come and go while a commit is under way', async () => {
    const gate = gatedJournal()
    const node = await harness.node({ journal: gate.wrap })
    const board = await harness.board()
    const [a, b] = [await node.connect('ana'), await node.connect('bia')]
    const mine = await a.attach(board.name)
    const instance = (): Promise<Y.Doc> => node.engine.read(board.name, (doc) => doc)
    const first = await instance()
    gate.hold()
    putCard(mine.doc, 'card-0001', { title: 'no caminho', createdBy: 'ana' })
    await until('the commit waits', () => gate.waiting() === 1)
    a.close()
    await until('ana is gone', () => node.engine.stats().sockets === 1)
    const passing = await b.attach(board.name)
    passing.sendClose()
    await until('bia is gone', () => passing.closed !== null)
    const cai = await (await node.connect('cai')).attach(board.name)
    // A second one would follow the first through the journal: nobody would see the difference.
    expect((await instance()) === first).toBe(true)
    gate.open()
    await until('ana’s edit arrives', () => cardField(cai.doc, 'card-0001', 'title') === 'no caminho')
    const davi = await (await node.connect('davi')).attach(board.name)
    putCard(cai.doc, 'card-0001', { title: 'de Cai' })
    putCard(davi.doc, 'card-0002', { title: 'de Davi', createdBy: 'davi' })
    await until('davi sees cai', () => cardField(davi.doc, 'card-0001', 'title') === 'de Cai')
    await until('cai sees davi', () => cardField(cai.doc, 'card-0002', 'title') === 'de Davi')
    expect(node.engine.stats().documents).toBe(1)
    await node.stop()
  })

  it('[SYN-12] attaching and leaving at the same moments never splits a document', async () => {
    const node = await harness.node()
    const board = await harness.board()
    const clients = await Promise.all(['ana', 'bia', 'cai'].map((userId) => node.connect(userId)))
    for (let round = 0; round < 15; round++) {
      const documents = await Promise.all(clients.map((client) => client.attach(board.name)))
      const leavers = documents.filter((_, i) => (i + round) % 3 !== 0)
      for (const leaver of leavers) leaver.sendClose()
      const stayer = documents[round % 3 === 0 ? 0 : 3 - (round % 3)]
      const newcomer = await clients[1]?.attach(board.name)
      if (!stayer || !newcomer) throw new Error('three clients')
      putCard(stayer.doc, 'card-0001', { title: `${round}`, createdBy: 'ana' })
      await until('the newcomer sees it', () => cardField(newcomer.doc, 'card-0001', 'title') === `${round}`)
      stayer.sendClose()
      newcomer.sendClose()
      await until('all have left', () => stayer.closed !== null && newcomer.closed !== null)
    }
    await until('nothing is held', () => node.engine.stats().documents === 0)
    await node.stop()
  })

  it('[SYN-32] a document waits a moment for its readers to come back, then goes', async () => {
    const node = await harness.node({ limits: { lingerMs: 300 } })
    const board = await harness.board()
    const client = await node.connect('ana')
    const first = await client.attach(board.name)
    first.sendClose()
    await until('closed', () => first.closed !== null)
    expect(node.engine.stats().documents).toBe(1)
    await client.attach(board.name)
    client.close()
    await until('the socket is gone', () => node.engine.stats().sockets === 0)
    await until('it goes', () => node.engine.stats().documents === 0)
    await node.stop()
  })

  it.each(['checkpoint', 'row'])(
    '[SYN-11] [SYN-45] is loaded a piece at a time: others do not wait for a big %s',
    async (kind) => {
      const [big, small] = [await harness.board(), await harness.board()]
      const doc = new Y.Doc()
      for (let i = 0; i < 3_000; i++)
        putCard(doc, `card-${i + 1_000}`, { title: `Cartão ${i}`, createdBy: 'ana', account: 'Acme', value: i })
      const writer = await harness.node()
      await writer.engine.submitUpdate(big.name, Y.encodeStateAsUpdate(doc), actor('ana'), { origin: 'import' })
      const [row] = await harness.rows(big.id)
      const chunks = [...chunkDocument(doc, 500, 'v2')]
      if (kind === 'checkpoint')
        await createCheckpoints(harness.database).write(big.id, { epoch: row?.epoch ?? '', seq: 1, chunks })
      await writer.stop()
      const node = await harness.node()
      await (await node.connect('bia')).attach(small.name)
      let turn = 0
      let isLoading = true
      const count = (): void => {
        turn++
        if (isLoading) setImmediate(count)
      }
      setImmediate(count)
      const piecesAt: number[] = []
      let encoded = 0
      const emit = vi.spyOn(Y.Doc.prototype, 'emit').mockImplementation(function (this: Y.Doc, name, args) {
        const [transaction, origin] = args as readonly unknown[]
        if (name === 'update' && origin === journalOrigin) encoded++
        if (name === 'afterTransaction' && transaction instanceof Y.Transaction && transaction.origin === journalOrigin)
          piecesAt.push(turn)
        return ObservableV2.prototype.emit.call(this, name, args)
      })
      const size = await node.engine.read(big.name, (loaded) => loaded.getMap('cards').size)
      emit.mockRestore()
      isLoading = false
      expect(size).toBe(3_000)
      expect(piecesAt.length).toBeGreaterThanOrEqual(kind === 'row' ? 10 : chunks.length)
      // Several in one turn as long as it is short (turns.test.ts); never all.
      expect(new Set(piecesAt).size).toBeGreaterThan(1)
      expect(encoded).toBe(0)
      await node.stop()
    },
  )

  it('what is still queued when its author’s connection dies is journalled', async () => {
    const gate = gatedJournal()
    const node = await harness.node({ journal: gate.wrap })
    const board = await harness.board()
    const client = await node.connect('ana')
    const mine = await client.attach(board.name)
    gate.hold()
    for (let i = 0; i < 30; i++) putCard(mine.doc, `card-00${i + 10}`, { title: `${i}`, createdBy: 'ana' })
    await until('all have come in', () => node.engine.stats().queuedBytes > 30 * 512)
    client.ws.terminate()
    await until('the socket is gone', () => node.engine.stats().sockets === 0)
    gate.open()
    await until('all are journalled', async () => (await harness.rows(board.id)).length === 30)
    await until('nothing is held', () => node.engine.stats().documents === 0)
    await node.stop()
  })
})
