import type { BoardStore } from '@mutirao/documents'
import { useEffect } from 'react'
import { useBoard, useBoardEdits } from '../../engine/index.ts'
import { lateComponent } from '../../ui/index.ts'
import { useSelection, type Selection } from '../../view/selection.ts'

const Bar = lateComponent(() => import('./bar.tsx').then((module) => module.Bar))

export interface BulkBarProps {
  readonly boardId: string
  readonly selection: Selection
}

/** What can be done to the chosen cards, on whatever screen they were chosen. Each action is one step of undo. */
export function BulkBar({ boardId, selection }: BulkBarProps) {
  const chosen = useSelection(selection)
  const { store, readOnly } = useBoard(boardId)
  const edits = useBoardEdits(boardId)
  useLetGo(store, selection)
  if (chosen.size === 0 || !store || readOnly) return null
  return <Bar store={store} edits={edits} selection={selection} chosen={chosen} />
}

/** Archived cards are not chosen any more, whoever archived them. */
function useLetGo(store: BoardStore | null, selection: Selection) {
  useEffect(() => {
    if (!store) return
    return store.subscribe('archived', () => selection.keep((cardId) => store.stageOf(cardId) !== null))
  }, [store, selection])
}
