import { clsx } from 'clsx'
import { Check } from 'lucide-react'
import { memo, useSyncExternalStore } from 'react'
import { useCard, useEditors } from '../../engine/index.ts'
import { useTranslation } from '../../i18n/index.ts'
import { useSelected } from '../../view/selection.ts'
import { CellView } from './CellView.tsx'
import { useTable } from './context.ts'
import { cellId } from '../../view/cells/cell-id.ts'
import { countRow } from './render-count.ts'
import { asRow, asRowHead } from '../../view/cells/roles.ts'
import { gutterPx } from './sizes.ts'

export interface RowViewProps {
  readonly cardId: string
  readonly index: number
  readonly topPx: number
  readonly heightPx: number
  readonly gridId: string
}

/** One card. It follows its own snapshot, its own colleagues and its own part of the selection: nothing else renders it. */
export const RowView = memo(function RowView({ cardId, index, topPx, heightPx, gridId }: RowViewProps) {
  const { store, boardId, grid, columns, frozen, selection } = useTable()
  const { t } = useTranslation('table')
  const card = useCard(store, cardId)
  const editors = useEditors(boardId, cardId)
  const mark = useSyncExternalStore(grid.subscribe, () => grid.mark(cardId))
  const isChosen = useSelected(selection, cardId)
  countRow(cardId)
  if (!card) return null
  return (
    <div
      {...asRow}
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      data-row={cardId}
      className={clsx(
        'group/row absolute top-0 left-0 flex border-b border-line',
        isChosen ? 'row-chosen' : 'row-plain',
      )}
      style={{ transform: `translateY(${topPx}px)`, height: heightPx, width: 'var(--total)', display: 'flex' }}
    >
      <div
        {...asRowHead}
        data-gutter
        aria-label={t(isChosen ? 'rowChosen' : 'row', { number: index + 1 })}
        className="sticky left-0 z-2 flex flex-none cursor-default items-center justify-center border-r border-line bg-(--row) text-xs text-soft tabular-nums hover:text-text"
        style={{ width: gutterPx }}
      >
        {isChosen ? <Check aria-hidden className="size-3.5 text-brand" /> : <span aria-hidden>{index + 1}</span>}
      </div>
      {columns.map((column, at) => (
        <CellView
          key={column.id}
          id={cellId(gridId, cardId, column.id)}
          column={column}
          at={at}
          frozen={frozen}
          card={card}
          isSelected={at >= mark.from && at <= mark.to}
          isActive={at === mark.active}
          editing={at === mark.active ? mark.editing : null}
          hasHandle={mark.isEnd && at === mark.to && mark.editing === null}
          editors={editors}
        />
      ))}
    </div>
  )
})
