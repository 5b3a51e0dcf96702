/** The table by mouse and finger: a press selects, dragging extends, a double click edits, row numbers choose rows. */
import type { TableContextValue } from './context.ts'
import type { Place } from './grid.ts'

function placeOf(target: EventTarget | null): Place | null {
  if (!(target instanceof Element)) return null
  const cardId = target.closest<HTMLElement>('[data-row]')?.dataset['row']
  const columnId = target.closest<HTMLElement>('[data-cell]')?.dataset['cell']
  return cardId === undefined || columnId === undefined ? null : { cardId, columnId }
}
const inControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, button, [data-editor]') !== null

/** Listens on the grid until the returned function is called. */
export function startPointing(root: HTMLElement, table: TableContextValue): () => void {
  const { grid, selection, phone, readOnly, openCard, columns } = table
  let isDragging = false
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
    if (place && (place.cardId !== now?.cardId || place.columnId !== now.columnId)) grid.goTo(place, true)
  }
  const onUp = () => {
    isDragging = false
  }
  const onClick = (event: MouseEvent) => {
    const place = placeOf(event.target)
    if (phone && place && !inControl(event.target)) openCard(place.cardId)
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
    root.removeEventListener('pointerdown', onDown)
    root.removeEventListener('pointermove', onMove)
    window.removeEventListener('pointerup', onUp)
    root.removeEventListener('click', onClick)
    root.removeEventListener('dblclick', onDouble)
  }
}
