/** Rows to delimited text, in Brazilian or in plain notation. Pure. */
import { fault } from '@mutirao/documents'
import type { Cell, ColumnType, SheetColumn } from './column.ts'
import type { FileWriter } from './writer.ts'
import { safe } from '../formula.ts'

export interface CsvStyle {
  readonly delimiter: ';' | ','
  readonly decimal: ',' | '.'
  /** `31/12/2026` instead of `2026-12-31`. */
  readonly brazilianDays: boolean
  /** Without it, Excel takes UTF-8 for Windows-1252. */
  readonly mark: boolean
}
/** As a Brazilian Excel opens and saves it. */
export const brazilianCsv: CsvStyle = { delimiter: ';', decimal: ',', brazilianDays: true, mark: true }
/** As programs read it. */
export const plainCsv: CsvStyle = { delimiter: ',', decimal: '.', brazilianDays: false, mark: false }

export function csvWriter(columns: readonly SheetColumn[], style: CsvStyle): FileWriter {
  const encoder = new TextEncoder()
  const parts: Uint8Array<ArrayBuffer>[] = []
  const line = (cells: readonly string[]) => `${cells.join(style.delimiter)}\r\n`
  parts.push(
    encoder.encode(
      (style.mark && !fault('EXP-1') ? '\ufeff' : '') + line(columns.map(({ header }) => quoted(safe(header), style))),
    ),
  )
  return {
    rows(rows) {
      const lines = rows.map((row) => line(columns.map(({ type }, i) => csvCell(row[i] ?? null, type, style))))
      parts.push(encoder.encode(lines.join('')))
    },
    finish: () => parts,
  }
}

function csvCell(cell: Cell, type: ColumnType, style: CsvStyle): string {
  if (cell === null || cell === '') return ''
  if (typeof cell === 'number') {
    const text = type === 'money' ? centsText(cell) : plainNumber(cell)
    return quoted(text.replace('.', style.decimal), style)
  }
  if (type === 'day' && (style.brazilianDays || fault('EXP-2'))) {
    const [year = '', month = '', day = ''] = cell.split('-')
    return `${day}/${month}/${year}`
  }
  return quoted(safe(cell), style)
}

/** Integer cents to a decimal number, without ever dividing. */
export function centsText(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0')
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Never `1e+21`, which not every spreadsheet reads; never exactly three decimals, which could be thousands. */
export function plainNumber(value: number): string {
  const text = String(fault('EXP-7') ? Number(value.toPrecision(6)) : value)
  if (!text.includes('e')) return /\.\d{3}$/u.test(text) ? `${text}0` : text
  return text.includes('e-') ? value.toFixed(20).replace(/0+$/u, '') : String(BigInt(value))
}

const quoted = (text: string, { delimiter }: CsvStyle): string =>
  text.includes(delimiter) || /["\r\n]/u.test(text) || text.trim() !== text ? `"${text.replaceAll('"', '""')}"` : text
