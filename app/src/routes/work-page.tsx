import { Suspense } from 'react'
import { useConflicts } from '../engine/index.ts'
import { WorkScreen } from '../features/work/index.ts'
import { StatusPill } from '../shell/status-pill.tsx'
import { useGo } from './go.ts'
import { usePageControls } from './page-context.ts'
import { useRouter } from './routing/react.tsx'
import { withWords } from '../i18n/index.ts'
import { lazyPart } from '../ui/index.ts'

const ConflictList = lazyPart(withWords(() => import('../features/history/conflicts/ConflictList.tsx')))

/** "/meu-trabalho". */
export function WorkRoute() {
  const go = useGo()
  const router = useRouter()
  const { onSignIn } = usePageControls()
  const at = (boardId: string, card: string) =>
    ({ to: '/funil/$boardId', params: { boardId }, search: { card } }) as const
  const hasConflicts = useConflicts().length > 0
  const links = {
    cardHref: (boardId: string, cardId: string) => router.href(at(boardId, cardId)),
    onCard: (boardId: string, cardId: string) => go(at(boardId, cardId)),
  }
  return (
    <WorkScreen
      {...links}
      first={
        hasConflicts ? (
          <Suspense fallback={null}>
            <ConflictList {...links} />
          </Suspense>
        ) : null
      }
      status={<StatusPill onSignIn={onSignIn} />}
    />
  )
}
