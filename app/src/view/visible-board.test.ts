import {
  archiveCards,
  compileQuery,
  createBoardStore,
  emptyQuery,
  maxImportRows,
  importCards,
  moveCards,
  NO_STAGE,
  percentOf,
  seedBoard,
  defaultStages,
  setCardField,
  type BoardQuery,
  type BoardStore,
} from '@mutirao/documents'
import { Network, randomBoardEdit, seedTestBoard, testContext } from '@mutirao/documents/testing'
import { queriesOver } from '@mutirao/documents/testing/queries'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createVisibleBoard, type Looker, type VisibleBoard } from './visible-board.ts'

const looker: Looker = {
  me: 'ana',
  today: '2026-11-26',
  dayOf: (ms) => new Date(ms).toISOString().slice(0, 10),
  personName: (id) => id,
}
const newDoc = () => new Network({ peers: 1, seed: 1 }).doc(0)

function look(board: VisibleBoard) {
  const stageIds = [NO_STAGE, ...board.stages().map(({ id }) => id)]
  return {
    columns: stageIds.map((id) => [id, board.column(id), board.totals(id)]),
    archived: board.archived(),
    rows: board.rows(),
    counts: board.counts(),
  }
}

describe('a board as a query shows it', { timeout: 60_000 }, () => {
  it('[VIS-1] one that followed every edit shows what one newly made shows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 30 }), (seed) => {
        const doc = newDoc()
        const ana = testContext('ana', seed)
        const stages = seedTestBoard(doc, ana, 14)
        const store = createBoardStore(doc)
        const wanted = fc.sample(
          queriesOver({ people: ['ana'], stages, texts: ['Oportunidade 1', 'Piloto', 'conta'] }),
          {
            seed,
            numRuns: 6,
          },
        )
        const followed = wanted.map((query) => createVisibleBoard(store, query, looker))
        for (let step = 0; step < 25; step++) {
          randomBoardEdit(doc, ana)
          for (const [i, board] of followed.entries())
            expect(look(board)).toEqual(look(createVisibleBoard(store, wanted[i] ?? emptyQuery, looker)))
        }
        for (const board of followed) board.destroy()
        store.destroy()
      }),
      { numRuns: 12 },
    )
  })

  it('[VIS-2] holds the matching cards in the board’s order, with their own count and sums', () => {
    const doc = newDoc()
    const ana = testContext('ana', 3)
    const [first = ''] = seedTestBoard(doc, ana, 30)
    const store = createBoardStore(doc)
    const query: BoardQuery = { ...emptyQuery, filters: { value: { kind: 'range', min: 50_000, max: 200_000 } } }
    const board = createVisibleBoard(store, query, looker)
    const judge = compileQuery(query, { ...looker, isOpen: () => true })
    const expected = store.column(first).filter((id) => {
      const card = store.card(id)
      return card !== undefined && judge.matches(card, first)
    })
    expect(board.column(first)).toEqual(expected)
    expect(expected.length).toBeGreaterThan(0)
    const sum = expected.reduce((cents, id) => cents + (store.card(id)?.valueCents ?? 0), 0)
    expect(board.totals(first)).toEqual({ count: expected.length, valueCents: sum, weightedCents: percentOf(sum, 10) })
    expect(board.counts()).toEqual({ visible: board.rows().length, all: 30 })
    expect(board.base.totals(first).count).toBe(5)
  })

  it('[VIS-3] what did not change keeps its identity, and only listeners of what changed are called', () => {
    const doc = newDoc()
    const ana = testContext('ana', 3)
    const [first = '', second = ''] = seedTestBoard(doc, ana, 30)
    const store = createBoardStore(doc)
    const board = createVisibleBoard(store, { ...emptyQuery, text: 'oportunidade' }, looker)
    const [columns, totals] = [board.column(second), board.totals(second)]
    const calls: string[] = []
    for (const id of [first, second])
      for (const key of [`column:${id}`, `totals:${id}`] as const) board.subscribe(key, () => calls.push(key))
    const cardId = board.column(first)[0] ?? ''
    setCardField(doc, ana, { cardId, field: 'title', value: 'Outra coisa' })
    expect(calls).toEqual([`column:${first}`, `totals:${first}`])
    expect([board.column(second), board.totals(second)]).toEqual([columns, totals])
    expect(board.column(second)).toBe(columns)
    expect(board.totals(second)).toBe(totals)
    calls.length = 0
    setCardField(doc, ana, { cardId, field: 'account', value: 'Ipê' })
    expect(calls).toEqual([])
    // Nor does one that stays in sight, in its place and with its value.
    setCardField(doc, ana, { cardId: columns[0] ?? '', field: 'account', value: 'Ipê' })
    expect(calls).toEqual([])
    expect(board.column(second)).toBe(columns)
    expect(board.rows()).toBe(board.rows())
  })

  it('[VIS-3] one changed card among 10 000 is looked at alone', () => {
    const { store, doc, ana } = largeBoard()
    const board = createVisibleBoard(store, { ...emptyQuery, text: 'linha 1' }, looker)
    const id = store.column(store.stages()[0]?.id ?? '')[5] ?? ''
    const looked = watchCards(store)
    const other = createVisibleBoard(looked.store, { ...emptyQuery, text: 'linha 1' }, looker)
    looked.ids.clear()
    setCardField(doc, ana, { cardId: id, field: 'title', value: 'Nada disso' })
    const judged = [...looked.ids].filter((cardId) => !other.column(store.stageOf(cardId) ?? '').includes(cardId))
    expect(judged).toEqual([id])
    expect(board.column(store.stageOf(id) ?? '')).not.toContain(id)
  })

  it('[VIS-4] hides without losing: retained again after a pause it shows what happened meanwhile', () => {
    const doc = newDoc()
    const ana = testContext('ana', 3)
    const [first = '', second = ''] = seedTestBoard(doc, ana, 12)
    const store = createBoardStore(doc)
    const board = createVisibleBoard(store, { ...emptyQuery, text: 'oportunidade' }, looker)
    board.retain()()
    const [a = '', b = ''] = store.column(first)
    moveCards(doc, ana, { cardIds: [a], stageId: second })
    archiveCards(doc, ana, [b])
    expect(board.column(first)).toContain(a)
    const release = board.retain()
    expect(board.column(second)).toContain(a)
    expect(board.archived()).toContain(b)
    release()
  })
})

function largeBoard() {
  const doc = newDoc()
  const ana = testContext('ana', 9)
  const { stageIds } = seedBoard(doc, ana, { title: 'Grande', stages: defaultStages })
  const rows = Array.from({ length: 10_000 }, (_, i) => ({ stageId: stageIds[i % 6] ?? '', title: `Linha ${i}` }))
  const tails = new Map<string, string>()
  for (let from = 0; from < rows.length; from += maxImportRows)
    importCards(doc, ana, rows.slice(from, from + maxImportRows), tails)
  return { doc, ana, store: createBoardStore(doc) }
}

/** Notes whose snapshot is read. */
function watchCards(store: BoardStore): { readonly store: BoardStore; readonly ids: Set<string> } {
  const ids = new Set<string>()
  const card = (cardId: string) => {
    ids.add(cardId)
    return store.card(cardId)
  }
  return { store: { ...store, card }, ids }
}
