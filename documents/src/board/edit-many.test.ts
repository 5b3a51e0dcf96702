import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { contentOf, Network, openBoard, seedTestBoard, testContext } from '../testing/index.ts'
import type { Undo } from '../undo.ts'
import {
  archiveCards,
  archiveStage,
  createBoardStore,
  moveCard,
  moveCardsWith,
  restoreStage,
  setCardField,
  setCardsField,
  setCardsLabel,
  setStageField,
} from './index.ts'

function board(cards = 6) {
  const doc = new Y.Doc()
  const ana = testContext('ana', 1)
  const stageIds = seedTestBoard(doc, ana, cards)
  const store = createBoardStore(doc)
  return { doc, ana, store, stageIds, cardIds: [...store.cardIds()] }
}

describe('edits of several cards', () => {
  it('[BRD-19] bad input is refused whole, before the document is touched', () => {
    const { doc, ana, cardIds, stageIds } = board()
    const before = contentOf(doc)
    const attempts: [string, () => unknown][] = [
      ['not_found', () => setCardsField(doc, ana, { cardIds: [...cardIds, 'nobody'], field: 'owner', value: 'x' })],
      ['bad_value', () => setCardsField(doc, ana, { cardIds, field: 'closeOn', value: 'amanhã' })],
      ['bad_value', () => setCardsField(doc, ana, { cardIds, field: 'deletedAt' as 'owner', value: 'x' })],
      ['bad_value', () => setCardsLabel(doc, ana, { cardIds, label: ' ', on: true })],
      ['not_found', () => moveCardsWith(doc, ana, { cardIds, stageId: 'nowhere', owner: 'x' })],
      ['too_large', () => moveCardsWith(doc, ana, { cardIds, stageId: stageIds[0] ?? '', owner: 'x'.repeat(65) })],
    ]
    for (const [code, attempt] of attempts)
      expect(attempt, attempt.toString()).toThrow(expect.objectContaining({ code }))
    expect(contentOf(doc)).toBe(before)
  })

  it('[BRD-19] one transaction, one undo that counts cards; nothing when nothing differs', () => {
    const { doc, ana, store, cardIds } = board()
    let updates = 0
    doc.on('update', () => void updates++)
    setCardField(doc, ana, { cardId: cardIds[0] ?? '', field: 'owner', value: 'eva' })
    const undo = setCardsField(doc, ana, { cardIds, field: 'owner', value: 'eva' })
    expect([undo?.label, updates]).toEqual([{ name: 'card.field', count: 5, title: '' }, 2])
    expect(setCardsField(doc, ana, { cardIds, field: 'owner', value: 'eva' })).toBeNull()
    expect(setCardsLabel(doc, ana, { cardIds, label: 'Piloto', on: false })).toBeNull()
    expect(setCardsField(doc, ana, { cardIds: [], field: 'owner', value: 'eva' })).toBeNull()
    expect(updates).toBe(2)
    expect(cardIds.map((cardId) => store.card(cardId)?.ownerId)).toEqual(cardIds.map(() => 'eva'))
    expect(undo?.apply(doc, ana)).toMatchObject({ done: 5, skipped: 0 })
    expect(cardIds.map((cardId) => store.card(cardId)?.ownerId)).toEqual(['eva', null, null, null, null, null])
  })

  it('[BRD-20] what changes along with a move is the same step', () => {
    const { doc, ana, store, stageIds, cardIds } = board()
    const [first = '', last = ''] = [stageIds[0], stageIds.at(-1)]
    const chosen = cardIds.slice(0, 3)
    setCardsField(doc, ana, { cardIds: chosen, field: 'lostReason', value: 'Preço' })
    let updates = 0
    doc.on('update', () => void updates++)
    const undo = moveCardsWith(doc, ana, { cardIds: chosen, stageId: last, at: 'top', owner: 'eva', lostReason: null })
    expect([undo?.label, updates]).toEqual([{ name: 'card.move', count: 3, title: '' }, 1])
    expect(store.column(last).slice(0, 3)).toEqual(chosen)
    expect(chosen.map((id) => [store.card(id)?.ownerId, store.card(id)?.lostReason])).toEqual([
      ['eva', ''],
      ['eva', ''],
      ['eva', ''],
    ])
    undo?.apply(doc, ana)
    expect(chosen.map((id) => [store.card(id)?.ownerId, store.card(id)?.lostReason])).toEqual([
      [null, 'Preço'],
      [null, 'Preço'],
      [null, 'Preço'],
    ])
    // A card that stays where it is may still change its owner.
    const [cardId = ''] = store.column(first)
    expect(moveCardsWith(doc, ana, { cardIds: [cardId], stageId: first, at: 'top', owner: 'bia' })).not.toBeNull()
    expect(store.card(cardId)?.ownerId).toBe('bia')
  })

  it('[BRD-21] archived stages are known, the last archived first, and come back with their cards in place', () => {
    const { doc, ana, store, stageIds } = board()
    const [first = '', second = ''] = stageIds
    const inFirst = store.column(first)
    let told = 0
    store.subscribe('stages', () => void told++)
    archiveStage(doc, ana, first)
    archiveStage(doc, { ...ana, nowMs: ana.nowMs + 1 }, second)
    expect(store.archivedStages().map(({ id }) => id)).toEqual([second, first])
    expect(createBoardStore(doc).archivedStages()).toEqual(store.archivedStages())
    const before = store.archivedStages()
    setStageField(doc, ana, { stageId: stageIds[2] ?? '', field: 'probability', value: 33 })
    expect(store.archivedStages()).toBe(before)
    setStageField(doc, ana, { stageId: first, field: 'name', value: 'Contato' })
    expect([store.archivedStages()[1]?.name, told]).toEqual(['Contato', 4])
    restoreStage(doc, ana, first)
    expect(store.column(first)).toEqual(inFirst)
    expect(store.archivedStages().map(({ id }) => id)).toEqual([second])
  })
})

