/** The import dialog over an open board; opens nothing before the board is there. */
import { useBoard } from '../../engine/index.ts'
import { ImportBoard } from './ImportBoard.tsx'

export interface ImportProps {
  readonly boardId: string
  readonly onClose: () => void
}

export default function Import({ boardId, onClose }: ImportProps) {
  const { store, readOnly } = useBoard(boardId)
  if (!store || readOnly) return null
  return <ImportBoard key={boardId} boardId={boardId} store={store} onClose={onClose} />
}
