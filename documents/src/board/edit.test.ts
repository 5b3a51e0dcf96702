import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { combineUndos } from '../writes.ts'
import type { EditOrigin, Undo } from '../undo.ts'
import { contentOf, seedTestBoard, testContext } from '../testing/index.ts'
import {
  archiveCards,
  archiveStage,
  createBoardStore,
  createCard,
  createStage,
  defaultStages,
  importCards,
  moveCard,
  moveCards,
  moveStage,
  restoreCards,
  seedBoard,
  setBoardMeta,
  setCardField,
  setLabel,
  setStageField,
} from './index.ts'
import { cardsMap } from './shape.ts'

function board(cards = 6) {
  const doc = new Y.Doc()
  const ana = testContext('ana', 1)
  const stageIds = seedTestBoard(doc, ana, cards)
  const store = createBoardStore(doc)
  const [first = '', second = ''] = stageIds
  const entry = (cardId: string): Y.Map<unknown> => cardsMap(doc).get(cardId) as Y.Map<unknown>
  return { doc, ana, store, stageIds, first, second, entry, firstCard: store.column(first)[0] ?? '' }
}

describe('edits', () => {
  it('[BRD-9] bad input is refused with a code before the document is touched', () => {
    const { doc, ana, first, firstCard } = board()
    const before = contentOf(doc)
    let transactions = 0
    doc.on('afterTransaction', () => void transactions++)
    const attempts: [string, () => unknown][] = [
      ['bad_value', () => createCard(doc, ana, { stageId: first, title: '  ' })],
      ['bad_value', () => createCard(doc, ana, { stageId: first, title: 'x', fields: { value: 1.5 } })],
      ['too_large', () => createCard(doc, ana, { stageId: first, title: 'x'.repeat(1_001) })],
      ['bad_value', () => createCard(doc, ana, { stageId: first, title: 'x', labels: [''] })],
      ['not_found', () => createCard(doc, ana, { stageId: 'nowhere', title: 'x' })],
      ['not_found', () => moveCard(doc, ana, { cardId: firstCard, stageId: '' })],
      ['not_found', () => moveCard(doc, ana, { cardId: 'nobody', stageId: first })],
      ['bad_value', () => setCardField(doc, ana, { cardId: firstCard, field: 'closeOn', value: '31/12/2026' })],
      ['bad_value', () => setCardField(doc, ana, { cardId: firstCard, field: 'title', value: null })],
      ['bad_value', () => setCardField(doc, ana, { cardId: firstCard, field: 'deletedAt' as 'title', value: 'x' })],
      ['not_found', () => archiveCards(doc, ana, [firstCard, 'nobody'])],
      ['bad_value', () => createStage(doc, ana, { name: 'x', probability: 101 })],
      ['bad_value', () => setStageField(doc, ana, { stageId: first, field: 'name', value: ' ' })],
      ['not_found', () => archiveStage(doc, ana, 'nowhere')],
      ['bad_value', () => setBoardMeta(doc, ana, { title: '' })],
      ['already_exists', () => seedBoard(doc, ana, { title: 'again', stages: defaultStages })],
      [
        'bad_value',
        () =>
          importCards(doc, ana, [
            { stageId: first, title: 'ok' },
            { stageId: first, title: '' },
          ]),
      ],
      ['already_exists', () => createCard(doc, { ...ana, newId: () => firstCard }, { stageId: first, title: 'x' })],
    ]
    for (const [code, attempt] of attempts)
      expect(attempt, attempt.toString()).toThrow(expect.objectContaining({ code }))
    expect(contentOf(doc)).toBe(before)
    expect(transactions).toBe(0)
  })

  it('[DOC-5] every edit is one transaction with an origin that says what it is, and nothing when nothing changes', () => {
    const { doc, ana, first, firstCard, store } = board()
    const origins: EditOrigin[] = []
    doc.on('update', (_update: Uint8Array, origin: EditOrigin) => void origins.push(origin))
    const move = moveCards(doc, ana, { cardIds: [...store.cardIds()], stageId: first, at: 'top' })
    expect(origins).toEqual([{ kind: 'edit', label: { name: 'card.move', count: 6, title: '' } }])
    move?.apply(doc, ana)
    expect(origins[1]).toMatchObject({ kind: 'undo', label: { name: 'card.move' } })
    expect(setCardField(doc, ana, { cardId: firstCard, field: 'title', value: 'Oportunidade 0' })).toBeNull()
    expect(setCardField(doc, ana, { cardId: firstCard, field: 'account', value: '' })).toBeNull()
    expect(setLabel(doc, ana, { cardId: firstCard, label: 'x', on: false })).toBeNull()
    expect(restoreCards(doc, ana, [firstCard])).toBeNull()
    expect(moveCard(doc, ana, { cardId: firstCard, stageId: first })).toBeNull()
    expect(importCards(doc, ana, []).undo).toBeNull()
    expect(origins).toHaveLength(2)
  })

  it('[BRD-10] a move writes the position and nothing else', () => {
    const { doc, ana, second, firstCard } = board()
    const keys: string[] = []
    cardsMap(doc).observeDeep((events) => {
      for (const event of events) keys.push(...event.changes.keys.keys())
    })
    moveCard(doc, ana, { cardId: firstCard, stageId: second })
    expect(keys).toEqual(['pos'])
  })

  it('[BRD-11] stage and rank are one value', () => {
    const { doc, ana, second, firstCard, entry } = board()
    moveCard(doc, ana, { cardId: firstCard, stageId: second })
    expect(entry(firstCard).get('pos')).toEqual({ stage: second, rank: expect.any(String), since: expect.any(Number) })
  })

  it('[BRD-12] a new card carries what was given, who made it and when, at the end asked for', () => {
    const { doc, ana, first, entry, store } = board()
    const fields = { value: 14_800_000, account: 'Metalúrgica Vale Azul', closeOn: '2026-12-12', source: '' }
    const { cardId } = createCard(doc, ana, {
      stageId: first,
      title: ' Migração ERP ',
      at: 'top',
      fields,
      labels: ['Piloto'],
    })
    expect(entry(cardId).toJSON()).toEqual({
      title: 'Migração ERP',
      pos: { stage: first, rank: expect.any(String), since: expect.any(Number) },
      value: 14_800_000,
      account: 'Metalúrgica Vale Azul',
      closeOn: '2026-12-12',
      'label:Piloto': true,
      createdAt: expect.any(Number),
      createdBy: 'ana',
    })
    expect(store.column(first)[0]).toBe(cardId)
    const last = createCard(doc, ana, { stageId: first, title: 'Última' })
    expect(store.column(first).at(-1)).toBe(last.cardId)
  })

  it('[BRD-15] cards land between the neighbours that were named, in the order given', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(40), fc.nat(40), fc.integer({ min: 0, max: 2 })), { maxLength: 25 }),
        (moves) => {
          const { doc, ana, first, store } = board(0)
          importCards(
            doc,
            ana,
            Array.from({ length: 12 }, (_, i) => ({ stageId: first, title: `${i}` })),
          )
          for (const [from, to, named] of moves) {
            const column = store.column(first)
            const cardId = column[from % column.length] ?? ''
            const others = column.filter((id) => id !== cardId)
            const at = to % (others.length + 1)
            const [aboveId, belowId] = [others[at - 1], others[at]]
            const place =
              named === 0 ? { aboveId, belowId } : named === 1 && aboveId ? { aboveId } : belowId ? { belowId } : {}
            moveCard(doc, ana, { cardId, stageId: first, ...place })
            expect(store.column(first)).toEqual(others.toSpliced(at, 0, cardId))
          }
        },
      ),
      { numRuns: 60 },
    )
    const { doc, ana, first, second, store } = board(8)
    const [a = '', b = ''] = store.column(first)
    moveCards(doc, ana, { cardIds: [b, a], stageId: second, aboveId: store.column(second)[0] })
    expect(store.column(second).slice(1, 3)).toEqual([b, a])
  })

  it('[BRD-15] neighbours that have gone elsewhere are ignored; equal ranks do not stop a move', () => {
    const { doc, ana, first, second, store, entry } = board()
    const [a = '', b = ''] = [store.column(first)[0], store.column(second)[0]]
    moveCard(doc, ana, { cardId: a, stageId: second, aboveId: 'nobody', belowId: store.column(first)[0] })
    expect(store.column(second)).toEqual([b, a])
    for (const [id, rank] of [
      ['01HSAME001', 'k'],
      ['01HSAME002', 'k'],
      ['01HSAME003', 'q'],
    ] as const)
      cardsMap(doc).set(
        id,
        new Y.Map<unknown>([
          ['title', id],
          ['pos', { stage: first, rank }],
        ]),
      )
    moveCard(doc, ana, { cardId: a, stageId: first, aboveId: '01HSAME001', belowId: '01HSAME002' })
    expect(store.column(first)).toEqual(['01HSAME001', '01HSAME002', a, '01HSAME003'])
    expect(entry('01HSAME001').get('pos')).toEqual({ stage: first, rank: 'k' })
  })

  it('[BRD-13] an import takes at most 200 rows in one transaction, in order, below what is there', () => {
    const { doc, ana, first, second, store } = board()
    const rows = Array.from({ length: 200 }, (_, i) => ({ stageId: i % 2 === 0 ? first : second, title: `Linha ${i}` }))
    let transactions = 0
    doc.on('update', () => void transactions++)
    const { cardIds } = importCards(doc, ana, rows)
    expect(transactions).toBe(1)
    expect(store.column(first).slice(1)).toEqual(cardIds.filter((_, i) => i % 2 === 0))
    expect(() => importCards(doc, ana, [...rows, ...rows])).toThrow(
      expect.objectContaining({ code: 'invalid_request' }),
    )
  })

  it('[BRD-13] [DOC-8] undoing an import archives what nobody edited since and keeps the rest', () => {
    const { doc, ana, first, store } = board(0)
    const rows = (from: number) => Array.from({ length: 3 }, (_, i) => ({ stageId: first, title: `Linha ${from + i}` }))
    const parts = [0, 3].map((from) => importCards(doc, ana, rows(from)))
    const [edited = ''] = parts[0]?.cardIds ?? []
    const undo = combineUndos(
      { name: 'card.import', count: 6, title: '' },
      parts.flatMap((part) => part.undo ?? []),
    )
    setCardField(doc, testContext('bruno', 2), { cardId: edited, field: 'account', value: 'Conta' })
    const outcome = undo.apply(doc, ana)
    expect(outcome).toMatchObject({ done: 5, skipped: 1 })
    expect(store.column(first)).toEqual([edited])
    expect(store.archived()).toHaveLength(5)
    outcome.redo?.apply(doc, ana)
    expect(store.column(first)).toHaveLength(6)
  })

  it('[BRD-14] archive and restore change nothing but the mark', () => {
    const { doc, ana, first, firstCard, store, entry } = board()
    const before = entry(firstCard).toJSON()
    const undo = archiveCards(doc, ana, [firstCard])
    expect(archiveCards(doc, ana, [firstCard])).toBeNull()
    expect(entry(firstCard).toJSON()).toEqual({ ...before, deletedAt: expect.any(Number) })
    expect(store.column(first)).toEqual([])
    undo?.apply(doc, ana)
    expect(entry(firstCard).toJSON()).toEqual(before)
    archiveCards(doc, ana, [firstCard])
    restoreCards(doc, ana, [firstCard])
    expect(entry(firstCard).toJSON()).toEqual(before)
  })
})

