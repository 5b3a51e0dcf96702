import { lineCents, type ItemSnapshot } from '@mutirao/documents'
import { clsx } from 'clsx'
import type { RequestDetailView } from '../../../engine/purchase/index.ts'
import { formatMoney, useLocale, useTranslation } from '../../../i18n/index.ts'
import { Skeleton } from '../../../ui/index.ts'
import type { Changes } from '../model/changes.ts'
import { shownAmount } from '../model/quantity.ts'

export interface QueueItemsProps {
  readonly detail: RequestDetailView
  readonly currency: string
  /** Rows that are not as they were are marked. */
  readonly changed: Changes | null
}

/** What is bought, for reading. */
export function QueueItems({ detail, currency, changed }: QueueItemsProps) {
  const { t } = useTranslation('purchase')
  const isChanged = new Set(changed?.items.map(({ item }) => item.id))
  const items = detail.details?.items() ?? null
  return (
    <section aria-label={t('items.title')} className="mt-4 overflow-x-auto">
      {items === null ? (
        detail.phase === 'opening' ? (
          <Skeleton className="h-32" />
        ) : (
          <p className="rounded-lg bg-sunken px-3 py-2.5 text-muted">{t('approvals.noDetails')}</p>
        )
      ) : (
        <table className="w-full text-left">
          <caption className="sr-only">{t('items.title')}</caption>
          <thead className="text-xs text-muted">
            <tr className="border-b border-line">
              <th className="py-1 pr-3 font-medium">{t('items.column.description')}</th>
              <th className="py-1 pr-3 text-right font-medium">{t('items.column.quantity')}</th>
              <th className="py-1 pr-3 text-right font-medium phone:hidden">{t('items.column.estimate')}</th>
              <th className="py-1 text-right font-medium">{t('items.column.line')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <Line key={item.id} item={item} currency={currency} isChanged={isChanged.has(item.id)} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

interface LineProps {
  readonly item: ItemSnapshot
  readonly currency: string
  readonly isChanged: boolean
}

function Line({ item, currency, isChanged }: LineProps) {
  const { t } = useTranslation('purchase')
  const locale = useLocale()
  const money = (cents: number | null) => (cents === null ? '—' : formatMoney(cents, { currency, cents: true }))
  // What an approver of one centre looks for; most items have none of their own.
  const apart = [item.code, item.costCentre, item.account].filter((word) => word !== '').join(' · ')
  return (
    <tr
      data-changed={isChanged || undefined}
      className={clsx('border-b border-line align-top', isChanged && 'bg-amber-weak')}
    >
      <td className="py-1.5 pr-3 [overflow-wrap:anywhere]">
        {item.description}
        {isChanged ? <span className="sr-only"> ({t('changed.row')})</span> : null}
        {apart === '' ? null : <span className="block text-sm text-soft">{apart}</span>}
      </td>
      <td className="py-1.5 pr-3 text-right whitespace-nowrap tabular-nums">{shownAmount(item, locale)}</td>
      <td className="py-1.5 pr-3 text-right whitespace-nowrap tabular-nums phone:hidden">
        {money(item.estimateCents)}
      </td>
      <td className="py-1.5 text-right font-medium whitespace-nowrap tabular-nums">{money(lineCents(item))}</td>
    </tr>
  )
}
