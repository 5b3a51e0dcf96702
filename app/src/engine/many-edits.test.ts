import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createBoardStore } from '@mutirao/documents'
import { seedTestBoard, testContext } from '@mutirao/documents/testing'
import { watchClosing, type Closed } from './many-edits.ts'

describe('moves that close deals', () => {
  it('[OUT-3] are told with the cards that came from elsewhere; moves that close or change nothing are not', () => {
    const doc = new Y.Doc()
    const stageIds = seedTestBoard(doc, testContext('ana', 1), 12)
    const store = createBoardStore(doc)
    const closed: Closed[] = []
    const watch = watchClosing(
      'board',
      () => store,
      (told) => closed.push(told),
    )
    const stage = (index: number) => stageIds[index] ?? ''
    const cardIn = (index: number) => store.column(stage(index))[0] ?? ''
    const did = () => true
    watch([cardIn(0)], stage(1), did)
    watch([cardIn(0)], stage(5), () => false)
    watch([cardIn(5)], stage(5), did)
    expect(closed).toEqual([])
    watch([cardIn(0), cardIn(5), cardIn(4)], stage(5), did)
    watch([cardIn(5)], stage(4), did)
    expect(closed).toEqual([
      { boardId: 'board', kind: 'lost', cardIds: [cardIn(0), cardIn(4)] },
      { boardId: 'board', kind: 'won', cardIds: [cardIn(5)] },
    ])
  })
})
