import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../decisions/index.ts'
import {
  actionsFor,
  delegationsOf,
  editorsRules,
  intentTypeOf,
  readView,
  requestActions,
  requestNumber,
  answerers,
  speaksFor,
} from './index.ts'
import { requestStanding } from './review.ts'
import { content, Office, rule, staff, threeLevels } from './testing/office.ts'

const hourMs = 3_600_000

/** What everybody reads in the ledger about a request of this office. */
function viewIn(desk: Office, id: string) {
  const { state, content: now } = desk.subject(id)
  if (!state) return null
  const { world, members, nowMs } = desk
  return readView(
    requestStanding({ world, state, content: now as never, members, nowMs, editors: [], waitedMs: 0 }).view,
  )
}

describe('how a request stands for one person', () => {
  it('[AQU-1] the queue holds what a person may speak about: by name, by group, in the name of who is away; never the own', () => {
    const desk = new Office()
    desk.policy([rule(1, ['carla'], { group: 'compras' }), rule(2, ['davi'])])
    desk.write('r1', content('bruno', 500))
    desk.say('bruno', 'request.submit', 'r1')
    const speaks = (who: string) => {
      const view = viewIn(desk, 'r1')
      return view ? speaksFor(view, delegationsOf(desk.world).values(), who, desk.nowMs) : []
    }
    // Bruno is of the group and asks himself.
    expect([speaks('bruno'), speaks('carla'), speaks('davi'), speaks('eva')]).toEqual([[], ['carla'], [], []])
    desk.say('carla', 'delegation.set', '', { args: { to: 'eva', start: desk.nowMs, end: desk.nowMs + hourMs } })
    expect(speaks('eva')).toEqual(['carla'])
    const view = viewIn(desk, 'r1')
    expect(view && answerers(view, delegationsOf(desk.world).values(), desk.nowMs)).toEqual(['carla', 'eva'])
    desk.nowMs += hourMs
    expect(speaks('eva')).toEqual([])
  })

  it('[AQU-2] nothing is offered that would be refused for who somebody is or how it stands, and nothing withheld', () => {
    const who = fc.constantFrom(...staff.filter(({ active }) => active).map(({ userId }) => userId))
    const step = fc.record({
      who,
      action: fc.constantFrom(...requestActions),
      pauseMs: fc.constantFrom(0, 0, hourMs),
      rewrites: fc.boolean(),
    })
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 25 }),
        fc.constantFrom(...editorsRules),
        (steps, editors) => {
          const desk = new Office()
          desk.policy(threeLevels, 'ana', editors)
          desk.say('davi', 'delegation.set', '', {
            args: { to: 'marina', start: desk.nowMs, end: desk.nowMs + 4 * hourMs },
          })
          desk.write('r1', content('bruno', 6_000_000))
          for (const { who: by, action, pauseMs, rewrites } of steps) {
            desk.nowMs += pauseMs
            const uncounted = desk.made.length % 3 === 0 ? { totalCents: null } : {}
            if (rewrites && pauseMs > 0) desk.write('r1', content('bruno', 5_000_000 + desk.made.length, uncounted), by)
            const { role } = staff.find(({ userId }) => userId === by) ?? { role: 'viewer' as const }
            const offered = actionsFor({
              view: viewIn(desk, 'r1'),
              requester: 'bruno',
              me: { userId: by, role },
              delegations: delegationsOf(desk.world).values(),
              nowMs: desk.nowMs,
            }).includes(action)
            const made = desk.made.length
            desk.say(by, intentTypeOf[action], 'r1', { args: { reason: 'porque sim' } })
            const [outcome] = desk.made.slice(made)
            // What is complete is not a matter of who somebody is: the screen knows it before it asks.
            const isMissing = action === 'submit' && desk.subject('r1').content?.totalCents === null
            expect({ by, action, accepted: outcome?.accepted }).toEqual({ by, action, accepted: offered && !isMissing })
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('[APV-29] who was let in by escalation stands there with since when, for whom and after how long, also once it was answered', () => {
    const desk = new Office()
    desk.policy([
      rule(1, ['carla', 'eva'], { mode: 'all', escalateAfterHours: 48, escalateTo: ['davi', 'bruno'] }),
      rule(2, ['eva']),
    ])
    desk.write('r1', content('bruno', 500))
    desk.say('bruno', 'request.submit', 'r1')
    expect(viewIn(desk, 'r1')?.escalations).toEqual([])
    desk.nowMs += hourMs
    desk.say('eva', 'request.approve', 'r1')
    desk.nowMs += 47 * hourMs
    desk.look('r1')
    const escalation = { level: 1, rule: 'a1', from: ['carla'], to: ['davi'], afterHours: 48, atMs: desk.nowMs }
    expect(viewIn(desk, 'r1')).toMatchObject({ waiting: ['carla', 'davi'], escalations: [escalation] })
    desk.say('davi', 'request.approve', 'r1')
    expect(viewIn(desk, 'r1')).toMatchObject({ level: 2, escalations: [escalation] })
    desk.write('r1', content('bruno', 600))
    expect(viewIn(desk, 'r1')?.escalations).toEqual([])
  })

  it('[AQU-3] whatever stands in a ledger is read without a fault', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void readView(value as JsonObject)))
    expect(
      readView({ status: 'aprovada', waiting: 'x', approvals: [null, { by: 'ana' }], number: { number: 3 } }),
    ).toMatchObject({
      status: 'aprovada',
      waiting: [],
      approvals: [{ by: 'ana', level: 0 }],
      number: { year: 0, number: 3 },
    })
    expect([requestNumber(null), requestNumber({ year: 2026, number: 12 })]).toEqual(['', 'SC-2026-0012'])
  })
})
