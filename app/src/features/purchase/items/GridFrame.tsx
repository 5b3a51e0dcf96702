/** What stands around the cells: their heads, and the sum below them. */
import { clsx } from 'clsx'
import { formatMoney, useLocale, useTranslation } from '../../../i18n/index.ts'
import { asColumnHead, asFixedCell, asRow, asRowHead } from '../../../view/cells/roles.ts'
import { itemColumns } from '../model/item-columns.ts'

const gutterPx = 36
export const template = `${gutterPx}px ${itemColumns.map(({ widthPx }) => `${widthPx}px`).join(' ')}`

interface FootProps {
  readonly count: number
  readonly sum: number | null
  readonly currency: string
}

export function Foot({ count, sum, currency }: FootProps) {
  const { t } = useTranslation('purchase')
  const locale = useLocale()
  return (
    <div
      {...asRow}
      className="grid h-9 items-center border-t border-line-strong"
      style={{ gridTemplateColumns: template }}
    >
      <span {...asRowHead} />
      <span {...asFixedCell} className="px-2 text-muted">
        {t('items.count', { count })}
      </span>
      <span {...asFixedCell} className="col-span-4 px-2 text-right font-medium">
        {t('items.total')}
      </span>
      <output data-total className="px-2 text-right font-semibold tabular-nums">
        {sum === null ? '—' : formatMoney(sum, { currency, cents: true, locale })}
      </output>
    </div>
  )
}

export function Heads() {
  const { t } = useTranslation('purchase')
  return (
    <div
      {...asRow}
      className="grid h-8 items-center border-b border-line text-xs text-muted"
      style={{ gridTemplateColumns: template }}
    >
      <span {...asColumnHead} aria-label={t('items.row')} />
      {itemColumns.map(({ id, isNumeric }) => (
        <span key={id} {...asColumnHead} className={clsx('px-2 font-medium', isNumeric && 'text-right')}>
          {t(`items.column.${id}`)}
        </span>
      ))}
    </div>
  )
}
