import type { ItemFieldName, ItemSnapshot } from '@mutirao/documents'
import { clsx } from 'clsx'
import { Trash2 } from 'lucide-react'
import type { CSSProperties, PointerEvent } from 'react'
import type { Present } from '../../../engine/index.ts'
import { useLocale, useTranslation } from '../../../i18n/index.ts'
import { IconButton, personColor } from '../../../ui/index.ts'
import { cellId } from '../../../view/cells/cell-id.ts'
import type { Grid } from '../../../view/cells/grid.ts'
import { asCell, asFixedCell, asRow, asRowHead } from '../../../view/cells/roles.ts'
import { useGrid } from '../../../view/cells/use-grid.ts'
import { peopleIn } from '../../../view/detail/access.ts'
import { Flag } from '../../../view/detail/Flag.tsx'
import { cellField } from '../model/cell-field.ts'
import { itemColumns, plainCell, shownCell, type ItemColumn } from '../model/item-columns.ts'
import { CellInput } from './CellInput.tsx'
import { template } from './GridFrame.tsx'

interface ItemRowProps {
  readonly item: ItemSnapshot
  readonly index: number
  readonly grid: Grid<ItemColumn>
  readonly gridId: string
  readonly currency: string
  readonly readOnly: boolean
  readonly others: readonly Present[]
  readonly write: (itemId: string, field: ItemFieldName, text: string) => string | null
  readonly onRemove: () => void
  readonly focus: () => void
}

export function ItemRow({
  item,
  index,
  grid,
  gridId,
  currency,
  readOnly,
  others,
  write,
  onRemove,
  focus,
}: ItemRowProps) {
  const { t } = useTranslation('purchase')
  const locale = useLocale()
  const mark = useGrid(grid, (one) => one.mark(item.id))
  const press = (event: PointerEvent, columnId: string) => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest('[data-editor]'))) return
    if (event.pointerType === 'mouse') event.preventDefault()
    focus()
    grid.goTo({ rowId: item.id, columnId }, event.shiftKey)
  }
  // A shortcut of the hand: the keys that open a cell are the grid's own.
  const opening = { onDoubleClick: () => grid.edit(null) }
  return (
    <div
      {...asRow}
      data-item={item.id}
      data-row={item.id}
      className="group/item row-plain grid h-9 border-b border-line touch:h-11"
      style={{ gridTemplateColumns: template }}
    >
      <span {...asRowHead} className="flex items-center justify-center text-xs text-soft tabular-nums">
        {readOnly ? (
          index + 1
        ) : (
          <>
            <span className="group-hover/item:hidden touch:hidden">{index + 1}</span>
            <IconButton
              quiet
              size="sm"
              tabIndex={-1}
              label={t('items.remove', { description: item.description })}
              onClick={onRemove}
              className="hidden! group-hover/item:inline-flex! touch:inline-flex!"
            >
              <Trash2 />
            </IconButton>
          </>
        )}
      </span>
      {itemColumns.map((column, at) => {
        const isActive = at === mark.active
        const here = peopleIn(cellField(item.id, column.id), others)
        const [first] = here
        const isEditing = isActive && mark.editing !== null && column.id !== 'line'
        return (
          <div
            key={column.id}
            {...(column.editable ? asCell : asFixedCell)}
            id={cellId(gridId, item.id, column.id)}
            aria-selected={at >= mark.from && at <= mark.to}
            data-cell={column.id}
            data-occupied={first?.name}
            style={first ? ({ '--who': personColor(first.id) } as CSSProperties) : undefined}
            onPointerDown={(event) => press(event, column.id)}
            {...(readOnly || !column.editable ? {} : opening)}
            className={clsx(
              'relative flex min-w-0 items-center px-2',
              column.isNumeric && 'justify-end tabular-nums',
              column.id === 'line' && 'text-muted',
              at >= mark.from && at <= mark.to && 'cell-selected',
              isActive && 'cell-active',
              first !== undefined && 'shadow-[inset_0_0_0_1.5px_var(--who)]',
            )}
          >
            <Flag people={here} />
            {isEditing ? (
              <CellInput
                label={t(`items.column.${column.id}`)}
                start={mark.editing?.seed ?? plainCell(item, column.id, locale)}
                isNumeric={column.isNumeric}
                onCommit={(text) => (column.id === 'line' ? null : write(item.id, column.id, text))}
                onEnd={(rows, columns) => {
                  grid.endEdit()
                  focus()
                  if (columns !== 0) grid.tab(columns > 0 ? 1 : -1)
                  else if (rows !== 0) grid.move(rows, 0)
                }}
              />
            ) : (
              <span className="truncate" title={item.description}>
                {shownCell(item, column.id, currency, locale)}
              </span>
            )}
          </div>
        )
      })}
    </div>
  )
}
