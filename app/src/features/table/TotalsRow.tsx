import { clsx } from 'clsx'
import { formatMoney, formatNumber, useTranslation } from '../../i18n/index.ts'
import type { VisibleBoard } from '../../view/index.ts'
import { useTable } from './context.ts'
import { isNumeric, type Column } from './model/columns.ts'
import { totalsOf, type Totals } from './model/totals.ts'
import { asCell, asRow, asRowHead } from '../../view/cells/roles.ts'
import { columnStyle, gutterPx } from './sizes.ts'
import { useOncePerFrame } from '../../view/cells/use-grid.ts'

/** Count and sums of the rows in sight, at the bottom of the table. */
export function TotalsRow({ rows, board }: { readonly rows: readonly string[]; readonly board: VisibleBoard }) {
  const { t } = useTranslation('table')
  const { columns, frozen, store, readOnly } = useTable()
  useOncePerFrame(board.onRows)
  const totals = totalsOf(rows, columns, store)
  return (
    <div
      {...asRow}
      aria-rowindex={rows.length + (readOnly ? 2 : 3)}
      aria-label={t('totals')}
      data-totals
      className="sticky bottom-0 z-4 flex h-9 border-t border-line-strong bg-sunken font-medium"
      style={{ width: 'var(--total)', display: 'flex' }}
    >
      <div
        {...asRowHead}
        aria-label={t('totals')}
        className="sticky left-0 z-2 flex-none border-r border-line bg-sunken"
        style={{ width: gutterPx }}
      />
      {columns.map((column, at) => (
        <div
          key={column.id}
          {...asCell}
          aria-colindex={at + 2}
          data-total={column.id}
          className={clsx(
            'flex flex-none items-center overflow-hidden bg-sunken px-2',
            isNumeric(column.kind) && 'justify-end tabular-nums',
            at === frozen - 1 && 'border-r border-line-strong',
          )}
          style={columnStyle(at, frozen)}
        >
          <Total column={column} totals={totals} />
        </div>
      ))}
    </div>
  )
}

function Total({ column, totals }: { readonly column: Column; readonly totals: Totals }) {
  const { t } = useTranslation('table')
  const { around } = useTable()
  const { currency, locale } = around
  const money = (cents: number) => formatMoney(cents, { currency, locale })
  if (column.id === 'title') return <span className="truncate">{t('count', { count: totals.count })}</span>
  const sum = totals.sums.get(column.id)
  if (sum === undefined) return null
  if (column.kind === 'number') return <span className="truncate">{formatNumber(sum, locale, 2)}</span>
  if (column.id !== 'value') return <span className="truncate">{money(sum)}</span>
  const weighted = t('weighted', { amount: money(totals.weightedCents) })
  return (
    <span className="grid min-w-0 justify-items-end leading-tight" title={`${money(sum)} · ${weighted}`}>
      <span className="max-w-full truncate">{money(sum)}</span>
      <span className="max-w-full truncate text-2xs font-normal text-muted">{weighted}</span>
    </span>
  )
}
