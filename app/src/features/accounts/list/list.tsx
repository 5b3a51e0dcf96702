import { clsx } from 'clsx'
import { memo, useMemo, useRef } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { Tag, inApp, useHotkeys, usePhone, useVirtualList } from '../../../ui/index.ts'
import { usePlaces } from '../context.ts'
import type { AccountRow } from '../model/rows.ts'
import { AccountMark } from '../parts/mark.tsx'
import { Money } from '../parts/sums.tsx'

const widePx = 44
const phonePx = 60
const columns = 'grid-cols-[minmax(0,1fr)_9rem_9rem_5rem_5rem]'

interface ListProps {
  readonly rows: readonly AccountRow[]
  readonly onOpen: (key: string) => void
}

/** Only the rows near the screen exist. J, K and the arrows walk, Enter opens. */
export function List({ rows, onOpen }: ListProps) {
  const { t } = useTranslation('accounts')
  const phone = usePhone()
  const scroller = useRef<HTMLDivElement>(null)
  const list = useVirtualList({
    keys: useMemo(() => rows.map(({ key }) => key), [rows]),
    scroller: () => scroller.current,
    rowPx: phone ? phonePx : widePx,
    overscan: 10,
  })
  const walk = (step: number) => () => {
    const here = Number((document.activeElement as HTMLElement | null)?.dataset['place'] ?? (step > 0 ? -1 : 1))
    const next = Math.min(rows.length - 1, Math.max(0, here + step))
    list.reveal(next)
    // The row may come with the next frame, when it was off the screen.
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-place="${next}"]`)?.focus())
  }
  useHotkeys([
    { keys: 'j', label: t('keys.walk'), run: walk(1) },
    { keys: 'k', run: walk(-1) },
    { keys: 'arrowdown', run: walk(1) },
    { keys: 'arrowup', run: walk(-1) },
  ])
  return (
    <div ref={scroller} className="min-h-0 flex-1" style={{ overflowY: 'auto' }}>
      {phone ? null : (
        <div
          aria-hidden
          className={clsx(
            'sticky top-0 z-1 grid gap-3 border-b border-line bg-bg px-4 py-1.5 text-xs font-medium text-muted',
            columns,
          )}
        >
          <span>{t('column.name')}</span>
          <span className="text-right">{t('column.open')}</span>
          <span className="text-right">{t('column.won')}</span>
          <span className="text-right">{t('column.cards')}</span>
          <span className="text-right">{t('column.people')}</span>
        </div>
      )}
      <ul aria-label={t('list')} className="relative" style={{ height: list.totalPx() }}>
        {list.rows().map((place) => {
          const row = rows[place.index]
          return row === undefined ? null : (
            <li
              key={place.key}
              className="absolute inset-x-0 top-0"
              style={{ height: place.sizePx, transform: `translateY(${place.startPx}px)` }}
            >
              <Row row={row} place={place.index} phone={phone} onOpen={onOpen} />
            </li>
          )
        })}
      </ul>
    </div>
  )
}

interface RowProps extends Pick<ListProps, 'onOpen'> {
  readonly row: AccountRow
  readonly place: number
  readonly phone: boolean
}

const Row = memo(function Row({ row, place, phone, onOpen }: RowProps) {
  const { t } = useTranslation('accounts')
  const { accountHref } = usePlaces()
  const { account } = row
  const facts = [
    ...(account === null || account.city === '' ? [] : [account.city]),
    ...(row.cards > 0 ? [t('cards', { count: row.cards })] : []),
    ...(row.people > 0 ? [t('peopleCount', { count: row.people })] : []),
  ]
  return (
    <a
      href={accountHref(row.key)}
      data-place={place}
      data-account={row.key}
      onClick={inApp(() => onOpen(row.key))}
      className={clsx(
        'grid h-full items-center gap-3 border-b border-line px-4 -outline-offset-2 hover:bg-hover phone:px-3.5',
        phone ? 'grid-cols-[minmax(0,1fr)_auto]' : columns,
      )}
    >
      <span className="flex min-w-0 items-center gap-2.5">
        <AccountMark name={row.name} />
        <span className="min-w-0">
          <span className="flex min-w-0 items-center gap-2">
            <span className="truncate font-medium">{row.name}</span>
            {account === null ? <Tag title={t('noAccountHint')}>{t('noAccountYet')}</Tag> : null}
            {phone || account === null || account.city === '' ? null : (
              <span className="truncate text-sm text-muted">{account.city}</span>
            )}
          </span>
          {phone ? <span className="block truncate text-sm text-muted">{facts.join(' · ')}</span> : null}
        </span>
      </span>
      <Money sums={row.open} className="truncate text-right font-semibold tabular-nums" />
      {phone ? null : (
        <>
          <Money sums={row.won} className="truncate text-right text-muted tabular-nums" />
          <span className="text-right text-muted tabular-nums">{row.cards === 0 ? '' : row.cards}</span>
          <span className="text-right text-muted tabular-nums">{row.people === 0 ? '' : row.people}</span>
        </>
      )}
    </a>
  )
})
