import '../../../view/cells/cells.css'
/** The items of a request as cells: typed, pasted and walked like a spreadsheet; the last row makes new ones. */
import { totalCents, type ItemFieldName, type ItemSnapshot } from '@mutirao/documents'
import { clsx } from 'clsx'
import { Plus, Trash2 } from 'lucide-react'
import {
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ClipboardEvent,
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
} from 'react'
import { flushSync } from 'react-dom'
import type { Present } from '../../../engine/index.ts'
import type { RequestEdits } from '../../../engine/purchase/index.ts'
import { formatMoney, useLocale, useTranslation } from '../../../i18n/index.ts'
import { announce, IconButton, personColor, toast, usePhone } from '../../../ui/index.ts'
import { cellId } from '../../../view/cells/cell-id.ts'
import { createGrid, type Grid } from '../../../view/cells/grid.ts'
import { asCell, asColumnHead, asFixedCell, asRow, asRowHead } from '../../../view/cells/roles.ts'
import { readTsv, writeTsv } from '../../../view/cells/tsv.ts'
import { useGrid } from '../../../view/cells/use-grid.ts'
import { peopleIn } from '../../../view/detail/access.ts'
import { useDetail } from '../../../view/detail/context.ts'
import { Flag } from '../../../view/detail/Flag.tsx'
import { cellField } from '../model/cell-field.ts'
import { arrange } from '../model/item-table.ts'
import { itemColumns, plainCell, planItems, shownCell, typedCell, type ItemColumn } from '../model/item-columns.ts'
import { CellInput } from './CellInput.tsx'

export interface ItemsGridProps {
  readonly items: readonly ItemSnapshot[]
  readonly currency: string
  readonly readOnly: boolean
  readonly edits: RequestEdits
}

const gutterPx = 36
const maxPasted = 200
const template = `${gutterPx}px ${itemColumns.map(({ widthPx }) => `${widthPx}px`).join(' ')}`

