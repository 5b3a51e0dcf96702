import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { addItems } from '../request/index.ts'
import { createRequest, setRequestField } from '../requests/index.ts'
import { testContext } from '../testing/index.ts'
import { contentDigest, purchaseDecisions, readContent, readRules } from './index.ts'
import { content, Office, rule, staff, threeLevels } from './testing/office.ts'

const hourMs = 3_600_000

function office(totalCents = 6_000_000, rules = threeLevels): Office {
  const made = new Office()
  expect(made.policy(rules)).toBe('policy_changed')
  made.write('r1', content('bruno', totalCents))
  return made
}

describe('the way of a request', () => {
  it('[APV-1] R$ 60.000 goes from a draft through A1, A2, A3; R$ 5.000 needs only A1', () => {
    const desk = office()
    expect(desk.say('bruno', 'request.submit', 'r1')).toBe('submitted')
    const way = ['carla', 'davi', 'eva'].map((who) => [
      desk.state('r1')?.status,
      desk.say(who, 'request.approve', 'r1'),
    ])
    expect(way).toEqual([
      ['pending_a1', 'approved'],
      ['pending_a2', 'approved'],
      ['pending_a3', 'approved'],
    ])
    expect(desk.state('r1')).toMatchObject({ status: 'aprovada', number: { year: 2026, number: 1 } })
    desk.write('r2', content('bruno', 500_000))
    desk.say('bruno', 'request.submit', 'r2')
    desk.say('carla', 'request.approve', 'r2')
    expect(desk.state('r2')).toMatchObject({ status: 'aprovada', number: { year: 2026, number: 2 } })
  })

  it('[APV-2] only legal transitions: everything else is refused with its reason', () => {
    const desk = office()
    const say = (who: string, type: string, args = {}): string => desk.say(who, type, 'r1', { args })
    expect([say('carla', 'request.approve'), say('bruno', 'request.cancel')]).toEqual(['wrong_state', 'wrong_state'])
    expect(say('carla', 'request.submit')).toBe('not_requester')
    expect(say('bruno', 'request.submit')).toBe('submitted')
    expect(say('bruno', 'request.submit')).toBe('wrong_state')
    expect(say('carla', 'request.return')).toBe('reason_needed')
    expect(say('carla', 'request.return', { reason: ' Falta o orçamento ' })).toBe('returned')
    expect(desk.state('r1')).toMatchObject({ status: 'devolvida', reason: { text: 'Falta o orçamento', by: 'carla' } })
    expect(say('bruno', 'request.submit')).toBe('submitted')
    expect(say('eva', 'request.reject', { reason: 'Não' })).toBe('not_approver')
    expect(say('carla', 'request.reject', { reason: 'Não' })).toBe('rejected')
    for (const type of ['request.submit', 'request.approve', 'request.cancel'])
      expect(say('bruno', type), type).toBe('wrong_state')
    expect(say('ana', 'request.erase')).toBe('unknown_type')
    expect(say('ana', 'toString')).toBe('unknown_type')
    expect(say('left', 'request.approve')).toBe('not_member')
  })

  it('[APV-2] a requester or a manager cancels; nobody else', () => {
    const desk = office()
    desk.say('bruno', 'request.submit', 'r1')
    expect(desk.say('carla', 'request.cancel', 'r1')).toBe('not_allowed')
    expect(desk.say('marina', 'request.cancel', 'r1')).toBe('cancelled')
    expect(desk.state('r1')?.status).toBe('cancelada')
  })

  it('[APV-3] a number is given once, at the first submission, without gaps, by the year in São Paulo', () => {
    const desk = office()
    for (const id of ['r2', 'r3']) desk.write(id, content('bruno', 500_000))
    desk.say('bruno', 'request.submit', 'r1')
    expect(desk.say('bruno', 'request.submit', 'r2', { digest: 'old' })).toBe('stale_content')
    desk.say('carla', 'request.return', 'r1', { args: { reason: 'Não' } })
    desk.say('bruno', 'request.submit', 'r3')
    desk.say('bruno', 'request.submit', 'r1')
    expect(['r1', 'r2', 'r3'].map((id) => desk.state(id)?.number?.number)).toEqual([1, undefined, 2])
    desk.nowMs = Date.UTC(2027, 0, 1, 2, 59)
    desk.say('bruno', 'request.submit', 'r2')
    expect(desk.state('r2')?.number).toEqual({ year: 2026, number: 3 })
    desk.nowMs = Date.UTC(2027, 0, 1, 3)
    desk.write('r4', content('bruno', 1))
    desk.say('bruno', 'request.submit', 'r4')
    expect(desk.state('r4')?.number).toEqual({ year: 2027, number: 1 })
  })

  it('[APV-12] [APV-4] what nobody could approve is not submitted: no policy, no rule, nobody to ask, nothing to buy', () => {
    const desk = new Office()
    desk.write('r1', content('bruno', 500_000))
    expect(desk.say('bruno', 'request.submit', 'r1')).toBe('no_policy')
    desk.policy([rule(1, ['carla'], { fromCents: 1_000_000 })])
    expect(desk.say('bruno', 'request.submit', 'r1')).toBe('no_rule')
    desk.policy([rule(1, ['bruno'])])
    expect(desk.say('bruno', 'request.submit', 'r1')).toBe('no_approver')
    desk.policy(threeLevels)
    desk.write('r1', content('bruno', 0, { items: [] }))
    expect(desk.say('bruno', 'request.submit', 'r1')).toBe('incomplete')
    expect(desk.say('bruno', 'request.submit', 'nowhere1')).toBe('not_found')
    expect(desk.state('r1')).toBeNull()
  })

  it('[APV-13] a submission that arrives before the rows of its items waits for them, and not for ever', () => {
    const desk = office()
    const full = desk.digest('r1')
    const item = content('bruno', 6_000_000)
    desk.write('r1', content('bruno', 0, { items: [] }))
    const intent = {
      id: 'offline-1',
      type: 'request.submit',
      subject: 'r1',
      digest: full,
      by: 'bruno',
      atMs: 0,
      args: {},
    }
    expect(desk.decide('r1', intent, 'bruno', 0)).toBe('wait')
    desk.write('r1', item)
    expect(desk.decide('r1', intent, 'bruno', 900)).toBe('submitted')
    const late = { ...intent, id: 'offline-2', subject: 'r9' }
    desk.write('r9', content('bruno', 1))
    expect([desk.decide('r9', late, 'bruno', 29_999), desk.decide('r9', late, 'bruno', 30_000)]).toEqual([
      'wait',
      'stale_content',
    ])
  })
})

