import { lineCents, requestNumber } from '@mutirao/documents'
import { ExternalLink, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useEngine } from '../../../engine/index.ts'
import { usePurchase, useRequestDetail, type Queued } from '../../../engine/purchase/index.ts'
import { formatFullDay, formatMoney, useTranslation } from '../../../i18n/index.ts'
import { Avatar, IconButton, Skeleton, inApp } from '../../../ui/index.ts'
import { usePlaces } from '../context.ts'
import { Approvals, useNameOf } from '../parts.tsx'
import { markSeen } from '../seen.ts'
import { Changed } from './QueueRow.tsx'

/** Looked at for so long it counts as seen. */
const seenAfterMs = 1_500

/** What is being approved, as it will be counted: the same content whose digest the word carries. */
export function QueueDetail({ queued, onClose }: { readonly queued: Queued; readonly onClose: (() => void) | null }) {
  const { t } = useTranslation(['purchase', 'common'])
  const { listId, request, view, currency } = queued
  const detail = useRequestDetail(listId, request.id)
  const purchase = usePurchase()
  const { people } = useEngine()
  const nameOf = useNameOf()
  const { requestHref, onRequest } = usePlaces()
  const seen = purchase.seen(listId, request.id)
  // On leaving, not while it stands open: what changes under one's eyes stays marked as changed until then.
  const shown = useRef(seen)
  useEffect(() => {
    shown.current = seen
  })
  useEffect(() => {
    const sinceMs = performance.now()
    const leave = () => {
      if (shown.current && performance.now() - sinceMs >= seenAfterMs)
        markSeen(people, listId, request.id, shown.current)
    }
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      leave()
    }
  }, [people, listId, request.id])
  const by = request.createdBy ?? ''
  const money = (cents: number | null) => (cents === null ? '—' : formatMoney(cents, { currency, cents: true }))
  const facts = [
    [t('field.costCentre'), request.costCentre],
    [t('field.category'), request.category],
    [t('field.project'), request.project],
    [t('field.place'), request.place],
    [t('field.needBy'), request.needBy === null ? '' : formatFullDay(request.needBy)],
    [t('field.priority'), t(`priority.${request.priority}`)],
  ].filter(([, value]) => value !== '')
  return (
    <article
      aria-label={request.title}
      data-detail={request.id}
      className="min-h-0 flex-1 overflow-y-auto px-5 py-4 phone:pt-[calc(12px+env(safe-area-inset-top))]"
    >
      <header className="flex items-start gap-3 phone:flex-wrap phone:gap-y-1">
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-center gap-2 text-sm text-soft tabular-nums">
            {requestNumber(view.number)} · {queued.listTitle}
            <Changed queued={queued} />
          </p>
          <h2 className="text-lg [overflow-wrap:anywhere]">{request.title}</h2>
          <p className="mt-1 flex items-center gap-1.5 text-muted">
            <Avatar id={by} name={nameOf(by)} size="xs" decorative />
            {nameOf(by)}
          </p>
        </div>
        <p data-detail-total className="text-xl font-semibold tabular-nums phone:order-last phone:basis-full">
          {money(seen?.content.totalCents ?? view.totalCents)}
        </p>
        <a
          href={requestHref(listId, request.id)}
          onClick={inApp(() => onRequest(listId, request.id))}
          className="grid size-7 place-items-center rounded-md text-muted hover:bg-hover hover:text-text touch:size-11"
          aria-label={t('approvals.open')}
          title={t('approvals.open')}
        >
          <ExternalLink aria-hidden className="size-4" />
        </a>
        {onClose ? (
          <IconButton label={t('common:close')} onClick={onClose}>
            <X />
          </IconButton>
        ) : null}
      </header>
      {seen && seen.digest !== view.digest ? (
        <p role="alert" className="mt-3 rounded-md bg-amber-weak px-3 py-2 text-amber">
          {t('changed.moving')}
        </p>
      ) : null}
      {seen && seen.content.justification !== '' ? (
        <section className="mt-4">
          <h3>{t('field.justification')}</h3>
          <p className="mt-1 [overflow-wrap:anywhere] whitespace-pre-wrap">{seen.content.justification}</p>
        </section>
      ) : null}
      <section className="mt-4 overflow-x-auto">
        {detail.details === null ? (
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
              {detail.details.items().map((item) => (
                <tr key={item.id} className="border-b border-line align-top">
                  <td className="py-1.5 pr-3 [overflow-wrap:anywhere]">{item.description}</td>
                  <td className="py-1.5 pr-3 text-right whitespace-nowrap">
                    {item.quantity} {item.unit}
                  </td>
                  <td className="py-1.5 pr-3 text-right whitespace-nowrap phone:hidden">{money(item.estimateCents)}</td>
                  <td className="py-1.5 text-right font-medium whitespace-nowrap">{money(lineCents(item))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      <dl className="mt-4 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {facts.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className="[overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
      <section className="mt-4 rounded-lg bg-sunken p-3">
        <h3 className="mb-1.5">{t('approvals.underPolicy', { level: view.level ?? 0, version: view.policy })}</h3>
        <Approvals view={view} />
      </section>
    </article>
  )
}
