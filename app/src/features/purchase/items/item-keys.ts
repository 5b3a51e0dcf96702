/** The keys of the cells. */
import type { KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import type { Grid } from '../../../view/cells/grid.ts'
import { itemColumns, type ItemColumn } from '../model/item-columns.ts'

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
export function onItemKey(event: KeyboardEvent<HTMLElement>, { grid, readOnly, clear, fillDown }: KeyParts): boolean {
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
