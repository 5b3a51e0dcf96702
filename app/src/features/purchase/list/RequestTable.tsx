import { clsx } from 'clsx'
import { memo, useMemo, useRef } from 'react'
import { formatDay, formatMoney, useTranslation } from '../../../i18n/index.ts'
import { Avatar, inApp, useHotkeys, useVirtualList } from '../../../ui/index.ts'
import { usePlaces } from '../context.ts'
import type { RequestRow } from '../model/rows.ts'
import { StatusTag, useStanding, WhoIsHere } from '../parts.tsx'
import type { RequestsProps } from './requests-props.ts'

const rowPx = 40
const grid = 'grid-cols-[7.5rem_minmax(0,1fr)_8rem_minmax(0,14rem)_9rem_6rem_8rem]'

/** One row a request. J, K and the arrows walk, Enter opens. */
export function RequestTable({ rows, list: _list, onMove: _onMove, ...props }: RequestsProps) {
  const { t } = useTranslation('purchase')
  const scroller = useRef<HTMLDivElement>(null)
  const list = useVirtualList({
    keys: useMemo(() => rows.map(({ request }) => request.id), [rows]),
    scroller: () => scroller.current,
    rowPx,
    overscan: 10,
  })
  const walk = (step: number) => () => {
    const here = Number((document.activeElement as HTMLElement | null)?.dataset['place'] ?? (step > 0 ? -1 : 1))
    const next = Math.min(rows.length - 1, Math.max(0, here + step))
    list.reveal(next)
    // The row may come with the next frame, when it was off the screen.
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-place="${next}"]`)?.focus())
  }
  const disabled = props.openId !== null
  useHotkeys([
    { keys: 'j', label: t('keys.walk'), run: walk(1), disabled },
    { keys: 'k', run: walk(-1), disabled },
    { keys: 'arrowdown', run: walk(1), disabled },
    { keys: 'arrowup', run: walk(-1), disabled },
  ])
  return (
    <div ref={scroller} className="min-h-0 flex-1" style={{ overflowY: 'auto' }}>
      <div
        aria-hidden
        className={clsx(
          'sticky top-0 z-1 grid gap-3 border-b border-line bg-bg px-4 py-1.5 text-xs font-medium text-muted',
          grid,
        )}
      >
        <span>{t('table.number')}</span>
        <span>{t('field.title')}</span>
        <span>{t('table.status')}</span>
        <span>{t('table.waiting')}</span>
        <span>{t('field.requester')}</span>
        <span>{t('field.needBy')}</span>
        <span className="text-right">{t('items.total')}</span>
      </div>
      <ul aria-label={t('title')} className="relative" style={{ height: list.totalPx() }}>
        {list.rows().map((item) => {
          const row = rows[item.index]
          return row === undefined ? null : (
            <li
              key={item.key}
              className="absolute inset-x-0 top-0"
              style={{ height: item.sizePx, transform: `translateY(${item.startPx}px)` }}
            >
              <Line row={row} place={item.index} {...props} isOpen={row.request.id === props.openId} />
            </li>
          )
        })}
      </ul>
    </div>
  )
}

interface LineProps extends Omit<RequestsProps, 'rows' | 'openId' | 'list' | 'onMove'> {
  readonly row: RequestRow
  readonly place: number
  readonly isOpen: boolean
}

const Line = memo(function Line({ row, place, listId, currency, nameOf, isOpen }: LineProps) {
  const { t } = useTranslation(['purchase', 'common'])
  const { requestHref, onRequest } = usePlaces()
  const standing = useStanding()
  const { request, number, status, view, asked, totalCents } = row
  const by = request.createdBy ?? ''
  return (
    <a
      href={requestHref(listId, request.id)}
      data-place={place}
      data-request={request.id}
      data-status={status}
      onClick={inApp(() => onRequest(listId, request.id))}
      className={clsx(
        'grid h-full items-center gap-3 border-b border-line px-4 -outline-offset-2 hover:bg-hover',
        grid,
        isOpen && 'bg-brand-weak',
      )}
    >
      <span className="truncate text-muted tabular-nums">{number === '' ? t('draft') : number}</span>
      <span className="flex min-w-0 items-center gap-1.5">
        <span className="truncate font-medium">{request.title === '' ? t('common:untitled') : request.title}</span>
        <WhoIsHere listId={listId} requestId={request.id} />
      </span>
      <span>
        <StatusTag status={status} />
      </span>
      <span className="truncate text-sm text-muted">
        {asked.length > 0 || view?.level != null ? standing(row) : ''}
      </span>
      <span className="flex min-w-0 items-center gap-1.5">
        <Avatar id={by} name={nameOf(by)} size="xs" decorative />
        <span className="truncate">{nameOf(by)}</span>
      </span>
      <span className="text-muted">{request.needBy === null ? '' : formatDay(request.needBy)}</span>
      <span className="text-right font-medium tabular-nums">
        {totalCents === null ? '' : formatMoney(totalCents, { currency })}
      </span>
    </a>
  )
})
