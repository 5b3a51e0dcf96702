/** One worksheet to rows of texts. Gaps are never filled: an empty row 1 000 000 costs nothing. */
import { fault } from '@mutirao/documents'
import { columnOf, numberText, unescapeText } from './cell.ts'
import type { NumberKind } from './styles.ts'
import { readXml } from './xml.ts'
import { TooLargeError } from './zip.ts'

const maxCells = 2_000_000
/** More columns than any list of opportunities has; a cell beyond is more likely a stray mark. */
export const maxColumns = 500

export interface SheetRow {
  /** Number of the row as the spreadsheet shows it. */
  readonly line: number
  readonly cells: readonly string[]
}
export interface Sheet {
  /** Rows with at least one cell that is not blank. */
  readonly rows: readonly SheetRow[]
  /** Cells with a formula whose result the file does not hold: they read as empty. */
  readonly uncalculated: number
}
export interface SheetContext {
  readonly strings: readonly string[]
  readonly styles: readonly NumberKind[]
  readonly from1904: boolean
  readonly maxRows: number
}

interface OpenCell {
  readonly column: number
  readonly type: string
  readonly style: number
  value: string
  inline: string
  formula: boolean
}

/** @throws TooLargeError beyond `maxRows`, `maxCells` or `maxColumns`; Error for damaged XML */
export function readSheet(xml: string, context: SheetContext): Sheet {
  const rows: SheetRow[] = []
  let uncalculated = 0
  let counted = 0
  let line = 0
  let cells: string[] = []
  let cell: OpenCell | null = null
  let into: 'value' | 'inline' | null = null

  function finishCell(done: OpenCell): void {
    const text = cellText(done, context).trim()
    if (text === '' && done.formula && done.value === '') uncalculated++
    if (text === '') return
    if ((++counted > maxCells || done.column >= maxColumns) && !fault('IMP-19')) throw new TooLargeError('cells')
    while (cells.length < done.column) cells.push('')
    cells[done.column] = text
  }
  readXml(xml, {
    open(name, attribute) {
      if (name === 'row') {
        line = Number(attribute('r') ?? line + 1)
        cells = []
      } else if (name === 'c') {
        const column = columnOf(attribute('r') ?? '') ?? cells.length
        const style = Number(attribute('s') ?? 0)
        cell = { column, type: attribute('t') ?? 'n', style, value: '', inline: '', formula: false }
      } else if (cell && name === 'f') cell.formula = true
      else if (cell && name === 'v') into = 'value'
      else if (cell && name === 't') into = 'inline'
      else if (name === 'rPh') into = null
    },
    close(name) {
      if (name === 'v' || name === 't') into = null
      else if (name === 'c' && cell) {
        finishCell(cell)
        cell = null
      } else if (name === 'row' && cells.length > 0) {
        if (rows.push({ line, cells }) > context.maxRows) throw new TooLargeError('rows')
        cells = []
      }
    },
    text(part) {
      if (cell && into) cell[into] += part
    },
  })
  return { rows, uncalculated }
}

function cellText(cell: OpenCell, { strings, styles, from1904 }: SheetContext): string {
  switch (cell.type) {
    case 's':
      return strings[Number(cell.value)] ?? ''
    case 'inlineStr':
      return unescapeText(cell.inline)
    case 'b':
      return cell.value === '1' ? 'TRUE' : 'FALSE'
    case 'n':
      return fault('IMP-18') ? cell.value : numberText(cell.value, styles[cell.style] ?? 'number', from1904)
    case 'd':
      return cell.value.replace('T', ' ').replace(/ 00:00(?::00(?:\.0+)?)?Z?$/u, '')
    default:
      // `str`: the result of a formula; `e`: `#N/A` and its like stay readable, and are told where a value is expected.
      return unescapeText(cell.value)
  }
}

/** The texts cells refer to, rich text joined, reading aids left out. */
export function readStrings(xml: string): readonly string[] {
  const strings: string[] = []
  let text = ''
  let inText = false
  let aside = false
  readXml(xml, {
    open(name) {
      if (name === 'si') text = ''
      else if (name === 'rPh') aside = true
      else if (name === 't') inText = !aside
    },
    close(name) {
      if (name === 'si') strings.push(unescapeText(text))
      else if (name === 'rPh') aside = false
      else if (name === 't') inText = false
    },
    text(part) {
      if (inText) text += part
    },
  })
  return strings
}