describe('whose yes counts', () => {
  it('[APV-4] nobody approves their own request, in nobody’s name, whoever the policy names', () => {
    const desk = office(500_000, [rule(1, ['bruno', 'carla'], { mode: 'all' })])
    desk.say('bruno', 'request.submit', 'r1')
    expect(desk.say('bruno', 'request.approve', 'r1')).toBe('own_request')
    const week = { start: desk.nowMs - 1, end: desk.nowMs + hourMs }
    desk.say('carla', 'delegation.set', '', { args: { to: 'bruno', ...week } })
    expect(desk.say('bruno', 'request.approve', 'r1', { args: { for: 'carla' } })).toBe('own_request')
    // Whom the requester has left their name to does not speak for Carla either.
    desk.say('bruno', 'delegation.set', '', { args: { to: 'davi', ...week } })
    expect(desk.say('davi', 'request.approve', 'r1')).toBe('not_approver')
    expect(desk.say('carla', 'request.approve', 'r1')).toBe('approved')
    expect(desk.state('r1')?.status).toBe('aprovada')
  })

  it('[APV-5] [APV-1] a yes counts for what its author saw: content that changes begins again at the first level, approved or not', () => {
    const desk = office()
    desk.say('bruno', 'request.submit', 'r1')
    const seen = desk.shown('r1')
    desk.write('r1', content('bruno', 7_000_000))
    expect(desk.say('carla', 'request.approve', 'r1', seen)).toBe('stale_content')
    expect(desk.state('r1')).toMatchObject({ status: 'pending_a1', round: 2, reason: { code: 'content_changed' } })
    // The same content as before is another round all the same.
    desk.write('r1', content('bruno', 6_000_000))
    expect(desk.say('carla', 'request.approve', 'r1', seen)).toBe('stale_round')
    for (const who of ['carla', 'davi', 'eva']) expect(desk.say(who, 'request.approve', 'r1')).toBe('approved')
    desk.write('r1', content('bruno', 6_000_001))
    expect(desk.state('r1')).toMatchObject({ status: 'pending_a1', approvals: [], number: { number: 1 } })
  })

  it('[APV-6] a policy that changes begins what is pending again; what is approved stays; a yes under another policy does not count', () => {
    const desk = office()
    desk.write('r2', content('bruno', 1))
    for (const id of ['r1', 'r2']) desk.say('bruno', 'request.submit', id)
    desk.say('carla', 'request.approve', 'r2')
    desk.say('carla', 'request.approve', 'r1')
    const seen = desk.shown('r1')
    expect(desk.policy([rule(1, ['davi'])])).toBe('policy_changed')
    expect(desk.state('r1')).toMatchObject({ status: 'pending_a1', policy: 2, reason: { code: 'policy_changed' } })
    expect(desk.state('r2')).toMatchObject({ status: 'aprovada', policy: 1 })
    expect(desk.say('davi', 'request.approve', 'r1', seen)).toBe('stale_policy')
    expect(desk.say('davi', 'request.approve', 'r1')).toBe('approved')
  })

  it('[APV-7] any of the named or a group, or all of them; two of one level in the same second: one of them was first', () => {
    const desk = office(500_000, [rule(1, [], { group: 'diretoria' })])
    desk.say('bruno', 'request.submit', 'r1')
    const seen = desk.shown('r1')
    expect(desk.say('carla', 'request.approve', 'r1', seen)).toBe('approved')
    expect(desk.say('davi', 'request.approve', 'r1', seen)).toBe('level_done')
    const all = office(2_000_000, [rule(1, ['carla', 'davi'], { mode: 'all' }), rule(2, ['eva'])])
    all.say('bruno', 'request.submit', 'r1')
    const both = all.shown('r1')
    expect(all.say('davi', 'request.approve', 'r1', both)).toBe('approved')
    expect(all.say('davi', 'request.approve', 'r1', both)).toBe('already_approved')
    expect(all.state('r1')?.status).toBe('pending_a1')
    all.say('carla', 'request.approve', 'r1', both)
    expect(all.state('r1')?.status).toBe('pending_a2')
    expect(all.say('carla', 'request.approve', 'r1', both)).toBe('level_done')
  })

  it('[APV-7] levels by amount, cost centre and category: every item asks for its own', () => {
    const rules = [
      rule(1, ['carla'], { id: 'obras', costCentres: ['Obras'] }),
      rule(1, ['davi'], { id: 'resto' }),
      rule(2, ['eva'], { categories: ['TI'] }),
    ]
    const desk = office(1, rules)
    const items = content('bruno', 1).items.flatMap((item) => [item, { ...item, id: 'item-0002', costCentre: 'Obras' }])
    desk.write('r1', content('bruno', 1, { items }))
    desk.say('bruno', 'request.submit', 'r1')
    expect(desk.state('r1')?.requirements.map(({ id }) => id)).toEqual(['obras', 'resto'])
    desk.say('carla', 'request.approve', 'r1')
    expect(desk.state('r1')?.status).toBe('pending_a1')
    desk.say('davi', 'request.approve', 'r1')
    expect(desk.state('r1')?.status).toBe('aprovada')
  })

  it('[APV-8] who is away is spoken for, and it is written down in whose name; circles end', () => {
    const desk = office(500_000)
    desk.say('bruno', 'request.submit', 'r1')
    const day = { start: desk.nowMs, end: desk.nowMs + 24 * hourMs, reason: 'Férias' }
    expect(desk.say('carla', 'delegation.set', '', { args: { to: 'davi', ...day } })).toBe('delegated')
    desk.say('davi', 'delegation.set', '', { args: { to: 'eva', ...day } })
    desk.say('eva', 'delegation.set', '', { args: { to: 'carla', ...day } })
    expect(desk.say('gil', 'request.approve', 'r1')).toBe('not_approver')
    expect(desk.say('eva', 'request.approve', 'r1')).toBe('approved')
    expect(desk.state('r1')?.approvals).toMatchObject([{ for: 'carla', by: 'eva' }])
    expect(desk.made.at(-1)).toMatchObject({ by: 'eva', onBehalfOf: 'carla' })
  })

  it('[APV-8] [APV-9] only one’s own name is left to others, unless a manager does it; it ends when it is ended', () => {
    const desk = office(500_000)
    const day = { start: desk.nowMs, end: desk.nowMs + 24 * hourMs }
    const set = (by: string, args: object): string => desk.say(by, 'delegation.set', '', { args: { ...day, ...args } })
    expect(set('davi', { from: 'carla', to: 'davi' })).toBe('not_allowed')
    expect(set('carla', { to: 'carla' })).toBe('malformed')
    expect(set('carla', { to: 'left' })).toBe('unknown_person')
    expect(set('carla', { to: 'davi', end: day.start })).toBe('malformed')
    expect(desk.say('marina', 'delegation.set', '', { id: 'd1', args: { ...day, from: 'carla', to: 'davi' } })).toBe(
      'delegated',
    )
    desk.nowMs += hourMs
    expect(desk.say('davi', 'delegation.end', '', { args: { delegation: 'd1' } })).toBe('not_allowed')
    expect(desk.say('carla', 'delegation.end', '', { args: { delegation: 'd1' } })).toBe('delegation_ended')
    desk.say('bruno', 'request.submit', 'r1')
    expect(desk.say('davi', 'request.approve', 'r1')).toBe('not_approver')
  })

  it('[APV-9] a delegation holds from its first moment to just before its last', () => {
    const desk = office(500_000)
    desk.say('bruno', 'request.submit', 'r1')
    const [start, end] = [desk.nowMs + hourMs, desk.nowMs + 2 * hourMs]
    desk.say('carla', 'delegation.set', '', { args: { to: 'davi', start, end } })
    const at = (nowMs: number): string => {
      desk.nowMs = nowMs
      return desk.say('davi', 'request.reject', 'r1')
    }
    expect([at(start - 1), at(start), at(end - 1), at(end)]).toEqual([
      'not_approver',
      'reason_needed',
      'reason_needed',
      'not_approver',
    ])
  })

  it('[APV-10] what waits too long may be answered by those it escalates to, from that moment on', () => {
    const desk = office(500_000, [rule(1, ['carla'], { escalateAfterHours: 48, escalateTo: ['eva', 'bruno'] })])
    desk.say('bruno', 'request.submit', 'r1')
    const sinceMs = desk.nowMs
    const standing = () =>
      purchaseDecisions.standing({
        world: desk.world,
        members: staff,
        content: null,
        nowMs: desk.nowMs,
        editors: [],
        waitedMs: 0,
        state: desk.subject('r1').state ?? {},
      })
    expect([standing().dueMs, standing().view['waiting']]).toEqual([sinceMs + 48 * hourMs, ['carla']])
    desk.nowMs = sinceMs + 48 * hourMs - 1
    expect(desk.say('eva', 'request.approve', 'r1')).toBe('not_approver')
    desk.nowMs++
    desk.look('r1')
    expect(desk.made.at(-1)).toMatchObject({ type: 'request.escalate', by: 'server' })
    expect([standing().dueMs, standing().view['waiting']]).toEqual([null, ['carla', 'eva']])
    expect(desk.say('eva', 'request.approve', 'r1')).toBe('approved')
  })

  it('[APV-14] who leaves is not waited for; when nobody is left it goes back', () => {
    const desk = office(500_000, [rule(1, ['carla', 'davi'], { mode: 'all' })])
    desk.say('bruno', 'request.submit', 'r1')
    desk.say('carla', 'request.approve', 'r1')
    const without = (...gone: string[]) =>
      staff.map((one) => (gone.includes(one.userId) ? { ...one, active: false } : one))
    desk.members = without('davi')
    desk.look('r1')
    expect(desk.state('r1')?.status).toBe('aprovada')
    desk.members = staff
    desk.write('r2', content('bruno', 1))
    desk.say('bruno', 'request.submit', 'r2')
    desk.members = without('carla', 'davi')
    desk.look('r2')
    expect(desk.state('r2')).toMatchObject({ status: 'devolvida', reason: { code: 'no_approver' } })
  })

  it('[APV-6] only an administrator changes the policy, having seen the one before, naming people who are here', () => {
    const desk = office()
    expect(desk.policy(threeLevels, 'marina')).toBe('not_allowed')
    expect(desk.say('ana', 'policy.change', '', { args: { rules: threeLevels as never, base: 0 } })).toBe(
      'stale_policy',
    )
    expect(desk.policy([rule(1, ['left'])])).toBe('unknown_person')
    expect(desk.policy([])).toBe('malformed')
    for (const bad of [
      { level: 4 },
      { mode: 'most' },
      { people: [], group: '' },
      { fromCents: -1 },
      { escalateAfterHours: 5, escalateTo: [] },
      { people: [7] },
    ])
      expect(readRules([{ ...rule(1, ['carla']), ...bad } as never]), JSON.stringify(bad)).toBeNull()
    expect(readRules([rule(1, ['carla']), rule(1, ['davi'])] as never)).toBeNull()
  })
})

