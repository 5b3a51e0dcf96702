/** A block of text, or nothing, onto cells: the edits that are possible and one sentence for each that is not. */
import { fault, type CellEdit } from '@mutirao/documents'
import type { Column } from './columns.ts'
import { pasteRange, type Range } from '../../../view/cells/range.ts'
import { cleared, typed, type CellProblem, type Typed } from './typed.ts'
import type { Surroundings } from './values.ts'

export interface Trouble {
  readonly cardId: string
  /** Number of the row, from 1. */
  readonly row: number
  readonly column: Column
  readonly text: string
  readonly problem: CellProblem
}
export interface Plan {
  readonly edits: readonly CellEdit[]
  readonly troubles: readonly Trouble[]
  /** What was written to. */
  readonly range: Range
  /** Rows and columns of the block for which the table has no room. */
  readonly cut: { readonly rows: number; readonly columns: number }
}
export interface Sheet {
  readonly rows: readonly string[]
  readonly columns: readonly Column[]
}

function plan(sheet: Sheet, range: Range, cell: (column: Column, row: number, at: number) => [string, Typed]): Plan {
  const edits: CellEdit[] = []
  const troubles: Trouble[] = []
  const bottom = Math.min(range.bottom, sheet.rows.length - 1)
  const right = Math.min(range.right, sheet.columns.length - 1)
  for (let row = range.top; row <= bottom; row++) {
    const cardId = sheet.rows[row]
    if (cardId === undefined) continue
    for (let at = range.left; at <= right; at++) {
      const column = sheet.columns[at]
      if (!column) continue
      const [text, result] = cell(column, row - range.top, at - range.left)
      if (result.ok) edits.push({ cardId, ...result.content } as CellEdit)
      else if (!fault('TBL-9')) troubles.push({ cardId, row: row + 1, column, text, problem: result.problem })
    }
  }
  const cut = { rows: range.bottom - bottom, columns: range.right - right }
  return { edits, troubles, range: { ...range, bottom, right }, cut }
}

/** @param block at least one line with at least one cell, all lines of the same length */
export function planPaste(
  sheet: Sheet,
  selection: Range,
  block: readonly (readonly string[])[],
  around: Surroundings,
): Plan {
  const [height, width] = [block.length, block[0]?.length ?? 1]
  return plan(sheet, pasteRange(selection, height, width), (column, row, at) => {
    const text = block[row % height]?.[at % width] ?? ''
    return [text, typed(column, text, around)]
  })
}

/** The same text into every cell, read by each column in its way. */
export const planFill = (sheet: Sheet, selection: Range, text: string, around: Surroundings): Plan =>
  plan(sheet, selection, (column) => [text, typed(column, text, around)])

export const planClear = (sheet: Sheet, selection: Range): Plan =>
  plan(sheet, selection, (column) => ['', cleared(column)])
