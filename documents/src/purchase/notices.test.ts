import { describe, expect, it } from 'vitest'
import type { JsonObject, NewNotice } from '../decisions/index.ts'
import { purchaseDecisions } from './index.ts'
import { content, Office, rule, threeLevels } from './testing/office.ts'

/** What everybody was told since the office opened, in order: `<who> <event>`. */
function toldIn(desk: Office): readonly NewNotice[] {
  const states = new Map<string, JsonObject | null>()
  return desk.made.flatMap((made) => {
    const before = states.get(made.subject) ?? null
    const after = made.state ?? before
    states.set(made.subject, after)
    const now = desk.subject(made.subject).content as JsonObject | null
    const { world, atMs } = made
    return purchaseDecisions.notices({
      made,
      before,
      after,
      intent: null,
      content: now,
      world,
      members: desk.members,
      nowMs: atMs,
      standings: made.subject === '' ? made.standings : [],
    })
  })
}
const short = (notices: readonly NewNotice[]) =>
  notices.map(({ to, event }) => `${to} ${event.slice('purchase_request_'.length)}`)

function office(rules = threeLevels): Office {
  const desk = new Office()
  desk.policy(rules)
  desk.write('r1', content('bruno', 6_000_000))
  desk.say('bruno', 'request.submit', 'r1')
  return desk
}

