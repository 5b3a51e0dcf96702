import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { seededRandom, seedTestBoard, testContext } from '../testing/index.ts'
import {
  archiveCards,
  archiveStage,
  createBoardStore,
  createCard,
  createProjectedStore,
  importCards,
  moveCard,
  moveCards,
  NO_STAGE,
  parseProjection,
  projectBoard,
  restoreStage,
  setBoardMeta,
  setCardField,
  setLabel,
  setStageField,
} from './index.ts'
import type { BoardKey, BoardStore } from './index.ts'
import { cardsMap, metaMap, stagesMap } from './shape.ts'
import { percentOf } from './snapshot.ts'

function board(cards = 6) {
  const doc = new Y.Doc()
  const ana = testContext('ana', 1)
  const stageIds = seedTestBoard(doc, ana, cards)
  const store = createBoardStore(doc)
  const [first = '', second = ''] = stageIds
  return { doc, ana, store, stageIds, first, second, firstCard: store.column(first)[0] ?? '' }
}

/** Counts calls per key from now on. */
function listenTo(store: BoardStore, keys: readonly BoardKey[]): Record<string, number> {
  const calls: Record<string, number> = Object.fromEntries(keys.map((key) => [key, 0]))
  for (const key of keys) store.subscribe(key, () => void (calls[key] = (calls[key] ?? 0) + 1))
  return calls
}

