import { useMemo } from 'react'
import { useBoardEdits, useStoreKey } from '../../engine/index.ts'
import type { ViewsPort, VisibleBoard } from '../../view/index.ts'
import { FilterBar } from './bar/filter-bar.tsx'
import { NothingFound } from './bar/nothing-found.tsx'
import { useBoardFinding } from './board-finding.ts'
import { ViewTabs } from './views/view-tabs.tsx'

export interface BoardFindProps {
  readonly boardId: string
  readonly board: VisibleBoard
  /** What is archived is on the screen. */
  readonly archive?: boolean
}

/** Saved views, search and filters above a board. */
export function BoardFind({ boardId, board, archive }: BoardFindProps) {
  const finding = useBoardFinding(board, archive)
  const shared = useStoreKey(board, 'views', (store) => store.views())
  const edits = useBoardEdits(boardId)
  const port = useMemo(
    (): ViewsPort => ({
      listId: boardId,
      standing: none,
      shared,
      edit: (work) => edits.edit(work),
      remember: (undo, telling) => edits.remember(undo, telling),
    }),
    [boardId, shared, edits],
  )
  return (
    <>
      <FilterBar finding={finding}>
        <ViewTabs port={port} />
      </FilterBar>
      <NothingFound finding={finding} />
    </>
  )
}
const none: readonly never[] = []