describe('who is told what', () => {
  it('[NTC-1] whoever is waited for, level by level, and the requester how it ended; nobody of their own deeds', () => {
    const desk = office()
    for (const who of ['carla', 'davi', 'eva']) desk.say(who, 'request.approve', 'r1')
    expect(short(toldIn(desk))).toEqual(['carla waiting', 'davi waiting', 'eva waiting', 'bruno approved'])
    expect(toldIn(desk)[3]?.args).toMatchObject({ title: 'Notebooks', totalCents: 6_000_000, by: 'eva' })
    const own = office()
    own.say('bruno', 'request.cancel', 'r1')
    expect(short(toldIn(own))).toEqual(['carla waiting'])
  })

  it('[NTC-1] who stands in for somebody is told like them; who has said yes of several is not asked again', () => {
    const desk = office([rule(1, ['carla', 'davi'], { mode: 'all' })])
    desk.say('carla', 'request.approve', 'r1')
    desk.say('davi', 'request.return', 'r1', { args: { reason: 'Falta o orçamento' } })
    expect(short(toldIn(desk))).toEqual(['carla waiting', 'davi waiting', 'bruno returned'])
    expect(toldIn(desk)[2]?.args['text']).toBe('Falta o orçamento')
    const away = new Office()
    away.policy(threeLevels)
    away.say('carla', 'delegation.set', '', { args: { to: 'marina', start: away.nowMs, end: away.nowMs + 3_600_000 } })
    away.write('r1', content('bruno', 500))
    away.say('bruno', 'request.submit', 'r1')
    const asked = toldIn(away).filter(({ event }) => event === 'purchase_request_waiting')
    expect(short(asked).toSorted()).toEqual(['carla waiting', 'marina waiting'])
  })

  it('[NTC-2] when content changes the requester and everybody whose yes is lost hear of it, with both amounts', () => {
    const desk = office()
    desk.say('carla', 'request.approve', 'r1')
    desk.write('r1', content('bruno', 6_500_000))
    const told = toldIn(desk)
    expect(short(told).slice(2).toSorted()).toEqual(['bruno changed', 'carla changed'])
    expect(told.at(-1)?.args).toMatchObject({ beforeCents: 6_000_000, totalCents: 6_500_000 })
  })

  it('[NTC-2] a word that did not count is told to whoever said it, and to nobody else', () => {
    const desk = office()
    expect(desk.say('bruno', 'request.approve', 'r1')).toBe('own_request')
    expect(short(toldIn(desk))).toEqual(['carla waiting', 'bruno refused'])
  })

  it('[NTC-6] a cancellation, a reopening and an answer to one that do not count are told like a yes, with why', () => {
    const desk = office()
    expect(desk.say('carla', 'request.cancel', 'r1')).toBe('not_allowed')
    expect(desk.say('bruno', 'reopening.ask', 'r1', { args: { reason: 'Voltou' } })).toBe('wrong_state')
    expect(desk.say('carla', 'reopening.grant', 'r1')).toBe('wrong_state')
    const refused = toldIn(desk).slice(1)
    expect(short(refused)).toEqual(['carla refused', 'bruno refused', 'carla refused'])
    expect(refused.map(({ args }) => [args['type'], args['reason']])).toEqual([
      ['request.cancel', 'not_allowed'],
      ['reopening.ask', 'wrong_state'],
      ['reopening.grant', 'wrong_state'],
    ])
  })

  it('[NTC-11] a wish to reopen is told to everybody who may answer it, the answer to whoever asked and the requester', () => {
    for (const [word, told] of [
      ['reopening.grant', 'reopened'],
      ['reopening.deny', 'reopening_denied'],
    ] as const) {
      const desk = office()
      desk.say('bruno', 'request.cancel', 'r1', { args: { reason: 'Sem verba' } })
      expect(desk.say('carla', 'reopening.ask', 'r1', { args: { reason: 'Há verba' } })).toBe('asked')
      desk.say('ana', word, 'r1')
      const later = toldIn(desk).slice(1)
      expect(short(later)).toEqual(['ana reopening_asked', 'marina reopening_asked', `carla ${told}`, `bruno ${told}`])
      expect(later[0]?.args).toMatchObject({ by: 'carla', text: 'Há verba' })
    }
  })

  it('[NTC-11] who asked does not hear of their own wish, though they might answer others', () => {
    const desk = office()
    desk.say('marina', 'request.cancel', 'r1')
    desk.say('marina', 'reopening.ask', 'r1', { args: { reason: 'Era outra' } })
    expect(short(toldIn(desk)).slice(1)).toEqual(['bruno cancelled', 'ana reopening_asked'])
  })

  it('[NTC-14] what begins again because of one policy is one group for everybody; who gets it back hears only that', () => {
    const desk = office()
    desk.write('r2', content('bruno', 700))
    desk.say('bruno', 'request.submit', 'r2')
    desk.say('carla', 'request.approve', 'r1')
    const before = toldIn(desk).length
    desk.policy([rule(1, ['davi'], { costCentres: ['TI'] })])
    const told = toldIn(desk).slice(before)
    expect(short(told).toSorted()).toEqual([
      'bruno changed',
      'bruno changed',
      'carla changed',
      'davi waiting',
      'davi waiting',
    ])
    expect(new Set(told.map(({ group }) => group))).toEqual(new Set(['policy.2']))
    desk.policy([rule(1, ['davi'], { costCentres: ['Obras'] })])
    const back = toldIn(desk).slice(before + told.length)
    expect(short(back)).toEqual(['bruno returned', 'bruno returned'])
    expect(back[0]).toMatchObject({ group: 'policy.3', args: { by: 'server', why: 'no_rule' } })
    // One's own words go alone.
    desk.write('r3', content('bruno', 900, { costCentre: 'Obras' }))
    desk.say('bruno', 'request.submit', 'r3')
    expect(toldIn(desk).at(-1)).toMatchObject({ to: 'davi', event: 'purchase_request_waiting' })
    expect(toldIn(desk).at(-1)?.group).toBeUndefined()
  })

  it('[NTC-15] whoever speaks for somebody from now on hears of it as it begins, once, with how much waits for that', () => {
    const desk = office()
    desk.write('r2', content('bruno', 700))
    desk.say('bruno', 'request.submit', 'r2')
    const before = toldIn(desk).length
    const [start, end] = [desk.nowMs + 3_600_000, desk.nowMs + 7_200_000]
    desk.say('carla', 'delegation.set', '', { args: { to: 'davi', start, end, reason: 'Férias' } })
    desk.look('')
    expect(toldIn(desk).length).toBe(before)
    desk.nowMs = start
    desk.look('')
    desk.look('')
    const told = toldIn(desk).slice(before)
    expect(told).toMatchObject([
      { to: 'davi', event: 'approval_delegation_began', args: { by: 'carla', count: 2, endMs: end, text: 'Férias' } },
    ])
    // Davi leaves it to Marina: what waits for Carla is asked of her too, what Davi himself is not asked for is not counted.
    desk.say('davi', 'delegation.set', '', { args: { to: 'marina', start: desk.nowMs, end } })
    expect(toldIn(desk).slice(before + 1)).toMatchObject([{ to: 'marina', args: { by: 'davi', count: 2 } }])
  })

  it('[NTC-15] a delegation that was ended before it began, or that nobody looked at until it was over, is not told', () => {
    const desk = office()
    const [start, end] = [desk.nowMs + 1_000, desk.nowMs + 2_000]
    desk.say('carla', 'delegation.set', '', { id: 'd1', args: { to: 'davi', start, end } })
    desk.say('carla', 'delegation.end', '', { args: { delegation: 'd1' } })
    desk.say('carla', 'delegation.set', '', { args: { to: 'eva', start, end } })
    desk.nowMs = end
    desk.look('')
    expect(short(toldIn(desk))).toEqual(['carla waiting'])
  })
})
