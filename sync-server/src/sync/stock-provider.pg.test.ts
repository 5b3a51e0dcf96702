import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { cardField, createHarness, putCard } from './testing/harness.ts'
import type { Harness, TestNode } from './testing/harness.ts'
import { until } from './testing/until.ts'

describe('a stock HocuspocusProvider', () => {
  let harness: Harness
  let node: TestNode
  const open: { destroy(): void }[] = []
  beforeAll(async () => {
    harness = await createHarness()
    node = await harness.node()
  })
  afterEach(() => {
    for (const one of open.splice(0).reverse()) one.destroy()
  })
  afterAll(() => harness.end())

  const socket = (url = node.url): HocuspocusProviderWebsocket => {
    const made = new HocuspocusProviderWebsocket({
      url,
      WebSocketPolyfill: WebSocket,
      delay: 50,
      minDelay: 50,
      maxDelay: 200,
    })
    open.push(made)
    return made
  }
  const provider = (
    websocketProvider: HocuspocusProviderWebsocket,
    name: string,
    token: string,
    more: { document?: Y.Doc; sessionAwareness?: boolean } = {},
  ): HocuspocusProvider => {
    const made = new HocuspocusProvider({
      websocketProvider,
      name,
      token,
      document: more.document ?? new Y.Doc(),
      ...more,
    })
    made.attach()
    open.push(made)
    return made
  }

  it('[SYN-1] reads and writes, and its changes count as synced when they are journalled', async () => {
    const board = await harness.board()
    const [ana, bia] = [provider(socket(), board.name, 'ana'), provider(socket(), board.name, 'bia')]
    const hellos: string[] = []
    ana.on('stateless', ({ payload }: { payload: string }) => hellos.push(payload))
    await until('both are synced', () => ana.synced && bia.synced)
    putCard(ana.document, 'card-0001', { title: 'de fora', createdBy: 'ana' })
    await until('bia has it', () => cardField(bia.document, 'card-0001', 'title') === 'de fora')
    await until('ana has nothing unsynced', () => !ana.hasUnsyncedChanges)
    expect((await harness.rows(board.id)).length).toBe(1)
    putCard(bia.document, 'card-0001', { title: 'de volta' })
    await until('ana has it', () => cardField(ana.document, 'card-0001', 'title') === 'de volta')
    expect(hellos.length).toBe(1)
  })

  it('[SYN-1] sees who is here, and that they left', async () => {
    const board = await harness.board()
    const [ana, bia] = [provider(socket(), board.name, 'ana'), provider(socket(), board.name, 'bia')]
    await until('both are synced', () => ana.synced && bia.synced)
    ana.awareness?.setLocalStateField('field', 'title')
    const states = (): unknown[] => [...(bia.awareness?.getStates().values() ?? [])]
    await until('bia sees ana', () => states().some((state) => JSON.stringify(state).includes('Pessoa ana')))
    ana.destroy()
    await until('ana is gone', () => !states().some((state) => JSON.stringify(state).includes('Pessoa ana')))
  })

  it('[SYN-1] shares one socket with itself by session addresses', async () => {
    const board = await harness.board()
    const shared = socket()
    const one = provider(shared, board.name, 'ana', { sessionAwareness: true })
    const two = provider(shared, board.name, 'ana', { sessionAwareness: true })
    await until('both are synced', () => one.synced && two.synced)
    putCard(one.document, 'card-0001', { title: 'um', createdBy: 'ana' })
    await until('the other has it', () => cardField(two.document, 'card-0001', 'title') === 'um')
  })

  it('[SYN-26] opens 300 documents on one socket', async () => {
    const boards = await Promise.all(Array.from({ length: 300 }, () => harness.board()))
    const shared = socket()
    const providers = boards.map((board) => provider(shared, board.name, 'ana'))
    await until('all are synced', () => providers.every((one) => one.synced), 25_000)
    expect(node.engine.stats().connections).toBeGreaterThanOrEqual(300)
  })

  it('[SYN-1] comes back by itself after a restart, with what it edited meanwhile', async () => {
    const board = await harness.board()
    const first = await harness.node()
    const relay = socket(first.url)
    const ana = provider(relay, board.name, 'ana')
    await until('synced', () => ana.synced)
    await first.stop()
    putCard(ana.document, 'card-0001', { title: 'enquanto isso', createdBy: 'ana' })
    const second = await harness.node()
    relay.configuration.url = second.url
    await until('it is journalled', async () => (await harness.rows(board.id)).length === 1)
    expect(cardField(await harness.replay(board.id), 'card-0001', 'title')).toBe('enquanto isso')
  })

  it('[SYN-25] is told why it may not open a document', async () => {
    const board = await harness.board()
    const reasons: string[] = []
    const denied = provider(socket(), board.name, 'bad token')
    denied.on('authenticationFailed', ({ reason }: { reason: string }) => reasons.push(reason))
    await until('it is denied', () => reasons.length > 0)
    expect(reasons[0]).toBe('signed_out')
  })
})
