import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { cardField, createHarness, putCard } from './testing/harness.ts'
import type { Harness, TestNode } from './testing/harness.ts'
import { until } from './testing/until.ts'

/** The single updates `edit` makes to a copy of `doc` that nobody else sees. */
function updatesOf(doc: Y.Doc, ...edits: ((copy: Y.Doc) => void)[]): Uint8Array[] {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  const updates: Uint8Array[] = []
  copy.on('update', (update: Uint8Array) => updates.push(update))
  for (const edit of edits) edit(copy)
  return updates
}

const card = (id: string, title: string) => (doc: Y.Doc) => putCard(doc, id, { title, createdBy: 'ana' })

describe('what is not taken', () => {
  let harness: Harness
  let node: TestNode
  const rejections: unknown[] = []
  const remember = (reason: unknown): void => void rejections.push(reason)
  beforeAll(async () => {
    process.on('unhandledRejection', remember)
    harness = await createHarness()
    node = await harness.node()
  })
  afterEach(() => expect(rejections).toEqual([]))
  afterAll(async () => {
    await harness.end()
    process.off('unhandledRejection', remember)
  })

  it('[SUB-4] [SYN-4] leaves no trace: garbage, gaps and foreign ids are neither journalled nor acknowledged', async () => {
    const board = await harness.board()
    const ana = await (await node.connect('ana')).attach(board.name, { lively: false })
    for (const bytes of [
      [1, 2, 3],
      [255, 255, 255, 255, 255],
      [1, 1, 1, 0, 200, 1, 2, 3],
    ])
      ana.sendUpdate(Uint8Array.from(bytes))
    await until('each is refused', () => ana.refusals('malformed').length === 3)
    const [, second] = updatesOf(new Y.Doc(), card('card-0001', 'um'), card('card-0002', 'dois'))
    ana.sendUpdate(second ?? new Uint8Array(0))
    await until('the gap is refused', () => ana.refusals('unknown_dependency').length === 1)
    expect(ana.statuses).toEqual([false, false, false, false])
    expect(await harness.rows(board.id)).toEqual([])
    expect(await node.engine.read(board.name, (doc) => [doc.store.pendingStructs, doc.store.clients.size])).toEqual([
      null,
      0,
    ])
  })

  it('[SYN-4] is answered by a negative SyncStatus, then by what was wrong, and the next frame counts again', async () => {
    const board = await harness.board()
    const ana = await (await node.connect('ana')).attach(board.name, { lively: false })
    ana.sendUpdate(Uint8Array.of(1, 2, 3))
    const [good] = updatesOf(new Y.Doc(), card('card-0001', 'um'))
    ana.sendUpdate(good ?? new Uint8Array(0))
    await until('both are answered', () => ana.statuses.length === 2)
    expect(ana.statuses).toEqual([false, true])
    expect(ana.refusals()).toMatchObject([{ code: 'malformed', path: '', message: expect.stringMatching(/\w/) }])
  })

  it('[SYN-4] a broken handshake is refused and ends the attach; somebody who keeps sending garbage is disconnected', async () => {
    const board = await harness.board()
    const client = await node.connect('ana')
    const ana = await client.attach(board.name, { lively: false })
    ana.sendSync(1, Uint8Array.of(1, 2, 3))
    await until('it is closed', () => ana.closed !== null)
    expect([ana.statuses, ana.closed]).toEqual([[false], 'update_required'])
    const again = await client.attach(board.name, { lively: false })
    for (let i = 0; i < 20; i++) again.sendUpdate(Uint8Array.of(1, 2, 3))
    await until('the socket is closed', () => client.closed !== null)
    expect(client.closed).toEqual({ code: 4400, reason: 'update_required' })
  })

  it('[SUB-3] is left out part by part, the rest is journalled, and later edits of the same client go on', async () => {
    const board = await harness.board()
    const [ana, bia] = [await node.connect('ana'), await node.connect('bia')]
    const [mine, theirs] = [await ana.attach(board.name), await bia.attach(board.name)]
    putCard(mine.doc, 'card-0001', { title: 'um', createdBy: 'ana' })
    putCard(mine.doc, 'card-0001', { value: 'não é número', account: 'Acme' })
    putCard(mine.doc, 'card-0001', { title: 'dois' })
    mine.doc.getMap('cards').delete('card-0001')
    await until('all are answered', () => mine.statuses.length === 5)
    expect(mine.statuses).toEqual([true, true, false, true, false])
    expect(mine.refusals().map(({ code, path }) => [code, path])).toEqual([
      ['bad_value', 'cards/card-0001/value'],
      ['hard_delete', 'cards/card-0001'],
    ])
    await until('bia has the rest', () => cardField(theirs.doc, 'card-0001', 'title') === 'dois')
    const replayed = await harness.replay(board.id)
    for (const doc of [theirs.doc, replayed]) {
      expect(doc.getMap('cards').toJSON()).toEqual({
        'card-0001': { title: 'dois', account: 'Acme', createdBy: 'ana' },
      })
      expect(doc.store.pendingStructs).toBeNull()
    }
    const origins = (await harness.rows(board.id)).map((row) => row.origin)
    expect(origins.filter((origin) => origin === 'client').length).toBe(3)
    expect(mine.stateless.filter(({ type }) => type === 'reverted')).toEqual([])
  })

  it('[SUB-5] comes under somebody else’s client id', async () => {
    const board = await harness.board()
    const mine = await (await node.connect('ana')).attach(board.name)
    putCard(mine.doc, 'card-0001', { title: 'um', createdBy: 'ana' })
    await until('acknowledged', () => mine.acked === 2)
    const [forged] = updatesOf(mine.doc, (copy) => {
      copy.clientID = mine.doc.clientID
      putCard(copy, 'card-0001', { title: 'forjado' })
    })
    // Also by another process, which has to ask the journal.
    for (const server of [node, await harness.node()]) {
      const bia = await (await server.connect('bia')).attach(board.name, { lively: false })
      bia.sendUpdate(forged ?? new Uint8Array(0))
      await until('it is refused', () => bia.refusals('foreign_client').length === 1)
      expect(bia.statuses).toEqual([false])
    }
    expect((await harness.rows(board.id)).length).toBe(1)
  })

  it('[SYN-6] heals when it was a gap: the client is asked for everything the server lacks', async () => {
    const board = await harness.board()
    const ana = await (await node.connect('ana')).attach(board.name)
    const [, second] = updatesOf(ana.doc, card('card-0001', 'um'), card('card-0002', 'dois'))
    Y.applyUpdate(ana.doc, second ?? new Uint8Array(0), ana)
    ana.sendUpdate(second ?? new Uint8Array(0))
    await until('it is asked again', () => ana.step1s === 2)
    const [first] = updatesOf(new Y.Doc(), card('card-0003', 'três'))
    Y.applyUpdate(ana.doc, first ?? new Uint8Array(0))
    await until('later edits count', async () => (await harness.rows(board.id)).length === 1)
  })

  it('[SYN-7] [SYN-6] is asked for at most once per second, then less often: no hot loop', async () => {
    const board = await harness.board()
    const ana = await (await node.connect('ana')).attach(board.name, { lively: false })
    const startMs = performance.now()
    const updates = updatesOf(
      new Y.Doc(),
      card('card-0001', 'um'),
      ...Array.from({ length: 60 }, (_, i) => card(`card-1${i}00`, 'x')),
    )
    for (const update of updates.slice(1)) ana.sendUpdate(update)
    await until('all are answered', () => ana.statuses.length === 60)
    expect(ana.refusals('unknown_dependency').length).toBe(60)
    expect(ana.step1s).toBeLessThanOrEqual(1 + Math.floor((performance.now() - startMs) / 1_000))
    await until('the question is repeated', () => ana.step1s === 2)
    expect(performance.now() - startMs).toBeGreaterThan(1_000)
  })

  it('[SYN-3] from a viewer: read-only from the start, told so, and acknowledged when it brings nothing new', async () => {
    harness.roles.set('vera', 'viewer')
    const board = await harness.board()
    const mine = await (await node.connect('ana')).attach(board.name)
    putCard(mine.doc, 'card-0001', { title: 'um', createdBy: 'ana' })
    await until('the card is in the journal', () => mine.acked === 2)
    const vera = await (await node.connect('vera')).attach(board.name)
    expect([vera.scope, vera.statuses, cardField(vera.doc, 'card-0001', 'title')]).toEqual(['readonly', [true], 'um'])
    vera.sendSync(1, Y.encodeStateAsUpdate(mine.doc))
    await until('a handshake without news is acknowledged', () => vera.statuses.length === 2)
    putCard(vera.doc, 'card-0001', { title: 'dois' })
    vera.sendSync(1, Y.encodeStateAsUpdate(vera.doc))
    await until('the edit is refused, both ways', () => vera.refusals('read_only').length === 2)
    expect(vera.statuses).toEqual([true, true, false, false])
    expect((await harness.rows(board.id)).length).toBe(1)
    expect(cardField(mine.doc, 'card-0001', 'title')).toBe('um')
  })

  it('[SUB-7] is not for this person: accepted, set back in the same turn, and nobody ever sees it', async () => {
    const board = await harness.board()
    await node.engine.serverEdit(board.name, 'migration', 'server', (doc) => doc.getMap('meta').set('schemaVersion', 1))
    const [ana, bia] = [await node.connect('ana'), await node.connect('bia')]
    const [mine, theirs] = [await ana.attach(board.name), await bia.attach(board.name)]
    const seen: unknown[] = []
    theirs.doc.on('update', () => seen.push(theirs.doc.getMap('meta').get('schemaVersion')))
    mine.doc.transact(() => {
      mine.doc.getMap('meta').set('schemaVersion', 99)
      mine.doc.getMap('meta').set('title', 'Vendas')
    })
    await until('ana is told', () => mine.stateless.some(({ type }) => type === 'reverted'))
    await until('bia has the rest', () => theirs.doc.getMap('meta').get('title') === 'Vendas')
    await until(
      'ana is acknowledged and set back',
      () => mine.acked === 2 && mine.doc.getMap('meta').get('schemaVersion') === 1,
    )
    expect(seen).toEqual([1])
    expect(mine.stateless.at(-1)).toMatchObject({
      path: 'meta/schemaVersion',
      rule: 'server_only',
      message: expect.any(String),
    })
  })

  it('[SUB-8] leaves a mark in its row and a row of the server that settles it', async () => {
    const board = await harness.board()
    const mine = await (await node.connect('ana')).attach(board.name)
    mine.doc.getMap('meta').set('schemaVersion', 99)
    await until('both rows are there', async () => (await harness.rows(board.id)).length === 2)
    const [marked, settling] = await harness.rows(board.id)
    expect(marked).toMatchObject({
      actorId: 'ana',
      origin: 'client',
      note: { reverted: [{ path: ['meta', 'schemaVersion'], rule: 'server_only' }] },
    })
    expect(settling).toMatchObject({ actorId: 'server', origin: 'revert', note: { of: [1] } })
    expect((await harness.replay(board.id)).getMap('meta').get('schemaVersion')).toBeUndefined()
  })
})
