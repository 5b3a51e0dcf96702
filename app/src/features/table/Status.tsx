import { ArrowDownUp } from 'lucide-react'
import { formatMoney, formatNumber, useTranslation } from '../../i18n/index.ts'
import { Button } from '../../ui/index.ts'
import { useSelection } from '../../view/selection.ts'
import { useTable } from './context.ts'
import { rangeTotals, totalsOf, type RangeTotals } from './model/totals.ts'
import { useOncePerFrame } from '../../view/cells/use-grid.ts'

export interface StatusProps {
  readonly rows: readonly string[]
  readonly counts: { readonly visible: number; readonly all: number }
  /** Set when edits have put rows out of the order that was asked for. */
  readonly onReorder?: () => void
}

/** What is selected, in numbers: the cells under the cursor, or the chosen rows. */
export function Status({ rows, counts, onReorder }: StatusProps) {
  const { t } = useTranslation('table')
  const { grid, columns, store } = useTable()
  useOncePerFrame(grid.subscribe)
  const sentence = useSentence()
  const range = grid.range()
  const totals = range === null ? null : rangeTotals(rows, columns, range, store)
  return (
    <footer
      data-status
      className="flex min-h-8 flex-none flex-wrap items-center gap-x-4 border-t border-line px-4 text-sm text-muted tabular-nums phone:px-3"
    >
      {counts.visible < counts.all ? <span>{t('filtered', counts)}</span> : null}
      <Chosen />
      {onReorder ? (
        <Button size="sm" variant="plain" icon={<ArrowDownUp aria-hidden />} onClick={onReorder} className="-ml-2">
          {t('reorder')}
        </Button>
      ) : null}
      <span className="flex-1" />
      {totals === null || totals.cells < 2 ? null : <span data-selected>{sentence(totals)}</span>}
    </footer>
  )
}

function useSentence(): (totals: RangeTotals) => string {
  const { t } = useTranslation('table')
  const { around } = useTable()
  const { currency } = around
  return ({ cells, sum }) => {
    const counted = t('cells', { count: cells })
    if (sum === null || sum.count < 2) return counted
    const { kind, value } = sum
    const amount = kind === 'money' ? formatMoney(value, { currency, cents: value % 100 !== 0 }) : formatNumber(value)
    return `${counted} · ${t('sum', { amount })}`
  }
}

/** The rows chosen for the bulk bar, and what they are worth. */
function Chosen() {
  const { t } = useTranslation('table')
  const { selection, store, columns, around } = useTable()
  const ids = useSelection(selection)
  if (ids.size === 0) return null
  const { sums } = totalsOf([...ids], columns, store)
  const cents = sums.get('value')
  return (
    <span data-chosen className="font-medium text-text">
      {t('rowsChosen', { count: ids.size })}
      {cents === undefined ? '' : ` · ${formatMoney(cents, { currency: around.currency })}`}
    </span>
  )
}
