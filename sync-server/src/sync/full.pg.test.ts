import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { actor, cardField, createHarness, putCard } from './testing/harness.ts'
import type { Harness } from './testing/harness.ts'
import { until } from './testing/until.ts'

describe('a document that has grown to its limit', () => {
  let harness: Harness
  beforeAll(async () => {
    harness = await createHarness()
  })
  afterAll(() => harness.end())

  it('[ATK-14] takes nothing that makes it grow, takes deletions, and everything when it has room again', async () => {
    const node = await harness.node({ limits: { maxDocumentBytes: 100_000 } })
    const [board, other] = [await harness.board(), await harness.board()]
    const [ana, bia] = [await node.connect('ana'), await node.connect('bia')]
    const mine = await ana.attach(board.name)
    const hers = await bia.attach(board.name)
    const cardId = (i: number): string => `card-${String(i).padStart(4, '0')}`
    mine.doc.transact(() => {
      for (let i = 0; i < 140; i++) putCard(mine.doc, cardId(i), { title: 'x'.repeat(1_000), createdBy: 'ana' })
    })
    await until('ana is acknowledged and it is full', () => mine.acked === 2 && node.engine.stats().fullDocuments === 1)
    await until('bia sees it', () => cardField(hers.doc, cardId(139), 'title') !== undefined)

    putCard(hers.doc, 'card-9999', { title: 'mais um', createdBy: 'bia' })
    await until('bia is told', () => hers.refusals('document_full').length > 0)
    expect(cardField(await harness.replay(board.id), 'card-9999', 'title')).toBeUndefined()
    expect(node.engine.sizeOf(board.name)).toMatchObject({ limitBytes: 100_000, full: true })
    const pushed = await node.engine.submitUpdate(board.name, updateOf('card-8888'), actor('cai'), { origin: 'client' })
    expect(pushed).toMatchObject({ refused: [{ code: 'document_full' }] })

    const aside = await ana.attach(other.name)
    putCard(aside.doc, 'card-0001', { title: 'noutro funil', createdBy: 'ana' })
    await until('another document takes it', () => aside.acked === 2)

    mine.doc.transact(() => {
      for (let i = 0; i < 140; i++) mine.doc.getMap<Y.Map<unknown>>('cards').get(cardId(i))?.delete('title')
    })
    await until('the deletions are taken', () => mine.acked === 3)
    expect(mine.refusals()).toEqual([])
    await until('it has room', () => node.engine.stats().fullDocuments === 0)
    putCard(hers.doc, 'card-7777', { title: 'agora sim', createdBy: 'bia' })
    await until('ana sees what bia writes', () => cardField(mine.doc, 'card-7777', 'title') === 'agora sim')
    await node.stop()
  })
})

function updateOf(cardId: string): Uint8Array {
  const doc = new Y.Doc()
  putCard(doc, cardId, { title: 'por HTTP', createdBy: 'cai' })
  return Y.encodeStateAsUpdate(doc)
}