describe('the board as it is read', { timeout: 30_000 }, () => {
  it('[BRD-2] cards without a live stage show under "Sem etapa", listed first, and go back when the stage returns', () => {
    const { doc, ana, store, first, second, firstCard } = board()
    const calls = listenTo(store, ['stages', `column:${NO_STAGE}`])
    expect(store.stages().map(({ id }) => id)).not.toContain(NO_STAGE)
    archiveStage(doc, ana, first)
    expect(store.stages()[0]).toMatchObject({ id: NO_STAGE, name: '' })
    expect(store.column(NO_STAGE)).toEqual([firstCard])
    expect(store.column(first)).toEqual([])
    expect(store.stageOf(firstCard)).toBe(NO_STAGE)
    expect(store.totals(NO_STAGE)).toEqual({ count: 1, valueCents: 10_000, weightedCents: 0 })
    expect(calls).toEqual({ stages: 1, [`column:${NO_STAGE}`]: 1 })
    restoreStage(doc, ana, first)
    expect(store.column(first)).toEqual([firstCard])
    expect(store.stages().map(({ id }) => id)).not.toContain(NO_STAGE)
    cardsMap(doc).set('01HLOSTCARD', new Y.Map([['pos', { stage: 'nowhere', rank: 'a' }]]))
    expect(store.column(NO_STAGE)).toEqual(['01HLOSTCARD'])
    moveCard(doc, ana, { cardId: '01HLOSTCARD', stageId: second, at: 'top' })
    expect(store.column(second)[0]).toBe('01HLOSTCARD')
    expect(store.column(NO_STAGE)).toEqual([])
  })

  it('[BRD-3] unknown, half-merged and wrongly typed data is passed over, the rest is shown', () => {
    const { doc, store, first } = board()
    const odd: [string, unknown][] = [
      ['01HODDTEXT', 'not a card'],
      ['01HODDLIST', new Y.Array()],
      ['01HEMPTY00', new Y.Map()],
      [
        '01HWRONG00',
        new Y.Map<unknown>([
          ['title', 7],
          ['pos', 'V'],
          ['value', '100'],
          ['closeOn', 'amanhã'],
          ['label:Piloto', 'yes'],
          ['owner', new Y.Map()],
          ['deletedAt', 'yesterday'],
        ]),
      ],
      ['01HHALF000', new Y.Map<unknown>([['pos', { stage: first, rank: '🙂' }]])],
      [
        '__proto__',
        new Y.Map<unknown>([
          ['title', 'odd id'],
          ['pos', { stage: first }],
        ]),
      ],
    ]
    doc.transact(() => {
      for (const [id, entry] of odd) cardsMap(doc).set(id, entry)
      stagesMap(doc).set('01HODDSTAGE', 5)
      stagesMap(doc).set(
        '01HEMPTYSTAGE',
        new Y.Map<unknown>([
          ['probability', 1_000],
          ['kind', 'won'],
        ]),
      )
      metaMap(doc).set('title', ['x'])
    })
    for (const reader of [store, createBoardStore(doc)]) {
      expect(reader.card('01HODDTEXT')).toBeUndefined()
      expect(reader.card('01HWRONG00')).toMatchObject({ title: '', valueCents: null, closeOn: null, labels: [] })
      expect(reader.column(NO_STAGE)).toEqual(['01HEMPTY00', '01HWRONG00'])
      expect(reader.column(first)).toContain('01HHALF000')
      expect(reader.card('__proto__')?.title).toBe('odd id')
      expect(reader.stages().find(({ id }) => id === '01HEMPTYSTAGE')).toMatchObject({ probability: 100, name: '' })
      expect(reader.meta().title).toBe('')
    }
  })

  it('[BRD-5] what did not change keeps its identity and its listeners stay quiet', () => {
    const { doc, ana, store, stageIds, first, second, firstCard } = board()
    const secondCard = store.column(second)[0] ?? ''
    const before = { stages: store.stages(), column: store.column(second), card: store.card(secondCard) }
    const calls = listenTo(store, [
      'stages',
      'meta',
      'archived',
      `column:${first}`,
      `column:${second}`,
      `totals:${first}`,
      `card:${firstCard}`,
      `card:${secondCard}`,
    ])
    setCardField(doc, ana, { cardId: firstCard, field: 'account', value: 'Metalúrgica Vale Azul' })
    expect(calls).toMatchObject({ [`card:${firstCard}`]: 1, [`column:${first}`]: 0, [`totals:${first}`]: 0 })
    setCardField(doc, ana, { cardId: firstCard, field: 'value', value: 500 })
    expect(calls).toMatchObject({ [`card:${firstCard}`]: 2, [`column:${first}`]: 0, [`totals:${first}`]: 1 })
    const entry = cardsMap(doc).get(firstCard) as Y.Map<unknown>
    entry.set('account', 'Metalúrgica Vale Azul')
    entry.set('unknown', 1)
    expect(calls).toMatchObject({ [`card:${firstCard}`]: 2 })
    expect(calls).toMatchObject({ stages: 0, meta: 0, archived: 0, [`column:${second}`]: 0, [`card:${secondCard}`]: 0 })
    expect(store.stages()).toBe(before.stages)
    expect(store.column(second)).toBe(before.column)
    expect(store.card(secondCard)).toBe(before.card)
    expect(Object.isFrozen(store.card(firstCard)) && Object.isFrozen(store.column(first))).toBe(true)
    setStageField(doc, ana, { stageId: first, field: 'color', value: '#000' })
    setBoardMeta(doc, ana, { title: 'Outro' })
    expect(calls).toMatchObject({ stages: 1, meta: 1, [`column:${first}`]: 0 })
    expect(store.stages().slice(1)).toEqual(before.stages.slice(1))
    expect(store.stages()[1]).toBe(before.stages[1])
    expect(store.column('unknown')).toBe(store.column('unknown'))
    expect(stageIds).toHaveLength(6)
  })

  it('[BRD-5] an error in one listener keeps no other from being called', () => {
    const { doc, ana, store, firstCard } = board()
    let calls = 0
    store.subscribe(`card:${firstCard}`, () => {
      throw new Error('broken screen')
    })
    const stop = store.subscribe(`card:${firstCard}`, () => void calls++)
    expect(() => setLabel(doc, ana, { cardId: firstCard, label: 'Piloto', on: true })).toThrow('listener failed')
    expect(calls).toBe(1)
    expect(store.card(firstCard)?.labels).toEqual(['Piloto'])
    stop()
    store.destroy()
    setLabel(doc, ana, { cardId: firstCard, label: 'Piloto', on: false })
    expect(store.card(firstCard)?.labels).toEqual(['Piloto'])
  })

  it('[BRD-6] totals are the count, the sum and the sum times the probability, rounded once', () => {
    const { doc, ana, store, first, firstCard } = board(0)
    for (const value of [333, 333, 339]) createCard(doc, ana, { stageId: first, title: 'x', fields: { value } })
    createCard(doc, ana, { stageId: first, title: 'sem valor' })
    expect(firstCard).toBe('')
    expect(store.totals(first)).toEqual({ count: 4, valueCents: 1005, weightedCents: 101 })
    setStageField(doc, ana, { stageId: first, field: 'probability', value: 12.5 })
    expect(store.totals(first).weightedCents).toBe(126)
    archiveCards(doc, ana, [store.column(first)[0] ?? ''])
    expect(store.totals(first)).toEqual({ count: 3, valueCents: 672, weightedCents: 84 })
  })

  it('[BRD-6] percentages of very large amounts stay exact', () => {
    expect(percentOf(9_007_199_254_740_991, 50)).toBe(4_503_599_627_370_496)
    expect(percentOf(-150, 1)).toBe(-1)
    expect(percentOf(150, 1)).toBe(2)
    expect(percentOf(0, 33)).toBe(0)
  })

  it('[BRD-7] a hundred moves in one transaction rebuild and announce each touched column once', () => {
    const { doc, ana, store, first, second } = board(0)
    const { cardIds } = importCards(
      doc,
      ana,
      Array.from({ length: 200 }, (_, i) => ({ stageId: first, title: `${i}` })),
    )
    const calls = listenTo(store, [`column:${first}`, `column:${second}`, `totals:${first}`, `totals:${second}`])
    moveCards(doc, ana, { cardIds: cardIds.slice(50, 150), stageId: second })
    expect(store.column(second)).toEqual(cardIds.slice(50, 150))
    expect(store.column(first)).toEqual([...cardIds.slice(0, 50), ...cardIds.slice(150)])
    expect(Object.values(calls)).toEqual([1, 1, 1, 1])
  })

  it('[BRD-7] ten thousand cards are read in one pass and stay in order under moves', () => {
    const { doc, ana, store, stageIds } = board(0)
    const random = seededRandom(9)
    for (let chunk = 0; chunk < 50; chunk++)
      importCards(
        doc,
        ana,
        Array.from({ length: 200 }, (_, i) => ({
          stageId: stageIds[i % 5] ?? '',
          title: `c${i}`,
          fields: { value: i },
        })),
      )
    for (let step = 0; step < 30; step++) {
      const stageId = stageIds[step % 5] ?? ''
      const cardId = store.column(stageIds[(step * 3 + 1) % 5] ?? '')[Math.floor(random() * 1_000)] ?? ''
      const column = store.column(stageId)
      const at = Math.floor(random() * column.length)
      moveCard(doc, ana, { cardId, stageId, aboveId: column[at], belowId: column[at + 1] })
    }
    const fresh = createBoardStore(doc)
    for (const stageId of stageIds) {
      expect(store.column(stageId)).toEqual(fresh.column(stageId))
      expect(store.totals(stageId)).toEqual(fresh.totals(stageId))
    }
    expect([...fresh.cardIds()]).toHaveLength(10_000)
  })
})

