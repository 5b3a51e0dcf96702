import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRequest, createRequestsStore } from '@mutirao/documents'
import * as Y from 'yjs'
import { docOf, startTestServer, until } from '../testing/index.ts'
import type { SignedIn, TestServer } from '../testing/index.ts'
import { editContext } from '../people/edit-context.ts'

interface Made {
  readonly name: string
  readonly kind: string
  readonly title: string
}

describe('lists of purchase requests', () => {
  let server: TestServer
  let bruno: SignedIn
  let gil: SignedIn
  let helena: SignedIn
  let list: string
  beforeAll(async () => {
    server = await startTestServer()
    ;[bruno, gil, helena] = await Promise.all([
      server.signIn('bruno@demo.mutirao'),
      server.signIn('gil@demo.mutirao'),
      server.signIn('helena@other.mutirao'),
    ])
    const made = (await (await create(bruno)).json()) as Made
    expect(made).toMatchObject({ kind: 'requests', title: 'Compras' })
    list = made.name
  })
  afterAll(() => server.close())

  const create = (who: SignedIn): Promise<Response> =>
    who.fetch(`/api/workspaces/${who.workspaceId}/documents`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'requests', title: 'Compras' }),
    })
  const pull = (who: SignedIn, name: string): Promise<Response> => who.fetch(`/api/documents/${name}/updates`)
  const push = (who: SignedIn, name: string, update: Uint8Array): Promise<Response> =>
    who.fetch(`/api/documents/${name}/updates`, { method: 'POST', body: Buffer.from(update) })

  it('[REQ-11] a member makes one, a viewer none, another workspace sees neither list, nor details, nor ledger', async () => {
    expect((await create(gil)).status).toBe(403)
    const id = list.slice('requests:'.length)
    const names = [list, `request:${id}.01HREQUEST0000000000000AA`, `ledger:${id}`]
    for (const name of names) {
      expect((await pull(bruno, name)).status, name).toBe(200)
      expect((await pull(gil, name)).status, name).toBe(200)
      expect((await pull(helena, name)).status, name).toBe(404)
      expect((await push(helena, name, Uint8Array.of(0, 0))).status, name).toBe(404)
    }
    expect((await pull(bruno, 'ledger:01HNOWHERE0000000000000AA')).status).toBe(404)
    const store = createRequestsStore(await docOf(await pull(bruno, list)))
    expect(store.meta()).toEqual({ title: 'Compras', currency: 'BRL' })
  })

  it('[REQ-11] stands in the list of documents, and its new title too', async () => {
    const listed = async (): Promise<Made[]> =>
      (await (await bruno.fetch(`/api/workspaces/${bruno.workspaceId}/documents`)).json()) as Made[]
    expect((await listed()).filter(({ kind }) => kind === 'requests')).toMatchObject([{ name: list, title: 'Compras' }])
    const doc = await docOf(await pull(bruno, list))
    const update = updateOf(doc, () => doc.getMap('meta').set('title', 'Compras da obra'))
    expect((await push(bruno, list, update)).status).toBe(200)
    await until('the new title is listed', async () =>
      (await listed()).some(({ title }) => title === 'Compras da obra'),
    )
  })

  it('[LED-1] nobody writes to the ledger over HTTP, whatever the role', async () => {
    const ledger = list.replace('requests:', 'ledger:')
    const ana = await server.signIn('ana@demo.mutirao')
    const forged = new Y.Doc()
    forged.getMap('outcomes').set('01HFORGED00000000000000AA', { accepted: true })
    for (const who of [ana, bruno, gil])
      expect((await push(who, ledger, Y.encodeStateAsUpdate(forged))).status).toBe(403)
    expect((await docOf(await pull(bruno, ledger))).getMap('outcomes').size).toBe(0)
  })

  it('[REQ-5] a viewer leaves an intent and changes nothing else', async () => {
    const doc = await docOf(await pull(gil, list))
    const draft = updateOf(doc, () => createRequest(doc, editContext(gil.userId), { title: 'De Gil' }))
    expect((await push(gil, list, draft)).status).toBe(403)
    const fresh = await docOf(await pull(gil, list))
    const intent = updateOf(fresh, () =>
      fresh.getMap('intents').set('01HINTENT0000000000000AA', { type: 'x', by: gil.userId }),
    )
    expect((await push(gil, list, intent)).status).toBe(200)
    const store = createRequestsStore(await docOf(await pull(bruno, list)))
    expect([store.requests().length, store.intents().length]).toEqual([0, 1])
  })
})

/** What this change amounts to, as one update. */
function updateOf(doc: Y.Doc, change: () => unknown): Uint8Array {
  const before = Y.encodeStateVector(doc)
  doc.transact(change)
  return Y.encodeStateAsUpdate(doc, before)
}