export function ItemsGrid({ items, currency, readOnly, edits }: ItemsGridProps) {
  const { t } = useTranslation('purchase')
  const locale = useLocale()
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

  const write = (itemId: string, field: ItemFieldName, text: string) => {
    const typed = typedCell(field, text, locale)
    if (!typed.ok) return typed.problem
    edits.setCells([{ itemId, field, value: typed.value }])
    return null
  }
  /** @param below the last item, whichever cell is chosen */
  const paste = (text: string, below = false) => {
    const range = below ? null : grid.range()
    const { block, column } = arrange(readTsv(text), range?.left ?? 0)
    if (block.length > maxPasted) {
      toast({ message: t('items.tooMany', { count: maxPasted }), tone: 'warning' })
      return
    }
    const plan = planItems(items, { row: range?.top ?? items.length, column }, block, locale)
    if (plan.cells.length > 0) edits.setCells(plan.cells, { loud: plan.added.length === 0 })
    if (plan.added.length > 0) edits.addItems(plan.added, { loud: true })
    const [first] = plan.troubles
    if (first)
      toast({
        message: t('items.refused', { count: plan.troubles.length, row: first.row, text: first.text.slice(0, 40) }),
        tone: 'warning',
        key: 'items',
      })
  }
  const copy = (): string | null => {
    const range = grid.range()
    if (!range) return null
    const columns = itemColumns.slice(range.left, range.right + 1)
    return writeTsv(
      items.slice(range.top, range.bottom + 1).map((item) => columns.map(({ id }) => plainCell(item, id, locale))),
    )
  }
  const clear = () => {
    const range = grid.range()
    if (!range) return
    const columns = itemColumns.slice(range.left, range.right + 1)
    const chosen = items.slice(range.top, range.bottom + 1)
    if (columns.length === itemColumns.length) return void edits.removeItems(chosen.map(({ id }) => id))
    const fields = columns.flatMap(({ id }) => (id === 'line' || id === 'description' ? [] : [id]))
    const cells = chosen.flatMap(({ id }) => fields.map((field) => ({ itemId: id, field, value: null })))
    if (cells.length > 0) edits.setCells(cells)
  }
  const fillDown = () => {
    const range = grid.range()
    if (!range || range.top === range.bottom) return
    const first = items[range.top]
    if (!first) return
    const columns = itemColumns.slice(range.left, range.right + 1)
    const line = columns.map(({ id }) => plainCell(first, id, locale))
    const block = Array.from({ length: range.bottom - range.top }, () => line)
    edits.setCells(planItems(items, { row: range.top + 1, column: range.left }, block, locale).cells)
  }
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

interface FootProps {
  readonly count: number
  readonly sum: number | null
  readonly currency: string
}

function Foot({ count, sum, currency }: FootProps) {
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

function Heads() {
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

interface KeyParts {
  readonly grid: Grid<ItemColumn>
  readonly readOnly: boolean
  readonly clear: () => void
  readonly fillDown: () => void
}

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -Infinity],
  End: [0, Infinity],
}

/** @returns true when the key was for the cells */
function onItemKey(event: KeyboardEvent<HTMLElement>, { grid, readOnly, clear, fillDown }: KeyParts): boolean {
  const mod = event.ctrlKey || event.metaKey
  const step = steps[event.key]
  const active = grid.active()
  if (step && !event.altKey) {
    const far = mod ? Infinity : 1
    if (event.key === 'ArrowDown' && !event.shiftKey && active?.row === grid.rows().length - 1) return toNewItem(event)
    grid.move((step[0] || 0) * far || 0, (step[1] || 0) * far || 0, event.shiftKey)
    return true
  }
  if (mod) {
    if (event.key.toLowerCase() === 'a') grid.selectAll()
    else if (event.key.toLowerCase() === 'd' && !readOnly) fillDown()
    else return false
    return true
  }
  if (event.key === 'Tab') return grid.tab(event.shiftKey ? -1 : 1)
  if (event.key === 'Escape') {
    const range = grid.range()
    if (!range || (range.top === range.bottom && range.left === range.right)) return false
    grid.collapse()
    return true
  }
  if (readOnly || itemColumns[active?.column ?? -1]?.editable !== true) return false
  if (event.key === 'Delete' || event.key === 'Backspace') {
    clear()
    return true
  }
  const isText = event.key.length === 1 && !event.altKey
  const seed = isText ? event.key : event.key === 'Enter' || event.key === 'F2' ? null : undefined
  if (seed === undefined) {
    // A dead key: the letters it becomes must arrive in the field.
    if (event.key === 'Dead' || event.key === 'Process') flushSync(() => grid.edit(''))
    return false
  }
  flushSync(() => grid.edit(seed))
  return true
}

function toNewItem(event: KeyboardEvent<HTMLElement>): boolean {
  const field = event.currentTarget.querySelector<HTMLElement>('[name=newItem]')
  field?.focus()
  return field !== null
}

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

function ItemRow({ item, index, grid, gridId, currency, readOnly, others, write, onRemove, focus }: ItemRowProps) {
  const { t } = useTranslation('purchase')
  const locale = useLocale()
  const phone = usePhone()
  const mark = useGrid(grid, (one) => one.mark(item.id))
  const press = (event: PointerEvent, columnId: string) => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest('[data-editor]'))) return
    if (event.pointerType === 'mouse') event.preventDefault()
    focus()
    grid.goTo({ rowId: item.id, columnId }, event.shiftKey)
  }
  // A shortcut of the hand: the keys that open a cell are the grid's own.
  const edit = () => grid.edit(null)
  const opening = phone ? { onClick: edit } : { onDoubleClick: edit }
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

interface NewItemProps {
  readonly edits: RequestEdits
  /** There are no items yet: it says what it takes. */
  readonly isFirst: boolean
  readonly onRows: (text: string) => void
}

/** Cells of a spreadsheet, not words that were copied with their line break. */
const isBlock = (text: string): boolean => /[\t\n]/u.test(text.trim())

/** The row below the last one: words and Enter make an item, the next may follow; rows of a spreadsheet become items. */
function NewItem({ edits, isFirst, onRows }: NewItemProps) {
  const { t } = useTranslation('purchase')
  const [text, setText] = useState('')
  const add = () => {
    const description = text.trim()
    if (description === '' || edits.addItems([{ description, quantity: '1' }]).length === 0) return
    announce(t('items.added', { description }))
    setText('')
  }
  return (
    <div {...asRow} className="grid h-9 items-center touch:h-11" style={{ gridTemplateColumns: template }}>
      <span {...asRowHead} className="flex justify-center text-soft">
        <Plus aria-hidden className="size-3.5" />
      </span>
      <div {...asCell} className="col-span-4">
        <input
          name="newItem"
          aria-label={t('items.add')}
          placeholder={isFirst ? t('items.addFirst') : t('items.add')}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text/plain')
            if (!isBlock(pasted)) return
            event.preventDefault()
            onRows(pasted)
          }}
          value={text}
          maxLength={2_000}
          onChange={(event) => setText(event.target.value)}
          onBlur={add}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return
            if (event.key === 'Enter') add()
            else if (event.key === 'Escape' && text !== '') setText('')
            else return
            event.preventDefault()
            event.stopPropagation()
          }}
          className="h-7 w-full rounded-md bg-transparent px-2 outline-none placeholder:text-soft focus:shadow-[inset_0_0_0_2px_var(--brand)] touch:h-11"
        />
      </div>
    </div>
  )
}
