import { actionsFor, type Member, type PolicyRule, type RequestStatus, type RequestView } from '@mutirao/documents'
import { describe, expect, it } from 'vitest'
import { columns, type RequestRow } from './rows.ts'
import { closedTo, stepsOf, wishedColumn } from './steps.ts'

const rule = (level: 1 | 2 | 3, fromCents: number): PolicyRule => ({
  id: `a${level}`,
  level,
  fromCents,
  costCentres: [],
  categories: [],
  mode: 'any',
  people: ['carla'],
  group: '',
  escalateAfterHours: null,
  escalateTo: [],
})
const rules = [rule(1, 0), rule(2, 1_000_000), rule(3, 5_000_000)]

const request = { id: 'r1', title: 'Notebooks', createdBy: 'bruno' } as RequestRow['request']
function rowOf(status: RequestStatus, totalCents: number, more: Partial<RequestRow> = {}): RequestRow {
  const level = ([1, 2, 3] as const).find((one) => status === `pending_a${one}`) ?? null
  const view = { status, level, requester: 'bruno', waiting: level ? ['carla'] : [], edited: [], editorsMay: true }
  const decided = status === 'rascunho' ? null : ({ ...view, reopening: null } as unknown as RequestView)
  return { request, view: decided, status, number: '', asked: [], totalCents, ...more }
}
function askOf(row: RequestRow, userId: string, role: Member['role'] = 'editor') {
  const actions = actionsFor({ view: row.view, requester: 'bruno', me: { userId, role }, delegations: [], nowMs: 0 })
  return { row, actions, rules, me: userId }
}
const steps = (...asked: Parameters<typeof askOf>) =>
  Object.fromEntries(stepsOf(askOf(...asked)).map(({ column, action }) => [column, action]))

describe('moving a request on the board', () => {
  it('[PUR-13] offers what the person may ask for, each column by one decision, and where a yes leads by the sum', () => {
    expect(steps(rowOf('rascunho', 500), 'bruno')).toEqual({ pending_a1: 'submit' })
    expect(steps(rowOf('rascunho', 500), 'carla')).toEqual({})
    expect(steps(rowOf('devolvida', 500), 'bruno')).toEqual({ pending_a1: 'submit', closed: 'cancel' })
    const turns = { devolvida: 'return', closed: 'reject' }
    expect(steps(rowOf('pending_a1', 500), 'carla')).toEqual({ aprovada: 'approve', ...turns })
    expect(steps(rowOf('pending_a1', 6_000_000), 'carla')).toEqual({ pending_a2: 'approve', ...turns })
    expect(steps(rowOf('pending_a2', 2_000_000), 'carla')).toEqual({ aprovada: 'approve', ...turns })
    expect(steps(rowOf('pending_a1', 500), 'bruno')).toEqual({ closed: 'cancel' })
    expect(steps(rowOf('aprovada', 500), 'ana', 'admin')).toEqual({ closed: 'cancel' })
    expect(steps(rowOf('cancelada', 500), 'carla')).toEqual({ rascunho: 'ask_reopening' })
    expect(steps(rowOf('rejeitada', 500), 'ana', 'admin')).toEqual({})
  })

  it('[PUR-13] every other column says why it is closed, and none is open without a decision that leads there', () => {
    const why = (row: RequestRow, me: string) => columns.map((column) => closedTo(column, askOf(row, me)))
    //                                        rascunho  devolvida  A1               A2        A3        aprovada    closed
    expect(why(rowOf('rascunho', 500), 'bruno')).toEqual([
      'here',
      'return',
      null,
      'first_level',
      'first_level',
      'approved',
      'close',
    ])
    expect(why(rowOf('devolvida', 500), 'carla').slice(2, 4)).toEqual(['not_requester', 'not_requester'])
    expect(why(rowOf('pending_a1', 500), 'carla')).toEqual(['draft', null, 'here', 'level', 'level', null, null])
    expect(why(rowOf('aprovada', 500), 'carla')).toEqual([
      'draft',
      'return',
      'decided',
      'decided',
      'decided',
      'here',
      'close',
    ])
  })

  it('[PUR-13] while a wish is on its way nothing else is offered, and the request stands where it was sent', () => {
    const asked = [{ id: 'i1', type: 'request.return', by: 'carla' }] as unknown as RequestRow['asked']
    const row = rowOf('pending_a1', 500, { asked })
    expect(stepsOf(askOf(row, 'carla'))).toEqual([])
    expect(closedTo('aprovada', askOf(row, 'carla'))).toBe('on_its_way')
    expect(wishedColumn(row, rules)).toBe('devolvida')
    expect(wishedColumn(rowOf('pending_a1', 500), rules)).toBeNull()
    // A yes may not be the last one of its level: it waits where it is.
    const yes = [{ id: 'i1', type: 'request.approve', by: 'carla' }] as unknown as RequestRow['asked']
    expect(wishedColumn(rowOf('pending_a1', 500, { asked: yes }), rules)).toBeNull()
  })
})
