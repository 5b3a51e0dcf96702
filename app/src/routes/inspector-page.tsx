import { usePeople } from '../engine/index.ts'
import Inspector from '../features/history/inspector/Inspector.tsx'
import { boardsOf } from '../shell/boards.ts'
import { StatusPill } from '../shell/status-pill.tsx'
import { useGo } from './go.ts'
import { usePageControls } from './page-context.ts'
import { useAddress } from './routing/react.tsx'

/** The history of whole documents. The board asked for, else the first one. */
export default function InspectorPage() {
  const { quadro } = useAddress('/admin/historico').search
  const { onSignIn } = usePageControls()
  const boards = boardsOf(usePeople())
  const go = useGo()
  const board = boards.find(({ id }) => id === quadro) ?? boards[0]
  if (!board) return null
  return (
    <Inspector
      key={board.id}
      boardId={board.id}
      boards={boards}
      onBoard={(id) => go({ to: '/admin/historico', search: { quadro: id } })}
      status={<StatusPill onSignIn={onSignIn} />}
    />
  )
}