describe('the projection', () => {
  it('[BRD-8] survives JSON and shows the same columns, counts and cards as the store it came from', () => {
    const { doc, ana, store, stageIds, first } = board(40)
    cardsMap(doc).set('01HLOSTCARD', new Y.Map<unknown>([['title', 'perdida']]))
    const projection = parseProjection(JSON.parse(JSON.stringify(projectBoard(store, 3))))
    if (!projection) throw new Error('no projection')
    const shown = createProjectedStore(projection)
    expect(shown.stages()).toEqual(store.stages())
    expect(shown.meta()).toEqual(store.meta())
    for (const stageId of [NO_STAGE, ...stageIds]) {
      expect(shown.column(stageId)).toEqual(store.column(stageId).slice(0, 3))
      expect(shown.totals(stageId)).toEqual(store.totals(stageId))
      for (const cardId of shown.column(stageId)) {
        expect(shown.card(cardId)).toEqual(store.card(cardId))
        expect(shown.stageOf(cardId)).toBe(stageId)
      }
    }
    expect(shown.column(first)).toBe(shown.column(first))
    createCard(doc, ana, { stageId: first, title: 'depois', at: 'top' })
    expect(shown.totals(first).count).toBe(store.totals(first).count - 1)
  })

  it.each([
    [null],
    [5],
    [{}],
    [{ version: 2 }],
    [{ version: 1, meta: {}, columns: [] }],
    [{ version: 1, meta: { title: '', currency: '' }, columns: [{}] }],
  ])('[BRD-8] %j is no projection', (value) => expect(parseProjection(value)).toBeNull())
})
