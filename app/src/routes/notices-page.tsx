import { parseName, type NotificationSnapshot } from '@mutirao/documents'
import NoticesScreen from '../features/notices/index.tsx'
import { StatusPill } from '../shell/status-pill.tsx'
import type { Destination } from './addresses.ts'
import { useGo } from './go.ts'
import { usePageControls } from './page-context.ts'
import { useRouter } from './routing/react.tsx'

/** What it is about; what waits for a word of mine leads to where it is said. */
function placeOf({ event, document, subject }: NotificationSnapshot): Destination {
  const parsed = parseName(document)
  if (event === 'purchase_request_waiting' || parsed?.kind !== 'requests') return { to: '/aprovacoes' }
  return { to: '/solicitacoes/$listId', params: { listId: parsed.listId }, search: { solicitacao: subject } }
}

export default function NoticesPage() {
  const go = useGo()
  const router = useRouter()
  const { onSignIn } = usePageControls()
  return (
    <NoticesScreen
      status={<StatusPill onSignIn={onSignIn} />}
      href={(notice) => router.href(placeOf(notice))}
      onOpen={(notice) => go(placeOf(notice))}
    />
  )
}
