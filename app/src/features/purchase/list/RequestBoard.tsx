import { clsx } from 'clsx'
import { CalendarDays, CircleAlert, CloudUpload } from 'lucide-react'
import { memo, useMemo, useRef, useState } from 'react'
import { formatDay, formatMoney, useTranslation } from '../../../i18n/index.ts'
import { Avatar, Chip, inApp, usePhone, useVirtualList } from '../../../ui/index.ts'
import { useToday } from '../../../view/today.ts'
import { usePlaces } from '../context.ts'
import { columnOf, columns, type ColumnId, type RequestRow } from '../model/rows.ts'
import { firstName, useStanding } from '../parts.tsx'

export interface RequestsProps {
  readonly listId: string
  readonly rows: readonly RequestRow[]
  readonly currency: string
  readonly openId: string | null
  readonly nameOf: (userId: string) => string
}

const cardPx = 104

/** Columns by how the requests stand. They move by decisions, not by hand. */
export function RequestBoard(props: RequestsProps) {
  const phone = usePhone()
  const { t } = useTranslation('purchase')
  const byColumn = useMemo(() => Map.groupBy(props.rows, ({ status }) => columnOf(status)), [props.rows])
  const [chosen, setChosen] = useState<ColumnId | null>(null)
  const filled = columns.filter((id) => byColumn.has(id))
  const shown = chosen !== null && byColumn.has(chosen) ? chosen : (filled[0] ?? 'rascunho')
  if (!phone)
    return (
      <div className="flex min-h-0 flex-1 gap-3 overflow-x-auto px-4 pb-3">
        {columns.map((id) => (
          <Column key={id} id={id} {...props} rows={byColumn.get(id) ?? []} />
        ))}
      </div>
    )
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-none gap-1.5 overflow-x-auto px-3.5 pb-2">
        {filled.map((id) => (
          <Chip key={id} selected={id === shown} aria-pressed={id === shown} onClick={() => setChosen(id)}>
            {t(`column.${id}`)} <span className="text-soft">{byColumn.get(id)?.length ?? 0}</span>
          </Chip>
        ))}
      </div>
      <Column key={shown} id={shown} {...props} rows={byColumn.get(shown) ?? []} />
    </div>
  )
}

function Column({ id, rows, ...props }: RequestsProps & { readonly id: ColumnId }) {
  const { t } = useTranslation('purchase')
  const scroller = useRef<HTMLDivElement>(null)
  const list = useVirtualList({
    keys: useMemo(() => rows.map(({ request }) => request.id), [rows]),
    scroller: () => scroller.current,
    rowPx: cardPx,
    gapPx: 8,
    overscan: 6,
  })
  const sum = rows.reduce((total, { totalCents }) => total + (totalCents ?? 0), 0)
  return (
    <section
      aria-label={t('columnOf', { column: t(`column.${id}`), count: rows.length })}
      data-column={id}
      className="flex w-[268px] flex-none flex-col phone:w-full phone:flex-1 phone:px-3.5"
    >
      <h2 className="flex items-baseline gap-1.5 px-1 py-1.5 font-semibold phone:hidden">
        {t(`column.${id}`)}
        <span className="font-normal text-soft tabular-nums">{rows.length}</span>
        <span className="ml-auto text-sm font-normal text-muted tabular-nums">
          {sum === 0 ? '' : formatMoney(sum, { currency: props.currency })}
        </span>
      </h2>
      <div ref={scroller} className="min-h-0 flex-1" style={{ overflowY: 'auto' }}>
        <ul className="relative" style={{ height: list.totalPx() }}>
          {list.rows().map((item) => {
            const row = rows[item.index]
            return row === undefined ? null : (
              <li
                key={item.key}
                className="absolute inset-x-0 top-0 p-px"
                style={{ height: item.sizePx, transform: `translateY(${item.startPx}px)` }}
              >
                <Card row={row} {...props} isOpen={row.request.id === props.openId} />
              </li>
            )
          })}
        </ul>
      </div>
    </section>
  )
}

interface CardProps extends Omit<RequestsProps, 'rows' | 'openId'> {
  readonly row: RequestRow
  readonly isOpen: boolean
}

const Card = memo(function Card({ row, listId, currency, nameOf, isOpen }: CardProps) {
  const { t } = useTranslation(['purchase', 'common'])
  const { requestHref, onRequest } = usePlaces()
  const standing = useStanding()
  const todayIs = useToday()
  const { request, number, totalCents, asked, view } = row
  const isLate = request.needBy !== null && request.needBy < todayIs && row.status !== 'aprovada'
  const by = request.createdBy ?? ''
  return (
    <a
      href={requestHref(listId, request.id)}
      data-request={request.id}
      data-status={row.status}
      onClick={inApp(() => onRequest(listId, request.id))}
      className={clsx(
        'grid h-full content-between gap-1 rounded-lg bg-surface px-3 py-2 shadow-1 hover:bg-hover',
        isOpen && 'shadow-[0_0_0_2px_var(--brand)]',
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
