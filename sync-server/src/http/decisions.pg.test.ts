import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import {
  addItems,
  contentDigest,
  createLedgerStore,
  createRequest,
  itemsMap,
  leaveIntent,
  readContent,
  setItemField,
} from '@mutirao/documents'
import type { JsonObject, PolicyRule, RequestState } from '@mutirao/documents'
import * as Y from 'yjs'
import { editContext } from '../people/edit-context.ts'
import { docOf, startTestServer, until } from '../testing/index.ts'
import type { SignedIn, TestServer } from '../testing/index.ts'

const emails = {
  ana: 'ana@demo.mutirao',
  marina: 'marina@demo.mutirao',
  bruno: 'bruno@demo.mutirao',
  carla: 'carla@demo.mutirao',
  davi: 'davi@demo.mutirao',
  helena: 'helena@other.mutirao',
} as const
type Who = keyof typeof emails

/** People with nothing but `fetch` and Yjs against the whole server, its worker included. */
describe('decisions over the wire', { timeout: 60_000 }, () => {
  let server: TestServer
  let people: Record<Who, SignedIn>
  let list: string
  beforeAll(async () => {
    server = await startTestServer({ worker: true })
    const signed = await Promise.all(
      Object.entries(emails).map(async ([who, email]) => [who, await server.signIn(email)]),
    )
    people = Object.fromEntries(signed) as Record<Who, SignedIn>
    const made = await people.ana.fetch(`/api/workspaces/${people.ana.workspaceId}/documents`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'requests', title: 'Compras' }),
    })
    list = ((await made.json()) as { name: string }).name
    await say('ana', 'policy.change', '', { args: { rules: policy('carla'), base: 0 } })
    await until('the policy holds', async () => (await ledger()).rule('policy') !== undefined)
  })
  afterAll(() => server.close())

  const policy = (who: Who): PolicyRule[] => [
    {
      id: 'a1',
      level: 1,
      fromCents: 0,
      costCentres: [],
      categories: [],
      mode: 'any',
      people: [people[who].userId],
      group: '',
      escalateAfterHours: null,
      escalateTo: [],
    },
  ]
  const pull = async (who: Who, name: string): Promise<Y.Doc> =>
    docOf(await people[who].fetch(`/api/documents/${name}/updates`))
  const ledgerNamed = (): string => list.replace('requests:', 'ledger:')
  const ledger = async () => createLedgerStore(await pull('ana', ledgerNamed()))
  const detail = (requestId: string): string => `${list.replace('requests:', 'request:')}.${requestId}`

  async function edit(who: Who, name: string, change: (doc: Y.Doc) => void): Promise<Response> {
    const doc = await pull(who, name)
    const before = Y.encodeStateVector(doc)
    doc.transact(() => change(doc))
    const body = Buffer.from(Y.encodeStateAsUpdate(doc, before))
    return people[who].fetch(`/api/documents/${name}/updates`, { method: 'POST', body })
  }

  interface Word {
    readonly args?: object
    readonly digest?: string
    readonly by?: Who
  }
  async function say(who: Who, type: string, subject: string, word: Word = {}): Promise<string> {
    const digest = word.digest ?? (subject === '' ? '' : await digestOf(subject))
    let id = ''
    const sent = await edit(who, list, (doc) => {
      const context = editContext(people[word.by ?? who].userId)
      id = leaveIntent(doc, context, { type, subject, digest, args: { ...word.args } as JsonObject })
    })
    expect(sent.status).toBe(200)
    return id
  }
  async function digestOf(requestId: string): Promise<string> {
    const content = readContent(await pull('ana', list), await pull('ana', detail(requestId)), requestId)
    return content ? contentDigest(content) : ''
  }
  async function outcome(id: string): Promise<string> {
    let reason = ''
    await until(`the outcome of ${id}`, async () => {
      reason = (await ledger()).outcome(id)?.reason ?? ''
      return reason !== ''
    })
    return reason
  }
  const decisionsAfter = async (
    place: number,
  ): Promise<{ decisions: { id: string; place: number; content: object }[]; next: number | null }> =>
    (await (await people.ana.fetch(`/api/documents/${list}/decisions?after=${place}&limit=200`)).json()) as never
  const stateOf = async (requestId: string): Promise<RequestState> =>
    (await ledger()).subject(requestId) as unknown as RequestState
  const shown = async (requestId: string): Promise<object> => {
    const { round, policy: version } = await stateOf(requestId)
    return { round, policy: version, level: 1 }
  }
  async function submitted(who: Who, cents: number): Promise<string> {
    let requestId = ''
    await edit(who, list, (doc) => {
      requestId = createRequest(doc, editContext(people[who].userId), { title: 'Notebooks' }).requestId
    })
    await edit(who, detail(requestId), (doc) => {
      addItems(doc, editContext(people[who].userId), [{ description: 'Notebook', quantity: '1', estimate: cents }])
    })
    expect(await outcome(await say(who, 'request.submit', requestId))).toBe('submitted')
    return requestId
  }
  const reprice = (who: Who, requestId: string, cents: number): Promise<Response> =>
    edit(who, detail(requestId), (doc) => {
      const [itemId = ''] = itemsMap(doc).keys()
      setItemField(doc, editContext(people[who].userId), { itemId, field: 'estimate', value: cents })
    })

  it('[APV-17] a forged outcome finds no place, in the list or in the ledger, over HTTP or the socket', async () => {
    const requestId = await submitted('bruno', 500_000)
    const forged = { accepted: true, reason: 'approved', subject: requestId }
    const inList = await edit(
      'bruno',
      list,
      (doc) => void doc.getMap('outcomes').set('01HFORGED00000000000000AA', forged),
    )
    expect(inList.status).toBe(422)
    const inLedger = await edit('ana', ledgerNamed(), (doc) => {
      doc.getMap('subjects').set(requestId, { status: 'aprovada' })
    })
    expect(inLedger.status).toBe(403)
    await overSocket('bruno', ledgerNamed(), (doc) => doc.getMap('subjects').set(requestId, { status: 'aprovada' }))
    expect(await stateOf(requestId)).toMatchObject({ status: 'pending_a1' })
    expect((await ledger()).outcome('01HFORGED00000000000000AA')).toBeUndefined()
  })

  it('[APV-17] an intent in another’s name, or by the requester, counts for nothing and is attributed to who sent it', async () => {
    const requestId = await submitted('bruno', 500_000)
    const args = await shown(requestId)
    const forged = await say('bruno', 'request.approve', requestId, { by: 'carla', args })
    const own = await say('bruno', 'request.approve', requestId, { args })
    const stranger = await say('davi', 'request.approve', requestId, { args })
    expect([await outcome(forged), await outcome(own), await outcome(stranger)]).toEqual([
      'not_yours',
      'own_request',
      'not_approver',
    ])
    expect((await ledger()).outcome(forged)?.by).toBe(people.bruno.userId)
    expect(await stateOf(requestId)).toMatchObject({ status: 'pending_a1', approvals: [] })
  })

  it('[APV-17] sent again it is decided once; an edit after the approval takes it away', async () => {
    const requestId = await submitted('bruno', 500_000)
    const args = await shown(requestId)
    const digest = await digestOf(requestId)
    const approve = await say('carla', 'request.approve', requestId, { args, digest })
    expect(await outcome(approve)).toBe('approved')
    expect(await stateOf(requestId)).toMatchObject({ status: 'aprovada' })
    const replayed = { type: 'request.approve', subject: requestId, args, digest, by: people.carla.userId, at: 1 }
    await until('the intent is cleared away', async () => !(await pull('ana', list)).getMap('intents').has(approve))
    expect((await edit('carla', list, (doc) => void doc.getMap('intents').set(approve, replayed))).status).toBe(200)
    expect((await reprice('bruno', requestId, 9_900_000)).status).toBe(200)
    await until('it begins again', async () => (await stateOf(requestId)).status === 'pending_a1')
    expect(await stateOf(requestId)).toMatchObject({ round: 2, approvals: [], reason: { code: 'content_changed' } })
    const late = await say('carla', 'request.approve', requestId, { args, digest })
    expect(await outcome(late)).toBe('stale_content')
    const answer = await people.ana.fetch(`/api/documents/${list}/decisions?subject=${requestId}`)
    const { decisions } = (await answer.json()) as { decisions: { id: string }[] }
    expect(decisions.filter(({ id }) => id === approve)).toHaveLength(1)
  })

  it('[APV-17] a policy changed in between, or never seen: the yes does not count', async () => {
    const requestId = await submitted('bruno', 500_000)
    const args = await shown(requestId)
    const unseen = await say('carla', 'request.approve', requestId, { args: { ...args, policy: 99 } })
    expect(await outcome(unseen)).toBe('stale_policy')
    const change = await say('ana', 'policy.change', '', { args: { rules: policy('davi'), base: 1 } })
    expect(await outcome(change)).toBe('policy_changed')
    expect(
      await outcome(await say('marina', 'policy.change', '', { args: { rules: policy('marina'), base: 2 } })),
    ).toBe('not_allowed')
    await until('it begins again', async () => (await stateOf(requestId)).round === 2)
    expect(await outcome(await say('carla', 'request.approve', requestId, { args }))).toBe('stale_policy')
    const now = await shown(requestId)
    expect(await outcome(await say('davi', 'request.approve', requestId, { args: now }))).toBe('approved')
    expect(await stateOf(requestId)).toMatchObject({ status: 'aprovada', policy: 2 })
  })

  it('[APV-18] the audit tells everything, to whom it is for, and to nobody else', async () => {
    const at = (who: Who, path: string): Promise<Response> => people[who].fetch(`/api/documents/${list}${path}`)
    expect((await at('helena', '/decisions')).status).toBe(404)
    expect((await at('helena', '/decisions/export')).status).toBe(404)
    expect((await at('bruno', '/decisions/export')).status).toBe(403)
    const page = (await (await at('bruno', '/decisions?limit=2')).json()) as { decisions: unknown[]; next: number }
    expect([page.decisions.length, page.next]).toEqual([2, 2])
    const file = (await (await at('marina', '/decisions/export')).json()) as { decisions: JsonObject[] }
    expect(file.decisions.map(({ place }) => place)).toEqual(file.decisions.map((_, i) => i + 1))
    expect(file.decisions.find(({ reason }) => reason === 'approved')).toMatchObject({
      type: 'request.approve',
      by: people.carla.userId,
      intent: { args: { policy: 1 } },
      content: { title: 'Notebooks', totalCents: 500_000 },
      state: { status: 'aprovada' },
    })
    const csv = await (await at('ana', '/decisions/export?format=csv')).text()
    expect(csv.split('\r\n').length).toBe(file.decisions.length + 2)
    expect(csv).toContain('request.approve')
  })

  it('[APV-24] the table of decisions is read without ours: number, title, sum, names, and how the word came', async () => {
    const csv = await (await people.ana.fetch(`/api/documents/${list}/decisions/export?format=csv`)).text()
    const [heads = '', ...lines] = csv.trimEnd().split('\r\n')
    const words = ['number', 'title', 'total', 'by_name', 'on_behalf_of_name', 'edited_by_names', 'from']
    expect(heads.split(';').slice(-words.length)).toEqual(words)
    const approvals = lines.filter((line) => line.includes(';request.approve;') && line.includes(';approved;'))
    expect(approvals[0]).toMatch(/;SC-\d{4}-\d{4};Notebooks;5000,00;Carla Nogueira;;;app$/u)
  })

  it('[APV-21] the versions of the policy are asked for by their type, by any member', async () => {
    const answer = await people.bruno.fetch(`/api/documents/${list}/decisions?type=policy.change`)
    const { decisions } = (await answer.json()) as { decisions: JsonObject[] }
    expect(decisions.map(({ type }) => type)).toEqual(decisions.map(() => 'policy.change'))
    expect(decisions[0]).toMatchObject({ by: people.ana.userId, accepted: true, intent: { args: { base: 0 } } })
  })

  /** What a stock client on a read-only document tries to write is not taken. */
  async function overSocket(who: Who, name: string, change: (doc: Y.Doc) => void): Promise<void> {
    const { token, workspaceId } = people[who]
    const websocketProvider = new HocuspocusProviderWebsocket({
      url: `${server.url.replace('http', 'ws')}/sync/${workspaceId}`,
    })
    const provider = new HocuspocusProvider({ websocketProvider, name, token })
    provider.attach()
    await until('the ledger is there', async () => provider.isSynced)
    const told: string[] = []
    provider.on('stateless', ({ payload }: { payload: string }) => told.push(payload))
    change(provider.document)
    await until('it is refused', async () => told.some((payload) => payload.includes('read_only')))
    provider.destroy()
    websocketProvider.destroy()
  }

  it('[ATK-22] a page of decisions that keep much ends early and says where the next begins; none is left out', async () => {
    let requestId = ''
    await edit('bruno', list, (doc) => {
      requestId = createRequest(doc, editContext(people.bruno.userId), { title: 'Tudo' }).requestId
    })
    await edit('bruno', detail(requestId), (doc) => {
      const item = { description: 'x'.repeat(1_900), quantity: '1', estimate: 1 }
      addItems(
        doc,
        editContext(people.bruno.userId),
        Array.from({ length: 200 }, () => item),
      )
    })
    const { decisions: known } = await decisionsAfter(0)
    const start = known.at(-1)?.place ?? 0
    const ids: string[] = []
    const sent = await edit('carla', list, (doc) => {
      const context = editContext(people.carla.userId)
      for (let i = 0; i < 25; i++) ids.push(leaveIntent(doc, context, { type: 'request.approve', subject: requestId }))
    })
    expect(sent.status).toBe(200)
    expect(await outcome(ids.at(-1) ?? '')).toBe('wrong_state')
    // Others of the list are decided meanwhile: what counts is that each of these stands on one page.
    const [sizes, told]: [number[], string[]] = [[], []]
    for (let from: number | null = start; from !== null;) {
      const page = await decisionsAfter(from)
      sizes.push(JSON.stringify(page).length)
      told.push(...page.decisions.map(({ id }) => id))
      from = page.next
    }
    expect(sizes.length).toBeGreaterThan(1)
    expect(Math.max(...sizes)).toBeLessThan(9_000_000)
    expect(told.filter((id) => ids.includes(id)).toSorted()).toEqual(ids.toSorted())
  })
})
