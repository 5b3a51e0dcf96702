import { Suspense } from 'react'
import type { ConflictsPlace, HistoryPlace, PastPlace } from '../features/card/index.tsx'
import { withWords } from '../i18n/index.ts'
import { useCardConflicts } from '../view/conflicts.ts'
import { lazyPart } from '../ui/index.ts'
import { useRouter } from './routing/react.tsx'

const CardHistory = lazyPart(withWords(() => import('../features/history/index.tsx')))
const CardAt = lazyPart(withWords(() => import('../features/history/at/CardAt.tsx')))
const CardConflicts = lazyPart(withWords(() => import('../features/history/conflicts/CardConflicts.tsx')))

/** What the drawer's history tab shows. Another field asked for is another list. */
export const historyOf = (place: HistoryPlace) => <Told key={`${place.card.id} ${place.field ?? ''}`} {...place} />

function Told(place: HistoryPlace) {
  const router = useRouter()
  const inspector = { to: '/admin/historico', search: { quadro: place.boardId, cartao: place.card.id } } as const
  const inspect = { href: router.href(inspector), go: () => router.go(inspector) }
  return (
    <Suspense fallback={null}>
      <CardHistory inspect={inspect} {...place} />
    </Suspense>
  )
}

/** The card as it stood at the moment a link means. */
export const pastOf = (place: PastPlace) => (
  <Suspense fallback={null}>
    <CardAt {...place} />
  </Suspense>
)

/** What stands above the drawer's tabs: the conflicts of the card, when there are any. */
export const conflictsOf = (place: ConflictsPlace) => <Conflicts {...place} />

function Conflicts(place: ConflictsPlace) {
  if (useCardConflicts(place.boardId, place.card).length === 0) return null
  return (
    <Suspense fallback={null}>
      <CardConflicts {...place} />
    </Suspense>
  )
}
