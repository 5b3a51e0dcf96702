import { clsx } from 'clsx'
import { ArrowDown, ArrowUp, ChevronDown, Columns3, EyeOff, Pin, PinOff } from 'lucide-react'
import type { DragEvent } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import { IconButton, Menu, MenuItem, MenuSeparator, Popover } from '../../ui/index.ts'
import { useBoardQuery } from '../../view/index.ts'
import { ColumnList } from './ColumnList.tsx'
import { useTable } from './context.ts'
import { isNumeric, type Column } from './model/columns.ts'
import { moved, ordered, resized, shownOrHidden, type Layout } from './model/layout.ts'
import { startResizing } from './resizing.ts'
import { asColumnHead, asRow } from '../../view/cells/roles.ts'
import { columnStyle, gutterPx, headPx } from './sizes.ts'

export interface HeadRowProps {
  readonly all: readonly Column[]
  readonly layout: Layout
  readonly onLayout: (layout: Layout) => void
  readonly grid: { readonly current: HTMLElement | null }
}

/** Names of the columns: a click sorts, the edge resizes, dragging puts them in order, the menu does all of it by keyboard. */
export function HeadRow(props: HeadRowProps) {
  const { t } = useTranslation('table')
  const { columns } = useTable()
  return (
    <div
      {...asRow}
      aria-rowindex={1}
      data-heads
      className="sticky top-0 z-4 flex border-b border-line-strong bg-sunken text-sm text-muted"
      style={{ height: headPx, width: 'var(--total)', display: 'flex' }}
    >
      <div
        {...asColumnHead}
        aria-label={t('rowNumber')}
        className="sticky left-0 z-3 grid flex-none place-items-center border-r border-line bg-sunken"
        style={{ width: gutterPx }}
      >
        <Popover
          label={t('columns')}
          align="start"
          trigger={
            <IconButton label={t('columns')} size="sm" data-table-exit className="touch:size-8">
              <Columns3 />
            </IconButton>
          }
          className="w-72 p-2"
        >
          <ColumnList all={props.all} layout={props.layout} onLayout={props.onLayout} />
        </Popover>
      </div>
      {columns.map((column, at) => (
        <Head key={column.id} {...props} column={column} at={at} />
      ))}
    </div>
  )
}

interface HeadProps extends HeadRowProps {
  readonly column: Column
  readonly at: number
}

function Head({ column, at, all, layout, onLayout, grid }: HeadProps) {
  const { t } = useTranslation('table')
  const { frozen, phone } = useTable()
  const { query, setQuery } = useBoardQuery()
  const sorted = query.sort?.by === column.id ? (query.sort.descending ? 'descending' : 'ascending') : null
  const sort = (descending: boolean | null) =>
    setQuery((before) => ({ ...before, sort: descending === null ? null : { by: column.id, descending } }))
  const Arrow = sorted === 'descending' ? ArrowDown : ArrowUp
  return (
    <div
      {...asColumnHead}
      aria-colindex={at + 2}
      aria-sort={sorted ?? 'none'}
      data-head={at}
      {...dragging(column, (id) => onLayout(moved(all, layout, id, column.id)))}
      className={clsx(
        'group/head relative flex flex-none items-center bg-sunken',
        at === frozen - 1 && 'border-r border-line-strong',
        at < frozen && 'z-2!',
      )}
      style={columnStyle(at, frozen)}
    >
      <button
        type="button"
        tabIndex={at === 0 ? 0 : -1}
        title={column.label}
        onClick={() => sort(sorted === null ? false : sorted === 'ascending' ? true : null)}
        className={clsx(
          'flex h-full min-w-0 flex-1 items-center gap-1 px-2 font-medium hover:text-text',
          // The menu's sign, which comes with the pointer, covers neither the name nor the arrow.
          isNumeric(column.kind) && 'justify-end',
          !phone && 'group-hover/head:pr-8',
          sorted !== null && 'text-text',
        )}
      >
        <span className="truncate">{column.label}</span>
        {sorted === null ? null : <Arrow aria-hidden className="size-3 shrink-0" />}
      </button>
      {phone ? null : (
        <>
          <HeadMenu column={column} at={at} all={all} layout={layout} onLayout={onLayout} onSort={sort} />
          <span
            aria-hidden
            title={t('resize')}
            onPointerDown={(event) =>
              startResizing(event, grid.current, column, at, (widthPx) => onLayout(resized(layout, column.id, widthPx)))
            }
            className="absolute inset-y-0 -right-1 z-2 w-2 cursor-col-resize touch-none hover:bg-brand/30"
          />
        </>
      )}
    </div>
  )
}

