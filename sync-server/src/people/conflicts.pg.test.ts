import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUserStore, setConflictSeen } from '@mutirao/documents'
import * as Y from 'yjs'
import { docOf, startTestServer, until } from '../testing/index.ts'
import type { SignedIn, TestServer } from '../testing/index.ts'

let server: TestServer
let ana: SignedIn
let bruno: SignedIn
let carla: SignedIn
beforeAll(async () => {
  server = await startTestServer({ worker: true })
  ;[ana, bruno, carla] = (await Promise.all(
    ['ana@demo.mutirao', 'bruno@demo.mutirao', 'carla@demo.mutirao'].map((email) => server.signIn(email)),
  )) as [SignedIn, SignedIn, SignedIn]
})
afterAll(() => server?.close())

const updates = (name: string): string => `/api/documents/${encodeURIComponent(name)}/updates`
const ownOf = (who: SignedIn): string => `user:${who.workspaceId}.${who.userId}`
const storeOf = async (who: SignedIn) => createUserStore(await docOf(await who.fetch(updates(ownOf(who)))))

/** Sends an edit made on a copy; `doc` may be older than the server's. */
async function push(who: SignedIn, name: string, doc: Y.Doc, edit: (doc: Y.Doc) => void): Promise<void> {
  const sent = Y.encodeStateVector(doc)
  doc.transact(() => edit(doc))
  const body = Buffer.from(Y.encodeStateAsUpdate(doc, sent))
  const answer = await who.fetch(updates(name), { method: 'POST', body })
  if (!answer.ok) throw new Error(await answer.text())
}
const card = (doc: Y.Doc, id: string): Y.Map<unknown> => doc.getMap('cards').get(id) as Y.Map<unknown>

async function boardWithCard(id: string): Promise<string> {
  const answer = await ana.fetch(`/api/workspaces/${ana.workspaceId}/documents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'board', title: id }),
  })
  const { name } = (await answer.json()) as { name: string }
  await push(ana, name, new Y.Doc(), (doc) => {
    doc.getMap('cards').set(id, new Y.Map(Object.entries({ title: id, value: 100, pos: { stage: 's', rank: 'a' } })))
  })
  return name
}

/** Ana and Bruno write without having seen each other. @returns Bruno's copy */
async function bothWrite(name: string, id: string, key: string, anas: unknown, brunos: unknown): Promise<Y.Doc> {
  const [hers, his] = [await docOf(await ana.fetch(updates(name))), await docOf(await bruno.fetch(updates(name)))]
  await push(ana, name, hers, (doc) => card(doc, id).set(key, anas))
  await push(bruno, name, his, (doc) => card(doc, id).set(key, brunos))
  return his
}

describe('open conflicts in the documents of those they concern', () => {
  it('[CFL-1] [CFL-2] both are told, and it ends for both when somebody writes there again', async () => {
    const name = await boardWithCard('telling-card')
    await Promise.all([ana, bruno].map(storeOf))
    await bothWrite(name, 'telling-card', 'value', 5000, 7000)
    const here = async (who: SignedIn) => (await storeOf(who)).conflicts().filter(({ document }) => document === name)
    await until('both are told', async () => (await here(ana)).length === 1 && (await here(bruno)).length === 1)
    const [told] = await here(bruno)
    expect(told).toMatchObject({ path: ['cards', 'telling-card', 'value'], document: name })
    expect(new Set([told?.kept, told?.lost])).toEqual(new Set([5000, 7000]))
    expect(new Set([told?.keptBy, told?.lostBy])).toEqual(new Set([ana.userId, bruno.userId]))
    const now = await docOf(await bruno.fetch(updates(name)))
    await push(bruno, name, now, (doc) => card(doc, 'telling-card').set('value', told?.lost))
    await until('it is over', async () => (await here(ana)).length === 0 && (await here(bruno)).length === 0)
  })

  it('[CFL-1] who has no value in it is not told', async () => {
    const [name, other] = [await boardWithCard('theirs-card'), await boardWithCard('carlas-card')]
    await Promise.all([ana, bruno, carla].map(storeOf))
    await bothWrite(name, 'theirs-card', 'value', 5000, 7000)
    await until('Ana is told', async () => (await storeOf(ana)).conflicts().some(({ document }) => document === name))
    // One that concerns Carla: whoever hears of it was told all that is open by then.
    const [hers, his] = [await docOf(await ana.fetch(updates(other))), await docOf(await carla.fetch(updates(other)))]
    await push(ana, other, hers, (doc) => card(doc, 'carlas-card').set('value', 1))
    await push(carla, other, his, (doc) => card(doc, 'carlas-card').set('value', 2))
    await until('Carla is told', async () => (await storeOf(carla)).conflicts().length > 0)
    expect((await storeOf(carla)).conflicts().map(({ document }) => document)).toEqual([other])
  })

  it('[CFL-3] no alarm for who had seen the other’s value, nor for two who reorder a column', async () => {
    const name = await boardWithCard('calm-card')
    await Promise.all([ana, bruno].map(storeOf))
    const his = await docOf(await bruno.fetch(updates(name)))
    await push(bruno, name, his, (doc) => card(doc, 'calm-card').set('value', 200))
    const hers = await docOf(await ana.fetch(updates(name)))
    await push(ana, name, hers, (doc) => card(doc, 'calm-card').set('value', 300))
    await bothWrite(name, 'calm-card', 'pos', { stage: 's', rank: 'b' }, { stage: 's', rank: 'c' })
    // The conflict that follows is told: what comes before it in the journal would have been told by then.
    await bothWrite(name, 'calm-card', 'account', 'Ana SA', 'Bruno SA')
    const fields = async () =>
      (await storeOf(bruno))
        .conflicts()
        .filter(({ document }) => document === name)
        .map(({ path }) => path[2])
    await until('the real one is told', async () => (await fields()).length > 0)
    expect(await fields()).toEqual(['account'])
  })

  it('[CFL-4] who puts it aside no longer sees it; the other still does', async () => {
    const name = await boardWithCard('aside-card')
    await Promise.all([ana, bruno].map(storeOf))
    await bothWrite(name, 'aside-card', 'account', 'Ana SA', 'Bruno SA')
    const here = async (who: SignedIn) => (await storeOf(who)).conflicts().filter(({ document }) => document === name)
    await until('told', async () => (await here(ana)).length === 1 && (await here(bruno)).length === 1)
    const [told] = await here(ana)
    const own = await docOf(await ana.fetch(updates(ownOf(ana))))
    await push(ana, ownOf(ana), own, (doc) => void setConflictSeen(doc, told?.id ?? '', true))
    expect(await here(ana)).toEqual([])
    expect(await here(bruno)).toHaveLength(1)
  })
})
