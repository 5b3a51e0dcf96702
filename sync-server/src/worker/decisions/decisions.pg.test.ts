import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import {
  contentDigest,
  createLedgerStore,
  createRequest,
  intentValue,
  leaveIntent,
  purchaseDecisions,
  readContent,
  requestsName,
} from '@mutirao/documents'
import { Scene } from './testing/scene.ts'
import type { Who } from './testing/scene.ts'

describe('decisions', { timeout: 60_000 }, () => {
  let scene: Scene
  beforeEach(async () => {
    scene = await Scene.open()
  })
  afterEach(() => scene.close())

  const approvals = async (requestId: string, ...people: readonly Who[]): Promise<void> => {
    for (const who of people) {
      await scene.say(who, 'request.approve', requestId)
      await scene.quiet()
    }
  }

  it('[DEC-1] a request of R$ 60.000 goes through A1, A2, A3; tables, ledger and list agree', async () => {
    scene.start()
    await scene.policy()
    const requestId = await scene.draft('bruno', 6_000_000)
    await scene.say('bruno', 'request.submit', requestId)
    await scene.quiet()
    await approvals(requestId, 'carla', 'davi', 'eva')
    expect(await scene.state(requestId)).toMatchObject({ status: 'aprovada', number: { number: 1 } })
    expect((await scene.decisions()).map(({ reason }) => reason)).toEqual([
      'policy_changed',
      'submitted',
      'approved',
      'approved',
      'approved',
    ])
    await scene.expectAgreement(expect)
  })

  it('[DEC-16] [DEC-7] what follows for the whole workspace follows by itself when its time comes, once, and is told with it', async () => {
    scene.start()
    scene.start()
    await scene.policy()
    const requestId = await scene.draft('bruno', 500_000)
    await scene.say('bruno', 'request.submit', requestId)
    await scene.quiet()
    const start = Date.now() + 1_500
    const id = await scene.say('carla', 'delegation.set', '', { args: { to: 'davi', start, end: start + 3_600_000 } })
    await scene.quiet()
    const begun = async () => (await scene.decisions()).filter(({ type }) => type === 'delegation.begin')
    // Not before its time, if this machine has kept it.
    if (Date.now() < start - 500) expect(await begun()).toEqual([])
    while ((await begun()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    await scene.quiet()
    expect(await begun()).toMatchObject([{ id: `delegation.begin.${id}`, by: 'server', subject: '' }])
    const { rows } = await scene.database.pool.query<{ to: string; args: object }>(
      `select user_id as to, args from notification where event = 'approval_delegation_began'`,
    )
    expect(rows).toMatchObject([{ to: 'davi', args: { by: 'carla', count: 1 } }])
    await scene.expectAgreement(expect)
  })

  it('[DEC-1] intents left in one row are decided in the order they were written', async () => {
    const requestId = await scene.draft('bruno', 500_000)
    await scene.policy()
    const digest = scene.digest(requestId)
    const ids: string[] = []
    await scene.write('bruno', requestsName(scene.listId), scene.list, () => {
      for (const type of ['request.submit', 'request.submit', 'request.cancel'])
        ids.push(leaveIntent(scene.list, scene.people.bruno, { type, subject: requestId, digest }))
    })
    scene.start()
    await scene.quiet()
    expect(await scene.reasons(...ids)).toEqual(['submitted', 'wrong_state', 'cancelled'])
    await scene.expectAgreement(expect)
  })

  it('[DEC-2] the same intent sent again is decided once, cleared away again, and its outcome stays', async () => {
    scene.start()
    await scene.policy()
    const requestId = await scene.draft('bruno', 6_000_000)
    const submit = await scene.say('bruno', 'request.submit', requestId)
    await scene.quiet()
    const approve = await scene.say('carla', 'request.approve', requestId)
    const sent = scene.list.getMap('intents').get(approve)
    await scene.quiet()
    const before = await scene.decisions()
    for (const actor of ['carla', 'bruno']) {
      await scene.write(actor, requestsName(scene.listId), scene.list, () => {
        scene.list.getMap('intents').delete(approve)
        scene.list.getMap('intents').set(approve, sent)
      })
      await scene.quiet()
    }
    expect(await scene.decisions()).toEqual(before)
    expect(await scene.reasons(submit, approve)).toEqual(['submitted', 'approved'])
    await scene.expectAgreement(expect)
  })

  it('[DEC-5] an intent counts only for the person whose row brought it', async () => {
    scene.start()
    await scene.policy()
    const requestId = await scene.draft('bruno', 500_000)
    await scene.say('bruno', 'request.submit', requestId)
    await scene.quiet()
    const forged = await scene.say('bruno', 'request.approve', requestId, { by: 'carla', actor: 'bruno' })
    await scene.write('bruno', requestsName(scene.listId), scene.list, () => {
      scene.list.getMap('intents').set('01HNONSENSE0000000000000AA', 'not an intent')
      scene.list.getMap('intents').set('01HNOSUBJECT000000000000AA', {
        ...intentValue({
          id: '',
          type: 'request.approve\0',
          subject: 'no id\0',
          args: {},
          digest: '',
          by: 'bruno',
          atMs: 0,
        }),
      })
    })
    await scene.quiet()
    const decisions = await scene.decisions()
    expect(decisions.find(({ id }) => id === forged)).toMatchObject({
      by: 'bruno',
      accepted: false,
      reason: 'not_yours',
    })
    expect(decisions.slice(-2).map(({ reason }) => reason)).toEqual(['malformed', 'malformed'])
    expect(await scene.state(requestId)).toMatchObject({ status: 'pending_a1' })
    await scene.expectAgreement(expect)
  })

  it('[DEC-7] content that changes after a yes takes the yes away, by itself; a yes to what is no longer there does not count', async () => {
    scene.start()
    await scene.policy()
    const requestId = await scene.draft('bruno', 500_000)
    await scene.say('bruno', 'request.submit', requestId)
    await scene.quiet()
    await approvals(requestId, 'carla')
    expect(await scene.state(requestId)).toMatchObject({ status: 'aprovada' })
    await scene.reprice('bruno', requestId, 6_000_000)
    await scene.quiet()
    expect(await scene.state(requestId)).toMatchObject({ status: 'pending_a1', round: 2, totalCents: 6_000_000 })
    const digest = scene.digest(requestId)
    await scene.reprice('bruno', requestId, 7_000_000)
    const late = await scene.say('carla', 'request.approve', requestId, {
      digest,
      args: { round: 2, level: 1, policy: 1 },
    })
    await scene.quiet()
    expect(await scene.reasons(late)).toEqual(['stale_content'])
    expect(await scene.state(requestId)).toMatchObject({ status: 'pending_a1', approvals: [], round: 3 })
    await scene.expectAgreement(expect)
  })

  it('[DEC-7] a policy that changes reaches every request that waits, in every list, and every ledger', async () => {
    scene.start()
    await scene.policy()
    const requests = [await scene.draft('bruno', 500_000), await scene.draft('bruno', 6_000_000)]
    for (const requestId of requests) await scene.say('bruno', 'request.submit', requestId)
    await scene.quiet()
    await scene.policy(
      [{ ...(await scene.state(requests[0] ?? ''))?.requirements[0], id: 'neu', level: 1, people: ['davi'] } as never],
      1,
    )
    await scene.quiet()
    for (const requestId of requests)
      expect(await scene.state(requestId)).toMatchObject({ policy: 2, round: 2, reason: { code: 'policy_changed' } })
    await scene.expectAgreement(expect)
  })

  it('[DEC-12] a submission waits for the rows of its items and holds up only what is about the same request', async () => {
    scene.start()
    await scene.policy()
    const other = await scene.draft('bruno', 500_000)
    const requestId = await scene.draft('bruno', 500_000)
    const early = await scene.say('bruno', 'request.submit', requestId, {
      digest: digestAfter(scene, requestId, 800_000),
    })
    const cancel = await scene.say('bruno', 'request.cancel', requestId)
    const free = await scene.say('bruno', 'request.submit', other)
    await until(async () => (await scene.reasons(free))[0] === 'submitted')
    expect(await scene.reasons(early, cancel)).toEqual([undefined, undefined])
    await scene.reprice('bruno', requestId, 800_000)
    await scene.quiet()
    expect(await scene.reasons(early, cancel)).toEqual(['submitted', 'cancelled'])
    await scene.expectAgreement(expect)
  })

  it('[DEC-4] two processes that decide at once make each decision once, in one order', async () => {
    scene.start()
    scene.start()
    await scene.policy()
    const requests = await Promise.all(Array.from({ length: 8 }, () => scene.draft('bruno', 500_000)))
    const intents: string[] = []
    for (const requestId of requests) intents.push(await scene.say('bruno', 'request.submit', requestId))
    await scene.quiet()
    await Promise.all(requests.map((requestId) => scene.say('carla', 'request.approve', requestId)))
    await scene.quiet()
    const numbers = await Promise.all(requests.map(async (id) => (await scene.state(id))?.number?.number))
    expect(numbers.toSorted((a = 0, b = 0) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(await scene.reasons(...intents)).toEqual(intents.map(() => 'submitted'))
    await scene.expectAgreement(expect)
  })

  it('[DEC-15] however much is asked about one list, the next list has its turn after fifty; nothing is left out', async () => {
    await scene.policy()
    await scene.write('eva', requestsName(scene.listId), scene.list, () => {
      for (let i = 0; i < 170; i++)
        leaveIntent(scene.list, scene.people.eva, { type: 'request.approve', subject: `subject-${i % 7}` })
    })
    const otherId = await scene.otherList(async (documentId) => {
      const other = new Y.Doc()
      leaveIntent(other, scene.people.carla, { type: 'request.approve', subject: 'subject-0' })
      const update = Y.encodeStateAsUpdate(other)
      await scene.journal.append({ documentId, actorId: 'carla', origin: 'client', update })
    })
    scene.start()
    await scene.quiet()
    const { rows } = await scene.database.pool.query<{ before: number; all: number }>(
      `select count(*) filter (where d.decided_at < o.decided_at)::int as before, count(*)::int as all
       from decision d, decision o where o.document_id = $1 and d.document_id <> $1`,
      [otherId],
    )
    expect(rows).toEqual([{ before: 50, all: 171 }])
  })

  it('[DEC-17] a new list says by what is decided in it before anything is', async () => {
    scene.start()
    await scene.policy()
    await scene.quiet()
    await scene.otherList(async (documentId) => {
      const other = new Y.Doc()
      createRequest(other, scene.people.carla, { title: 'Luvas' })
      const update = Y.encodeStateAsUpdate(other)
      await scene.journal.append({ documentId, actorId: 'carla', origin: 'client', update })
    })
    const policy = async () =>
      createLedgerStore(await scene.document('ledger:01HOTHER0000000000000000AA')).rule('policy')
    await vi.waitFor(async () => expect(await policy()).toMatchObject({ version: 1 }), { timeout: 10_000 })
  })

  it('[DEC-10] another kind of decision needs nothing but its deciders', async () => {
    const { deciders } = purchaseDecisions
    const without = Object.fromEntries(Object.entries(deciders).filter(([type]) => !type.startsWith('reopening.')))
    const first = scene.start({ decisions: { ...purchaseDecisions, deciders: without } })
    await scene.policy()
    const requestId = await scene.draft('bruno', 500_000)
    await scene.say('bruno', 'request.submit', requestId)
    await scene.quiet()
    await scene.say('bruno', 'request.cancel', requestId)
    const unknown = await scene.say('bruno', 'reopening.ask', requestId, { args: { reason: 'Voltou' } })
    await scene.quiet()
    expect(await scene.reasons(unknown)).toEqual(['unknown_type'])
    first.stop()
    await first.done
    scene.start()
    await scene.say('bruno', 'reopening.ask', requestId, { args: { reason: 'Voltou' } })
    await scene.quiet()
    await scene.say('marina', 'reopening.grant', requestId)
    await scene.quiet()
    expect(await scene.state(requestId)).toMatchObject({ status: 'rascunho', number: { number: 1 } })
    await scene.expectAgreement(expect)
  })

  it('[DEC-18] [DEC-7] what was decided about is kept once while it stays the same; every decision is read with it', async () => {
    scene.start()
    await scene.policy()
    const [requestId, other] = [await scene.draft('bruno', 500_000), await scene.draft('bruno', 100)]
    for (const subject of [requestId, other]) await scene.say('bruno', 'request.submit', subject)
    await scene.quiet()
    for (let i = 0; i < 5; i++) await scene.say('eva', 'request.approve', requestId)
    await scene.quiet()
    await scene.reprice('bruno', requestId, 600_000)
    await scene.quiet()
    await scene.say('eva', 'request.approve', requestId)
    await scene.quiet()
    const kept = (await scene.decisions()).filter(({ subject, content }) => subject === requestId && content !== null)
    expect(kept.map(({ content }) => content?.['totalCents'])).toEqual([500_000, 600_000])
    const all = await scene.audit()
    const sums = all.map(({ subject, content }) => (subject === requestId ? content?.['totalCents'] : undefined))
    expect(sums.filter((sum) => sum !== undefined)).toEqual([
      ...Array.from({ length: 6 }, () => 500_000),
      600_000,
      600_000,
    ])
    expect(all.find(({ subject }) => subject === other)?.content?.['totalCents']).toBe(100)
  })

  it('[DEC-19] [DEC-7] what is rewritten all the time begins again at most every two seconds; a word about it does not wait', async () => {
    scene.start()
    await scene.policy()
    const requestId = await scene.draft('bruno', 500_000)
    await scene.say('bruno', 'request.submit', requestId)
    await scene.quiet()
    const restarts = async () => (await scene.decisions()).filter(({ type }) => type === 'request.restart').length
    let cents = 500_000
    while ((await restarts()) < 3) {
      await scene.reprice('bruno', requestId, ++cents)
      await scene.detailsTaken(requestId)
    }
    const { rows } = await scene.database.pool.query<{ gap: number | null }>(
      `select extract(epoch from decided_at - lag(decided_at) over (order by place))::float8 as gap
       from decision where type = 'request.restart' order by place`,
    )
    expect(Math.min(...rows.map(({ gap }) => gap ?? Infinity))).toBeGreaterThan(1.9)
    // Nothing waits for this one: what follows for its subject is decided with it.
    await scene.reprice('bruno', requestId, ++cents)
    await scene.detailsTaken(requestId)
    const word = await scene.say('carla', 'request.approve', requestId)
    await until(async () => (await scene.reasons(word))[0] !== undefined)
    expect(await scene.state(requestId)).toMatchObject({ totalCents: cents })
    await scene.reprice('bruno', requestId, 1)
    await scene.quiet()
    expect(await scene.state(requestId)).toMatchObject({ status: 'pending_a1', totalCents: 1 })
    await scene.expectAgreement(expect)
  })

  it('[DEC-11] decisions cannot be changed or removed', async () => {
    scene.start()
    await scene.policy()
    await scene.quiet()
    const { pool } = scene.database
    await expect(pool.query(`update decision set accepted = false`)).rejects.toThrow(/append-only/)
    await expect(pool.query(`delete from decision`)).rejects.toThrow(/append-only/)
  })
})

/** The digest the content will have when the item costs this much. */
function digestAfter(scene: Scene, requestId: string, cents: number): string {
  const after = new Y.Doc()
  Y.applyUpdate(after, Y.encodeStateAsUpdate(scene.detail(requestId)))
  for (const item of after.getMap<Y.Map<unknown>>('items').values()) item.set('estimate', cents)
  const content = readContent(scene.list, after, requestId)
  return content ? contentDigest(content) : ''
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5))
}
