import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createBoardStore, emptyQuery, setCardField } from '@mutirao/documents'
import { seedTestBoard, testContext } from '@mutirao/documents/testing'
import { createVisibleBoard } from '../../view/visible-board.ts'
import { laneQuery, lanesOf, noOwner, ownerOf } from './lanes.ts'

const looker = { me: 'ana', today: '2026-11-26', dayOf: () => '2026-11-26', personName: (id: string) => id }

describe('lanes by owner', () => {
  it('[LAN-1] each visible card stands in exactly one lane; lanes go by name, nobody’s is the last', () => {
    const doc = new Y.Doc()
    const ana = testContext('ana', 1)
    seedTestBoard(doc, ana, 12)
    const base = createBoardStore(doc)
    const cardIds = [...base.cardIds()]
    const owners = ['zoe', 'ana', null]
    cardIds.forEach((cardId, index) =>
      setCardField(doc, ana, { cardId, field: 'owner', value: owners[index % 3] ?? null }),
    )
    const store = createVisibleBoard(base, { ...emptyQuery, group: 'owner' }, looker)
    const lanes = lanesOf(store, (id) => ({ zoe: 'Bia', ana: 'Carla' })[id] ?? '')
    expect(lanes).toEqual(['zoe', 'ana', noOwner])
    const shown = lanes.flatMap((lane) => createVisibleBoard(base, laneQuery(store.query, lane), looker).rows())
    expect(shown.toSorted()).toEqual(cardIds.toSorted())
  })

  it('[LAN-2] a lane says whose a card becomes; without lanes nothing changes hands', () => {
    expect([ownerOf(null), ownerOf(noOwner), ownerOf('ana')]).toEqual([{}, { owner: null }, { owner: 'ana' }])
  })
})