describe('taking up again what was cancelled', () => {
  it('[APV-11] [APV-3] is another kind of decision: somebody asks, a manager grants, and the request is a draft with its number', () => {
    const desk = office(500_000)
    desk.say('bruno', 'request.submit', 'r1')
    const say = (who: string, type: string, args = {}): string => desk.say(who, type, 'r1', { args })
    expect(say('bruno', 'reopening.ask', { reason: 'Voltou' })).toBe('wrong_state')
    say('bruno', 'request.cancel')
    expect(say('bruno', 'reopening.ask')).toBe('reason_needed')
    expect(say('marina', 'reopening.grant')).toBe('wrong_state')
    expect(say('marina', 'reopening.ask', { reason: 'Voltou' })).toBe('asked')
    expect(say('marina', 'reopening.grant')).toBe('own_request')
    expect(say('carla', 'reopening.grant')).toBe('not_allowed')
    expect(say('ana', 'reopening.deny')).toBe('denied')
    expect(desk.state('r1')).toMatchObject({ status: 'cancelada', reopening: null })
    say('bruno', 'reopening.ask', { reason: 'Voltou mesmo' })
    expect(say('marina', 'reopening.grant')).toBe('reopened')
    expect(desk.state('r1')).toMatchObject({ status: 'rascunho', number: { number: 1 }, approvals: [] })
    expect(say('bruno', 'request.submit')).toBe('submitted')
    expect(desk.state('r1')).toMatchObject({ status: 'pending_a1', number: { number: 1 } })
  })
})

