/** The table by mouse and finger: a press selects, dragging extends, a double click edits, row numbers choose rows. */
import type { TableContextValue } from './context.ts'
import type { Place } from '../../view/cells/grid.ts'

function placeOf(target: EventTarget | null): Place | null {
  if (!(target instanceof Element)) return null
  const cardId = target.closest<HTMLElement>('[data-row]')?.dataset['row']
  const columnId = target.closest<HTMLElement>('[data-cell]')?.dataset['cell']
  return cardId === undefined || columnId === undefined ? null : { rowId: cardId, columnId }
}
const inControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, button, [data-editor]') !== null

/** The row under the pointer, beyond the edges the first or last in sight. */
function rowUnder(root: HTMLElement, { clientX, clientY }: PointerEvent, rows: readonly string[]): number {
  const box = root.getBoundingClientRect()
  const y = Math.max(box.top + 40, Math.min(box.bottom - 44, clientY))
  const x = Math.max(box.left + 4, Math.min(box.right - 20, clientX))
  const row = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-row]')?.dataset['row']
  return row === undefined ? -1 : rows.indexOf(row)
}

/**
 * The handle at the end of the selection: what is selected fills the rows it is dragged over, up or down, as one step of
 * undo. Esc lets go of it. By keyboard: Shift and arrows, then Ctrl+D.
 */
function startFilling(root: HTMLElement, { grid, actions }: TableContextValue): () => void {
  const from = grid.range()
  if (from === null) return () => undefined
  let over = from
  const onMove = (event: PointerEvent) => {
    const row = rowUnder(root, event, grid.rows())
    if (row < 0) return
    over = { ...from, top: Math.min(from.top, row), bottom: Math.max(from.bottom, row) }
    grid.select(over)
  }
  const end = () => {
    window.removeEventListener('pointermove', onMove)
    window.removeEventListener('pointerup', onUp)
    window.removeEventListener('pointercancel', onCancel)
    window.removeEventListener('keydown', onKey, true)
  }
  const onUp = () => {
    end()
    actions.fillOver(from, over)
  }
  const onCancel = () => {
    end()
    grid.select(from)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    onCancel()
  }
  window.addEventListener('pointermove', onMove)
  window.addEventListener('pointerup', onUp)
  window.addEventListener('pointercancel', onCancel)
  window.addEventListener('keydown', onKey, true)
  return end
}

/** Listens on the grid until the returned function is called. */
export function startPointing(root: HTMLElement, table: TableContextValue): () => void {
  const { grid, selection, phone, readOnly, openCard, columns } = table
  let isDragging = false
  let stopFilling = () => {}
  const onDown = (event: PointerEvent) => {
    const gutter = event.target instanceof Element && event.target.closest('[data-gutter]') !== null
    const cardId =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]')?.dataset['row'] : null
    if (gutter && cardId !== undefined && cardId !== null && event.button === 0) {
      event.preventDefault()
      root.focus({ preventScroll: true })
      if (event.shiftKey) selection.extendTo(cardId, grid.rows())
      else selection.toggle(cardId)
      return
    }
    if (event.target instanceof Element && event.target.closest('[data-fill]') !== null && event.button === 0) {
      event.preventDefault()
      stopFilling()
      stopFilling = startFilling(root, table)
      return
    }
    const place = placeOf(event.target)
    if (!place || inControl(event.target) || event.button !== 0) return
    // Of a mouse the cell takes the press; a finger must still be able to scroll.
    if (event.pointerType === 'mouse') event.preventDefault()
    root.focus({ preventScroll: true })
    grid.goTo(place, event.shiftKey)
    isDragging = event.pointerType === 'mouse'
  }
  const onMove = (event: PointerEvent) => {
    if (!isDragging || event.buttons === 0) return
    const place = placeOf(document.elementFromPoint(event.clientX, event.clientY))
    const now = grid.activePlace()
    if (place && (place.rowId !== now?.rowId || place.columnId !== now.columnId)) grid.goTo(place, true)
  }
  const onUp = () => {
    isDragging = false
  }
  const onClick = (event: MouseEvent) => {
    const place = placeOf(event.target)
    if (phone && place && !inControl(event.target)) openCard(place.rowId)
  }
  const onDouble = (event: MouseEvent) => {
    const place = placeOf(event.target)
    if (!place || readOnly || phone || inControl(event.target)) return
    if (columns.find(({ id }) => id === place.columnId)?.editable === true) grid.edit(null)
  }
  root.addEventListener('pointerdown', onDown)
  root.addEventListener('pointermove', onMove)
  window.addEventListener('pointerup', onUp)
  root.addEventListener('click', onClick)
  root.addEventListener('dblclick', onDouble)
  return () => {
    stopFilling()
    root.removeEventListener('pointerdown', onDown)
    root.removeEventListener('pointermove', onMove)
    window.removeEventListener('pointerup', onUp)
    root.removeEventListener('click', onClick)
    root.removeEventListener('dblclick', onDouble)
  }
}