describe('edits of several cards among other people', { timeout: 30_000 }, () => {
  it('[BRD-19] whatever colleagues change at the same time converges, and the one undo leaves what they changed since', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 30 }), fc.integer({ min: 0, max: 2 }), (seed, which) => {
        const network = new Network({ peers: 2, seed, open: openBoard })
        const [ana, bruno] = [testContext('ana', seed), testContext('bruno', seed + 1)]
        const [here, there] = [network.doc(0), network.doc(1)]
        const stageIds = seedTestBoard(here, testContext('server', seed), 9)
        network.heal()
        const store = createBoardStore(here)
        const cardIds = [...store.cardIds()]
        const pristine = cardIds.map((cardId) => store.card(cardId))
        const [from = '', target = ''] = [stageIds[1], stageIds[3]]
        const edits: (() => Undo | null)[] = [
          () => setCardsField(here, ana, { cardIds, field: 'closeOn', value: '2026-12-18' }),
          () => setCardsLabel(here, ana, { cardIds, label: 'Piloto', on: true }),
          () => moveCardsWith(here, ana, { cardIds, stageId: target, owner: 'ana' }),
        ]
        const [touched = '', archived = ''] = [cardIds[seed % 9], cardIds[(seed + 1) % 9]]
        const undo = edits[which]?.()
        archiveCards(there, bruno, [archived])
        network.heal()
        setCardField(there, bruno, { cardId: touched, field: 'closeOn', value: '2027-01-31' })
        moveCard(there, bruno, { cardId: touched, stageId: from, at: 'top' })
        network.sync(0, 1)
        undo?.apply(here, ana)
        network.converge()
        const mine = createBoardStore(there)
        expect(mine.card(touched)).toMatchObject({ closeOn: '2027-01-31', stageId: from })
        expect(mine.archived()).toEqual([archived])
        cardIds.forEach((cardId, index) => {
          if (cardId === touched) return
          const { deletedAt: _mark, ...rest } = pristine[index] ?? {}
          expect(mine.card(cardId)).toMatchObject(rest)
        })
      }),
      { numRuns: 60 },
    )
  })
})
