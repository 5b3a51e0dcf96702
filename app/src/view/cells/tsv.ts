/** Cells on the clipboard, as spreadsheets put them there: tabs, lines, quotes around what contains either. */
import { fault } from '@mutirao/documents'
import { bare, safe } from '../../tables/formula.ts'

const quoted = /[\t\n\r"]/u

/** A number is no formula, whatever its sign. */
const number = /^[+-]?\d[\d.,]*$/u

/** No text that a spreadsheet would run; `readTsv` gives back the very same cells. */
export const writeTsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map(writtenCell).join('\t')).join('\n')

function writtenCell(cell: string): string {
  const harmless = number.test(cell) || fault('TBL-23') ? cell : safe(cell)
  return quoted.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** Every line has as many cells as the longest one. A quote inside a cell that does not begin with one is a letter. */
export function readTsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at <= text.length) {
    const { cell, next } = readCell(text, at)
    row.push(bare(cell))
    at = next
    if (text[at] === '\t') {
      at++
      continue
    }
    rows.push(row)
    row = []
    if (text[at] === '\r' && text[at + 1] === '\n') at++
    at++
    // A last line break ends the last line, it does not begin another one.
    if (at >= text.length) break
  }
  const width = Math.max(...rows.map(({ length }) => length))
  return rows.map((cells) => [...cells, ...Array<string>(width - cells.length).fill('')])
}

function readCell(text: string, from: number): { readonly cell: string; readonly next: number } {
  if (text[from] === '"' && !fault('TBL-7')) {
    let cell = ''
    for (let at = from + 1; at < text.length; at++) {
      if (text[at] !== '"') cell += text[at]
      else if (text[at + 1] === '"') {
        cell += '"'
        at++
      } else if (at + 1 === text.length || '\t\r\n'.includes(text[at + 1] ?? '')) return { cell, next: at + 1 }
      else break
    }
  }
  let end = from
  while (end < text.length && !'\t\r\n'.includes(text[end] ?? '')) end++
  return { cell: text.slice(from, end), next: end }
}
