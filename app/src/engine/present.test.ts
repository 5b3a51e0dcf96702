import { describe, expect, it } from 'vitest'
import { groupByCard, readPeople } from './present.ts'

const state = (id: string, more: object = {}) => ({ user: { id, name: `Nome ${id}` }, ...more })

describe('who else is here', () => {
  it('[APP-10] own other tabs are not somebody else, and several tabs of one person are one person', () => {
    const states = new Map<number, unknown>([
      [1, state('me')],
      [2, state('me', { card: 'card-1' })],
      [3, state('ana', { idle: true })],
      [4, state('ana', { card: 'card-1', field: 'value' })],
    ])
    expect(readPeople(states, 1, 'me')).toEqual([
      { id: 'ana', name: 'Nome ana', cardId: 'card-1', field: 'value', idle: false },
    ])
  })

  it('[APP-11] whatever others say about themselves is short text or nothing', () => {
    const states = new Map<number, unknown>([
      [2, null],
      [3, 'hello'],
      [4, { user: 7 }],
      [5, { user: { id: 'eva', name: { html: '<b>' } }, card: ['x'], field: 9 }],
      [6, { user: { id: 'bruno', name: 'B'.repeat(10_000) } }],
    ])
    const people = readPeople(states, 1, 'me')
    expect(people.map((person) => person.name.length)).toEqual([0, 80])
    expect(people[0]).toEqual({ id: 'eva', name: '', cardId: null, field: null, idle: false })
  })

  it('[APP-12] the list of a card keeps its identity while nobody there changed', () => {
    const ana = { id: 'ana', name: 'Ana', cardId: 'card-1', field: null, idle: false }
    const eva = { id: 'eva', name: 'Eva', cardId: 'card-2', field: null, idle: false }
    const before = groupByCard([ana, eva], new Map())
    const after = groupByCard([{ ...ana }, { ...eva, field: 'value' }], before)
    expect(after.get('card-1')).toBe(before.get('card-1'))
    expect(after.get('card-2')).not.toBe(before.get('card-2'))
  })
})
