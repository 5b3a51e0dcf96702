import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { frame } from './frames.ts'
import { actor, cardField, createHarness, putCard } from './testing/harness.ts'
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

  it('[ATK-16] whoever brings client ids without end waits, or is told to come back; others do not wait, and closing is no way around', async () => {
    const limits = { freeClientsPerDocument: 1, burstNewClients: 10 }
    const [slow, quick] = [
      await harness.node({ limits: { ...limits, newClientsPerSecond: 0.001 } }),
      await harness.node({ limits: { ...limits, newClientsPerSecond: 20 } }),
    ]
    const board = await harness.board()
    const [bia, client] = [await (await slow.connect('bia')).attach(board.name), await slow.connect('ana')]
    const ana = await client.attach(board.name)
    const push = (update: Uint8Array) =>
      slow.engine.submitUpdate(board.name, update, actor('ana'), { origin: 'client' })
    putCard(bia.doc, 'card-0001', { title: 'antes', createdBy: 'bia' })
    await until('bia is acknowledged', () => bia.acked === 2)
    ana.sendUpdate(fromClients(100, 14))
    putCard(bia.doc, 'card-0001', { title: 'ao lado' })
    await until('bia goes on', () => bia.acked === 3)
    await expect(push(fromClients(200, 1))).rejects.toMatchObject({ code: 'too_fast', retryAfterSeconds: 5_000 })
    expect([ana.acked, (await harness.rows(board.id)).length]).toEqual([1, 2])
    client.close()
    await until('ana is gone', () => slow.engine.stats().sockets === 1)
    // What was not taken is not owed.
    expect(await push(fromClients(300, 10))).toMatchObject({ kind: 'taken' })
    expect(await harness.rows(board.id)).toHaveLength(3)
    // The first of a document cost nothing.
    const fresh = await harness.board()
    const one = slow.engine.submitUpdate(fresh.name, fromClients(400, 1), actor('ana'), { origin: 'client' })
    expect(await one).toMatchObject({ kind: 'taken' })

    const again = await (await quick.connect('ana')).attach(board.name)
    const startMs = performance.now()
    again.sendUpdate(fromClients(100, 14))
    await until('it is taken in the end', () => again.acked === 2)
    expect(performance.now() - startMs).toBeGreaterThan(150)
    await Promise.all([slow.stop(), quick.stop()])
  })

  it('[ATK-21] whoever asks for decisions without end waits, or is told to come back; others do not wait', async () => {
    const [slow, quick] = [
      await harness.node({ limits: { burstIntents: 10, intentsPerSecond: 0.001 } }),
      await harness.node({ limits: { burstIntents: 10, intentsPerSecond: 20 } }),
    ]
    const board = await harness.board()
    const [bia, client] = [await (await slow.connect('bia')).attach(board.name), await slow.connect('ana')]
    const ana = await client.attach(board.name)
    const push = (update: Uint8Array) =>
      slow.engine.submitUpdate(board.name, update, actor('ana'), { origin: 'client' })
    ana.sendUpdate(wishes(14))
    putCard(bia.doc, 'card-0001', { title: 'ao lado', createdBy: 'bia' })
    await until('bia goes on', () => bia.acked === 2)
    await expect(push(wishes(1))).rejects.toMatchObject({ code: 'too_fast', retryAfterSeconds: 5_000 })
    expect([ana.acked, (await harness.rows(board.id)).length]).toEqual([1, 1])
    client.close()
    await until('ana is gone', () => slow.engine.stats().sockets === 1)
    // What was not taken is not owed, and the same again is not paid again.
    const ten = wishes(10)
    expect([(await push(ten)).kind, (await push(ten)).kind]).toEqual(['taken', 'unchanged'])
    const again = await (await quick.connect('ana')).attach(board.name)
    const startMs = performance.now()
    again.sendUpdate(wishes(14))
    await until('it is taken in the end', () => again.acked === 2)
    expect(performance.now() - startMs).toBeGreaterThan(150)
    await Promise.all([slow.stop(), quick.stop()])
  })

  it('[ATK-18] whoever brings what takes long to place without end waits, or is told to come back; others do not wait', async () => {
    const limits = { freePlacingSteps: 10, burstPlacingSteps: 1_000, placingStepsPerSecond: 0.001 }
    const node = await harness.node({ limits })
    const board = await harness.board()
    const bia = await (await node.connect('bia')).attach(board.name)
    const push = (update: Uint8Array) =>
      node.engine.submitUpdate(board.name, update, actor('ana'), { origin: 'client' })
    for (let i = 0; i < 50; i++) putCard(bia.doc, 'card-0001', { title: `A${i}`, account: `B${i}`, createdBy: 'bia' })
    await until('bia is acknowledged', () => bia.acked === 51)
    const card = bia.doc.getMap<Y.Map<unknown>>('cards').get('card-0001')?._item?.id
    if (!card) throw new Error('no card')
    // They all say that nothing ever stood there: some fifty are looked at for each.
    expect(await push(blindTitles(4_294_000_001, card, 14))).toMatchObject({ kind: 'taken' })
    await expect(push(blindTitles(4_294_000_002, card, 14))).rejects.toMatchObject({ code: 'too_fast' })
    putCard(bia.doc, 'card-0001', { account: 'ao lado' })
    await until('bia goes on', () => bia.acked === 52)
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

/** One card of each of so many client ids. */
function fromClients(first: number, count: number): Uint8Array {
  const updates = Array.from({ length: count }, (_, i) => {
    const doc = new Y.Doc()
    doc.clientID = first + i
    putCard(doc, `card-${first + i}`, { title: 'A', createdBy: 'ana' })
    return Y.encodeStateAsUpdate(doc)
  })
  return Y.mergeUpdates(updates)
}

/** So many titles of a card by somebody who knows none. */
function blindTitles(client: number, card: Y.ID, count: number): Uint8Array {
  return encoding.encode((encoder) => {
    for (const value of [1, count, client, 0]) encoding.writeVarUint(encoder, value)
    for (let i = 0; i < count; i++) {
      // A value under a key (32) of the container which that item holds.
      encoding.writeUint8(encoder, 32 | 8)
      for (const value of [0, card.client, card.clock]) encoding.writeVarUint(encoder, value)
      encoding.writeVarString(encoder, 'title')
      encoding.writeVarUint(encoder, 1)
      encoding.writeAny(encoder, `C${i}`)
    }
    encoding.writeVarUint(encoder, 0)
  })
}

/** One awareness state as y-protocols writes it. */
function awareness(clientId: number, state: object | null, clock = 1): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint(encoder, clientId)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, JSON.stringify(state))
  })
}

/** So many intents of a person, all of them new. */
function wishes(count: number): Uint8Array {
  const doc = new Y.Doc()
  const intents = doc.getMap('intents')
  doc.transact(() => {
    for (let i = 0; i < count; i++) intents.set(`wish-${doc.clientID}-${i}`, { type: 'x', by: 'ana', at: 1 })
  })
  return Y.encodeStateAsUpdate(doc)
}
