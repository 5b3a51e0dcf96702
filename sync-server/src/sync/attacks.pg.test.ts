import * as encoding from 'lib0/encoding'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { frame } from './frames.ts'
import { cardField, createHarness, putCard } from './testing/harness.ts'
import type { Harness } from './testing/harness.ts'
import { until } from './testing/until.ts'

/** People with a good token who want to harm: nothing they do reaches others, what they cost stays theirs. */
describe('attacks', () => {
  let harness: Harness
  beforeAll(async () => {
    harness = await createHarness()
  })
  afterAll(() => harness.end())

  it('[SYN-35] asking for whole documents without end waits, over all sockets of the person; others do not', async () => {
    const node = await harness.node({ limits: { questionsPerSecond: 20, burstQuestions: 10 } })
    const board = await harness.board()
    const bia = await (await node.connect('bia')).attach(board.name)
    const sockets = [await node.connect('ana'), await node.connect('ana')]
    const asking = await Promise.all(sockets.map((socket) => socket.attach(board.name)))
    const startMs = performance.now()
    const answers = (): number => asking.reduce((sum, document) => sum + document.step2s, 0)
    for (let i = 0; i < 20; i++) for (const document of asking) document.sendStep1()
    putCard(bia.doc, 'card-0001', { title: 'ao lado', createdBy: 'bia' })
    await until('bia is acknowledged', () => bia.acked === 2)
    expect(answers()).toBeLessThan(40)
    await until('all questions are answered', () => answers() === 42)
    // 42 answers, of which 10 were free.
    expect(performance.now() - startMs).toBeGreaterThan(((40 - 10) / 20) * 1_000 * 0.9)
    expect(asking.map((document) => cardField(document.doc, 'card-0001', 'title'))).toEqual(['ao lado', 'ao lado'])
    await node.stop()
  })

  it('[SYN-36] a token as large as a book is none, and attaching without end is told to come later', async () => {
    const node = await harness.node({ limits: { burstAuths: 20, authsPerSecond: 1 } })
    const board = await harness.board()
    const ana = await node.connect('ana')
    // Of somebody nobody knows yet it would not even be read (ATK-11).
    await ana.attach(board.name)
    const huge = ana.begin(board.name, { token: 'x'.repeat(2_000_000) })
    await until('it is refused', () => huge.denied !== null)
    expect(huge.denied).toBe('signed_out')
    const many = Array.from({ length: 60 }, () => ana.begin(board.name))
    await until('all are answered', () => many.every(({ denied, scope }) => denied !== null || scope !== null))
    expect(many.filter(({ denied }) => denied === 'too_fast').length).toBeGreaterThan(30)
    expect(many.filter(({ scope }) => scope !== null).length).toBeGreaterThan(10)
    await node.stop()
  })

  it('[SYN-36] whoever asks who is here without end is not answered without end', async () => {
    const node = await harness.node({ limits: { presenceQueriesPerSecond: 1, burstPresenceQueries: 5 } })
    const board = await harness.board()
    const [ana, bia] = [
      await (await node.connect('ana')).attach(board.name),
      await (await node.connect('bia')).attach(board.name),
    ]
    bia.sendAwareness(awareness(7, { field: 'title' }))
    await until('ana sees bia', () => ana.awareness.length > 0)
    const before = ana.awareness.length
    for (let i = 0; i < 500; i++) ana.send((encoder) => encoding.writeVarUint(encoder, frame.queryAwareness))
    putCard(ana.doc, 'card-0001', { title: 'depois', createdBy: 'ana' })
    await until('what came after is handled', () => ana.acked === 2)
    expect(ana.awareness.length - before).toBeGreaterThan(0)
    expect(ana.awareness.length - before).toBeLessThan(10)
    await node.stop()
  })

  it('[SYN-20] nobody speaks for, changes or removes another person, whatever client id they use', async () => {
    const node = await harness.node()
    const board = await harness.board()
    const [ana, bia, cai] = [
      await (await node.connect('ana')).attach(board.name),
      await (await node.connect('bia')).attach(board.name),
      await (await node.connect('cai')).attach(board.name),
    ]
    const heard = (): string => cai.awareness.map((update) => Buffer.from(update).toString()).join('\n')
    ana.sendAwareness(awareness(41, { field: 'value' }))
    await until('ana is seen', () => heard().includes('"field":"value"'))
    bia.sendAwareness(awareness(41, null, 9))
    bia.sendAwareness(awareness(41, { field: 'forged' }, 10))
    bia.sendAwareness(awareness(42, { field: 'own', user: { id: 'ana', name: 'Pessoa ana' } }))
    await until('bia is seen', () => heard().includes('"field":"own"'))
    expect(heard()).not.toContain('forged')
    expect(heard()).toMatch(/"field":"own","user":\{"id":"bia"/)
    await node.stop()
  })
})

/** One awareness state as y-protocols writes it. */
function awareness(clientId: number, state: object | null, clock = 1): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint(encoder, clientId)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, JSON.stringify(state))
  })
}
