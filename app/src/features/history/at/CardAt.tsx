/** A card as it stood at one moment, beside what stands now. */
import { boardName, cardName, type BoardStore, type CardSnapshot } from '@mutirao/documents'
import { useEffect, useMemo, useState } from 'react'
import { readDocumentAt, type DocumentAt } from '../../../engine/index.ts'
import { errorSentence, formatBrief, useTranslation } from '../../../i18n/index.ts'
import { Button, Skeleton } from '../../../ui/index.ts'
import { isBeforeAll } from '../inspector/moments.ts'
import { useHistoryNames } from '../names.ts'
import { entryAt, rowsAt } from './rows-at.ts'

export interface CardAtProps {
  readonly boardId: string
  readonly store: BoardStore
  readonly card: CardSnapshot
  readonly atMs: number
  /** Leaves the moment; null where there is no way. */
  readonly onPresent: (() => void) | null
}

export default function CardAt({ boardId, store, card, atMs, onPresent }: CardAtProps) {
  const { t } = useTranslation('history')
  const names = useHistoryNames(store)
  const { board, notes, error } = useThen(boardId, card.id, atMs)
  const entry = board ? entryAt(board, card.id) : null
  const rows = useMemo(() => (entry ? rowsAt(entry, card, names) : []), [entry, card, names])
  return (
    <section
      aria-label={t('wasAt', { moment: formatBrief(atMs) })}
      className="mx-5 mt-2 rounded-md bg-sunken px-3 py-2"
    >
      <div className="flex items-center gap-2 pb-1">
        <h3 className="min-w-0 flex-1">{t('wasAt', { moment: formatBrief(atMs) })}</h3>
        {onPresent === null ? null : (
          <Button size="sm" variant="plain" className="-mr-2" onClick={onPresent}>
            {t('thenLeave')}
          </Button>
        )}
      </div>
      {error !== null ? (
        <p className="text-muted">{isBeforeAll(error) ? t('thenNothing') : errorSentence(error)}</p>
      ) : board === null ? (
        <Skeleton className="h-16" />
      ) : entry === null ? (
        <p className="text-muted">{t('thenNothing')}</p>
      ) : (
        <dl className="grid max-h-[38vh] grid-cols-[112px_minmax(0,1fr)] phone:max-h-[28vh] gap-x-2 gap-y-0.5 overflow-y-auto">
          {rows.map(({ key, label, was, now }) => (
            <div key={key} className="contents">
              <dt className="text-muted">{label}</dt>
              <dd className="[overflow-wrap:anywhere]">
                {was}
                {now === null ? null : (
                  <span className="ml-1.5 text-sm text-amber">{t('thenNow', { value: now })}</span>
                )}
              </dd>
            </div>
          ))}
          {notes === '' ? null : (
            <div className="contents">
              <dt className="text-muted">{t('notes')}</dt>
              <dd className="whitespace-pre-line [overflow-wrap:anywhere]">{notes}</dd>
            </div>
          )}
        </dl>
      )}
    </section>
  )
}

interface Then {
  readonly of: string
  readonly board: DocumentAt | null
  readonly notes: string
  readonly error: unknown
}

/** The board at that moment, and the notes of the card's own document, which may not have existed. */
function useThen(boardId: string, cardId: string, atMs: number): Then {
  const of = `${boardId}.${cardId}.${atMs}`
  const nothing: Then = { of, board: null, notes: '', error: null }
  const [then, setThen] = useState(nothing)
  useEffect(() => {
    let gone = false
    const moment = { timeMs: atMs }
    const notesOf = readDocumentAt(cardName(boardId, cardId), moment).then(
      ({ state }) => (typeof state['notes'] === 'string' ? state['notes'] : ''),
      () => '', // without details then
    )
    Promise.all([readDocumentAt(boardName(boardId), moment), notesOf]).then(
      ([board, notes]) => (gone ? undefined : setThen({ of, board, notes, error: null })),
      (error: unknown) => (gone ? undefined : setThen({ of, board: null, notes: '', error })),
    )
    return () => {
      gone = true
    }
  }, [of, boardId, cardId, atMs])
  return then.of === of ? then : nothing
}
