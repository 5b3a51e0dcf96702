import { lazy, Suspense } from 'react'
import type { HistoryPlace } from '../features/card/index.tsx'

const CardHistory = lazy(() => import('../features/history/index.tsx'))

/** What the drawer's history tab shows. Another field asked for is another list. */
export const historyOf = (place: HistoryPlace) => (
  <Suspense fallback={null}>
    <CardHistory key={`${place.card.id} ${place.field ?? ''}`} {...place} />
  </Suspense>
)
