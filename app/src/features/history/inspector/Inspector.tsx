/** `/admin/historico`: a document at any moment of its life, what changed since, and for boards and cards the way back. For administrators. */
import { parseName } from '@mutirao/documents'
import { Lock } from 'lucide-react'
import { useBoard, useMe } from '../../../engine/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { EmptyState, Skeleton } from '../../../ui/index.ts'
import { BoardInspector } from './BoardInspector.tsx'
import { CardInspector } from './CardInspector.tsx'
import { DocumentInspector } from './DocumentInspector.tsx'
import type { InspectedPlace } from './InspectorFrame.tsx'

export default function Inspector(place: InspectedPlace) {
  const { t } = useTranslation('inspector')
  const me = useMe()
  const document = parseName(place.document)
  if (me.role !== 'admin')
    return (
      <EmptyState icon={<Lock />} title={t('adminsOnly')}>
        {t('adminsOnlyText')}
      </EmptyState>
    )
  if (!document) return null
  if (document.kind === 'board')
    return <OnBoard key={document.name} place={place} boardId={document.id} cardId={null} />
  if (document.kind === 'card')
    return <OnBoard key={document.name} place={place} boardId={document.boardId} cardId={document.cardId} />
  return <DocumentInspector key={document.name} place={place} document={document} />
}

interface OnBoardProps {
  readonly place: InspectedPlace
  readonly boardId: string
  readonly cardId: string | null
}

/** A card's names are its board's. */
function OnBoard({ place, boardId, cardId }: OnBoardProps) {
  const { store } = useBoard(boardId)
  if (!store) return <Skeleton className="m-4 h-40" />
  return cardId === null ? (
    <BoardInspector place={place} boardId={boardId} store={store} />
  ) : (
    <CardInspector place={place} boardId={boardId} cardId={cardId} store={store} />
  )
}
