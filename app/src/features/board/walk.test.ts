import { describe, expect, it } from 'vitest'
import { createBoardStore, seedBoard, createCard, defaultStages } from '@mutirao/documents'
import { Network, testContext } from '@mutirao/documents/testing'
import { nextCard } from './walk.ts'

/** Stages with this many cards each. */
function board(counts: readonly number[]) {
  const doc = new Network({ peers: 1, seed: 1 }).doc(0)
  const context = testContext('user-0001', 1)
  const stages = counts.map((_, index) => ({ name: `E${index}` }))
  const { stageIds } = seedBoard(doc, context, { title: 'Teste', stages: stages.length > 0 ? stages : defaultStages })
  counts.forEach((count, index) => {
    for (let n = 0; n < count; n++) createCard(doc, context, { stageId: stageIds[index] ?? '', title: `${index}.${n}` })
  })
  const store = createBoardStore(doc)
  const at = (stage: number, n: number) => {
    const stageId = stageIds[stage] ?? ''
    return { stageId, cardId: store.column(stageId)[n] ?? '' }
  }
  return { store, at }
}

describe('walking the board by keyboard', () => {
  it('[APP-23] up and down stay in the column and stop at its ends', () => {
    const { store, at } = board([3, 1])
    expect(nextCard(store, at(0, 0), 'down')).toEqual(at(0, 1))
    expect(nextCard(store, at(0, 2), 'down')).toBeNull()
    expect(nextCard(store, at(0, 0), 'up')).toBeNull()
  })

  it('[APP-23] sideways keeps the height and jumps over empty stages', () => {
    const { store, at } = board([3, 0, 2])
    expect(nextCard(store, at(0, 1), 'right')).toEqual(at(2, 1))
    expect(nextCard(store, at(0, 2), 'right')).toEqual(at(2, 1))
    expect(nextCard(store, at(2, 1), 'left')).toEqual(at(0, 1))
    expect(nextCard(store, at(2, 1), 'right')).toBeNull()
  })

  it('[APP-23] from nowhere it begins with the first card there is', () => {
    const { store, at } = board([0, 2])
    expect(nextCard(store, null, 'down')).toEqual(at(1, 0))
    expect(nextCard(store, { cardId: 'gone-card-01', stageId: 'gone' }, 'up')).toEqual(at(1, 0))
  })
})
