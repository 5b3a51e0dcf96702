import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gatedJournal } from './testing/gated-journal.ts'
import { actor, createHarness, putCard } from './testing/harness.ts'
import type { Harness } from './testing/harness.ts'
import { until } from './testing/until.ts'

describe('closing', () => {
  let harness: Harness
  beforeAll(async () => {
    harness = await createHarness()
  })
  afterAll(() => harness.end())

  it('[SYN-24] sockets are told to go, commits under way are awaited, nothing new is taken', async () => {
    const gate = gatedJournal()
    const node = await harness.node({ journal: gate.wrap })
    const board = await harness.board()
    const client = await node.connect('ana')
    const mine = await client.attach(board.name)
    gate.hold()
    putCard(mine.doc, 'card-0001', { title: 'no fim', createdBy: 'ana' })
    await until('the commit waits', () => gate.waiting() === 1)
    let isClosed = false
    const closing = node.engine.close(5_000).then(() => (isClosed = true))
    await until('the socket is told', () => client.closed !== null)
    expect([client.closed, isClosed, node.engine.ready()]).toEqual([
      { code: 1001, reason: 'going_away' },
      false,
      { ok: false, reason: 'closing' },
    ])
    const late = node.engine.submitUpdate(board.name, Uint8Array.of(0, 0), actor('ana'), { origin: 'client' })
    await expect(late).rejects.toMatchObject({ code: 'journal_unavailable' })
    gate.open()
    await closing
    expect((await harness.rows(board.id)).length).toBe(1)
    expect(node.engine.stats()).toMatchObject({ sockets: 0, documents: 0 })
    await node.stop()
  })

  it('[SYN-24] ends at its deadline when the journal does not answer', async () => {
    const gate = gatedJournal()
    const node = await harness.node({ journal: gate.wrap })
    const board = await harness.board()
    const mine = await (await node.connect('ana')).attach(board.name)
    gate.hold()
    putCard(mine.doc, 'card-0001', { title: 'nunca', createdBy: 'ana' })
    await until('the commit waits', () => gate.waiting() === 1)
    const startMs = performance.now()
    await Promise.all([node.engine.close(300), node.engine.close(300)])
    expect(performance.now() - startMs).toBeGreaterThan(290)
    expect(performance.now() - startMs).toBeLessThan(3_000)
    expect(mine.statuses).toEqual([true])
    gate.open()
    await node.stop()
  })

  it('an upgrade while closing is answered 503', async () => {
    const gate = gatedJournal()
    const node = await harness.node({ journal: gate.wrap })
    const board = await harness.board()
    const mine = await (await node.connect('ana')).attach(board.name)
    gate.hold()
    putCard(mine.doc, 'card-0001', { title: 'no fim', createdBy: 'ana' })
    await until('the commit waits', () => gate.waiting() === 1)
    const closing = node.engine.close(5_000)
    const late = await node.connect('bia')
    expect(late.closed?.code).toBe(1006)
    gate.open()
    await closing
    await node.stop()
  })
})
