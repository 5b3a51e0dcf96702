import type { PointerEvent as ReactPointerEvent } from 'react'
import { minWidthPx } from './model/layout.ts'
import type { Column } from './model/columns.ts'

/**
 * Drags the right edge of a column. Only the grid's variables change until the pointer is let go: no cell renders.
 * Esc brings the old width back.
 */
export function startResizing(
  event: ReactPointerEvent,
  grid: HTMLElement | null,
  column: Column,
  at: number,
  onDone: (widthPx: number) => void,
): void {
  if (!grid || event.button !== 0) return
  event.preventDefault()
  const fromPx = event.clientX
  const style = getComputedStyle(grid)
  const pixels = (name: string) => Number.parseFloat(style.getPropertyValue(name)) || 0
  const total = pixels('--total')
  const lefts: number[] = []
  for (let index = at + 1; style.getPropertyValue(`--l${index}`) !== ''; index++) lefts.push(pixels(`--l${index}`))
  let widthPx = column.widthPx
  const show = (width: number) => {
    widthPx = Math.max(minWidthPx, width)
    const grown = widthPx - column.widthPx
    grid.style.setProperty(`--c${at}`, `${widthPx}px`)
    grid.style.setProperty('--total', `${total + grown}px`)
    for (const [index, left] of lefts.entries()) grid.style.setProperty(`--l${at + 1 + index}`, `${left + grown}px`)
  }
  const onMove = (move: PointerEvent) => show(column.widthPx + move.clientX - fromPx)
  const stop = new AbortController()
  const { signal } = stop
  window.addEventListener('pointermove', onMove, { signal })
  window.addEventListener(
    'pointerup',
    () => {
      stop.abort()
      if (widthPx !== column.widthPx) onDone(widthPx)
    },
    { signal },
  )
  window.addEventListener(
    'keydown',
    (key) => {
      if (key.key !== 'Escape') return
      key.preventDefault()
      stop.abort()
      show(column.widthPx)
    },
    { signal, capture: true },
  )
}
