import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createBoardStore } from '@mutirao/documents'
import { seedTestBoard, testContext } from '@mutirao/documents/testing'
import { runner } from './edit-runner.ts'
import { createFieldEdits } from './field-edits.ts'
import { watchClosing, type Closed } from './many-edits.ts'
import { createUndoStack, type LiveDoc } from './undo.ts'

describe('stages written into cells', () => {
  it('[OUT-6] close deals like moves, each stage told once; other cells and cards that lie there already do not', () => {
    const live: LiveDoc = new Y.Doc()
    const ana = testContext('ana', 1)
    const stageIds = seedTestBoard(live, ana, 12)
    const store = createBoardStore(live)
    const closed: Closed[] = []
    const watch = watchClosing(
      'board',
      () => store,
      (told) => closed.push(told),
    )
    const run = runner({
      doc: () => live,
      withDocument: (work) => work(() => live),
      stack: createUndoStack(
        () => ana,
        () => undefined,
      ),
      context: () => ana,
      onFailure: (error) => expect.unreachable(String(error)),
    })
    const edits = createFieldEdits(run, watch)
    const stage = (index: number) => stageIds[index] ?? ''
    const cardIn = (index: number) => store.column(stage(index))[0] ?? ''
    const [one, two, lost] = [cardIn(0), cardIn(1), cardIn(5)]
    edits.editCells([
      { kind: 'field', cardId: one, field: 'title', value: 'Portal' },
      { kind: 'stage', cardId: one, stageId: stage(2) },
    ])
    expect(closed).toEqual([])
    edits.editCells([
      { kind: 'stage', cardId: one, stageId: stage(5) },
      { kind: 'stage', cardId: lost, stageId: stage(5) },
      { kind: 'stage', cardId: two, stageId: stage(4) },
    ])
    expect([store.stageOf(one), store.stageOf(two)]).toEqual([stage(5), stage(4)])
    expect(closed.toSorted((a, b) => a.kind.localeCompare(b.kind))).toEqual([
      { boardId: 'board', kind: 'lost', cardIds: [one] },
      { boardId: 'board', kind: 'won', cardIds: [two] },
    ])
  })
})
