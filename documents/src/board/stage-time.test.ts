import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { testContext } from '../testing/index.ts'
import { createCard, moveCard, setCardField } from './edit.ts'
import { seedBoard } from './edit-stages.ts'
import { createBoardStore } from './read.ts'
import { daysInStage, stuckDays, stuckFromDays } from './stage-time.ts'

const day = 86_400_000

describe('how long a card has been in its stage', () => {
  it('[STU-1] another stage begins anew, reordering goes on, undo goes back, a stranger’s move says nothing', () => {
    const doc = new Y.Doc()
    const context = testContext('ana-user', 3)
    const at = (nowMs: number) => ({ ...context, nowMs })
    const { stageIds } = seedBoard(doc, at(0), { title: 'Funil', stages: [{ name: 'A' }, { name: 'B' }] })
    const [first = '', second = ''] = stageIds
    const { cardId } = createCard(doc, at(10 * day), { stageId: first, title: 'Um' })
    createCard(doc, at(10 * day), { stageId: first, title: 'Dois' })
    const store = createBoardStore(doc)
    const since = () => store.card(cardId)?.stageSince
    expect(since()).toBe(10 * day)
    moveCard(doc, at(12 * day), { cardId, stageId: first, at: 'bottom' })
    setCardField(doc, at(13 * day), { cardId, field: 'value', value: 5 })
    expect(since()).toBe(10 * day)
    const undo = moveCard(doc, at(14 * day), { cardId, stageId: second })
    expect(since()).toBe(14 * day)
    undo?.apply(doc, at(15 * day))
    expect(since()).toBe(10 * day)
    const card = doc.getMap('cards').get(cardId) as Y.Map<unknown>
    card.set('pos', { stage: second, rank: 'm' })
    expect(since()).toBeNull()
    moveCard(doc, at(16 * day), { cardId, stageId: second, at: 'top' })
    expect(daysInStage(store.card(cardId) ?? expect.unreachable(), 20 * day)).toBeNull()
  })

  it('[STU-2] no clock makes it older than the card or younger than now', () => {
    expect(daysInStage({ stageSince: 5 * day, createdAt: day }, 8.5 * day)).toBe(3)
    expect(daysInStage({ stageSince: 0, createdAt: 6 * day }, 8 * day)).toBe(2)
    expect(daysInStage({ stageSince: 99 * day, createdAt: day }, 8 * day)).toBe(0)
    expect(daysInStage({ stageSince: 5 * day, createdAt: 99 * day }, 8 * day)).toBe(0)
    expect(daysInStage({ stageSince: null, createdAt: day }, 8 * day)).toBeNull()
    expect(stuckDays({ stageSince: 0, createdAt: 0 }, (stuckFromDays - 1) * day)).toBeNull()
    expect(stuckDays({ stageSince: 0, createdAt: 0 }, stuckFromDays * day)).toBe(stuckFromDays)
  })
})
