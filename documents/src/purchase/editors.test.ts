import { describe, expect, it } from 'vitest'
import { delegationsOf, readView, speaksFor } from './index.ts'
import { requestStanding } from './review.ts'
import { content, Office, rule, threeLevels } from './testing/office.ts'

const hourMs = 3_600_000

/** A request of Bruno's for R$ 20.000, submitted under this policy. */
function submitted(editors: 'marked' | 'refused', rules = threeLevels): Office {
  const desk = new Office()
  expect(desk.policy(rules, 'ana', editors)).toBe('policy_changed')
  desk.write('r1', content('bruno', 2_000_000))
  expect(desk.say('bruno', 'request.submit', 'r1')).toBe('submitted')
  return desk
}

function viewIn(desk: Office) {
  const { state, content: now } = desk.subject('r1')
  const { world, members, nowMs } = desk
  const ask = { world, state: state ?? {}, content: now as never, members, nowMs, editors: [], waitedMs: 0 }
  return readView(requestStanding(ask).view)
}
const speaks = (desk: Office, who: string) => {
  const view = viewIn(desk)
  return view && speaksFor(view, delegationsOf(desk.world).values(), who, desk.nowMs)
}

describe('whoever writes into a request and then decides about it', () => {
  it('[APV-20] may, when the policy says nothing else: everybody after them reads that they rewrote it', () => {
    const desk = submitted('marked')
    desk.write('r1', content('bruno', 2_100_000), 'bruno', 'carla', 'eva')
    expect(desk.state('r1')).toMatchObject({ round: 2, edited: ['carla', 'eva'], approvals: [] })
    expect(viewIn(desk)).toMatchObject({ waiting: ['carla'], edited: ['carla', 'eva'], editorsMay: true })
    expect(desk.say('carla', 'request.approve', 'r1')).toBe('approved')
    expect(desk.say('davi', 'request.approve', 'r1')).toBe('approved')
    expect(viewIn(desk)?.approvals.map(({ by, edited }) => [by, edited])).toEqual([
      ['carla', true],
      ['davi', false],
    ])
    // Kept with the decision, as it was.
    expect(desk.made.find(({ by }) => by === 'carla')?.state).toMatchObject({ approvals: [{ edited: true }] })
  })

  it('[APV-20] it is about this submission: whoever sends it again answers for all of it', () => {
    const desk = submitted('marked')
    desk.write('r1', content('bruno', 2_100_000), 'carla')
    desk.say('davi', 'request.return', 'r1', { args: { reason: 'caro' } })
    desk.say('carla', 'request.return', 'r1', { args: { reason: 'caro' } })
    expect(desk.say('bruno', 'request.submit', 'r1')).toBe('submitted')
    expect(desk.say('carla', 'request.approve', 'r1')).toBe('approved')
    expect(viewIn(desk)?.approvals).toMatchObject([{ by: 'carla', edited: false }])
  })

  it('[APV-19] may not, when the policy refuses it: they are as its requester, in nobody’s name, and nobody through them', () => {
    const desk = submitted('refused', [rule(1, ['carla', 'davi'])])
    desk.say('davi', 'delegation.set', '', { args: { to: 'carla', start: desk.nowMs, end: desk.nowMs + hourMs } })
    expect(speaks(desk, 'carla')).toEqual(['carla', 'davi'])
    desk.write('r1', content('bruno', 2_100_000), 'carla')
    expect(viewIn(desk)).toMatchObject({ waiting: ['davi'], editorsMay: false })
    expect(speaks(desk, 'carla')).toEqual([])
    for (const type of ['request.approve', 'request.return', 'request.reject'])
      expect(desk.say('carla', type, 'r1', { args: { reason: 'sim' } }), type).toBe('own_edit')
    expect(desk.say('davi', 'request.approve', 'r1')).toBe('approved')
    expect(desk.state('r1')?.status).toBe('aprovada')
  })

  it('[APV-19] when nobody else is left it goes back to its requester; who has only looked on or talked is no editor', () => {
    const desk = submitted('refused')
    desk.write('r1', content('bruno', 2_000_000), 'carla')
    expect(desk.state('r1')).toMatchObject({ round: 1, edited: [] })
    desk.write('r1', content('bruno', 2_100_000), 'carla')
    expect(desk.state('r1')).toMatchObject({ status: 'devolvida', reason: { code: 'no_approver' } })
    expect(desk.say('bruno', 'request.submit', 'r1')).toBe('submitted')
    expect(desk.say('carla', 'request.approve', 'r1')).toBe('approved')
  })

  it('[APV-19] a policy says one of the two; another word is no policy, and one from before it could say so lets them', () => {
    const desk = new Office()
    const said = (editors: string) =>
      desk.say('ana', 'policy.change', '', { args: { base: 0, rules: threeLevels as never, editors } })
    expect(said('perhaps')).toBe('malformed')
    expect(desk.say('ana', 'policy.change', '', { args: { base: 0, rules: threeLevels as never } })).toBe(
      'policy_changed',
    )
    expect(desk.world['policy']).toMatchObject({ editors: 'marked' })
    desk.world = { policy: { version: 1, rules: threeLevels as never } }
    desk.write('r1', content('bruno', 2_000_000))
    desk.say('bruno', 'request.submit', 'r1')
    // As a state was kept before editors were known.
    const { edited: _edited, editorsMay: _may, ...old } = desk.subject('r1').state ?? {}
    desk.subject('r1').state = old
    desk.write('r1', content('bruno', 2_100_000), 'carla')
    expect(desk.say('carla', 'request.approve', 'r1')).toBe('approved')
  })
})
