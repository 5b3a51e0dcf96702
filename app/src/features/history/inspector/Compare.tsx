/** What lies between two moments of a board, card by card: what was changed, from what to what, and by whom. */
import { compareBoards, compareParts, type BoardStore, type CardSnapshot, type HistoryNames } from '@mutirao/documents'
import { useMemo } from 'react'
import { formatMoney, useTranslation } from '../../../i18n/index.ts'
import { changedKeys } from '../changed-keys.ts'
import { Changes, ComparedLine, ComparedList } from './ComparedList.tsx'
import { Parts } from './Parts.tsx'
import type { Side } from './use-comparison.ts'
import type { Inspected } from './use-inspected.ts'
import { useWriters } from './use-writers.ts'

export interface CompareProps {
  readonly inspected: Pick<Inspected<unknown>, 'name' | 'moved'>
  /** The earlier moment. */
  readonly then: Side<BoardStore>
  readonly now: Side<BoardStore>
  readonly names: HistoryNames
  /** Another number whenever the living board is another. */
  readonly version: number
}

export function Compare({ inspected, then, now, names, version }: CompareProps) {
  const { t } = useTranslation(['inspector', 'common'])
  const difference = useMemo(() => differenceOf(then.view, now.view, version), [then.view, now.view, version])
  const writers = useWriters(inspected, then.seq, now.seq)
  const { currency } = names
  const stage = (board: BoardStore, cardId: string) => {
    const id = board.stageOf(cardId)
    return board.stages().find((one) => one.id === id)?.name ?? t('noStage')
  }
  const title = (card: CardSnapshot) => (card.title === '' ? t('common:untitled') : card.title)
  const { added, moved, changed, removed, thenCents, nowCents, parts } = difference
  const sums = {
    before: formatMoney(thenCents, { currency }),
    now: formatMoney(nowCents, { currency }),
    from: then.label,
    to: now.label,
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-5 py-3">
      <p className="pb-2">{t(now.seq === null ? 'sums' : 'sumsWith', sums)}</p>
      {added.length + moved.length + changed.length + removed.length + parts.length === 0 ? (
        <p className="text-muted">{t('sameBetween')}</p>
      ) : null}
      <Parts parts={parts} names={names} />
      <ComparedList title={t('added')} count={added.length}>
        {added.map((card) => (
          <ComparedLine key={card.id} title={title(card)} by={writers(card.id)}>
            {stage(now.view, card.id)}
          </ComparedLine>
        ))}
      </ComparedList>
      <ComparedList title={t('moved')} count={moved.length}>
        {moved.map(({ cardId, now: card }) => (
          <ComparedLine key={cardId} title={title(card)} by={writers(cardId, 'pos')}>
            {`${stage(then.view, cardId)} → ${stage(now.view, cardId)}`}
          </ComparedLine>
        ))}
      </ComparedList>
      <ComparedList title={t('changed')} count={changed.length}>
        {changed.map((change) => (
          <ComparedLine key={change.cardId} title={title(change.now)}>
            <Changes
              changes={changedKeys(change, names).map((one) => ({ ...one, by: writers(change.cardId, one.key) }))}
            />
          </ComparedLine>
        ))}
      </ComparedList>
      <ComparedList title={t('removed')} count={removed.length}>
        {removed.map((card) => (
          <ComparedLine key={card.id} title={title(card)} by={writers(card.id, 'deletedAt')}>
            {stage(then.view, card.id)}
          </ComparedLine>
        ))}
      </ComparedList>
    </div>
  )
}

const differenceOf = (then: BoardStore, now: BoardStore, _version: number) => ({
  ...compareBoards(then, now),
  parts: compareParts(then, now),
})
