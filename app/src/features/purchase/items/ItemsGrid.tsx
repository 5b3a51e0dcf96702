import '../../../view/cells/cells.css'
/** The items of a request as cells: typed, pasted and walked like a spreadsheet; the last row makes new ones. */
import { totalCents, type ItemSnapshot } from '@mutirao/documents'
import {
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
} from 'react'
import type { RequestEdits } from '../../../engine/purchase/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { cellId } from '../../../view/cells/cell-id.ts'
import { createGrid } from '../../../view/cells/grid.ts'
import { useGrid } from '../../../view/cells/use-grid.ts'
import { useDetail } from '../../../view/detail/context.ts'
import { cellField } from '../model/cell-field.ts'
import { itemColumns, type ItemColumn } from '../model/item-columns.ts'
import { Foot, Heads } from './GridFrame.tsx'
import { onItemKey } from './item-keys.ts'
import { ItemRow } from './ItemRow.tsx'
import { NewItem } from './NewItem.tsx'
import { useCellCommands } from './use-cell-commands.ts'

export interface ItemsGridProps {
  readonly items: readonly ItemSnapshot[]
  readonly currency: string
  readonly readOnly: boolean
  readonly edits: RequestEdits
}

export function ItemsGrid({ items, currency, readOnly, edits }: ItemsGridProps) {
  const { t } = useTranslation('purchase')
  const { others } = useDetail()
  const [grid] = useState(() => createGrid<ItemColumn>())
  const rows = useMemo(() => items.map(({ id }) => id), [items])
  const root = useRef<HTMLDivElement>(null)
  const gridId = useId()
  useLayoutEffect(() => grid.setColumns(itemColumns), [grid])
  useLayoutEffect(() => grid.setRows(rows), [grid, rows])
  const place = useGrid(grid, (one) => one.activePlace())
  const telling = useTelling(place)
  const sum = totalCents(items)

  const { write, paste, copy, clear, fillDown } = useCellCommands({ grid, items, edits })
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget || event.nativeEvent.isComposing) return
    if (!onItemKey(event, { grid, readOnly, clear, fillDown })) return
    event.preventDefault()
  }
  const onClipboard = (event: ClipboardEvent<HTMLDivElement>, how: 'copy' | 'cut' | 'paste') => {
    if (event.target !== event.currentTarget) return
    if (how === 'paste') {
      if (readOnly) return
      event.preventDefault()
      const text = event.clipboardData.getData('text/plain')
      if (text !== '') paste(text)
      return
    }
    const text = copy()
    if (text === null) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', text)
    if (how === 'cut' && !readOnly) clear()
  }
  return (
    <div className="overflow-x-auto">
      <div
        ref={root}
        role="grid"
        tabIndex={0}
        aria-label={t('items.title')}
        aria-describedby={`${gridId}hint`}
        aria-rowcount={items.length + 2}
        aria-colcount={itemColumns.length + 1}
        aria-multiselectable
        aria-readonly={readOnly || undefined}
        aria-activedescendant={place ? cellId(gridId, place.rowId, place.columnId) : undefined}
        data-items
        data-table
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          telling.enter()
          if (event.target === event.currentTarget && grid.active() === null) grid.go({ row: 0, column: 0 })
        }}
        onBlur={telling.leave}
        onCopy={(event) => onClipboard(event, 'copy')}
        onCut={(event) => onClipboard(event, 'cut')}
        onPaste={(event) => onClipboard(event, 'paste')}
        className="min-w-max outline-none select-none"
      >
        <span id={`${gridId}hint`} className="sr-only">
          {t('items.hint')}
        </span>
        <Heads />
        {items.map((item, index) => (
          <ItemRow
            key={item.id}
            {...{ item, index, grid, gridId, currency, readOnly, others, write }}
            onRemove={() => void edits.removeItems([item.id])}
            focus={() => root.current?.focus({ preventScroll: true })}
          />
        ))}
        {readOnly ? null : <NewItem edits={edits} isFirst={items.length === 0} onRows={(text) => paste(text, true)} />}
        {items.length === 0 ? null : <Foot count={items.length} sum={sum} currency={currency} />}
        {sum === null ? <p className="px-2 pb-2 text-sm text-amber">{t('items.unknownTotal')}</p> : null}
      </div>
    </div>
  )
}

/** Tells the others in which cell I am, as long as the focus is here. */
function useTelling(place: { readonly rowId: string; readonly columnId: string } | null) {
  const { enterField } = useDetail()
  const isHere = useRef(false)
  const field = place ? cellField(place.rowId, place.columnId) : 'items'
  useEffect(() => {
    if (isHere.current) enterField(field)
  }, [field, enterField])
  return {
    enter: () => {
      isHere.current = true
      enterField(field)
    },
    leave: () => {
      isHere.current = false
      enterField(null)
    },
  }
}
