import type { CSSProperties } from 'react'
import type { Column } from './model/columns.ts'

/** Row number and tick box. */
export const gutterPx = 44
export const headPx = 34
export const rowPx = 36
export const touchRowPx = 44

/**
 * Widths and left edges of the columns as variables on the grid: dragging an edge changes them without rendering a cell.
 * `--c3` is the width of the fourth column, `--l3` its left edge.
 */
export function columnVariables(columns: readonly Column[]): CSSProperties {
  const variables: Record<string, string> = {}
  let left = gutterPx
  for (const [index, { widthPx }] of columns.entries()) {
    variables[`--c${index}`] = `${widthPx}px`
    variables[`--l${index}`] = `${left}px`
    left += widthPx
  }
  variables['--total'] = `${left}px`
  return variables as CSSProperties
}

/** Where a cell of this column stands; frozen ones stay in sight. */
export const columnStyle = (index: number, frozen: number): CSSProperties => ({
  width: `var(--c${index})`,
  ...(index < frozen ? { position: 'sticky', left: `var(--l${index})`, zIndex: 1 } : {}),
})
