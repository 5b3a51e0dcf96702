import { clsx } from 'clsx'
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { formatMoney, useTranslation } from '../../../i18n/index.ts'
import { useVirtualList } from '../../../ui/index.ts'
import type { DragState } from '../../../view/drag/state.ts'
import { columnOf, type ColumnId, type RequestRow } from '../model/rows.ts'
import { closedTo, stepsOf, type StepsAsk } from '../model/steps.ts'
import { placeless, type Drag } from './dragging.ts'
import type { RequestsProps } from './requests-props.ts'
import { RequestCard } from './RequestCard.tsx'

const cardPx = 104

interface ColumnProps extends RequestsProps {
  readonly id: ColumnId
  /** Of what is in the hand. */
  readonly ask: StepsAsk | null
  readonly drag: Drag
  readonly placeOf: (row: RequestRow) => ColumnId
  /** Something is looked for: a column without any of it makes room for those that have some. */
  readonly isFiltered: boolean
}

export function Column({
  id,
  rows,
  ask,
  drag,
  placeOf,
  isFiltered,
  onMove: _onMove,
  list: _list,
  ...props
}: ColumnProps) {
  const { t } = useTranslation('purchase')
  const section = useRef<HTMLElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const inHand = ask ? rows.findIndex((row) => row.request.id === ask.row.request.id) : -1
  const list = useVirtualList({
    keys: useMemo(() => rows.map(({ request }) => request.id), [rows]),
    scroller: () => scroller.current,
    rowPx: cardPx,
    gapPx: 8,
    overscan: 6,
    // A finger's events belong to the element it lifted.
    keep: inHand,
  })
  const { register } = drag
  useEffect(
    () =>
      register({
        ...placeless(id),
        element: () => section.current,
        scroller: () => scroller.current,
      }),
    [register, id],
  )
  const sum = rows.reduce((total, { totalCents }) => total + (totalCents ?? 0), 0)
  const isElsewhere = ask !== null && placeOf(ask.row) !== id
  const isClosed = isElsewhere && closedTo(id, ask) !== null
  return (
    <section
      ref={section}
      aria-label={t('columnOf', { column: t(`column.${id}`), count: rows.length })}
      data-column={id}
      data-closed={isClosed || undefined}
      className={clsx(
        'relative flex flex-none flex-col phone:w-full phone:flex-1 phone:px-3.5',
        isFiltered && rows.length === 0 ? 'w-[132px]' : 'w-[268px]',
      )}
    >
      <h2
        className={clsx('flex items-baseline gap-1.5 px-1 py-1.5 font-semibold phone:hidden', isClosed && 'opacity-50')}
      >
        {t(`column.${id}`)}
        <span className="font-normal text-soft tabular-nums">{rows.length}</span>
        <span className="ml-auto text-sm font-normal text-muted tabular-nums">
          {sum === 0 ? '' : formatMoney(sum, { currency: props.currency })}
        </span>
      </h2>
      {ask && isElsewhere ? <Target id={id} ask={ask} state={drag.state} /> : null}
      <div ref={scroller} className={clsx('min-h-0 flex-1', isClosed && 'opacity-50')} style={{ overflowY: 'auto' }}>
        <ul className="relative" style={{ height: list.totalPx() }}>
          {list.rows().map((item) => {
            const row = rows[item.index]
            return row === undefined ? null : (
              <li
                key={item.key}
                className="absolute inset-x-0 top-0 p-px"
                style={{ height: item.sizePx, transform: `translateY(${item.startPx}px)` }}
              >
                <RequestCard
                  row={row}
                  {...props}
                  isOpen={row.request.id === props.openId}
                  isFaint={item.index === inHand || columnOf(row.status) !== id}
                />
              </li>
            )
          })}
        </ul>
      </div>
    </section>
  )
}

/** What a drop here would ask for, or why it is closed. */
function Target({ id, ask, state }: { readonly id: ColumnId; readonly ask: StepsAsk; readonly state: DragState }) {
  const { t } = useTranslation('purchase')
  const isOver = useSyncExternalStore(state.subscribe, () => state.get()?.over?.place === id)
  const step = stepsOf(ask).find(({ column }) => column === id)
  const why = closedTo(id, ask)
  if (!step && !isOver) return null
  return (
    <p
      data-target={step ? 'open' : 'closed'}
      className={clsx(
        'absolute inset-x-0 top-9 z-2 rounded-lg border-[1.5px] border-dashed px-3 py-3 text-center font-medium phone:top-0 phone:mx-3.5',
        !step && 'border-line-strong bg-raised text-text',
        step && (isOver ? 'border-brand bg-brand text-on-brand' : 'border-brand bg-brand-weak text-brand'),
      )}
    >
      {step ? t('move.drop', { action: t(`action.${step.action}`) }) : why === null ? '' : t(`move.why.${why}`)}
    </p>
  )
}