describe('what an approver sees', () => {
  it('[APV-15] is the same text for everybody who sees the same, whatever the order of writing', () => {
    const [ana, bruno] = [testContext('ana', 1), testContext('bruno', 1)]
    const [list, detail] = [new Y.Doc(), new Y.Doc()]
    const { requestId } = createRequest(list, bruno, { title: 'Cadeiras', costCentre: 'Adm' })
    addItems(detail, ana, [{ description: 'Cadeira', quantity: '2', estimate: 45_000 }])
    const seen = readContent(list, detail, requestId)
    expect(seen).toMatchObject({ requester: 'bruno', totalCents: 90_000, items: [{ description: 'Cadeira' }] })
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(detail))
    const again = readContent(list, copy, requestId)
    expect(seen && again && contentDigest(seen) === contentDigest(again)).toBe(true)
    setRequestField(list, ana, { requestId, field: 'total', value: 5 })
    const same = readContent(list, detail, requestId)
    expect(seen && same && contentDigest(same)).toBe(seen && contentDigest(seen))
    setRequestField(list, ana, { requestId, field: 'needBy', value: '2026-12-24' })
    const other = readContent(list, detail, requestId)
    expect(other && contentDigest(other)).not.toBe(seen && contentDigest(seen))
    expect(readContent(list, detail, 'nowhere0')).toBeNull()
    // Fixed: programs of others compute it from docs/PROTOCOL.md.
    expect(contentDigest(content('bruno', 100))).toBe(
      'dfe844676fa9eb5fc7bb7dcdc2e2cd9f8157702609d5ee33c522090b9f04cf72',
    )
  })
})
