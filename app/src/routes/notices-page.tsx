import { commentAnchor, parseName, type NotificationSnapshot } from '@mutirao/documents'
import NoticesScreen from '../features/notices/index.tsx'
import { StatusPill } from '../shell/status-pill.tsx'
import type { Destination } from './addresses.ts'
import { usePageControls } from './page-context.ts'
import { useRouter } from './routing/react.tsx'

/** Answered in the queue. */
const asks: ReadonlySet<string> = new Set(['purchase_request_waiting', 'purchase_request_reopening_asked'])

/** What it is about; what waits for a word of mine leads to where it is said. */
function placeOf({ event, document, subject }: NotificationSnapshot): Destination {
  const parsed = parseName(document)
  if (parsed?.kind === 'card')
    return {
      to: '/funil/$boardId',
      params: { boardId: parsed.boardId },
      search: { card: parsed.cardId, aba: 'comentarios' },
    }
  if (parsed?.kind === 'request')
    return {
      to: '/solicitacoes/$listId',
      params: { listId: parsed.listId },
      search: { solicitacao: parsed.requestId },
    }
  if (asks.has(event) || subject === '' || parsed?.kind !== 'requests') return { to: '/aprovacoes' }
  return { to: '/solicitacoes/$listId', params: { listId: parsed.listId }, search: { solicitacao: subject } }
}

/** A notice about what is said in a document leads to what was said. */
const anchorOf = ({ document, subject }: NotificationSnapshot): string => {
  const kind = parseName(document)?.kind
  return kind === 'card' || kind === 'request' ? commentAnchor(subject) : ''
}

export default function NoticesPage() {
  const router = useRouter()
  const { onSignIn } = usePageControls()
  const href = (notice: NotificationSnapshot) => router.href(placeOf(notice)) + anchorOf(notice)
  return (
    <NoticesScreen
      status={<StatusPill onSignIn={onSignIn} />}
      href={href}
      onOpen={(notice) => router.goTo(href(notice))}
    />
  )
}
