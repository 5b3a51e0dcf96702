import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { editedBoard, openBoard, randomBoardEdit, seedTestBoard, testContext } from '../testing/index.ts'
import { archiveCards, createBoardStore, NO_STAGE, setStageField } from './index.ts'
import { stagesMap } from './shape.ts'

const seeds = fc.integer({ min: 0, max: 2 ** 30 })

/** How many columns show each card, from the store's own answers. */
function shownTimes(doc: Y.Doc): Map<string, number> {
  const store = createBoardStore(doc)
  const times = new Map([...store.cardIds()].map((id) => [id, 0]))
  for (const list of [...store.stages().map(({ id }) => store.column(id)), store.archived()])
    for (const id of list) times.set(id, (times.get(id) ?? 0) + 1)
  store.destroy()
  return times
}

describe('the store of a board that changes', { timeout: 30_000 }, () => {
  it('[BRD-1] every card is shown in exactly one place, in every copy, at every moment', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { network } = editedBoard(seed, 3, 40)
        for (const doc of network.docs) expect([...shownTimes(doc).values()].every((times) => times === 1)).toBe(true)
        network.heal()
        for (const doc of network.docs) expect([...shownTimes(doc).values()].every((times) => times === 1)).toBe(true)
      }),
      { numRuns: 15 },
    )
  })

  it('[BRD-4] a store that followed every transaction equals one newly built', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const doc = new Y.Doc()
        openBoard(doc)
        const followed = createBoardStore(doc)
        const { network, people } = editedBoard(seed, 2, 50)
        network.heal()
        const updates: Uint8Array[] = []
        network.doc(0).on('update', (update: Uint8Array) => void updates.push(update))
        Y.applyUpdate(doc, Y.encodeStateAsUpdate(network.doc(0)))
        for (let step = 0; step < 30; step++) {
          if (people[0]) randomBoardEdit(network.doc(0), people[0])
          // Rare among random edits, and every sum depends on it.
          const [stageId] = stagesMap(network.doc(0)).keys()
          if (people[0] && step % 10 === 9)
            setStageField(network.doc(0), people[0], { stageId: stageId ?? '', field: 'probability', value: 30 + step })
          for (const update of updates.splice(0)) Y.applyUpdate(doc, update)
        }
        const fresh = createBoardStore(doc)
        expect(followed.stages()).toEqual(fresh.stages())
        expect(followed.meta()).toEqual(fresh.meta())
        expect(followed.archived()).toEqual(fresh.archived())
        expect(followed.fields()).toEqual(fresh.fields())
        expect(followed.archivedFields()).toEqual(fresh.archivedFields())
        for (const stageId of [NO_STAGE, ...stagesMap(doc).keys()]) {
          expect(followed.column(stageId)).toEqual(fresh.column(stageId))
          expect(followed.totals(stageId)).toEqual(fresh.totals(stageId))
        }
        for (const cardId of fresh.cardIds()) {
          expect(followed.card(cardId)).toEqual(fresh.card(cardId))
          expect(followed.stageOf(cardId)).toEqual(fresh.stageOf(cardId))
        }
      }),
      { numRuns: 20 },
    )
  })

  it('[BRD-1] the archive lists the last archived first, and only what is archived', () => {
    const doc = new Y.Doc()
    const ana = testContext('ana', 1)
    const [first = '', second = ''] = seedTestBoard(doc, ana)
    const store = createBoardStore(doc)
    const [a = '', b = ''] = [store.column(first)[0], store.column(second)[0]]
    let calls = 0
    store.subscribe('archived', () => void calls++)
    archiveCards(doc, ana, [a])
    archiveCards(doc, ana, [b])
    expect(store.archived()).toEqual([b, a])
    expect(store.stageOf(a)).toBeNull()
    expect(store.card(a)?.deletedAt).toBeGreaterThan(0)
    expect(calls).toBe(2)
  })
})