describe('undo', () => {
  it('[DOC-7] takes back one’s own value and leaves a colleague’s, counted', () => {
    const { doc, ana, firstCard, entry, store } = board()
    const bruno = testContext('bruno', 2)
    const set = (value: number): Undo | null => setCardField(doc, ana, { cardId: firstCard, field: 'value', value })
    const mine = set(111)
    setCardField(doc, bruno, { cardId: firstCard, field: 'account', value: 'Conta' })
    expect(mine?.apply(doc, ana)).toMatchObject({ done: 1, skipped: 0 })
    expect(store.card(firstCard)).toMatchObject({ valueCents: 10_000, account: 'Conta' })
    const second = set(222)
    setCardField(doc, bruno, { cardId: firstCard, field: 'value', value: 333 })
    expect(second?.apply(doc, ana)).toEqual({ done: 0, skipped: 1, redo: null })
    expect(entry(firstCard).get('value')).toBe(333)
  })

  it('[DOC-7] of a cleared field, a label, several moves', () => {
    const { doc, ana, first, second, firstCard, store } = board()
    const before = contentOf(doc)
    const undos = [
      setCardField(doc, ana, { cardId: firstCard, field: 'value', value: null }),
      setLabel(doc, ana, { cardId: firstCard, label: 'Piloto', on: true }),
      moveCards(doc, ana, { cardIds: [firstCard, store.column(second)[0] ?? ''], stageId: first }),
      setStageField(doc, ana, { stageId: first, field: 'wipLimit', value: 5 }),
      moveStage(doc, ana, { stageId: first }),
      setBoardMeta(doc, ana, { title: 'Outro', currency: 'USD' }),
    ]
    expect(undos.every(Boolean)).toBe(true)
    for (const undo of undos.toReversed()) undo?.apply(doc, ana)
    expect(contentOf(doc)).toBe(before)
  })

  it('[DOC-8] undoing the creation of a stage keeps it while cards lie in it', () => {
    const { doc, ana, firstCard, store } = board()
    const { stageId, undo } = createStage(doc, ana, { name: 'Demonstração', probability: 40 })
    moveCard(doc, ana, { cardId: firstCard, stageId })
    expect(undo.apply(doc, ana)).toMatchObject({ done: 0, skipped: 1 })
    archiveCards(doc, ana, [firstCard])
    expect(undo.apply(doc, ana)).toMatchObject({ done: 1, skipped: 0 })
    expect(store.stages().map(({ id }) => id)).not.toContain(stageId)
  })
})

