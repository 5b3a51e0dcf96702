import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createBoardStore, createCardDetailStore, importCards, seedBoard } from '../index.ts'
import { judgeOf, map, testContext, testStartMs } from '../testing/index.ts'
import { demoBoard, demoRows, writeDemoDetails } from './index.ts'

const people = ['ana-user', 'bruno-user', 'carla-user']

describe('the demo board', () => {
  it('[DOC-30] is the same for the same seed and day, another for another seed', () => {
    expect(demoBoard(7, testStartMs)).toEqual(demoBoard(7, testStartMs))
    expect(demoBoard(8, testStartMs)).not.toEqual(demoBoard(7, testStartMs))
  })

  it('[DOC-30] fills a board with about a hundred opportunities that break no rule', () => {
    const doc = new Y.Doc()
    const context = testContext('ana-user', 3)
    const demo = demoBoard(7, testStartMs)
    const { stageIds } = seedBoard(doc, context, demo)
    const { cardIds } = importCards(doc, context, demoRows(demo, stageIds, people))
    const store = createBoardStore(doc)
    expect(cardIds).toHaveLength(105)
    expect(store.stages().map(({ name, probability }) => `${name} ${probability}`)).toEqual([
      'Prospecção 10',
      'Qualificação 25',
      'Proposta 50',
      'Negociação 80',
      'Ganhas 100',
      'Perdidas 0',
    ])
    const judge = judgeOf('board')
    for (const cardId of cardIds) {
      const card = doc.getMap('cards').get(cardId) as Y.Map<never>
      for (const [key, value] of card.entries()) expect(judge(`cards/${cardId}/${key}`, value), key).toBe('allow')
      expect(judge(`cards/${cardId}`, map)).toBe('allow')
      expect(people).toContain(store.card(cardId)?.ownerId)
    }
    for (const { id } of store.stages()) expect(store.totals(id).valueCents).toBeGreaterThan(10_000_00)
  })

  it('[DOC-30] brings notes, comments and tasks for some of them', () => {
    const context = testContext('ana-user', 3)
    const withDetails = demoBoard(7, testStartMs).cards.flatMap(({ details }) => details ?? [])
    expect(withDetails.length).toBeGreaterThan(8)
    const found = { notes: 0, comments: 0, tasks: 0 }
    for (const details of withDetails) {
      const doc = new Y.Doc()
      writeDemoDetails(doc, context, details, people)
      const store = createCardDetailStore(doc)
      found.notes += doc.getXmlFragment('notes').length
      found.comments += store.comments().length
      found.tasks += store.checklist().length
      expect(store.comments().every(({ by, at }) => people.includes(by) && at < testStartMs)).toBe(true)
    }
    expect(Math.min(found.notes, found.comments, found.tasks)).toBeGreaterThan(5)
  })
})
