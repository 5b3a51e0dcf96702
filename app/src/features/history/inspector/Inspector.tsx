/** `/admin/historico`: a board or a card's own document at any moment of its life, what changed since, and the way back. For administrators. */
import { Lock } from 'lucide-react'
import { useBoard, useMe } from '../../../engine/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { EmptyState, Skeleton } from '../../../ui/index.ts'
import { BoardInspector } from './BoardInspector.tsx'
import { CardInspector } from './CardInspector.tsx'
import type { InspectedPlace } from './InspectorFrame.tsx'

export default function Inspector(place: InspectedPlace) {
  const { t } = useTranslation('inspector')
  const me = useMe()
  const { store } = useBoard(place.boardId)
  if (me.role !== 'admin')
    return (
      <EmptyState icon={<Lock />} title={t('adminsOnly')}>
        {t('adminsOnlyText')}
      </EmptyState>
    )
  if (!store) return <Skeleton className="m-4 h-40" />
  return place.cardId === null ? (
    <BoardInspector place={place} store={store} />
  ) : (
    <CardInspector key={place.cardId} place={place} cardId={place.cardId} store={store} />
  )
}
