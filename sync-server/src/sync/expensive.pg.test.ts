import * as encoding from 'lib0/encoding'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, putCard } from './testing/harness.ts'
import type { Harness } from './testing/harness.ts'
import { until } from './testing/until.ts'

/** A state vector of so many clients nobody has. */
const stateVector = (clients: number): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, clients)
    for (let i = 0; i < clients; i++) {
      encoding.writeVarUint(encoder, 1_000_000 + i)
      encoding.writeVarUint(encoder, 1)
    }
  })

describe('messages made to be expensive', () => {
  let harness: Harness
  beforeAll(async () => {
    harness = await createHarness()
  })
  afterAll(() => harness.end())

  it('[ATK-3] a state vector is paid for by its length before it is read; others do not wait', async () => {
    const node = await harness.node({ limits: { questionsPerSecond: 20, burstQuestions: 10 } })
    const board = await harness.board()
    const bia = await (await node.connect('bia')).attach(board.name)
    const ana = await (await node.connect('ana')).attach(board.name)
    const answers = ana.step2s
    const startMs = performance.now()
    // 40 KiB: 40 tokens, of which some 8 are left.
    ana.sendSync(0, stateVector(8_000))
    putCard(bia.doc, 'card-0001', { title: 'ao lado', createdBy: 'bia' })
    await until('bia is acknowledged', () => bia.acked === 2)
    expect(ana.step2s).toBe(answers)
    await until('the question is answered', () => ana.step2s === answers + 1)
    expect(performance.now() - startMs).toBeGreaterThan(1_000)
    await node.stop()
  })

  it('[ATK-4] claims beyond the allowance are ignored, edits are not', async () => {
    const node = await harness.node({ limits: { claimBytesPerSecond: 1, burstClaimBytes: 2_000 } })
    const board = await harness.board()
    const ana = await (await node.connect('ana')).attach(board.name)
    const claim = (atMs: number): void =>
      ana.sendStateless({ type: 'written', ranges: [[ana.doc.clientID, 0, 1_000, atMs]], rest: 'x'.repeat(1_500) })
    claim(1)
    claim(2)
    putCard(ana.doc, 'card-0001', { title: 'A', createdBy: 'ana' })
    await until('ana is acknowledged', () => ana.acked === 2)
    const notes = (await harness.rows(board.id)).map(({ note }) => JSON.stringify(note))
    expect(notes.filter((note) => note.includes('written'))).toEqual([expect.stringMatching(/,1\]\]/)])
    await node.stop()
  })

  it('[ATK-5] a socket without a good token is cut, however lively; one with a person stays', async () => {
    const node = await harness.node({ limits: { heartbeatMs: 24, anonymousMs: 60 } })
    const board = await harness.board()
    const stranger = await node.connect('bad-token')
    const ana = await node.connect('ana')
    const open = await ana.attach(board.name)
    stranger.begin(board.name)
    await until('the stranger is told', () => node.closedReasons.includes('anonymous'))
    // A socket counts until the other side has answered the close.
    await until('the stranger is gone', () => node.engine.stats().sockets === 1)
    putCard(open.doc, 'card-0001', { title: 'ainda aqui', createdBy: 'ana' })
    await until('ana is acknowledged', () => open.acked === 2)
    expect(node.closedReasons.filter((reason) => reason === 'anonymous')).toHaveLength(1)
    await node.stop()
  })

  it('[ATK-10] an open socket ends with its session, though no token is sent any more; others stay', async () => {
    const ended = new Set<string>()
    const node = await harness.node({
      limits: { heartbeatMs: 24, sessionCheckMs: 30 },
      sessionLives: (sessionId) => Promise.resolve(!ended.has(sessionId)),
    })
    const board = await harness.board()
    await (await node.connect('ana')).attach(board.name)
    const bia = await (await node.connect('bia')).attach(board.name)
    ended.add('session of ana')
    await until('ana is told', () => node.closedReasons.includes('signed_out'))
    await until('ana is gone', () => node.engine.stats().sockets === 1)
    putCard(bia.doc, 'card-0001', { title: 'ainda aqui', createdBy: 'bia' })
    await until('bia is acknowledged', () => bia.acked === 2)
    await node.stop()
  })
})
