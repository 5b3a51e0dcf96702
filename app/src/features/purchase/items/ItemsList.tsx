/** The items of a request where there is no room for cells: one line each, which opens to its fields. All of it by thumb. */
import { fault, lineCents, totalCents, type ItemSnapshot } from '@mutirao/documents'
import { clsx } from 'clsx'
import { useState, type CSSProperties } from 'react'
import { formatMoney, useLocale, useTranslation } from '../../../i18n/index.ts'
import { personColor } from '../../../ui/index.ts'
import { useDetail } from '../../../view/detail/context.ts'
import { Flag } from '../../../view/detail/Flag.tsx'
import { isInItem } from '../model/cell-field.ts'
import { shownCell } from '../model/item-columns.ts'
import { ItemDialog } from './ItemDialog.tsx'
import type { ItemsGridProps } from './ItemsGrid.tsx'
import { NewItemLine } from './NewItemLine.tsx'

export function ItemsList({ items, currency, readOnly, edits }: ItemsGridProps) {
  const { t } = useTranslation('purchase')
  const locale = useLocale()
  const [openId, setOpenId] = useState<string | null>(null)
  const [newId, setNewId] = useState<string | null>(null)
  const at = items.findIndex(({ id }) => id === openId)
  const open = items[at]
  const sum = totalCents(items)
  return (
    <div data-items-list>
      <ul aria-label={t('items.title')} className="border-t border-line empty:hidden">
        {items.map((item) => (
          <ItemLine key={item.id} item={item} currency={currency} onOpen={() => setOpenId(item.id)} />
        ))}
      </ul>
      {readOnly ? null : (
        <NewItemLine
          isFirst={items.length === 0}
          onAdd={(description, isToOpen) => {
            const [made] = edits.addItems([{ description, quantity: '1' }])
            if (made !== undefined && isToOpen) {
              setNewId(made)
              setOpenId(made)
            }
            return made !== undefined
          }}
        />
      )}
      {items.length === 0 ? null : (
        <p className="flex items-baseline justify-between gap-3 border-t border-line-strong py-2.5">
          <span className="text-muted">{t('items.total')}</span>
          <output data-total className="text-md font-semibold tabular-nums">
            {sum === null ? '—' : formatMoney(sum, { currency, cents: true, locale })}
          </output>
        </p>
      )}
      {sum === null ? <p className="pb-2 text-sm text-amber">{t('items.unknownTotal')}</p> : null}
      {open ? (
        <ItemDialog
          key={open.id}
          item={open}
          place={{ at: at + 1, of: items.length }}
          isNew={open.id === newId}
          {...{ currency, readOnly, edits }}
          onClose={() => setOpenId(null)}
          onNext={at + 1 < items.length && !fault('PUR-29') ? () => setOpenId(items[at + 1]?.id ?? null) : null}
        />
      ) : null}
    </div>
  )
}

interface ItemLineProps {
  readonly item: ItemSnapshot
  readonly currency: string
  readonly onOpen: () => void
}

function ItemLine({ item, currency, onOpen }: ItemLineProps) {
  const { t } = useTranslation('purchase')
  const locale = useLocale()
  const { others } = useDetail()
  const here = others.filter(({ field }) => isInItem(item.id, field))
  const [first] = here
  const shown = (id: 'quantity' | 'unit' | 'estimate') => shownCell(item, id, currency, locale)
  const amount = [shown('quantity'), shown('unit')].filter(Boolean).join(' ')
  const apart = [item.code, item.costCentre, item.account].filter((word) => word !== '').join(' · ')
  const line = lineCents(item)
  return (
    <li
      data-item={item.id}
      style={first ? ({ '--who': personColor(first.id) } as CSSProperties) : undefined}
      className={clsx('relative border-b border-line', first && 'shadow-[inset_0_0_0_1.5px_var(--who)]')}
    >
      <Flag people={here} />
      <button
        type="button"
        onClick={onOpen}
        className="flex min-h-14 w-full items-center gap-3 px-1 py-2 text-left -outline-offset-2 hover:bg-hover"
      >
        <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
          <span className="block">{item.description}</span>
          <span className="block text-sm text-muted tabular-nums">
            {amount === '' ? <Missing word={t('items.noQuantity')} /> : amount}
            {' × '}
            {item.estimateCents === null ? <Missing word={t('items.noPrice')} /> : shown('estimate')}
          </span>
          {apart === '' ? null : <span className="block text-sm text-soft">{apart}</span>}
        </span>
        <span className="shrink-0 font-semibold tabular-nums">
          {line === null ? '—' : formatMoney(line, { currency, cents: true, locale })}
        </span>
      </button>
    </li>
  )
}

const Missing = ({ word }: { readonly word: string }) => <span className="text-amber">{word}</span>
