/** "Conflitos": everything of mine that met another value, over all boards. */
import { boardName, parseName, type BoardStore, type CardSnapshot, type OwnConflict } from '@mutirao/documents'
import { useMemo } from 'react'
import { useBoard, useConflicts, usePeople } from '../../../engine/index.ts'
import { formatNumber, useTranslation } from '../../../i18n/index.ts'
import { cardOf, standsOn } from '../../../view/conflicts.ts'
import { Conflict } from './Conflict.tsx'
import { inApp } from '../../../ui/index.ts'

export interface ConflictListProps {
  readonly cardHref: (boardId: string, cardId: string) => string
  readonly onCard: (boardId: string, cardId: string) => void
}

export default function ConflictList(props: ConflictListProps) {
  const { t } = useTranslation('conflicts')
  const { documents } = usePeople()
  const conflicts = useConflicts()
  const shown = useMemo(() => {
    const mine = new Set(documents.map(({ name }) => name as string))
    return conflicts.flatMap((conflict) => {
      const boardId = boardOf(conflict)
      return boardId !== null && mine.has(boardName(boardId)) ? [{ conflict, boardId }] : []
    })
  }, [documents, conflicts])
  if (shown.length === 0) return null
  return (
    <section aria-labelledby="work-conflicts" data-conflicts>
      <h2 id="work-conflicts" className="flex items-center gap-1.5 pb-1.5 font-semibold">
        {t('title')}
        <span className="font-normal text-soft tabular-nums">{formatNumber(shown.length)}</span>
      </h2>
      <ul className="overflow-hidden rounded-lg bg-surface shadow-1">
        {shown.map(({ conflict, boardId }) => (
          <Item key={conflict.id} conflict={conflict} boardId={boardId} {...props} />
        ))}
      </ul>
    </section>
  )
}

function boardOf({ document }: OwnConflict): string | null {
  const parsed = parseName(document)
  return parsed?.kind === 'board' ? parsed.id : parsed?.kind === 'card' ? parsed.boardId : null
}

interface ItemProps extends ConflictListProps {
  readonly conflict: OwnConflict
  readonly boardId: string
}

function Item(props: ItemProps) {
  const { store, readOnly } = useBoard(props.boardId)
  return store ? <Opened {...props} store={store} readOnly={readOnly} /> : null
}

function Opened({ conflict, boardId, store, readOnly, cardHref, onCard }: ItemProps & OpenedProps) {
  const { t } = useTranslation(['conflicts', 'common'])
  const cardId = cardOf(conflict)?.split('.')[1] ?? null
  const card: CardSnapshot | undefined = cardId === null ? undefined : store.card(cardId)
  if (!standsOn(card, conflict)) return null
  const about = card ? (card.title === '' ? t('common:untitled') : card.title) : t('ofBoard')
  return (
    <li className="border-b border-line px-3 py-2.5 last:border-0">
      <Conflict conflict={conflict} store={store} readOnly={readOnly}>
        <p className="flex min-w-0 items-baseline gap-1.5">
          {card ? (
            <a
              href={cardHref(boardId, card.id)}
              className="truncate font-medium hover:underline touch:py-1.5"
              onClick={inApp(() => onCard(boardId, card.id))}
            >
              {about}
            </a>
          ) : (
            <span className="truncate font-medium">{about}</span>
          )}
          <span className="flex-none text-sm text-muted">{store.meta().title}</span>
        </p>
      </Conflict>
    </li>
  )
}

interface OpenedProps {
  readonly store: BoardStore
  readonly readOnly: boolean
}
