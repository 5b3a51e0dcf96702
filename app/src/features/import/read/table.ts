/** A delimited text file to rows of cells. Pure; the worker next door runs it off the main thread. */
import Papa from 'papaparse'
import { fault } from '@mutirao/documents'
import { decode, detectEncoding, looksLikeWorkbook, type Encoding } from './decode.ts'
import { parseDay } from '../../../parse/date.ts'
import { parseMoney } from '../../../parse/money.ts'

export type Delimiter = ',' | ';' | '\t' | '|'
const delimiters: readonly Delimiter[] = [',', ';', '\t', '|']

export const maxFileBytes = 30 * 1024 * 1024
const maxRows = 50_000
const sampleChars = 64 * 1024

export interface TableRow {
  /** Number of the record in the file, the header being 1: the row a spreadsheet shows (cells with line breaks aside). */
  readonly line: number
  readonly cells: readonly string[]
}

export interface Table {
  readonly encoding: Encoding
  readonly delimiter: Delimiter
  readonly hasHeader: boolean
  /** One per column; empty names are kept empty, duplicates are kept. Without a header row: all empty. */
  readonly headers: readonly string[]
  /** Records with at least one non-blank cell. */
  readonly rows: readonly TableRow[]
  /** Record in which a quote was opened and never closed: what follows it sits in one cell. */
  readonly openQuoteLine: number | null
}

export type FileProblem = 'workbook' | 'empty' | 'too_large' | 'too_many_rows' | 'not_text'
export type ReadResult =
  { readonly ok: true; readonly table: Table } | { readonly ok: false; readonly problem: FileProblem }

export interface ReadChoices {
  readonly encoding?: Encoding
  readonly delimiter?: Delimiter
  readonly hasHeader?: boolean
}

/** Choices a person made win over what is detected. Never throws. */
export function readTable(bytes: Uint8Array, choices: ReadChoices = {}): ReadResult {
  if (looksLikeWorkbook(bytes) && !fault('IMP-3')) return { ok: false, problem: 'workbook' }
  if (bytes.length > maxFileBytes) return { ok: false, problem: 'too_large' }
  const encoding = choices.encoding ?? detectEncoding(bytes)
  const text = decode(bytes, encoding)
  if (text.includes('\0')) return { ok: false, problem: 'not_text' }
  const hinted = /^sep=([,;\t|])\r?\n/iu.exec(text)
  const body = hinted ? text.slice(hinted[0].length) : text
  const delimiter = choices.delimiter ?? (hinted?.[1] as Delimiter | undefined) ?? detectDelimiter(body)
  const parsed = Papa.parse<string[]>(body, { delimiter, skipEmptyLines: false })
  const filled = parsed.data
    .map((cells, i) => ({ line: i + 1, cells: cells.map((cell) => cell.trim()) }))
    .filter((row) => row.cells.some((cell) => cell !== ''))
  const [first, ...others] = filled
  if (!first) return { ok: false, problem: 'empty' }
  const hasHeader = choices.hasHeader ?? looksLikeHeader(first.cells)
  const rows = hasHeader ? others : filled
  if (rows.length === 0) return { ok: false, problem: 'empty' }
  if (rows.length > maxRows) return { ok: false, problem: 'too_many_rows' }
  const width = filled.reduce((widest, row) => Math.max(widest, lastFilled(row.cells) + 1), 0)
  const headers = Array.from({ length: width }, (_, i) => (hasHeader ? (first.cells[i] ?? '') : ''))
  const openQuote = parsed.errors.find((error) => error.code === 'MissingQuotes')
  const openQuoteLine = openQuote?.row === undefined ? null : openQuote.row + 1
  return { ok: true, table: { encoding, delimiter, hasHeader, headers, rows, openQuoteLine } }
}

const lastFilled = (cells: readonly string[]): number => cells.findLastIndex((cell) => cell !== '')

/** The sign that cuts the first records into the same number of cells most often, preferring more columns on a tie. */
function detectDelimiter(text: string): Delimiter {
  if (fault('IMP-2')) return ','
  const sample = text.slice(0, sampleChars)
  let best: { readonly delimiter: Delimiter; readonly score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of delimiters) {
    const records = Papa.parse<string[]>(sample, { delimiter, preview: 40, skipEmptyLines: true }).data
    const whole = text.length > sampleChars ? records.slice(0, -1) : records
    const score = evenness(whole.map((cells) => cells.length))
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

/** Share of records with the commonest width, times that width's logarithm; 0 when the sign never occurs. */
function evenness(widths: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1)
  let [commonest, times] = [1, 0]
  for (const [width, count] of counts) if (width > 1 && count > times) [commonest, times] = [width, count]
  return commonest < 2 ? 0 : (times / widths.length) * (1 + Math.log2(commonest) / 8)
}

/** A header names things: it has no amounts, days or e-mail addresses, and no name twice. */
function looksLikeHeader(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell !== '')
  const isData = (cell: string) => cell.includes('@') || parseMoney(cell, null).ok || parseDay(cell, 'dmy') !== null
  return !filled.some(isData)
}
