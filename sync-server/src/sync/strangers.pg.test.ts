import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addressBytes, frame } from './frames.ts'
import { cardField, createHarness, putCard } from './testing/harness.ts'
import type { Harness } from './testing/harness.ts'
import type { WireClient } from './testing/wire-client.ts'
import { until } from './testing/until.ts'

const MiB = 1024 * 1024

/** Sockets on which nobody has shown a good token. */
describe('strangers on the socket', () => {
  let harness: Harness
  beforeAll(async () => {
    harness = await createHarness()
  })
  afterAll(() => harness.end())

  it('[ATK-11] what a stranger sends without end stays with the stranger', async () => {
    const node = await harness.node({ limits: { heartbeatMs: 24, anonymousMs: 200 } })
    const stranger = await node.connect('bad-token')
    const junk = Buffer.concat([addressBytes('board:nowhere'), Uint8Array.of(frame.sync), Buffer.alloc(MiB)])
    for (let sent = 0; sent < 32; sent++) stranger.sendBytes(junk)
    await until('the stranger is cut', () => node.closedReasons.includes('anonymous'))
    expect(node.received()).toBeLessThan(MiB)
    await node.stop()
  })

  it('[ATK-11] whoever says more than that in one breath with a good token is heard to the end', async () => {
    const node = await harness.node()
    const board = await harness.board()
    const ana = await node.connect('ana')
    const open = ana.begin(board.name)
    const claim = (i: number) => ({ type: 'written', ranges: [[i, 0, 1, 0, 0]], filler: 'x'.repeat(1_000) })
    for (let i = 0; i < 400; i++) open.sendStateless(claim(i))
    putCard(open.doc, 'card-0001', { title: 'Depois de tudo', createdBy: 'ana' })
    await until('it is acknowledged', () => open.acked > 0)
    expect(cardField(await harness.replay(board.id), 'card-0001', 'title')).toBe('Depois de tudo')
    await node.stop()
  })

  it('[ATK-11] a token that is too old is told on the same socket, and the newer one is heard', async () => {
    const node = await harness.node()
    const board = await harness.board()
    const ana = await node.connect('ana')
    for (let round = 0; round < 3; round++) {
      const old = Array.from({ length: 100 }, () => ana.begin(board.name, { token: `bad${'x'.repeat(400)}` }))
      await until('all are refused', () => old.every(({ denied }) => denied === 'signed_out'))
    }
    await ana.attach(board.name)
    await node.stop()
  })

  it('[ATK-12] too many of one address, or in all: the oldest goes; people stay and come in', async () => {
    const node = await harness.node({ limits: { anonymousPerAddress: 3, anonymousSockets: 5 } })
    const board = await harness.board()
    const open = await (await node.connect('ana', '203.0.113.7')).attach(board.name)
    const near: WireClient[] = []
    for (let i = 0; i < 4; i++) near.push(await node.connect('bad', '203.0.113.7'))
    await until('the oldest of that address is gone', () => near[0]?.closed !== null)
    const far: WireClient[] = []
    for (let i = 0; i < 3; i++) far.push(await node.connect('bad', '198.51.100.4'))
    await until('the oldest of all is gone', () => near[1]?.closed !== null)
    expect([...near.slice(2), ...far].map(({ closed }) => closed)).toEqual([null, null, null, null, null])
    expect(node.engine.stats().anonymous).toBe(5)
    putCard(open.doc, 'card-0001', { title: 'Ainda aqui', createdBy: 'ana' })
    await until('ana is acknowledged', () => open.acked === 2)
    await (await node.connect('bia', '203.0.113.7')).attach(board.name)
    expect(node.engine.stats().anonymous).toBe(4)
    await node.stop()
  })
})
