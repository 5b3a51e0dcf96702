/**
 * Rows to an .xlsx workbook: typed cells, a header that stays in sight, a filter on it, widths that fit. Pure. The sheet is
 * compressed as the rows come, so that nothing but the finished bytes is held.
 */
import { fault } from '@mutirao/documents'
import { strToU8, Zip, ZipDeflate } from 'fflate'
import type { Cell, ColumnType, SheetColumn } from './column.ts'
import { centsText, plainNumber } from './csv.ts'
import type { FileHead, FileWriter } from './writer.ts'
import { columnLetters, packageParts, xmlText } from './xlsx-parts.ts'

/** Cell styles of `packageParts`, by what the column holds. */
const styleOf: Readonly<Record<ColumnType, number>> = { text: 0, number: 0, money: 2, day: 3 }
const headerStyle = 1
const epochDay = 25_569
const dayMs = 86_400_000
/** A cell of Excel holds no more. */
const maxCellChars = 32_767
const [narrowest, widest] = [9, 60]

export function xlsxWriter(head: FileHead): FileWriter {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    parts.push(chunk as Uint8Array<ArrayBuffer>)
  })
  const add = (name: string, content: string): void => {
    const entry = new ZipDeflate(name)
    zip.add(entry)
    entry.push(strToU8(content), true)
  }
  let sheet: ZipDeflate | null = null
  let line = 1

  /** The widths stand before the rows, and follow from the first of them. */
  function begin(rows: readonly (readonly Cell[])[]): ZipDeflate {
    for (const [name, content] of packageParts(head)) add(name, content)
    const opened = new ZipDeflate('xl/worksheets/sheet1.xml')
    zip.add(opened)
    opened.push(strToU8(sheetHead(head.columns, rows) + headerRow(head.columns)))
    return opened
  }
  return {
    rows(rows) {
      sheet ??= begin(rows)
      sheet.push(strToU8(rows.map((row) => rowXml(row, head.columns, ++line)).join('')))
    },
    finish() {
      sheet ??= begin([])
      const last = `${columnLetters(head.columns.length - 1)}${line}`
      sheet.push(strToU8(`</sheetData>${fault('EXP-4') ? '' : `<autoFilter ref="A1:${last}"/>`}</worksheet>`), true)
      zip.end()
      return parts
    },
  }
}

function sheetHead(columns: readonly SheetColumn[], rows: readonly (readonly Cell[])[]): string {
  const widths = columns.map(({ header, type }, i) => {
    const longest = rows.reduce((most, row) => Math.max(most, shownLength(row[i] ?? null, type)), header.length + 3)
    return `<col min="${i + 1}" max="${i + 1}" width="${Math.min(widest, Math.max(narrowest, longest + 2))}" customWidth="1"/>`
  })
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">' +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${widths.join('')}</cols><sheetData>`
  )
}

/** Amounts show as `R$ 1.234.567,89`. */
function shownLength(cell: Cell, type: ColumnType): number {
  if (cell === null) return 0
  return type === 'money' ? centsText(Number(cell)).length + 6 : type === 'day' ? 10 : String(cell).length
}

const headerRow = (columns: readonly SheetColumn[]): string =>
  `<row r="1">${columns.map(({ header }, i) => textCell(header, `${columnLetters(i)}1`, headerStyle)).join('')}</row>`

function rowXml(row: readonly Cell[], columns: readonly SheetColumn[], line: number): string {
  const cells = columns.map(({ type }, i) => cellXml(row[i] ?? null, type, `${columnLetters(i)}${line}`))
  return `<row r="${line}">${cells.join('')}</row>`
}

function cellXml(cell: Cell, type: ColumnType, address: string): string {
  if (cell === null || cell === '') return ''
  const style = styleOf[type]
  if (typeof cell === 'number') {
    const value = type === 'money' ? centsText(cell) : plainNumber(cell)
    return `<c r="${address}" s="${style}"><v>${value}</v></c>`
  }
  if (type === 'day') {
    const ms = Date.parse(cell)
    // Days before March 1900 have no serial all spreadsheets agree on.
    if (ms >= Date.UTC(1900, 2, 1)) return `<c r="${address}" s="${style}"><v>${ms / dayMs + epochDay}</v></c>`
  }
  return textCell(cell, address, 0)
}

/** Text is text: a cell that begins with `=` is no formula in a workbook unless it is marked as one. */
const textCell = (text: string, address: string, style: number): string =>
  `<c r="${address}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text.slice(0, maxCellChars))}</t></is></c>`
