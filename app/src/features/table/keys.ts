/** The table by keyboard, as spreadsheets have it. */
import type { KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import { announce } from '../../ui/index.ts'
import { words } from '../../i18n/index.ts'
import type { TableContextValue } from './context.ts'

type Key = KeyboardEvent<HTMLElement>

/** @param pageRows rows that PgUp and PgDn step over */
export function onGridKey(event: Key, table: TableContextValue, pageRows: number): void {
  if (event.nativeEvent.isComposing) return
  const mod = event.ctrlKey || event.metaKey
  const handled = mod ? onModKey(event, table) : onStep(event, table, pageRows) || onPlainKey(event, table)
  if (handled) event.preventDefault()
}

function onStep(event: Key, { grid }: TableContextValue, pageRows: number): boolean {
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    PageUp: [-pageRows, 0],
    PageDown: [pageRows, 0],
    Home: [0, -Infinity],
    End: [0, Infinity],
  }
  const step = steps[event.key]
  if (!step || event.altKey) return false
  if (event.key === 'ArrowUp' && !event.shiftKey && grid.active()?.row === 0)
    return toHead(event, grid.active()?.column ?? 0)
  grid.move(step[0], step[1], event.shiftKey)
  return true
}

/** Above the first row are the heads of the columns. */
function toHead(event: Key, column: number): boolean {
  const head = event.currentTarget.querySelector<HTMLElement>(`[data-head="${column}"] button`)
  head?.focus()
  return head !== null
}

/** In the heads of the columns: arrows walk from head to head, down leads to the cells. */
export function walkHeads(event: Key): void {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
  if (event.key === 'ArrowDown' && !event.altKey) event.currentTarget.focus()
  else if (step !== undefined) {
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-heads] button:not(:disabled)')]
    buttons[buttons.indexOf(document.activeElement as HTMLElement) + step]?.focus()
  } else return
  event.preventDefault()
}

function onModKey(event: Key, table: TableContextValue): boolean {
  const { grid, actions, readOnly } = table
  const far: Readonly<Record<string, readonly [number, number]>> = {
    ArrowUp: [-Infinity, 0],
    ArrowDown: [Infinity, 0],
    ArrowLeft: [0, -Infinity],
    ArrowRight: [0, Infinity],
    Home: [-Infinity, -Infinity],
    End: [Infinity, Infinity],
  }
  const step = far[event.key]
  if (step) {
    grid.move(step[0], step[1], event.shiftKey)
    return true
  }
  switch (event.key.toLowerCase()) {
    case 'a':
      grid.selectAll()
      return true
    case 'd':
      if (!readOnly) actions.fillDown()
      return true
    default:
      // Copy, cut and paste come as events of the clipboard; undo is the board's.
      return false
  }
}

function onPlainKey(event: Key, table: TableContextValue): boolean {
  const { grid, actions, readOnly } = table
  switch (event.key) {
    case 'Tab':
      return grid.tab(event.shiftKey ? -1 : 1)
    case 'Enter':
    case 'F2':
      return startEdit(event, table, null)
    case ' ':
      return event.shiftKey ? chooseRows(table) : open(table)
    case 'Escape':
      return leave(event, table)
    case 'Delete':
    case 'Backspace':
      if (!readOnly) actions.clear()
      return true
    // A dead key (´ before a): the letters it becomes must arrive in the field, which has to be there by then.
    case 'Dead':
    case 'Process':
      startEdit(event, table, '')
      return false
    default:
      return event.key.length === 1 && !event.altKey ? startEdit(event, table, event.key) : false
  }
}

/** Typing replaces what stands there; Enter and F2 go on with it. What is not editable says so. */
function startEdit(event: Key, table: TableContextValue, seed: string | null): boolean {
  const { grid, columns, readOnly, phone } = table
  const column = columns[grid.active()?.column ?? -1]
  if (!column) return false
  if (readOnly || phone || !column.editable) {
    if (event.key === 'Enter') grid.move(event.shiftKey ? -1 : 1, 0)
    else announce(words.t('table:wrong.read_only', { column: column.label }))
    return true
  }
  flushSync(() => grid.edit(seed))
  return true
}

function open({ grid, openCard }: TableContextValue): boolean {
  const place = grid.activePlace()
  if (place) openCard(place.rowId)
  return place !== null
}

/** Chooses the rows of the selection for the bulk bar, or lets go of them when all are chosen. */
function chooseRows({ grid, selection }: TableContextValue): boolean {
  const range = grid.range()
  if (!range) return false
  const ids = grid.rows().slice(range.top, range.bottom + 1)
  const all = ids.every((id) => selection.has(id))
  const others = [...selection.ids()].filter((id) => !ids.includes(id))
  selection.set(all ? others : [...others, ...ids])
  announce(words.t('table:rowsChosen', { count: selection.ids().size }))
  return true
}

/** Esc closes one layer: the selection, the chosen rows, then the way out of the table. */
function leave(event: Key, { grid, selection }: TableContextValue): boolean {
  const range = grid.range()
  if (range && (range.top !== range.bottom || range.left !== range.right)) {
    grid.collapse()
    return true
  }
  if (selection.ids().size > 0) {
    selection.clear()
    return true
  }
  const out = event.currentTarget.parentElement?.querySelector<HTMLElement>('[data-table-exit]')
  out?.focus()
  return out !== undefined && out !== null
}