describe('stages', () => {
  it('[BRD-17] stages are created before the closed ones, moved, renamed, archived', () => {
    const { doc, ana, first, second, store } = board(0)
    const names = () => store.stages().map(({ name }) => name)
    createStage(doc, ana, { name: 'Demonstração' })
    expect(names().indexOf('Demonstração')).toBe(4)
    createStage(doc, ana, { name: 'Devolvidas', kind: 'lost' })
    expect(names().at(-1)).toBe('Devolvidas')
    moveStage(doc, ana, { stageId: first, aboveId: second })
    expect(names().slice(0, 2)).toEqual(['Qualificação', 'Prospecção'])
    expect(moveStage(doc, ana, { stageId: first, aboveId: second })).toBeNull()
    moveStage(doc, ana, { stageId: first, belowId: second })
    expect(names().slice(0, 2)).toEqual(['Prospecção', 'Qualificação'])
    setStageField(doc, ana, { stageId: first, field: 'name', value: ' Contato ' })
    expect(names()[0]).toBe('Contato')
    const undo = archiveStage(doc, ana, first)
    expect(archiveStage(doc, ana, first)).toBeNull()
    expect(names()[0]).toBe('Qualificação')
    undo?.apply(doc, ana)
    expect(names()[0]).toBe('Contato')
    expect(store.stages().find(({ name }) => name === 'Ganhas')).toMatchObject({ kind: 'won', probability: 100 })
  })
})
