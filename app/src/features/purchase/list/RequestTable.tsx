import type { RequestFilterField } from '@mutirao/documents'
import { clsx } from 'clsx'
import { ChevronDown } from 'lucide-react'
import { memo, useMemo, useRef } from 'react'
import { formatDay, formatList, formatMoney, useTranslation } from '../../../i18n/index.ts'
import { Avatar, inApp, useHotkeys, usePhone, useVirtualList } from '../../../ui/index.ts'
import { usePlaces } from '../context.ts'
import { useRequestQuery } from '../../../view/index.ts'
import type { RequestRow } from '../model/rows.ts'
import { firstName, StatusTag, useStanding, WhoIsHere } from '../parts.tsx'
import { fieldLabel } from './finding.ts'
import type { RequestsProps } from './requests-props.ts'

const rowPx = 40
/** On a phone: the title and the total, below them the number and how it stands. */
const phoneRowPx = 60
/** Where there is little room who asked and for when give way to the title. */
const grid =
  'grid-cols-[7.5rem_minmax(0,1fr)_8rem_minmax(0,14rem)_9rem_6rem_8rem] snug:grid-cols-[7.5rem_minmax(0,1fr)_8rem_8rem]'
const whereWide = 'phone:hidden snug:hidden'

/** One row a request. J, K and the arrows walk, Enter opens. */
export function RequestTable({ rows, list: _list, onMove: _onMove, ...props }: RequestsProps) {
  const { t } = useTranslation('purchase')
  const phone = usePhone()
  const scroller = useRef<HTMLDivElement>(null)
  const list = useVirtualList({
    keys: useMemo(() => rows.map(({ request }) => request.id), [rows]),
    scroller: () => scroller.current,
    rowPx: phone ? phoneRowPx : rowPx,
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
      <HeadRow />
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

const headFields = ['number', 'title', 'status', 'waiting', 'requester', 'needBy', 'total'] as const
const wideFields: ReadonlySet<string> = new Set(['waiting', 'requester', 'needBy'])

/** What the columns are; pressed, the rows are sorted by one, then the other way round, then not. */
function HeadRow() {
  const { t } = useTranslation(['purchase', 'find'])
  const { query, setQuery } = useRequestQuery()
  const { sort } = query
  const sortBy = (by: RequestFilterField) => {
    const next = sort?.by !== by ? { by, descending: false } : sort.descending ? null : { by, descending: true }
    setQuery((before) => ({ ...before, sort: next }))
  }
  return (
    <fieldset
      aria-label={t('find:sortBy')}
      className={clsx(
        'sticky top-0 z-1 grid gap-3 phone:hidden border-b border-line bg-bg px-4 py-0.5 text-xs font-medium text-muted',
        grid,
      )}
    >
      {headFields.map((field) => {
        const isSorted = sort?.by === field
        return (
          <button
            key={field}
            type="button"
            aria-pressed={isSorted}
            onClick={() => sortBy(field)}
            className={clsx(
              '-mx-1.5 flex h-6 min-w-0 items-center gap-1 rounded-md px-1.5 hover:bg-hover hover:text-text',
              field === 'total' && 'justify-end',
              wideFields.has(field) && whereWide,
              isSorted && 'text-text',
            )}
          >
            <span className="truncate">{fieldLabel(field)}</span>
            {isSorted ? (
              <ChevronDown
                aria-label={t(sort.descending ? 'find:descending' : 'find:ascending')}
                className={clsx('size-3 shrink-0', !sort.descending && 'rotate-180')}
              />
            ) : null}
          </button>
        )
      })}
    </fieldset>
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
        'phone:grid-cols-[minmax(0,1fr)_auto] phone:content-center phone:gap-y-1',
        isOpen && 'bg-brand-weak',
      )}
    >
      <span className="truncate text-muted tabular-nums phone:order-3 phone:text-sm">
        {number === '' ? t('draft') : number}
      </span>
      <span className="flex min-w-0 items-center gap-1.5 phone:order-1">
        <span className="truncate font-medium">{request.title === '' ? t('common:untitled') : request.title}</span>
        <WhoIsHere listId={listId} requestId={request.id} />
      </span>
      <span className="phone:order-4 phone:justify-self-end">
        <StatusTag status={status} />
      </span>
      <span className={clsx('truncate text-sm text-muted', whereWide)}>
        {asked.length > 0 ? standing(row) : formatList((view?.waiting ?? []).map((id) => firstName(nameOf(id))))}
      </span>
      <span className={clsx('flex min-w-0 items-center gap-1.5', whereWide)}>
        <Avatar id={by} name={nameOf(by)} size="xs" decorative />
        <span className="truncate">{nameOf(by)}</span>
      </span>
      <span className={clsx('text-muted', whereWide)}>{request.needBy === null ? '' : formatDay(request.needBy)}</span>
      <span className="text-right font-medium tabular-nums phone:order-2">
        {totalCents === null ? '' : formatMoney(totalCents, { currency })}
      </span>
    </a>
  )
})
