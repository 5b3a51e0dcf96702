import { fault } from '@mutirao/documents'
import { useEffect, useId, useLayoutEffect, useRef, type ClipboardEvent, type KeyboardEvent } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import { useVirtualList } from '../../ui/index.ts'
import type { VisibleBoard } from '../../view/index.ts'
import { cellId } from '../../view/cells/cell-id.ts'
import { useTable } from './context.ts'
import { HeadRow } from './HeadRow.tsx'
import { onGridKey, walkHeads } from './keys.ts'
import type { Column } from './model/columns.ts'
import type { Layout } from './model/layout.ts'
import { startPointing } from './pointing.ts'
import { asRowGroup } from '../../view/cells/roles.ts'
import { NewRow } from './NewRow.tsx'
import { RowView } from './RowView.tsx'
import { columnVariables, gutterPx, headPx, rowPx, touchRowPx } from './sizes.ts'
import { TotalsRow } from './TotalsRow.tsx'
import { useGrid } from '../../view/cells/use-grid.ts'

export interface GridViewProps {
  readonly rows: readonly string[]
  readonly all: readonly Column[]
  readonly layout: Layout
  readonly onLayout: (layout: Layout) => void
  readonly board: VisibleBoard
}

/** The cells, virtualised by rows; the focus is the grid's own, the active cell is named to screen readers. */
export function GridView({ rows, all, layout, onLayout, board }: GridViewProps) {
  const table = useTable()
  const { grid, actions, columns, phone, readOnly } = table
  const { t } = useTranslation('table')
  const gridId = useId()
  const root = useRef<HTMLDivElement>(null)
  const heightPx = phone ? touchRowPx : rowPx
  const list = useVirtualList({
    keys: rows,
    scroller: () => root.current,
    rowPx: heightPx,
    overscan: fault('TBL-1') ? 10_000 : 10,
    abovePx: headPx,
  })
  const place = useGrid(grid, (one) => one.activePlace())
  useReveal(root, heightPx)
  useFocusBack(root)
  useEffect(() => (root.current ? startPointing(root.current, table) : undefined), [table])

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target instanceof Element && event.target.closest('[data-heads]')) return walkHeads(event)
    if (event.target !== event.currentTarget) return
    const pageRows = Math.max(1, Math.floor(event.currentTarget.clientHeight / heightPx) - 3)
    onGridKey(event, table, pageRows)
  }
  const onCopy = (event: ClipboardEvent<HTMLElement>, cut = false) => {
    if (event.target !== event.currentTarget) return
    const text = actions.copy()
    if (text === null) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', text)
    if (cut && !readOnly) actions.clear()
  }
  const onPaste = (event: ClipboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || readOnly) return
    event.preventDefault()
    const text = event.clipboardData.getData('text/plain')
    if (text !== '') actions.paste(text)
  }
  return (
    <div
      ref={root}
      role="grid"
      tabIndex={0}
      aria-label={t('label')}
      aria-describedby={`${gridId}hint`}
      aria-rowcount={rows.length + (readOnly ? 2 : 3)}
      aria-colcount={columns.length + 1}
      aria-multiselectable
      aria-readonly={readOnly || undefined}
      aria-activedescendant={place ? cellId(gridId, place.rowId, place.columnId) : undefined}
      data-table
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (event.target === event.currentTarget && grid.active() === null) grid.go({ row: 0, column: 0 })
      }}
      onCopy={onCopy}
      onCut={(event) => onCopy(event, true)}
      onPaste={onPaste}
      // Inline: without a stylesheet (tests) the grid must still have a height, or every row would be rendered.
      style={{ ...columnVariables(columns), minHeight: 0, flex: 1, overflow: 'auto' }}
      className="group/grid relative bg-surface outline-none select-none"
    >
      <span id={`${gridId}hint`} className="sr-only">
        {t('hint')}
      </span>
      <HeadRow all={all} layout={layout} onLayout={onLayout} grid={root} />
      <div {...asRowGroup} className="relative" style={{ height: list.totalPx(), width: 'var(--total)' }}>
        {list.rows().map((row) => (
          <RowView
            key={row.key}
            cardId={rows[row.index] ?? ''}
            index={row.index}
            topPx={row.startPx}
            heightPx={heightPx}
            gridId={gridId}
          />
        ))}
      </div>
      {readOnly || (phone && fault('TBL-22')) ? null : <NewRow rowIndex={rows.length + 2} grid={() => root.current} />}
      <TotalsRow rows={rows} board={board} />
    </div>
  )
}

/** The active cell is always in sight, beside what is frozen. */
function useReveal(root: { readonly current: HTMLElement | null }, heightPx: number) {
  const { grid, columns, frozen } = useTable()
  const active = useGrid(grid, (one) => one.active())
  const [row, column] = [active?.row ?? -1, active?.column ?? -1]
  useLayoutEffect(() => {
    const element = root.current
    if (!element || row < 0) return
    const top = row * heightPx
    const heightInSight = element.clientHeight - headPx - heightPx - newRowPx(element)
    if (top < element.scrollTop) element.scrollTo({ top })
    else if (top + heightPx > element.scrollTop + heightInSight)
      element.scrollTo({ top: top + heightPx - heightInSight })
    if (column < frozen) return
    const frozenPx = columns.slice(0, frozen).reduce((sum, { widthPx }) => sum + widthPx, gutterPx)
    const left = columns.slice(0, column).reduce((sum, { widthPx }) => sum + widthPx, gutterPx)
    const right = left + (columns[column]?.widthPx ?? 0)
    if (left - frozenPx < element.scrollLeft) element.scrollTo({ left: left - frozenPx })
    else if (right > element.scrollLeft + element.clientWidth) element.scrollTo({ left: right - element.clientWidth })
  }, [root, row, column, columns, frozen, heightPx])
}

/** The row for new cards stands over the cells. */
const newRowPx = (grid: HTMLElement): number => grid.querySelector<HTMLElement>('[data-new-row]')?.offsetHeight ?? 0

/** When an editor goes away with the focus in it, the grid has it again. */
function useFocusBack(root: { readonly current: HTMLElement | null }) {
  const { grid } = useTable()
  const editing = useGrid(grid, (one) => one.editing())
  const was = useRef(false)
  useLayoutEffect(() => {
    if (
      was.current &&
      !editing &&
      (document.activeElement === document.body || root.current?.contains(document.activeElement) === true)
    )
      root.current?.focus({ preventScroll: true })
    was.current = editing
  }, [root, editing])
}
