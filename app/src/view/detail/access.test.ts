import { expect, it } from 'vitest'
import { mayChange, peopleIn } from './access.ts'

it('[CRD-10] knows who is in a field and who only looks', () => {
  const person = (id: string, field: string | null) => ({ id, name: id, cardId: 'c', field, idle: false })
  const others = [person('ana', 'value'), person('bruno', null), person('carla', 'value')]
  expect(peopleIn('value', others).map(({ id }) => id)).toEqual(['ana', 'carla'])
  expect(peopleIn('account', others)).toEqual([])
})

it('[CRD-12] only the author may change a comment', () => {
  const comment = { id: 'x', by: 'ana', at: 1, text: 'oi', editedAt: null }
  expect(mayChange(comment, 'ana')).toBe(true)
  expect(mayChange(comment, 'bruno')).toBe(false)
})
