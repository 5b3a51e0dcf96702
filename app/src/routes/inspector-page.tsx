import { isEntryId } from '@mutirao/documents'
import { usePeople } from '../engine/index.ts'
import Inspector from '../features/history/inspector/Inspector.tsx'
import { boardsOf } from '../shell/boards.ts'
import { StatusPill } from '../shell/status-pill.tsx'
import { useGo } from './go.ts'
import { usePageControls } from './page-context.ts'
import { useAddress } from './routing/react.tsx'

/** The history of whole documents: the board asked for, else the first one, or a card of it. */
export default function InspectorPage() {
  const { quadro, cartao } = useAddress('/admin/historico').search
  const { onSignIn } = usePageControls()
  const boards = boardsOf(usePeople())
  const go = useGo()
  const board = boards.find(({ id }) => id === quadro) ?? boards[0]
  if (!board) return null
  return (
    <Inspector
      key={board.id}
      boardId={board.id}
      cardId={cartao !== undefined && isEntryId(cartao) ? cartao : null}
      boards={boards}
      onPlace={(id, cardId) =>
        go({ to: '/admin/historico', search: { quadro: id, ...(cardId === null ? {} : { cartao: cardId }) } })
      }
      status={<StatusPill onSignIn={onSignIn} />}
    />
  )
}