const dragType = 'application/x-mutirao-column'

/** Columns are dragged by their heads, onto the one before which they shall stand. */
function dragging(column: Column, onDrop: (id: string) => void) {
  const isColumn = (event: DragEvent) => event.dataTransfer.types.includes(dragType)
  return {
    draggable: true,
    onDragStart: (event: DragEvent) => event.dataTransfer.setData(dragType, column.id),
    onDragOver: (event: DragEvent) => (isColumn(event) ? event.preventDefault() : undefined),
    onDrop(event: DragEvent) {
      if (!isColumn(event)) return
      event.preventDefault()
      onDrop(event.dataTransfer.getData(dragType))
    },
  }
}

interface HeadMenuProps extends Omit<HeadProps, 'grid'> {
  readonly onSort: (descending: boolean | null) => void
}

const widthStepPx = 40

function HeadMenu({ column, at, all, layout, onLayout, onSort }: HeadMenuProps) {
  const { t } = useTranslation('table')
  const { columns, frozen } = useTable()
  const place = (index: number) => onLayout(moved(all, layout, column.id, beforeAt(all, layout, columns, index)))
  const width = (change: number) => onLayout(resized(layout, column.id, column.widthPx + change))
  return (
    <Menu
      align="end"
      trigger={
        <IconButton
          quiet
          size="sm"
          tabIndex={-1}
          label={t('columnMenu', { column: column.label })}
          className="absolute right-1 bg-sunken opacity-0 group-hover/head:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100"
        >
          <ChevronDown />
        </IconButton>
      }
    >
      <MenuItem icon={<ArrowUp />} onSelect={() => onSort(false)}>
        {t('sortUp')}
      </MenuItem>
      <MenuItem icon={<ArrowDown />} onSelect={() => onSort(true)}>
        {t('sortDown')}
      </MenuItem>
      <MenuItem onSelect={() => onSort(null)}>{t('sortNone')}</MenuItem>
      <MenuSeparator />
      <MenuItem icon={<Pin />} onSelect={() => onLayout({ ...layout, frozen: at + 1 })}>
        {t('freeze')}
      </MenuItem>
      <MenuItem icon={<PinOff />} disabled={frozen === 0} onSelect={() => onLayout({ ...layout, frozen: 0 })}>
        {t('unfreeze')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem disabled={at === 0} onSelect={() => place(at - 1)}>
        {t('moveLeft')}
      </MenuItem>
      <MenuItem disabled={at === columns.length - 1} onSelect={() => place(at + 2)}>
        {t('moveRight')}
      </MenuItem>
      <MenuItem onSelect={() => width(widthStepPx)}>{t('wider')}</MenuItem>
      <MenuItem onSelect={() => width(-widthStepPx)}>{t('narrower')}</MenuItem>
      <MenuSeparator />
      <MenuItem
        icon={<EyeOff />}
        disabled={column.id === 'title'}
        onSelect={() => onLayout(shownOrHidden(layout, column.id, false))}
      >
        {t('hide')}
      </MenuItem>
    </Menu>
  )
}

/** The column before which one shall stand to be at this place of the visible ones; null = at the end. */
function beforeAt(all: readonly Column[], layout: Layout, columns: readonly Column[], index: number): string | null {
  const before = columns[index]
  return before && ordered(all, layout).some(({ id }) => id === before.id) ? before.id : null
}
