import { requestNumber } from '@mutirao/documents'
import { clsx } from 'clsx'
import { CircleAlert, CloudUpload } from 'lucide-react'
import { useEngine, useMe, useSyncStatus } from '../../../engine/index.ts'
import { usePurchase, type Queued } from '../../../engine/purchase/index.ts'
import { formatMoney, useTranslation } from '../../../i18n/index.ts'
import { Avatar, Tag, inApp, useNow } from '../../../ui/index.ts'
import { usePlaces } from '../context.ts'
import { daysSince, firstName, useNameOf } from '../parts.tsx'
import { seenMark } from '../seen.ts'
import { isWishToReopen } from './use-choice.ts'

export interface QueueRowProps {
  readonly queued: Queued
  readonly isOpen: boolean
  readonly isChosen: boolean
  readonly onOpen: () => void
  readonly onToggle: () => void
}

export function QueueRow({ queued, isOpen, isChosen, onOpen, onToggle }: QueueRowProps) {
  const { t } = useTranslation('purchase')
  const me = useMe()
  const nameOf = useNameOf()
  const nowMs = useNow()
  const { requestHref } = usePlaces()
  const away = useSyncStatus().state === 'offline'
  const { listId, request, view, voices, said, sinceMs, currency } = queued
  const [voice] = voices
  const days = daysSince(sinceMs, nowMs)
  const isWish = isWishToReopen(queued)
  const by = request.createdBy ?? ''
  return (
    <li
      data-queued={request.id}
      data-said={said === null ? undefined : said.type}
      className={clsx('flex border-b border-line', isOpen ? 'bg-brand-weak' : 'hover:bg-hover')}
    >
      <label className="flex items-start px-3 pt-3.5 touch:px-4">
        <input
          type="checkbox"
          checked={isChosen}
          disabled={said !== null || isWish}
          onChange={onToggle}
          aria-label={t('approvals.choose', { title: request.title })}
          className={clsx('size-3.5 accent-(--brand) touch:size-5', isWish && 'invisible')}
        />
      </label>
      <a
        href={requestHref(listId, request.id)}
        aria-current={isOpen || undefined}
        onClick={inApp(onOpen)}
        className="-ml-1.5 grid min-w-0 flex-1 gap-0.5 rounded-md py-2.5 pr-4 pl-1.5 -outline-offset-2"
      >
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1 truncate font-medium">{request.title}</span>
          <span className="shrink-0 font-semibold tabular-nums">
            {view.totalCents === null ? '' : formatMoney(view.totalCents, { currency })}
          </span>
        </span>
        <span className="flex min-w-0 items-center gap-1.5 text-sm text-muted">
          <span className="shrink-0 tabular-nums">{requestNumber(view.number)}</span>
          <Avatar id={by} name={nameOf(by)} size="xs" decorative />
          <span className="truncate">{firstName(nameOf(by))}</span>
          <span className={clsx('ml-auto shrink-0', days >= 3 && 'text-amber')}>
            {isWish ? t('approvals.wish') : t('approvals.level', { level: view.level ?? 0 })} ·{' '}
            {days === 0 ? t('approvals.today') : t('approvals.days', { count: days })}
          </span>
        </span>
        <span className="flex flex-wrap items-center gap-1.5 empty:hidden">
          <Urgent request={request} />
          {said === null ? <Changed queued={queued} /> : null}
          {voice !== undefined && voice !== me.id ? (
            <Tag tone="violet">{t('approvals.for', { name: nameOf(voice) })}</Tag>
          ) : null}
          {said === null ? null : (
            <Tag tone="blue">
              <CloudUpload aria-hidden className="mr-1 inline size-3" />
              {away ? t('approvals.kept') : t('approvals.onItsWay')}
            </Tag>
          )}
        </span>
      </a>
    </li>
  )
}

export function Urgent({ request }: Pick<Queued, 'request'>) {
  const { t } = useTranslation('purchase')
  return request.priority === 'urgent' ? (
    <span className="inline-flex items-center gap-1 text-sm text-red">
      <CircleAlert aria-hidden className="size-3.5" />
      {t('priority.urgent')}
    </span>
  ) : null
}

/** New, or other than when this person last looked. */
export function Changed({ queued }: { readonly queued: Queued }) {
  const { t } = useTranslation('purchase')
  const { people } = useEngine()
  const purchase = usePurchase()
  const { listId, request, view, currency } = queued
  const mark = seenMark(people, listId, request.id)
  if (mark === null) return <Tag tone="green">{t('changed.new')}</Tag>
  const digest = purchase.seen(listId, request.id)?.digest ?? view.digest
  if (mark.digest === digest) return null
  const [before, after] = [mark.totalCents, view.totalCents].map((cents) =>
    cents === null ? '—' : formatMoney(cents, { currency }),
  )
  return (
    <Tag tone="amber">
      {mark.totalCents === view.totalCents
        ? t('changed.content')
        : t('changed.total', { before: before ?? '', after: after ?? '' })}
    </Tag>
  )
}
