/** Above an open card: the conflicts of it that concern this person. */
import type { BoardStore, CardSnapshot } from '@mutirao/documents'
import { useTranslation } from '../../../i18n/index.ts'
import { useCardConflicts } from '../../../view/conflicts.ts'
import { Conflict } from './Conflict.tsx'

export interface CardConflictsProps {
  readonly boardId: string
  readonly store: BoardStore
  readonly card: CardSnapshot
  readonly readOnly: boolean
  readonly onHistory: ((field: string) => void) | null
}

export default function CardConflicts({ boardId, store, card, readOnly, onHistory }: CardConflictsProps) {
  const { t } = useTranslation('conflicts')
  const conflicts = useCardConflicts(boardId, card)
  if (conflicts.length === 0) return null
  return (
    <section
      aria-label={t('region')}
      data-conflicts
      className="mx-5 mt-2 grid max-h-[40vh] gap-3 overflow-y-auto rounded-md bg-amber-weak py-2.5 pr-2.5 pl-3"
    >
      {conflicts.length > 1 ? (
        // Not all of them fit on a phone: how many there are stays in sight.
        <p className="sticky -top-2.5 -mb-1.5 bg-amber-weak py-1 font-semibold">
          {t('mark', { count: conflicts.length })}
        </p>
      ) : null}
      {conflicts.map((conflict) => (
        <Conflict
          key={conflict.id}
          conflict={conflict}
          store={store}
          readOnly={readOnly}
          onHistory={onHistory ?? undefined}
        />
      ))}
    </section>
  )
}
