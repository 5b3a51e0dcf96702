/** What lies between the moment and now, card by card. */
import type { BoardDifference, BoardStore, CardChange, CardSnapshot } from '@mutirao/documents'
import type { ReactNode } from 'react'
import { formatMoney, formatNumber, useTranslation } from '../../../i18n/index.ts'

export interface CompareProps {
  readonly then: BoardStore
  readonly now: BoardStore
  readonly difference: BoardDifference
  /** The name of the moment that stands in place of now. */
  readonly against: string | null
}

export function Compare({ then, now, difference, against }: CompareProps) {
  const { t } = useTranslation(['inspector', 'common'])
  const { currency } = now.meta()
  const stage = (board: BoardStore, cardId: string) => {
    const id = board.stageOf(cardId)
    return board.stages().find((one) => one.id === id)?.name ?? t('noStage')
  }
  const title = (card: CardSnapshot) => (card.title === '' ? t('common:untitled') : card.title)
  const text = (value: CardSnapshot[keyof CardSnapshot]): string =>
    value === null || value === '' ? t('nothing') : typeof value === 'object' ? JSON.stringify(value) : value.toString()
  const fieldText = ({ fields, before, now: after }: CardChange) =>
    fields.map((field) =>
      field === 'valueCents'
        ? `${formatMoney(before.valueCents ?? 0, { currency })} → ${formatMoney(after.valueCents ?? 0, { currency })}`
        : `${text(before[field])} → ${text(after[field])}`,
    )
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">
      <p className="pb-2">
        {t(against === null ? 'sums' : 'sumsWith', {
          before: formatMoney(difference.thenCents, { currency }),
          now: formatMoney(difference.nowCents, { currency }),
          name: against ?? '',
        })}
      </p>
      <List title={t('added')} count={difference.added.length}>
        {difference.added.map((card) => (
          <Line key={card.id} title={title(card)} detail={stage(now, card.id)} />
        ))}
      </List>
      <List title={t('moved')} count={difference.moved.length}>
        {difference.moved.map(({ cardId, now: card }) => (
          <Line key={cardId} title={title(card)} detail={`${stage(then, cardId)} → ${stage(now, cardId)}`} />
        ))}
      </List>
      <List title={t('changed')} count={difference.changed.length}>
        {difference.changed.map((change) => (
          <Line key={change.cardId} title={title(change.now)} detail={fieldText(change).join(' · ')} />
        ))}
      </List>
      <List title={t('removed')} count={difference.removed.length}>
        {difference.removed.map((card) => (
          <Line key={card.id} title={title(card)} detail={stage(then, card.id)} />
        ))}
      </List>
    </div>
  )
}

/** Beyond this many the numbers say more than the lines. */
const maxLines = 200

function List({
  title,
  count,
  children,
}: {
  readonly title: string
  readonly count: number
  readonly children: ReactNode[]
}) {
  const { t } = useTranslation('inspector')
  if (count === 0) return null
  return (
    <section className="pb-4">
      <h2 className="pb-1">
        {title} <span className="font-normal text-soft">{formatNumber(count)}</span>
      </h2>
      <ul>{children.slice(0, maxLines)}</ul>
      {count > maxLines ? <p className="text-sm text-soft">{t('moreCards', { count: count - maxLines })}</p> : null}
    </section>
  )
}

function Line({ title, detail }: { readonly title: string; readonly detail: string }) {
  return (
    <li className="flex gap-3 border-b border-line py-1.5 last:border-0 phone:flex-col phone:gap-0">
      <span className="w-72 flex-none truncate font-medium phone:w-auto">{title}</span>
      <span className="min-w-0 text-muted [overflow-wrap:anywhere]">{detail}</span>
    </li>
  )
}
