import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { testContext } from '../testing/index.ts'
import type { JsonValue } from '../kind.ts'
import { keptStands } from './card-value-at.ts'
import { takeLostValue } from './edit-conflict.ts'
import { createCard } from './edit.ts'
import { seedBoard } from './edit-stages.ts'
import { createBoardStore } from './read.ts'
import { cardsMap } from './shape.ts'

function setUp() {
  const doc = new Y.Doc()
  const context = testContext('ana-user', 3)
  const { stageIds } = seedBoard(doc, context, { title: 'Funil', stages: [{ name: 'A' }, { name: 'B' }] })
  const [first = '', second = ''] = stageIds
  const { cardId } = createCard(doc, context, { stageId: first, title: 'Acme', fields: { value: 100 }, labels: ['x'] })
  const store = createBoardStore(doc)
  const at = (key: string) => (cardsMap(doc).get(cardId) as Y.Map<JsonValue>).get(key)
  const card = () => store.card(cardId) ?? expect.unreachable()
  const take = (key: string, value: JsonValue) => takeLostValue(doc, context, { cardId, key, value })
  return { doc, context, cardId, first, second, at, card, take }
}

describe('a value that lost', () => {
  it('[CFL-5] comes back as an edit of its field and is taken back like any', () => {
    const { doc, context, at, card, take } = setUp()
    expect(keptStands(card(), 'value', 100)).toBe(true)
    const undo = take('value', 700)
    expect(at('value')).toBe(700)
    expect(keptStands(card(), 'value', 100)).toBe(false)
    undo?.apply(doc, context)
    expect(at('value')).toBe(100)
    expect(keptStands(card(), 'value', 100)).toBe(true)
  })

  it.each([
    ['owner', 'bruno-user'],
    ['account', 'Acme SA'],
    ['closeOn', '2026-12-01'],
    ['label:y', true],
  ])('[CFL-5] %s', (key, value) => {
    const { at, card, take } = setUp()
    expect(keptStands(card(), key, null)).toBe(true)
    expect(take(key, value)).not.toBeNull()
    expect(at(key)).toBe(value)
    expect(keptStands(card(), key, null)).toBe(false)
  })

  it('[CFL-5] a place comes back as a move, a cleared value as clearing, an archive as archiving', () => {
    const { first, second, at, card, take } = setUp()
    take('pos', { stage: second, rank: 'zz' })
    expect(at('pos')).toMatchObject({ stage: second })
    expect(keptStands(card(), 'pos', { stage: second, rank: 'other' })).toBe(true)
    expect(keptStands(card(), 'pos', { stage: first, rank: '' })).toBe(false)
    take('value', null)
    expect(at('value')).toBeUndefined()
    take('deletedAt', 5)
    expect(at('deletedAt')).toEqual(expect.any(Number))
    take('deletedAt', null)
    expect(at('deletedAt')).toBeUndefined()
  })

  it('[CFL-5] what nobody sets is refused and nothing is written', () => {
    const { at, take } = setUp()
    expect(() => take('createdBy', 'x')).toThrow()
    expect(() => take('value', 'many')).toThrow()
    expect(at('value')).toBe(100)
  })
})
