import { boardName, cardName, type DocumentName } from '@mutirao/documents'
import { startTestServer, type SignedIn, type TestServer } from '@mutirao/sync-server/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createSyncClient } from '../client/client.ts'
import { createMemoryDisk, createMemoryStore } from '../store/memory.ts'
import { createMemoryTabs } from '../tabs/memory.ts'
import { until } from '../testing/until.ts'
import type { DocumentHandle, Notice, SyncClient, SyncClientOptions } from '../types.ts'
import { JournalOracle } from './journal-oracle.ts'

let server: TestServer
let ana: SignedIn
let gil: SignedIn
let board: DocumentName
const clients: SyncClient[] = []
beforeAll(async () => {
  server = await startTestServer()
  ana = await server.signIn('ana@demo.mutirao')
  gil = await server.signIn('gil@demo.mutirao')
  const created = await ana.fetch(`/api/workspaces/${ana.workspaceId}/documents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'board', title: 'Caminhos' }),
  })
  board = ((await created.json()) as { name: DocumentName }).name
})
afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())))
afterAll(() => server?.close())

function clientOf(person: SignedIn, options: Partial<SyncClientOptions> = {}): SyncClient {
  const client = createSyncClient({
    baseUrl: server.url,
    workspaceId: person.workspaceId,
    userId: person.userId,
    token: () => Promise.resolve(person.token),
    store: createMemoryStore(),
    ...options,
    tuning: { backoffBaseMs: 30, backoffCapMs: 200, ...options.tuning },
  })
  clients.push(client)
  return client
}
async function opened(client: SyncClient, name: DocumentName): Promise<DocumentHandle> {
  const handle = client.open(name)
  await handle.loaded
  return handle
}
const saved = (client: SyncClient): Promise<void> =>
  until(
    () => client.status().state === 'saved',
    15_000,
    () => JSON.stringify([client.status(), client.pending()]),
  )
const holds = (handle: DocumentHandle): Promise<boolean> =>
  new JournalOracle(server.database.pool).holds(handle.name, [Y.encodeStateAsUpdate(handle.doc())])
const cards = (handle: DocumentHandle): Y.Map<Y.Map<unknown>> => handle.doc().getMap('cards')
function addCard(handle: DocumentHandle, id: string, title: string): void {
  handle.doc().transact(() => {
    const card = new Y.Map<unknown>()
    card.set('title', title)
    card.set('pos', { stage: '', rank: 'm' })
    // Otherwise the server adds it a moment later, in a row of its own.
    card.set('createdBy', ana.userId)
    cards(handle).set(id, card)
  })
}
/** As behind a proxy that lets no WebSocket through. */
class NoWebSocket {
  onclose: ((event: { reason: string }) => void) | null = null
  constructor() {
    setTimeout(() => this.onclose?.({ reason: '' }), 5)
  }
  close(): void {}
}

describe('ways to the real server', () => {
  it('[CLI-10] over HTTP alone two people edit one board, and saved means journalled', async () => {
    const options = {
      WebSocket: NoWebSocket as unknown as typeof WebSocket,
      tuning: { webSocketFailuresBeforeHttp: 2, pollMinMs: 100, pushEveryMs: 20 },
    }
    const [one, two] = [clientOf(ana, options), clientOf(ana, options)]
    const [a, b] = [await opened(one, board), await opened(two, board)]
    await until(() => a.state().synced && b.state().synced, 15_000)
    addCard(a, 'CARDHTTP0001', 'Por HTTP')
    await saved(one)
    expect(one.status()).toMatchObject({ state: 'saved', transport: 'http' })
    expect(await holds(a)).toBe(true)
    await until(() => cards(b).has('CARDHTTP0001'), 15_000)
    cards(b).get('CARDHTTP0001')?.delete('title')
    await saved(two)
    expect(await holds(b)).toBe(true)
    await until(() => cards(a).get('CARDHTTP0001')?.has('title') === false, 15_000)
  })

  it('[CLI-15] a hard delete is left out: the card comes back, the rest stays, the person is told', async () => {
    const notices: Notice[] = []
    const client = clientOf(ana)
    client.onNotice((notice) => notices.push(notice))
    const handle = await opened(client, board)
    await saved(client)
    addCard(handle, 'CARDHARD0001', 'Fica')
    await saved(client)
    handle.doc().transact(() => {
      cards(handle).delete('CARDHARD0001')
      addCard(handle, 'CARDHARD0002', 'Também fica')
    })
    await until(() => handle.generation() === 2, 15_000)
    await saved(client)
    expect(cards(handle).get('CARDHARD0001')?.get('title')).toBe('Fica')
    expect(cards(handle).get('CARDHARD0002')?.get('title')).toBe('Também fica')
    expect(notices).toMatchObject([{ type: 'refused', code: 'hard_delete', name: board }])
    expect(await holds(handle)).toBe(true)
  })

  it('[CLI-21] a viewer reads and says saved; edits in spite of that are set aside', async () => {
    const notices: Notice[] = []
    const disk = createMemoryDisk()
    const client = clientOf(gil, { store: createMemoryStore(disk) })
    client.onNotice((notice) => notices.push(notice))
    const handle = await opened(client, board)
    await saved(client)
    expect(handle.state()).toMatchObject({ readOnly: true, synced: true, denied: null })
    addCard(handle, 'CARDGIL00001', 'Não pode')
    await until(() => handle.generation() === 2, 15_000)
    await saved(client)
    expect(cards(handle).has('CARDGIL00001')).toBe(false)
    expect(disk.asides).toHaveLength(1)
    expect(notices).toMatchObject([{ type: 'refused', code: 'read_only' }])
  })

  it('[CLI-25] what a viewer writes where no server answers is refused aloud and set aside, by either way', async () => {
    for (const way of [{}, { WebSocket: NoWebSocket as unknown as typeof WebSocket }]) {
      const notices: Notice[] = []
      const disk = createMemoryDisk()
      const client = clientOf(gil, { ...way, store: createMemoryStore(disk) })
      client.onNotice((notice) => notices.push(notice))
      client.setNetwork(false)
      const handle = await opened(client, board)
      addCard(handle, 'CARDGIL00002', 'Sem rede')
      client.setNetwork(true)
      await until(() => handle.generation() === 2, 15_000)
      await saved(client)
      expect(cards(handle).has('CARDGIL00002')).toBe(false)
      expect(handle.state()).toMatchObject({ readOnly: true, unsent: 0 })
      expect(disk.asides).toHaveLength(1)
      expect(notices).toMatchObject([{ type: 'refused', code: 'read_only' }])
      await client.close()
    }
  })

  it('[CLI-17] a board that does not exist is forbidden or gone, and the rest is saved', async () => {
    const client = clientOf(ana)
    const nowhere = await opened(client, boardName('01NOWHERE00000000000000000'))
    await opened(client, board)
    await until(() => nowhere.state().denied !== null)
    await saved(client)
  })

  it('[CLI-14] a long offline spell arrives in slices, with the times at which it was written', async () => {
    const disk = createMemoryDisk()
    const client = clientOf(ana, { store: createMemoryStore(disk), tuning: { maxFrameBytes: 100_000 } })
    const handle = await opened(client, board)
    await saved(client)
    client.setNetwork(false)
    for (let i = 0; i < 2000; i++) addCard(handle, `CARDOFF${String(i).padStart(6, '0')}`, 'x'.repeat(200))
    client.setNetwork(true)
    await saved(client)
    expect(await holds(handle)).toBe(true)
  })

  it('[TAB-1] tabs over one socket of the real server', async () => {
    const disk = createMemoryDisk()
    const tabs = createMemoryTabs()
    const card = cardName(board.slice('board:'.length), 'CARDHTTP0001')
    const [one, two] = ['t1', 't2'].map((id) => clientOf(ana, { store: createMemoryStore(disk), tabs: tabs.open(id) }))
    if (!one || !two) throw new Error('no tabs')
    const [a, b] = [await opened(one, card), await opened(two, card)]
    await Promise.all([saved(one), saved(two)])
    a.doc().getMap('checklist').set('ITEM0001.text', 'um')
    b.doc().getMap('checklist').set('ITEM0002.text', 'dois')
    await Promise.all([saved(one), saved(two)])
    await until(() => a.doc().getMap('checklist').size === 2 && b.doc().getMap('checklist').size === 2)
    expect(await holds(a)).toBe(true)
    expect(await holds(b)).toBe(true)
  })

  it('[CLI-8] presence says who is here, whatever the client claims', async () => {
    const [one, two] = [clientOf(ana), clientOf(gil)]
    const [a, b] = [await opened(one, board), await opened(two, board)]
    await Promise.all([saved(one), saved(two)])
    a.awareness.setLocalState({ user: { id: 'somebody else' }, card: 'CARDHTTP0001' })
    await until(() => b.awareness.getStates().has(a.awareness.clientID))
    expect(b.awareness.getStates().get(a.awareness.clientID)).toMatchObject({
      card: 'CARDHTTP0001',
      user: { id: ana.userId },
    })
    a.release()
    await until(() => !b.awareness.getStates().has(a.awareness.clientID))
  })
})
