import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accountsName, documentState, sentencesOf } from '@mutirao/documents'
import { createHistoryWriter } from '@mutirao/persistence'
import type { HistoryGroup } from '@mutirao/documents'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { docOf, startTestServer, until } from '../testing/index.ts'
import type { SignedIn, TestServer } from '../testing/index.ts'

let server: TestServer
let ana: SignedIn
let bruno: SignedIn
let gil: SignedIn
let helena: SignedIn
const closers: (() => void)[] = []
beforeAll(async () => {
  server = await startTestServer({ worker: true })
  ;[ana, bruno, gil, helena] = (await Promise.all(
    ['ana@demo.mutirao', 'bruno@demo.mutirao', 'gil@demo.mutirao', 'helena@other.mutirao'].map((email) =>
      server.signIn(email),
    ),
  )) as [SignedIn, SignedIn, SignedIn, SignedIn]
})
afterAll(async () => {
  for (const close of closers) close()
  await server?.close()
})

const send = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})
const made = async (title: string): Promise<string> => {
  const answer = await ana.fetch(`/api/workspaces/${ana.workspaceId}/documents`, send({ kind: 'board', title }))
  return ((await answer.json()) as { name: string }).name
}
const path = (name: string, rest: string): string => `/api/documents/${encodeURIComponent(name)}/${rest}`
async function get<T>(who: SignedIn, name: string, rest: string): Promise<T> {
  const answer = await who.fetch(path(name, rest))
  if (!answer.ok) throw new Error(`${rest}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}
const open = async (name: string): Promise<Y.Doc> => docOf(await ana.fetch(path(name, 'updates')))

/** A client of our HTTP sync that edits its own copy: it sends what it wrote when told to. */
function desk(who: SignedIn, name: string, doc = new Y.Doc()) {
  let sent = Y.encodeStateVector(doc)
  return {
    doc,
    async pull(): Promise<void> {
      await docOf(await who.fetch(path(name, 'updates')), doc)
      sent = Y.encodeStateVector(doc)
    },
    async push(edit: (doc: Y.Doc) => void): Promise<number> {
      doc.transact(() => edit(doc))
      const body = Buffer.from(Y.encodeStateAsUpdate(doc, sent))
      const answer = await who.fetch(path(name, 'updates'), { method: 'POST', body })
      if (!answer.ok) throw new Error(await answer.text())
      sent = Y.encodeStateVector(doc)
      return Number(((await answer.json()) as { cursor: string }).cursor.split('-')[1])
    },
  }
}
const card = (doc: Y.Doc, id: string): Y.Map<unknown> => doc.getMap('cards').get(id) as Y.Map<unknown>
const addCard = (id: string, fields: Record<string, unknown>) => (doc: Y.Doc) =>
  void doc.getMap('cards').set(id, new Y.Map(Object.entries(fields)))
const derived = (who: SignedIn, name: string, seq: number): Promise<void> =>
  until(`history up to ${seq}`, async () => (await get<{ seq: number }>(who, name, 'history?limit=1')).seq >= seq)

type Answer = { readonly groups: readonly HistoryGroup[]; readonly next: string | null; readonly seq: number }

describe('the history over HTTP', () => {
  it('[HIS-1] [HIS-20] tells what a stock provider wrote, in words, page by page', async () => {
    const name = await made('Estranhos')
    const socket = new HocuspocusProviderWebsocket({
      url: `${server.url.replace('http', 'ws')}/sync/${ana.workspaceId}`,
      WebSocketPolyfill: WebSocket,
    })
    const provider = new HocuspocusProvider({
      websocketProvider: socket,
      name,
      token: bruno.token,
      document: new Y.Doc(),
    })
    provider.attach()
    closers.push(() => {
      provider.destroy()
      socket.destroy()
    })
    await until('synced', () => provider.isSynced)
    const doc = provider.document
    const [first = '', second = ''] = [...doc.getMap('stages').keys()]
    addCard('acme-card', { title: 'Acme', pos: { stage: first, rank: 'a' }, value: 100 })(doc)
    card(doc, 'acme-card').set('pos', { stage: second, rank: 'a' })
    await until('saved', () => !provider.hasUnsyncedChanges)
    await until(
      'derived',
      async () =>
        (await get<Answer>(ana, name, 'history?entry=acme-card&field=pos')).groups.flatMap(({ facts }) => facts)
          .length === 2,
    )
    const all = await get<Answer>(ana, name, 'history?entry=acme-card')
    const own = all.groups.find(({ actorId }) => actorId === bruno.userId)
    const names = {
      language: 'pt-BR' as const,
      currency: 'BRL',
      person: () => 'Bruno',
      card: () => 'Acme',
      stage: (id: string) => id,
    }
    const moved = { ...(own as HistoryGroup), facts: (own?.facts ?? []).filter(({ kind }) => kind === 'set') }
    expect(sentencesOf('board', moved, names).map(({ text }) => text)).toEqual([
      `Bruno moveu Acme de ${first} para ${second}`,
    ])

    const pages: number[] = []
    let next: string | null = null
    const seen: string[] = []
    do {
      const page: Answer = await get<Answer>(ana, name, `history?limit=3${next ? `&before=${next}` : ''}`)
      const facts = page.groups.flatMap((group) => group.facts)
      seen.push(...facts.map(({ seq, index }) => `${seq}.${index}`))
      pages.push(facts.length)
      next = page.next
    } while (next)
    const whole = await get<Answer>(ana, name, 'history?limit=1000')
    expect(seen.toSorted()).toEqual(
      whole.groups.flatMap(({ facts }) => facts.map(({ seq, index }) => `${seq}.${index}`)).toSorted(),
    )
    expect(pages.length).toBeGreaterThan(2)
  })

  it('[HIS-31] tells whoever listens when the history has come further, and nobody else', async () => {
    const [name, other] = [await made('Ao vivo'), await made('Outro')]
    const abort = new AbortController()
    closers.push(() => abort.abort())
    const query = new URLSearchParams([['name', name]]).toString()
    expect((await helena.fetch(`/api/history/events?${query}`)).status).toBe(404)
    const answer = await gil.fetch(`/api/history/events?${query}`, { signal: abort.signal })
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    const heard: { readonly name: string; readonly seq: number | null }[] = []
    const reading = (async () => {
      for await (const text of (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()))
        for (const [, data = ''] of text.matchAll(/event: derived\ndata: (.*)\n/g))
          heard.push(JSON.parse(data) as (typeof heard)[number])
    })().catch(() => undefined)
    await until('the beginning', () => heard.length > 0)
    expect(heard[0]).toEqual({ name, seq: null })
    await desk(bruno, other).push(addCard('card-else', { title: 'Outro' }))
    const seq = await desk(bruno, name).push(addCard('card-live', { title: 'Vivo' }))
    await until('told', () => heard.some((moment) => moment.seq !== null && moment.seq >= seq))
    expect((await get<Answer>(gil, name, 'history?entry=card-live')).groups).not.toEqual([])
    expect(new Set(heard.map((moment) => moment.name))).toEqual(new Set([name]))
    abort.abort()
    await reading
  })

  it('[HIS-19] [HIS-1] says how a board was after any row', async () => {
    const name = await made('Momentos')
    const one = desk(bruno, name)
    await one.pull()
    const seqs = [await one.push(addCard('card-one', { title: 'Um', value: 1 }))]
    for (let i = 2; i < 6; i++) seqs.push(await one.push((doc) => card(doc, 'card-one').set('value', i)))
    const last = seqs.at(-1) ?? 0
    const replica = new Y.Doc()
    const { rows } = await server.database.pool.query<{ seq: number; update: Buffer }>(
      'select j.seq, j.update from journal j join document d on d.id = j.document_id where d.name = $1 order by j.seq',
      [name],
    )
    for (const { seq, update } of rows) {
      Y.applyUpdate(replica, update)
      const then = await get<{ seq: number; state: object }>(gil, name, `at?seq=${seq}`)
      expect([then.seq, then.state]).toEqual([seq, documentState(replica)])
    }
    const now = await get<{ seq: number; atMs: number }>(gil, name, 'at')
    expect((await get<{ seq: number }>(gil, name, `at?time=${Math.ceil(now.atMs) + 1}`)).seq).toBe(now.seq)
    expect(await get<{ seq: number; state: object }>(gil, name, 'at?time=1')).toMatchObject({ seq: 0, state: {} })
    expect((await gil.fetch(path(name, `at?seq=${last + 50}`))).status).toBe(400)
  })

  it('[AWY-3] begins after a moment with the first row that arrived later', async () => {
    const name = await made('Ausência')
    const own = desk(ana, name)
    await own.pull()
    await own.push(addCard('first-card', { title: 'Antes' }))
    const seq = await own.push(addCard('second-card', { title: 'Depois' }))
    await derived(ana, name, seq)
    const all = await get<Answer & { nowMs: number }>(ana, name, 'history')
    const factsOf = ({ groups }: Answer) => groups.flatMap((group) => group.facts).sort((a, b) => a.seq - b.seq)
    const facts = factsOf(all)
    const sinceMs = Math.ceil(facts.find(({ path: [, id] }) => id === 'first-card')?.receivedAtMs ?? 0)
    expect(Math.max(...facts.map((fact) => fact.receivedAtMs))).toBeLessThanOrEqual(all.nowMs)
    const later = factsOf(await get<Answer>(ana, name, `history?since=${sinceMs}`))
    expect(later).toEqual(facts.filter((fact) => fact.receivedAtMs > sinceMs))
    expect(later.length).toBeLessThan(facts.length)
    const ahead = await get<Answer>(ana, name, `history?since=${Math.ceil(all.nowMs) + 1}`)
    expect(ahead.groups).toEqual([])
  })

  it('[HIS-18] [HIS-19] restores a field, cards and a whole board forwards: others’ edits survive, intents stay, the history says why', async () => {
    const name = await made('Restaurar')
    const one = desk(bruno, name)
    await one.pull()
    await one.push(addCard('card-one', { title: 'Um', value: 1, account: 'A' }))
    const then = await one.push(addCard('card-two', { title: 'Dois', value: 2 }))
    await one.push((doc) => card(doc, 'card-one').set('value', 10))
    await one.push((doc) => card(doc, 'card-one').delete('account'))
    await one.push((doc) => card(doc, 'card-one').set('source', 'novo'))
    await one.push((doc) => card(doc, 'card-two').set('title', 'Outro'))
    await one.push((doc) => doc.getMap('intents').set('intent-one', new Y.Map([['type', 'approve']])))
    await one.push(addCard('card-new', { title: 'Depois' }))
    const restore = async (body: object): Promise<{ written: number }> => {
      const answer = await ana.fetch(path(name, 'restore'), send(body))
      if (!answer.ok) throw new Error(await answer.text())
      return (await answer.json()) as { written: number }
    }
    const cards = async () => (await open(name)).getMap('cards').toJSON()
    expect(await restore({ seq: then, entries: ['card-one'], field: 'value', reason: 'foi engano' })).toMatchObject({
      written: 1,
    })
    expect(await cards()).toMatchObject({ 'card-one': { value: 1, source: 'novo' }, 'card-two': { title: 'Outro' } })
    // Somebody writes without having seen any of it.
    await one.push((doc) => card(doc, 'card-two').set('value', 77))
    expect(await restore({ seq: then })).toMatchObject({ written: 5 })
    const now = await cards()
    expect(now).toMatchObject({ 'card-one': { value: 1, account: 'A' }, 'card-two': { title: 'Dois', value: 2 } })
    expect([now['card-one']?.['source'], typeof now['card-new']?.['deletedAt']]).toEqual([undefined, 'number'])
    expect((await open(name)).getMap('intents').size).toBe(1)
    const head =
      (await server.parts.journal.head((await server.parts.directory.documentByName(name as never))?.id ?? 0))?.seq ?? 0
    await derived(ana, name, head)
    const { groups } = await get<Answer>(ana, name, `history?entry=card-one&actor=${ana.userId}`)
    expect(groups.map(({ origin, reason }) => [origin, reason])).toEqual([
      ['restore', undefined],
      ['restore', 'foi engano'],
    ])
    expect((await gil.fetch(path(name, 'restore'), send({ seq: then }))).status).toBe(403)
  })

  it('[HIS-18] brings back deleted notes block by block, with their headings', async () => {
    const name = `card:${(await made('Notas')).slice('board:'.length)}.01CARDNOTES0000000000000`
    const one = desk(bruno, name)
    const block = (kind: string, text: string): Y.XmlElement => {
      const element = new Y.XmlElement(kind)
      element.insert(0, [new Y.XmlText(text)])
      return element
    }
    const notes = (doc: Y.Doc) => doc.getXmlFragment('notes')
    const then = await one.push((doc) =>
      notes(doc).insert(0, [block('heading', 'Visita'), block('paragraph', 'O cliente quer prazo.')]),
    )
    const before = notes(one.doc).toJSON()
    await one.push((doc) => notes(doc).delete(0, 2))
    await one.push((doc) => notes(doc).insert(0, [block('paragraph', 'Outra coisa.')]))
    const answer = await bruno.fetch(
      path(name, 'restore'),
      send({ seq: then, field: 'notes', reason: 'apagado sem querer' }),
    )
    expect([answer.status, await answer.json()]).toMatchObject([200, { written: 3 }])
    expect(notes(await open(name)).toJSON()).toBe(before)
  })

  it('[HIS-35] [HIS-19] restores a request and its items: the sum of the list follows, comments stay, decisions are nobody’s to restore', async () => {
    const answer = await ana.fetch(
      `/api/workspaces/${ana.workspaceId}/documents`,
      send({ kind: 'requests', title: 'Compras' }),
    )
    const list = ((await answer.json()) as { name: string }).name
    const listId = list.slice('requests:'.length)
    const [request, ledger] = [`request:${listId}.request-one`, `ledger:${listId}`]
    const [onList, inside] = [desk(bruno, list), desk(bruno, request)]
    const item = (quantity: string) =>
      new Y.Map(
        Object.entries({ description: 'Cadeira', quantity, estimate: 1000, rank: 'a', createdBy: bruno.userId }),
      )
    await onList.push((doc) =>
      doc.getMap('requests').set('request-one', new Y.Map(Object.entries({ title: 'Cadeiras' }))),
    )
    const then = await inside.push((doc) => {
      doc.getMap('items').set('item-one', item('2'))
      doc.getMap('details').set('justification', 'faltam cadeiras')
    })
    const comment = { by: bruno.userId, at: Date.now(), text: 'de palha?' }
    await inside.push((doc) => doc.getMap('comments').set('comment-one', new Y.Map(Object.entries(comment))))
    const changed = await inside.push((doc) => {
      doc.getMap('items').set('item-two', item('7'))
      ;(doc.getMap('items').get('item-one') as Y.Map<unknown>).set('quantity', '9')
      doc.getMap('details').delete('justification')
    })
    await derived(ana, request, changed)
    const restored = await ana.fetch(path(request, 'restore'), send({ seq: then }))
    expect(await restored.json()).toMatchObject({ written: 3, skipped: 0, left: 0, rows: [then + 3] })
    const now = documentState(await open(request))
    expect(now).toMatchObject({
      details: { justification: 'faltam cadeiras' },
      items: { 'item-one': { quantity: '2' }, 'item-two': { deletedAt: expect.any(Number) as number } },
      comments: { 'comment-one': { text: 'de palha?' } },
    })
    const total = async () =>
      ((await open(list)).getMap('requests').toJSON() as Record<string, Record<string, unknown>>)['request-one']?.[
        'total'
      ]
    expect(await total()).toBe(2000)
    // One field of one item; the list follows again.
    await ana.fetch(path(request, 'restore'), send({ seq: then + 2, entries: ['item-one'], field: 'quantity' }))
    expect(await total()).toBe(9000)
    for (const refused of [
      await ana.fetch(path(ledger, 'restore'), send({ seq: 0 })),
      await gil.fetch(path(request, 'restore'), send({ seq: then })),
    ])
      expect(refused.status).toBe(403)
  })

  it('[HIS-35] [HIS-18] [HIS-40] a busy list goes back while two people keep writing in it: what they write meanwhile stays', async () => {
    const wish = send({ kind: 'requests', title: 'Movimento' })
    const answer = await ana.fetch(`/api/workspaces/${ana.workspaceId}/documents`, wish)
    const list = ((await answer.json()) as { name: string }).name
    const ids = Array.from({ length: 12 }, (_, i) => `request-${i}`)
    const requests = (doc: Y.Doc) => doc.getMap<Y.Map<unknown>>('requests')
    const [one, two] = [desk(bruno, list), desk(ana, list)]
    const then = await one.push((doc) => {
      for (const id of ids) requests(doc).set(id, new Y.Map(Object.entries({ title: `Antes ${id}`, costCentre: 'TI' })))
    })
    const swapped = await one.push((doc) => {
      for (const id of ids) requests(doc).get(id)?.set('title', 'trocado')
    })
    await Promise.all([two.pull(), derived(ana, list, swapped)])
    const writes = async (at: ReturnType<typeof desk>, field: string, some: readonly string[]) => {
      for (const id of some) await at.push((doc) => requests(doc).get(id)?.set(field, `${field} de ${id}`))
    }
    const [restored] = await Promise.all([
      ana.fetch(path(list, 'restore'), send({ seq: then, reason: 'trocado\u202e por\0 engano' })),
      writes(one, 'category', ids.slice(0, 6)),
      writes(two, 'project', ids.slice(0, 6)),
    ])
    const done = (await restored.json()) as { readonly rows: readonly number[] }
    expect(done).toMatchObject({ skipped: 0, left: 0 })
    await derived(ana, list, done.rows.at(-1) ?? 0)
    type Told = { readonly groups: readonly { readonly origin: string; readonly reason?: string }[] }
    const { groups } = await get<Told>(ana, list, 'history')
    expect(groups.find(({ origin }) => origin === 'restore')?.reason).toBe('trocado por engano')
    await Promise.all([writes(one, 'category', ids.slice(6)), writes(two, 'project', ids.slice(6))])
    const now = requests(await open(list)).toJSON() as Record<string, Record<string, unknown>>
    expect(ids.filter((id) => now[id]?.['title'] !== `Antes ${id}` || now[id]['costCentre'] !== 'TI')).toEqual([])
    // What came before the list was read goes back with everything; from the first that came later on all of it stays.
    for (const field of ['category', 'project']) {
      const stays = ids.map((id) => now[id]?.[field] === `${field} de ${id}`)
      expect(stays.lastIndexOf(false), field).toBeLessThan(6)
      expect(stays.slice(stays.indexOf(true)), field).not.toContain(false)
    }
  })

  it('[HIS-37] [HIS-21] whoever may only leave a word in a list of requests restores, decides and names nothing there', async () => {
    const answer = await ana.fetch(
      `/api/workspaces/${ana.workspaceId}/documents`,
      send({ kind: 'requests', title: 'Compras' }),
    )
    const list = ((await answer.json()) as { name: string }).name
    for (const [rest, body] of [
      ['restore', { seq: 0 }],
      ['conflicts/1.0/resolve', { resolution: 'kept' }],
      ['named-moments', { name: 'Meu', seq: 0 }],
    ] as const)
      expect([rest, (await gil.fetch(path(list, rest), send(body))).status]).toEqual([rest, 403])
  })

  it('[HIS-21] explains a conflict to both and lets one decide, once', async () => {
    const name = await made('Conflitos')
    const [one, two] = [desk(bruno, name), desk(ana, name)]
    await one.pull()
    await one.push(addCard('duel-card', { title: 'Um', value: 1 }))
    await two.pull()
    one.doc.clientID = 5_000
    two.doc.clientID = 6_000
    const seen = await one.push((doc) => card(doc, 'duel-card').set('value', 2))
    const race = await two.push((doc) => card(doc, 'duel-card').set('value', 3))
    await derived(ana, name, race)
    type Told = {
      conflicts: {
        seq: number
        index: number
        kept: number
        lost: number
        keptBy: string
        lostBy: string
        resolved: object | null
      }[]
    }
    const { conflicts } = await get<Told>(bruno, name, `conflicts?person=${bruno.userId}&open=true`)
    expect(conflicts).toMatchObject([{ kept: 3, lost: 2, keptBy: ana.userId, lostBy: bruno.userId, resolved: null }])
    expect((await get<Told>(bruno, name, 'conflicts?person=nobody')).conflicts).toEqual([])
    const at = `${conflicts[0]?.seq}.${conflicts[0]?.index}`
    expect((await gil.fetch(path(name, `conflicts/${at}/resolve`), send({ resolution: 'lost' }))).status).toBe(403)
    const stale = await bruno.fetch(
      '/api/opportunities/duel-card/resolve-conflict',
      send({ resolution: 'client', serverVersion: seen, document: name }),
    )
    expect(stale.status).toBe(409)
    const kept = await ana.fetch(path(name, `conflicts/${at}/resolve`), send({ resolution: 'kept' }))
    const { seq } = (await kept.json()) as { seq: number }
    await derived(ana, name, seq)
    expect((await get<Told>(bruno, name, 'conflicts')).conflicts).toMatchObject([
      { resolved: { seq, by: ana.userId, how: 'kept' } },
    ])
    expect(card(await open(name), 'duel-card').get('value')).toBe(3)
    // Again, with the endpoint for opportunities and the value that was lost.
    await Promise.all([one.pull(), two.pull()])
    await one.push((doc) => card(doc, 'duel-card').set('value', 20))
    const again = await two.push((doc) => card(doc, 'duel-card').set('value', 30))
    await derived(ana, name, again)
    const answer = await bruno.fetch(
      '/api/opportunities/duel-card/resolve-conflict',
      send({ resolution: 'client', serverVersion: again }),
    )
    expect([answer.status, await answer.json()]).toMatchObject([200, { written: 1 }])
    expect(card(await open(name), 'duel-card').get('value')).toBe(20)
  })

  it('[HIS-22] shows numbers, density, proof and exports to administrators only', async () => {
    const name = await made('Inspetor')
    const one = desk(bruno, name)
    await one.pull()
    const last = await one.push(addCard('card-one', { title: '=1+1', createdBy: bruno.userId }))
    await derived(ana, name, last)
    const numbers = await get<Record<string, unknown>>(ana, name, 'inspect')
    expect(numbers).toMatchObject({
      name,
      kind: 'board',
      rows: last,
      derivedSeq: last,
      lagMs: 0,
      openConflicts: 0,
      connected: [],
      stuck: null,
    })
    const timeline = await get<{ facts: number; people: { id: string }[] }>(ana, name, 'timeline?buckets=10')
    expect(timeline.people.map(({ id }) => id)).toContain(bruno.userId)
    expect(timeline.facts).toBe(numbers['facts'])
    expect(await get(ana, name, 'verify')).toMatchObject({ ok: true, rows: last, head: last, broken: null })
    type Writers = { readonly clients: { readonly id: number; readonly actorId: string }[]; readonly more: number }
    const { clients, more } = await get<Writers>(ana, name, 'clients')
    expect(clients.find(({ id }) => id === one.doc.clientID)).toMatchObject({
      actorId: bruno.userId,
      operations: 3,
      rows: 1,
    })
    expect([clients.length, more]).toEqual([numbers['clients'], 0])
    const csv = await (await ana.fetch(path(name, 'export?format=csv'))).text()
    expect(csv.split('\r\n').length).toBe(timeline.facts + 2)
    expect(csv).toContain('cards/card-one')
    const doc = new Y.Doc()
    Y.applyUpdate(doc, new Uint8Array(await (await ana.fetch(path(name, 'export?format=update'))).arrayBuffer()))
    expect(((await (await ana.fetch(path(name, 'export'))).json()) as { state: object }).state).toEqual(
      documentState(doc),
    )
    for (const rest of ['inspect', 'timeline', 'verify', 'clients', 'export'])
      expect([rest, (await bruno.fetch(path(name, rest))).status]).toEqual([rest, 403])
  })

  it('[HIS-49] tells the numbers of a document nobody has open without loading it', async () => {
    const name = accountsName(ana.workspaceId)
    const size = ({ structs, units, tombstoneShare }: Record<string, unknown>) => [structs, units, tombstoneShare]
    const known = await get<Record<string, unknown>>(ana, name, 'inspect?size=known')
    expect(size(known)).toEqual([null, null, null])
    expect(known).toMatchObject({ name, rows: 0, bytesPerDay: [] })
    expect(size(await get(ana, name, 'inspect'))).toEqual([0, 0, 0])
  })

  it('[HIS-32] [HIS-40] moments get names, from their author and administrators only; they stay, and are exported', async () => {
    const name = await made('Marcos')
    const one = desk(bruno, name)
    await one.pull()
    const first = await one.push(addCard('card-one', { title: 'Um' }))
    const last = await one.push((doc) => card(doc, 'card-one').set('title', 'Dois'))
    await derived(ana, name, last)
    const call = (who: SignedIn, rest: string, method: string, body: unknown) =>
      who.fetch(path(name, `named-moments${rest}`), { ...send(body), method })
    type Named = { readonly id: string; readonly name: string; readonly seq: number; readonly by: string }
    const list = async () => (await get<{ moments: Named[] }>(gil, name, 'named-moments')).moments
    const late = (await (await call(ana, '', 'POST', { name: 'Depois', time: Date.now() })).json()) as Named
    const early = (await (await call(bruno, '', 'POST', { name: ' Fim\u202e do mês \0', seq: first })).json()) as Named
    expect(await list()).toMatchObject([
      { id: early.id, name: 'Fim do mês', seq: first, by: bruno.userId },
      { id: late.id, name: 'Depois', seq: last, by: ana.userId },
    ])
    const refused = [
      await call(gil, '', 'POST', { name: 'x', seq: first }),
      await call(bruno, `/${late.id}`, 'PATCH', { name: 'x' }),
      await call(bruno, `/${late.id}`, 'DELETE', {}),
      await call(ana, '', 'POST', { name: 'x', seq: last + 1 }),
      await call(ana, '', 'POST', { name: ' \u2066\0', seq: last }),
      await call(ana, '/none', 'PATCH', { name: 'x' }),
      await call(helena, '', 'POST', { name: 'x', seq: first }),
    ]
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 400, 400, 404, 404])
    expect((await call(ana, `/${early.id}`, 'PATCH', { name: 'Fechamento' })).status).toBe(204)
    expect((await call(bruno, `/${early.id}`, 'DELETE', {})).status).toBe(204)
    const { id } = (await (await call(bruno, '', 'POST', { name: 'De novo', seq: first })).json()) as Named
    await createHistoryWriter(server.database).drop()
    expect(await list()).toMatchObject([{ id, name: 'De novo' }, { id: late.id }])
    const exported = (await (await ana.fetch(path(name, 'export'))).json()) as { moments: Named[] }
    expect(exported.moments).toEqual(await list())
  })

  it('[ACC-9] a foreign document’s history looks like that of one that does not exist', async () => {
    const name = await made('Segredo')
    const absent = 'board:01NOSUCHBOARD0000000000000'
    const seen = async (answer: Response): Promise<unknown> => [answer.status, await answer.text()]
    for (const rest of ['history', 'at', 'conflicts', 'timeline', 'inspect', 'verify', 'export']) {
      const foreign = await seen(await helena.fetch(path(name, rest)))
      expect([rest, foreign]).toEqual([rest, await seen(await helena.fetch(path(absent, rest)))])
      expect(foreign).toMatchObject([404, expect.anything()])
    }
    for (const [rest, body] of [
      ['restore', { seq: 1 }],
      ['conflicts/1.0/resolve', { resolution: 'kept' }],
    ] as const)
      expect(await seen(await helena.fetch(path(name, rest), send(body)))).toEqual(
        await seen(await helena.fetch(path(absent, rest), send(body))),
      )
    expect(
      (
        await helena.fetch(
          '/api/opportunities/card-one/resolve-conflict',
          send({ resolution: 'server', document: name }),
        )
      ).status,
    ).toBe(404)
    expect((await ana.fetch(path(`user:${ana.workspaceId}.${ana.userId}`, 'history'))).status).toBe(404)
  })
})
