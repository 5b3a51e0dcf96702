import { archiveCards, createBoardStore, createCard, defaultStages, seedBoard } from '@mutirao/documents'
import { testContext } from '@mutirao/documents/testing'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { relatedCards } from './related.ts'

describe('cards of the same account', () => {
  it('[CRD-17] are found whatever accents and capitals, in the order of the stages, without archived ones', () => {
    const doc = new Y.Doc()
    const ana = testContext('ana', 1)
    const { stageIds } = seedBoard(doc, ana, { title: 'Funil', stages: defaultStages })
    const store = createBoardStore(doc)
    const make = (title: string, account: string | null, stage: number, value = 0) =>
      createCard(doc, ana, {
        stageId: stageIds[stage] ?? '',
        title,
        at: 'bottom',
        fields: { value, ...(account === null ? {} : { account }) },
      }).cardId
    const own = make('esta', 'Transportes Ipê', 0)
    make('depois', 'TRANSPORTES IPE', 2)
    make('menor', 'transportes  ipê ', 1, 100)
    make('maior', 'Transportes Ipê', 1, 900)
    make('outra', 'Transportes Ipê Ltda', 0)
    make('sem conta', null, 0)
    const gone = make('arquivada', 'Transportes Ipê', 0)
    archiveCards(doc, ana, [gone])
    expect(relatedCards(store, { id: own, account: 'Transportes Ipê' }).map(({ title }) => title)).toEqual([
      'maior',
      'menor',
      'depois',
    ])
    expect(relatedCards(store, { id: own, account: '' })).toEqual([])
    expect(relatedCards(store, { id: own, account: ' — ' })).toEqual([])
  })
})
