import { useRouter } from '@tanstack/react-router'
import { WorkScreen } from '../features/work/index.ts'
import { StatusPill } from '../shell/status-pill.tsx'
import { useGo } from './go.ts'
import { usePageControls } from './page-context.ts'

/** "/meu-trabalho". */
export function WorkRoute() {
  const go = useGo()
  const router = useRouter()
  const { onSignIn } = usePageControls()
  const at = (boardId: string, card: string) =>
    ({ to: '/funil/$boardId', params: { boardId }, search: { card } }) as const
  return (
    <WorkScreen
      cardHref={(boardId, cardId) => router.buildLocation(at(boardId, cardId)).href}
      onCard={(boardId, cardId) => go(at(boardId, cardId))}
      status={<StatusPill onSignIn={onSignIn} />}
    />
  )
}
