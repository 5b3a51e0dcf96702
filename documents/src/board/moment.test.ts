import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { editedBoard, openBoard } from '../testing/index.ts'
import { boardAt, compareBoards, compareParts, createBoardStore } from './index.ts'
import type { BoardStore, BoardState } from './index.ts'

const seeds = fc.integer({ min: 0, max: 2 ** 30 })

/** The document as the history's JSON has it. */
function stateOf(doc: Y.Doc): BoardState {
  openBoard(doc)
  const roots = ['meta', 'stages', 'cards'].map((root) => [root, doc.getMap(root).toJSON()])
  return JSON.parse(JSON.stringify(Object.fromEntries(roots))) as BoardState
}
const shownOf = (store: BoardStore) =>
  store.stages().map((stage) => ({
    stage,
    totals: store.totals(stage.id),
    cards: store.column(stage.id).map((id) => store.card(id)),
  }))

describe('a board as it stood', { timeout: 30_000 }, () => {
  it('[HSC-4] reads like the living document of that moment: stages, order, values, sums', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const [doc] = editedBoard(seed, 2, 40).network.docs
        if (!doc) throw new Error('no copy')
        const living = createBoardStore(doc)
        expect(shownOf(boardAt(stateOf(doc)))).toEqual(shownOf(living))
        living.destroy()
      }),
      { numRuns: 15 },
    )
  })

  it('[HSC-4] takes what is no board as an empty one', () => {
    for (const state of [{}, { cards: 3, stages: null }, { cards: { a: [] }, stages: { s: 'x' }, meta: [] }])
      expect(boardAt(state as BoardState).meta().currency).toBe('BRL')
  })

  it('[HSC-5] two moments differ in what a walk over both finds', () => {
    fc.assert(
      fc.property(seeds, seeds, (first, second) => {
        const [doc] = editedBoard(first, 2, 30).network.docs
        const [other] = editedBoard(second % 3 === 0 ? first : second, 2, 45).network.docs
        if (!doc || !other) throw new Error('no copy')
        const [then, now] = [boardAt(stateOf(doc)), boardAt(stateOf(other))]
        const found = compareBoards(then, now)
        const ids = (store: BoardStore) => store.stages().flatMap(({ id }) => store.column(id))
        const were = new Set(ids(then))
        const are = new Set(ids(now))
        const both = [...are].filter((id) => were.has(id))
        expect(found.added.map(({ id }) => id).sort()).toEqual([...are].filter((id) => !were.has(id)).sort())
        expect(found.removed.map(({ id }) => id).sort()).toEqual([...were].filter((id) => !are.has(id)).sort())
        expect(found.moved.map(({ cardId }) => cardId).sort()).toEqual(
          both.filter((id) => then.stageOf(id) !== now.stageOf(id)).sort(),
        )
        const valueOf = (store: BoardStore, id: string) => {
          return JSON.stringify({ ...store.card(id), rank: '', stageId: '', stageSince: 0 }, inOneOrder)
        }
        expect(found.changed.map(({ cardId }) => cardId).sort()).toEqual(
          both.filter((id) => valueOf(then, id) !== valueOf(now, id)).sort(),
        )
        expect(compareBoards(now, now)).toMatchObject({ added: [], removed: [], moved: [], changed: [] })
      }),
      { numRuns: 20 },
    )
  })
})

describe('what a board is made of', () => {
  it('[HSC-25] is compared too: stages and fields that came, went or are otherwise, and its name', () => {
    const field = (name: string, more = {}) => ({ name, type: 'text', rank: 'a', ...more })
    const then = boardAt({
      meta: { title: 'Funil' },
      stages: { s1: { name: 'Proposta', rank: 'a', probability: 50 }, s2: { name: 'Negociação', rank: 'b' } },
      fields: { f1: field('Ramo'), f2: field('Porte') },
    })
    const now = boardAt({
      meta: { title: 'Vendas' },
      stages: {
        s1: { name: 'Oferta', rank: 'a', probability: 60 },
        s2: { name: 'Negociação', rank: 'b', deletedAt: 5 },
        s3: { name: 'Pós-venda', rank: 'c' },
      },
      fields: { f1: field('Ramo', { face: true }), f2: field('Porte') },
    })
    const told = compareParts(then, now).map(({ part, name, fate, keys }) => [
      part,
      name,
      fate,
      keys.map((one) => one.key),
    ])
    expect(told).toEqual([
      ['board', 'Vendas', 'changed', ['title']],
      ['stage', 'Oferta', 'changed', ['name', 'probability']],
      ['stage', 'Pós-venda', 'added', []],
      ['stage', 'Negociação', 'removed', []],
      ['field', 'Ramo', 'changed', ['face']],
    ])
    expect(compareParts(now, now)).toEqual([])
  })
})

/** Peers that wrote the same keys in another order hold the same values. */
const inOneOrder = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value
