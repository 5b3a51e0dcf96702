import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { actor, cardField, createHarness, putCard } from './testing/harness.ts'
import type { Harness } from './testing/harness.ts'
import { until } from './testing/until.ts'

describe('limits', () => {
  let harness: Harness
  beforeAll(async () => {
    harness = await createHarness()
  })
  afterAll(() => harness.end())

  it('[SYN-9] too many updates are slowed down, none is refused', async () => {
    const node = await harness.node({ limits: { updatesPerSecond: 50, burstUpdates: 20 } })
    const board = await harness.board()
    const mine = await (await node.connect('ana')).attach(board.name)
    const startMs = performance.now()
    for (let i = 0; i < 60; i++) putCard(mine.doc, 'card-0001', { title: `${i}`, createdBy: 'ana' })
    await until('all are acknowledged', () => mine.statuses.length === 61)
    expect(mine.statuses.every(Boolean)).toBe(true)
    expect(performance.now() - startMs).toBeGreaterThan(((60 - 20) / 50) * 1_000 * 0.9)
    await node.stop()
  })

  it('[SYN-10] somebody who does not read is disconnected, the others go on', async () => {
    const node = await harness.node({ limits: { maxUnreadSoftBytes: 256 * 1024, maxUnreadHardBytes: 2 * 1024 * 1024 } })
    const board = await harness.board()
    const [ana, bia] = [await node.connect('ana'), await node.connect('bia')]
    const [, theirs] = [await ana.attach(board.name), await bia.attach(board.name)]
    ana.ws.pause()
    const doc = new Y.Doc()
    const notes = 'x'.repeat(4_000)
    for (let round = 0; round < 60 && !node.closedReasons.includes('slow_reader'); round++) {
      doc.transact(() => {
        for (let i = 0; i < 100; i++) putCard(doc, `card-${round}-${i}`, { createdBy: 'ana', blob: notes })
      })
      await node.engine.submitUpdate(board.name, Y.encodeStateAsUpdate(doc), actor('cai'), { origin: 'client' })
    }
    expect(node.closedReasons).toContain('slow_reader')
    expect(node.engine.stats().sockets).toBe(1)
    await until('bia has everything', () => theirs.doc.getMap('cards').size === doc.getMap('cards').size)
    await node.stop()
  })

  it('[SYN-10] a slow reader gets time while it is not too far behind', async () => {
    const node = await harness.node({
      limits: { maxUnreadSoftBytes: 64 * 1024, slowReaderMs: 300, heartbeatMs: 120 },
    })
    const board = await harness.board()
    const ana = await node.connect('ana')
    await ana.attach(board.name)
    ana.ws.pause()
    const doc = new Y.Doc()
    const push = async (round: number): Promise<void> => {
      for (let i = 0; i < 500; i++) putCard(doc, `card-${round}-${i}`, { createdBy: 'ana', blob: 'x'.repeat(4_000) })
      await node.engine.submitUpdate(board.name, Y.encodeStateAsUpdate(doc), actor('cai'), { origin: 'client' })
    }
    for (let round = 0; round < 3; round++) await push(round)
    expect(node.engine.stats().sockets).toBe(1)
    await until('it had its time', () => node.closedReasons.includes('slow_reader'))
    await node.stop()
  })

  it('[SYN-18] a person has so many sockets; a further one is told to come later, silent ones make room', async () => {
    const node = await harness.node({ limits: { socketsPerPerson: 2, heartbeatMs: 100 } })
    const board = await harness.board()
    const [first, second, third] = [await node.connect('ana'), await node.connect('ana'), await node.connect('ana')]
    await first.attach(board.name)
    await second.attach(board.name)
    const refused = third.begin(board.name)
    await until('the third is refused', () => refused.denied !== null)
    expect(refused.denied).toBe('too_fast')
    await (await node.connect('bia')).attach(board.name)
    first.ws.pause()
    await until('the first is silent', async () => {
      const again = third.begin(board.name)
      await until('an answer', () => again.denied !== null || again.scope !== null)
      return again.scope !== null
    })
    expect(node.closedReasons).toContain('silent')
    await node.stop()
  })

  it('[SYN-26] so many documents fit on one socket, one more is refused alone', async () => {
    const node = await harness.node({ limits: { documentsPerSocket: 150 } })
    const boards = await Promise.all(Array.from({ length: 151 }, () => harness.board()))
    const ana = await node.connect('ana')
    const documents = boards.map((board) => ana.begin(board.name))
    await until('150 are open', () => documents.filter((one) => one.step2s > 0).length === 150)
    await until('one is refused', () => documents.filter((one) => one.denied === 'too_fast').length === 1)
    documents[0]?.sendClose()
    await until('one is closed', () => node.engine.stats().connections === 149)
    await ana.attach(boards[150]?.name ?? '')
    await node.stop()
  })

  it('[SYN-33] a message that is too large ends its socket with code 1009', async () => {
    const node = await harness.node({ limits: { maxMessageBytes: 10_000 } })
    const board = await harness.board()
    const ana = await node.connect('ana')
    const mine = await ana.attach(board.name, { lively: false })
    mine.sendUpdate(new Uint8Array(200_000))
    await until('it is closed', () => ana.closed !== null)
    expect(ana.closed?.code).toBe(1009)
    expect(await harness.rows(board.id)).toEqual([])
    await node.stop()
  })

  it('[SYN-27] frames of documents that are not open, and frames that are none, wait for nothing', async () => {
    const node = await harness.node()
    const [open, closed] = [await harness.board(), await harness.board()]
    const ana = await node.connect('ana')
    const mine = await ana.attach(open.name)
    const stray = await ana.attach(closed.name)
    stray.sendClose()
    await until('it is closed', () => stray.closed !== null)
    const doc = new Y.Doc()
    putCard(doc, 'card-0001', { title: 'x', createdBy: 'ana' })
    for (let i = 0; i < 2_000; i++) stray.sendUpdate(Y.encodeStateAsUpdate(doc))
    putCard(mine.doc, 'card-0001', { title: 'y', createdBy: 'ana' })
    await until('the open one goes on', () => mine.acked === 2)
    expect([ana.closed, node.engine.stats().queuedBytes, await harness.rows(closed.id)]).toEqual([null, 0, []])
    ana.sendBytes(Buffer.from([9]))
    ana.sendBytes(Buffer.from([10]))
    putCard(mine.doc, 'card-0001', { title: 'z' })
    await until('one byte is a sign of life', () => mine.acked === 3)
    ana.sendBytes(Buffer.from([200, 1]))
    await until('what is no frame ends the socket', () => ana.closed !== null)
    expect(ana.closed).toEqual({ code: 1007, reason: 'not_a_frame' })
    await node.stop()
  })

  it('[SYN-31] a client cannot speak to the others past the server', async () => {
    const node = await harness.node()
    const board = await harness.board()
    const [ana, bia] = [await node.connect('ana'), await node.connect('bia')]
    const [mine, theirs] = [await ana.attach(board.name), await bia.attach(board.name)]
    mine.send((encoder) => {
      encoder.cbuf.set([6, 2, 104, 105], encoder.cpos)
      encoder.cpos += 4
    })
    mine.sendStateless({ type: 'reverted', path: '', rule: '', message: 'falso' })
    putCard(mine.doc, 'card-0001', { title: 'x', createdBy: 'ana' })
    await until('bia sees the edit', () => cardField(theirs.doc, 'card-0001', 'title') === 'x')
    expect(theirs.stateless.map(({ type }) => type)).toEqual(['hello'])
    await node.stop()
  })

  it('[SYN-23] a quiet socket gets a sign of life, a dead one is ended', async () => {
    const node = await harness.node({ limits: { heartbeatMs: 60, silenceMs: 400 } })
    const ana = await node.connect('ana')
    await ana.attach((await harness.board()).name)
    await until('it is pinged', () => ana.pings.filter((byte) => byte === 9).length >= 3)
    // Quiet for longer than the server waits, but its pongs say that it lives.
    await until('it lives on', () => ana.pings.length >= 15)
    expect(ana.closed).toBeNull()
    ana.ws.pause()
    await until('it is ended', () => node.engine.stats().sockets === 0)
    expect(node.closedReasons).toContain('silent')
    await node.stop()
  })

  it('an upgrade that is cut, and one that is not, harm nobody', async () => {
    const node = await harness.node()
    const { port } = new URL(node.url)
    const raw = connect(Number(port), '127.0.0.1')
    raw.write('GET /sync/workspace-1 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n')
    await new Promise((resolve) => raw.once('data', resolve))
    raw.destroy()
    await (await node.connect('ana')).attach((await harness.board()).name)
    await node.stop()
  })
})
