import { isFinished } from '@mutirao/documents'
import { clsx } from 'clsx'
import { CalendarDays, CircleAlert, CloudUpload } from 'lucide-react'
import { memo } from 'react'
import { formatDay, formatMoney, useTranslation } from '../../../i18n/index.ts'
import { Avatar, inApp } from '../../../ui/index.ts'
import { useToday } from '../../../view/today.ts'
import { usePlaces } from '../context.ts'
import type { RequestRow } from '../model/rows.ts'
import { firstName, useStanding, WhoIsHere } from '../parts.tsx'
import type { RequestsProps } from './requests-props.ts'

export interface CardProps extends Omit<RequestsProps, 'rows' | 'openId' | 'list' | 'onMove'> {
  readonly row: RequestRow
  readonly isOpen: boolean
  /** In the hand, or where it was sent and not yet is. */
  readonly isFaint: boolean
}

export const RequestCard = memo(function RequestCard({ row, listId, currency, nameOf, isOpen, isFaint }: CardProps) {
  const { t } = useTranslation(['purchase', 'common'])
  const { requestHref, onRequest } = usePlaces()
  const standing = useStanding()
  const todayIs = useToday()
  const { request, number, totalCents, asked, view } = row
  const isLate = request.needBy !== null && request.needBy < todayIs && !isFinished(row.status)
  const by = request.createdBy ?? ''
  return (
    <a
      href={requestHref(listId, request.id)}
      data-request={request.id}
      data-card={request.id}
      data-draggable
      data-status={row.status}
      onClick={inApp(() => onRequest(listId, request.id))}
      className={clsx(
        'grid h-full content-between gap-1 rounded-lg bg-surface px-3 py-2 shadow-1 hover:bg-hover',
        isOpen && 'shadow-[0_0_0_2px_var(--brand)]',
        isFaint && 'opacity-60',
      )}
    >
      <span className="flex items-center gap-1.5 text-sm text-soft tabular-nums">
        {number === '' ? t('draft') : number}
        {request.priority === 'urgent' || request.priority === 'high' ? (
          <span
            className={clsx(
              'inline-flex items-center gap-0.5',
              request.priority === 'urgent' ? 'text-red' : 'text-amber',
            )}
          >
            <CircleAlert aria-hidden className="size-3" />
            {t(`priority.${request.priority}`)}
          </span>
        ) : null}
        {request.needBy === null ? null : (
          <span className={clsx('ml-auto inline-flex items-center gap-1', isLate && 'text-red')}>
            <CalendarDays aria-hidden className="size-3" />
            {formatDay(request.needBy)}
          </span>
        )}
        <WhoIsHere listId={listId} requestId={request.id} />
      </span>
      <span className="line-clamp-2 font-medium">{request.title === '' ? t('common:untitled') : request.title}</span>
      <span className="flex min-w-0 items-center gap-1.5 text-sm text-muted">
        <Avatar id={by} name={nameOf(by)} size="xs" decorative />
        {asked.length > 0 || view?.level != null ? (
          <span className="flex min-w-0 items-center gap-1 truncate">
            {asked.length > 0 ? <CloudUpload aria-hidden className="size-3 shrink-0 text-blue" /> : null}
            <span className="truncate">{standing(row)}</span>
          </span>
        ) : (
          <span className="truncate">{firstName(nameOf(by))}</span>
        )}
        <span className="ml-auto shrink-0 font-semibold text-text tabular-nums">
          {totalCents === null ? '' : formatMoney(totalCents, { currency })}
        </span>
      </span>
    </a>
  )
})
