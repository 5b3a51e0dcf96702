import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { addItems, itemsMap } from '../request/index.ts'
import { createRequest } from '../requests/index.ts'
import { testContext } from '../testing/index.ts'
import { actionsFor, isComplete, readContent } from './index.ts'
import type { RequestContent, RequestView } from './index.ts'
import { content, Office, rule, threeLevels } from './testing/office.ts'

const hourMs = 3_600_000

/* Ways around the policy that somebody with a program of their own would try. */
describe('a sum nobody knows', () => {
  it('[APV-25] asks for every level, and nobody says yes to it, however it became so', () => {
    const desk = new Office()
    desk.policy(threeLevels)
    desk.write('r1', content('bruno', 500_000))
    desk.say('bruno', 'request.submit', 'r1')
    // "10 caixas" of a quantity: a person understands it, nobody can count with it.
    desk.write('r1', content('bruno', 500_000, { totalCents: null }))
    expect(desk.state('r1')).toMatchObject({ status: 'pending_a1', round: 2, totalCents: null })
    expect(desk.state('r1')?.requirements.map(({ level }) => level)).toEqual([1, 2, 3])
    expect(desk.say('carla', 'request.approve', 'r1')).toBe('incomplete')
    expect(desk.state('r1')?.approvals).toEqual([])
    desk.write('r1', content('bruno', 500_001))
    expect(desk.say('carla', 'request.approve', 'r1')).toBe('approved')
    expect(desk.state('r1')?.status).toBe('aprovada')
  })

  it('[APV-25] is offered to nobody to approve, but may go back', () => {
    const view = { status: 'pending_a1', level: 1, requester: 'bruno', waiting: ['carla'], totalCents: null }
    const asked = { requester: 'bruno', me: { userId: 'carla', role: 'editor' }, delegations: [], nowMs: 0 } as const
    const known = { ...view, edited: [], editorsMay: true } as unknown as RequestView
    expect(actionsFor({ ...asked, view: known })).toEqual(['return', 'reject'])
    expect(actionsFor({ ...asked, view: { ...known, totalCents: 1 } })).toEqual(['approve', 'return', 'reject'])
  })
})

describe('who asks does not choose who answers', () => {
  it('[APV-26] what a requester has entered in somebody else’s name does not count for their own requests', () => {
    const desk = new Office()
    desk.policy([rule(1, ['carla'])])
    for (const [id, who] of Object.entries({ r1: 'marina', r2: 'bruno' })) {
      desk.write(id, content(who, 500_000))
      desk.say(who, 'request.submit', id)
    }
    const day = { start: desk.nowMs, end: desk.nowMs + 24 * hourMs }
    const leave = (by: string) => desk.say(by, 'delegation.set', '', { args: { ...day, from: 'carla', to: 'gil' } })
    expect(leave('marina')).toBe('delegated')
    expect(desk.say('gil', 'request.approve', 'r1')).toBe('not_approver')
    expect(desk.say('gil', 'request.approve', 'r2')).toBe('approved')
    // Entered by Carla herself, or by another manager, it counts.
    expect(leave('ana')).toBe('delegated')
    expect(desk.say('gil', 'request.approve', 'r1')).toBe('approved')
  })
})

describe('more than anybody reads', () => {
  const of = (items: number, description: string): RequestContent | null => {
    const [list, detail] = [new Y.Doc(), new Y.Doc()]
    const bruno = testContext('bruno', 1)
    const { requestId } = createRequest(list, bruno, { title: 'Parafusos' })
    const one = { description, quantity: '1', estimate: 1 }
    for (let i = 0; i < items; i += 200)
      addItems(
        detail,
        bruno,
        Array.from({ length: Math.min(200, items - i) }, () => one),
      )
    const content = readContent(list, detail, requestId)
    const [first] = itemsMap(detail).values()
    if (items === 2_001 && first instanceof Y.Map) {
      first.set('deletedAt', 1)
      expect(readContent(list, detail, requestId)?.items, 'archived ones do not count').toHaveLength(2_000)
    }
    return content
  }

  it('[APV-27] is no content: more than 2 000 items, or 500 000 letters in them', () => {
    expect(of(2_000, 'Parafuso')).toMatchObject({ totalCents: 2_000 })
    expect(of(2_000, 'Parafuso')?.isTooLarge).toBeUndefined()
    for (const large of [of(2_001, 'Parafuso'), of(400, 'x'.repeat(1_300))]) {
      expect(large).toMatchObject({ items: [], totalCents: null, isTooLarge: true })
      expect(large && isComplete(large)).toBe(false)
    }
  })

  it('[APV-27] is not submitted, and says why', () => {
    const desk = new Office()
    desk.policy(threeLevels)
    const large = of(2_001, 'Parafuso')
    desk.write('r1', large && { ...large, requester: 'bruno' })
    expect(desk.say('bruno', 'request.submit', 'r1')).toBe('too_large')
  })
})

describe('the room for delegations', () => {
  it('[APV-28] is everybody’s: of one person’s at most 20 hold or will hold, and of the ended ones 20 are kept', () => {
    const desk = new Office()
    const set = (by: string, from: string, days: number) => {
      const start = desk.nowMs
      return desk.say(by, 'delegation.set', '', { args: { from, to: 'eva', start, end: start + days * 24 * hourMs } })
    }
    const said = Array.from({ length: 21 }, (_, i) => set('gil', 'gil', i < 10 ? 1 : 2))
    expect([said.filter((one) => one === 'delegated').length, said.at(-1)]).toEqual([20, 'too_many'])
    expect(set('ana', 'gil', 1)).toBe('too_many')
    expect(set('carla', 'carla', 1)).toBe('delegated')
    desk.nowMs += 36 * hourMs
    expect(Array.from({ length: 10 }, () => set('gil', 'gil', 1))).toEqual(
      Array.from({ length: 10 }, () => 'delegated'),
    )
    desk.nowMs += 48 * hourMs
    for (let i = 0; i < 15; i++) set('gil', 'gil', 1)
    const kept = Object.values(desk.world['delegations'] ?? {}) as { from: string; endMs: number }[]
    const ended = kept.filter(({ from, endMs }) => from === 'gil' && endMs <= desk.nowMs)
    expect([ended.length, kept.length]).toEqual([20, 36])
  })
})
