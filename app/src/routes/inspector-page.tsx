import { isEntryId } from '@mutirao/documents'
import { useCallback } from 'react'
import { usePeople } from '../engine/index.ts'
import Inspector from '../features/history/inspector/Inspector.tsx'
import { boardsOf } from '../shell/boards.ts'
import { StatusPill } from '../shell/status-pill.tsx'
import { useGo, useGoFrom } from './go.ts'
import { usePageControls } from './page-context.ts'
import { useAddress } from './routing/react.tsx'
import { textParam } from './search.ts'

/** The history of whole documents: the board asked for, else the first one, or a card of it. */
export default function InspectorPage() {
  const { search } = useAddress('/admin/historico')
  const [quadro, cartao, em, com] = [search.quadro, search.cartao, search.em, search.com].map(textParam)
  const { onSignIn } = usePageControls()
  const boards = boardsOf(usePeople())
  const go = useGo()
  const goFrom = useGoFrom('/admin/historico')
  const onSpot = useCallback(
    (spot: { readonly em?: string; readonly com?: string }) =>
      goFrom({
        to: '/admin/historico',
        search: {
          ...(quadro === undefined ? {} : { quadro }),
          ...(cartao === undefined ? {} : { cartao }),
          ...spot,
        },
        replace: true,
      }),
    [goFrom, quadro, cartao],
  )
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
      spot={{ ...(em === undefined ? {} : { em }), ...(com === undefined ? {} : { com }) }}
      onSpot={onSpot}
      status={<StatusPill onSignIn={onSignIn} />}
    />
  )
}
