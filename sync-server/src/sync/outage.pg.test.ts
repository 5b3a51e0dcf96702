import { Document } from '@hocuspocus/server'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { startPostgresProxy } from '@mutirao/persistence/testing'
import type { PostgresProxy } from '@mutirao/persistence/testing'
import type { WebSocket } from 'ws'
import { actor, cardField, createHarness, putCard } from './testing/harness.ts'
import type { Harness, TestNode } from './testing/harness.ts'
import { until } from './testing/until.ts'

describe('the database is away', () => {
  let harness: Harness
  let node: TestNode
  let proxy: PostgresProxy
  const rejections: unknown[] = []
  const remember = (reason: unknown): void => void rejections.push(reason)
  beforeAll(async () => {
    process.on('unhandledRejection', remember)
    harness = await createHarness()
    proxy = await startPostgresProxy(harness.database.url)
    node = await harness.node({
      databaseUrl: proxy.url,
      limits: { maxQueuedBytes: 16 * 1024, maxQueuedBytesTotal: 64 * 1024 },
    })
  })
  afterEach(() => {
    proxy.up()
    expect(rejections).toEqual([])
  })
  afterAll(async () => {
    await harness.end()
    await proxy.close()
    process.off('unhandledRejection', remember)
  })

  it('[SYN-5] [SUB-13] nothing is acknowledged, nothing is refused, nobody is closed; when it returns everything arrives by itself', async () => {
    const board = await harness.board()
    const [ana, bia] = [await node.connect('ana'), await node.connect('bia')]
    const [mine, theirs] = [await ana.attach(board.name), await bia.attach(board.name)]
    putCard(mine.doc, 'card-0001', { title: 'antes', createdBy: 'ana' })
    await until('acknowledged', () => mine.acked === 2)
    proxy.down()
    for (let i = 0; i < 20; i++) putCard(mine.doc, 'card-0001', { title: `durante ${i}` })
    // Bia's client id is new: whose it is must be asked of the journal, which is away too.
    putCard(theirs.doc, 'card-0002', { title: 'da Bia', createdBy: 'bia' })
    await until('the server says it is not ready', () => !node.engine.ready().ok)
    expect(node.engine.ready().reason).toBe('journal_unavailable')
    expect([mine.statuses.length, theirs.statuses.length, mine.closed, theirs.closed]).toEqual([2, 1, null, null])
    proxy.up()
    await until('everything is acknowledged', () => mine.statuses.length === 22 && theirs.statuses.length === 2)
    expect([mine.statuses, theirs.statuses].flat().every(Boolean)).toBe(true)
    await until('and shown', () => cardField(theirs.doc, 'card-0001', 'title') === 'durante 19')
    const replayed = await harness.replay(board.id)
    expect(replayed.getMap('cards').toJSON()).toEqual(theirs.doc.getMap('cards').toJSON())
    await until('the server is ready again', () => node.engine.ready().ok)
  })

  it('[SUB-13] [SYN-5] whose client ids these are is asked until there is an answer', async () => {
    const board = await harness.board()
    const mine = await (await node.connect('ana')).attach(board.name)
    proxy.down()
    putCard(mine.doc, 'card-0001', { title: 'um', createdBy: 'ana' })
    await until('the journal is missed', () => !node.engine.ready().ok)
    proxy.up()
    await until('it is answered', () => mine.statuses.length === 2)
    expect([mine.statuses, mine.refusals()]).toEqual([[true, true], []])
  })

  it('[SYN-8] what waits is bounded: a socket with too much waiting is not read further', async () => {
    const board = await harness.board()
    const ana = await node.connect('ana')
    const mine = await ana.attach(board.name)
    putCard(mine.doc, 'card-0001', { title: 'antes', createdBy: 'ana' })
    await until('acknowledged', () => mine.acked === 2)
    proxy.down()
    for (let i = 0; i < 400; i++) putCard(mine.doc, 'card-0001', { blob: `${i}`.padEnd(4_000, 'x') })
    await until('reading stops', () => node.engine.stats().queuedBytes > 16 * 1024)
    const other = await node.connect('bia')
    for (let i = 0; i < 10; i++) await pingPong(other.ws)
    // One chunk of the kernel's may have been parsed when the socket was paused.
    expect(node.engine.stats().queuedBytes).toBeLessThan(16 * 1024 + 256 * 1024)
    expect(ana.closed).toBeNull()
    proxy.up()
    await until('all of it arrives', () => mine.acked === 402, 20_000)
    expect(node.engine.stats().queuedBytes).toBe(0)
  })

  it('[SYN-15] a document that cannot be loaded is waited for, then its reader is told to come again, and nothing leaks', async () => {
    const slow = await startPostgresProxy(harness.database.url)
    const other = await harness.node({ databaseUrl: slow.url, limits: { loadDeadlineMs: 400 } })
    const board = await harness.board()
    const client = await other.connect('ana')
    const timersBefore = intervals()
    const destroyed = vi.spyOn(Document.prototype, 'destroy')
    // Access is asked through the same database: that succeeds, and only what loading begins with fails.
    slow.cut('before', 'mutirao-journal-heads', 1_000)
    const document = client.begin(board.name)
    await until('it is denied', () => document.denied !== null)
    expect([document.denied, other.engine.stats().documents, client.closed]).toEqual(['journal_unavailable', 0, null])
    expect(intervals()).toBeLessThanOrEqual(timersBefore + 1)
    // Its timer alone would not be noticed among those of connections that come and go.
    expect(destroyed.mock.contexts.map((document) => (document as Document).name)).toEqual([board.name])
    destroyed.mockRestore()
    slow.cut('before', '', 0)
    const again = await client.attach(board.name)
    putCard(again.doc, 'card-0001', { title: 'um', createdBy: 'ana' })
    await until('acknowledged', () => again.acked === 2)
    await slow.close()
  })

  it('[SYN-15] a stock client, which never asks again, is disconnected so that it does', async () => {
    const slow = await startPostgresProxy(harness.database.url)
    const other = await harness.node({ databaseUrl: slow.url, limits: { loadDeadlineMs: 200 } })
    const board = await harness.board()
    const client = await other.connect('ana')
    slow.down()
    client.begin(board.name, { session: null })
    await until('it is disconnected', () => client.closed !== null)
    expect(client.closed).toEqual({ code: 1013, reason: 'journal_unavailable' })
    await slow.close()
  })

  it('HTTP push waits as long as loading does, then says so', async () => {
    const slow = await startPostgresProxy(harness.database.url)
    const other = await harness.node({ databaseUrl: slow.url, limits: { loadDeadlineMs: 200 } })
    const board = await harness.board()
    slow.cut('before', 'mutirao-journal-heads', 1_000)
    const pushed = other.engine.submitUpdate(board.name, Uint8Array.of(0, 0), actor('ana'), { origin: 'client' })
    await expect(pushed).rejects.toMatchObject({ code: 'journal_unavailable' })
    await slow.close()
  })
})

const pingPong = (ws: WebSocket): Promise<void> =>
  new Promise((resolve) => {
    ws.once('pong', () => resolve())
    ws.ping()
  })

/** Intervals and timeouts that keep the process alive. */
const intervals = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
