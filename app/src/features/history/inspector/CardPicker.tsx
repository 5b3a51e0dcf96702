import { boardName, cardName, type BoardStore } from '@mutirao/documents'
import { Kanban } from 'lucide-react'
import { useCallback } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { cardsCalled } from './cards-called.ts'
import { EntryPicker } from './EntryPicker.tsx'
import type { InspectedPlace } from './InspectorFrame.tsx'

export interface CardPickerProps {
  readonly place: InspectedPlace
  readonly boardId: string
  /** Null: the board itself. */
  readonly cardId: string | null
  readonly store: BoardStore
}

/** The board itself, or one of its cards. */
export function CardPicker({ place, boardId, cardId, store }: CardPickerProps) {
  const { t } = useTranslation('inspector')
  const called = useCallback(
    (words: string) => cardsCalled(store, words).map(({ id, title, account }) => ({ id, title, detail: account })),
    [store],
  )
  return (
    <EntryPicker
      icon={<Kanban />}
      whole={t('wholeBoard')}
      find={t('findCard')}
      chosen={cardId === null ? null : { id: cardId, title: store.card(cardId)?.title ?? '' }}
      called={called}
      onChoose={(id) => place.onDocument(id === null ? boardName(boardId) : cardName(boardId, id))}
    />
  )
}
