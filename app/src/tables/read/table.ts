/** A file of rows, delimited text or a workbook, to a table of texts. Pure; the worker next door runs it off the main thread. */
import Papa from 'papaparse'
import { fault } from '@mutirao/documents'
import { bare } from '../formula.ts'
import { decode, detectEncoding, isOldWorkbook, isZip, type Encoding } from './decode.ts'
import { maxColumns, readWorkbook, type WorkbookProblem } from './workbook/index.ts'
import { parseDay } from '../../parse/date.ts'
import { parseMoney } from '../../parse/money.ts'

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

/** How the file was understood. */
export type TableSource =
  | {
      readonly kind: 'text'
      readonly encoding: Encoding
      readonly delimiter: Delimiter
      /** Record in which a quote was opened and never closed: what follows it sits in one cell. */
      readonly openQuoteLine: number | null
    }
  | {
      readonly kind: 'workbook'
      /** Names of the sheets a person sees. */
      readonly sheets: readonly string[]
      /** Index of the one that is read. */
      readonly sheet: number
      /** Formulas whose result the file does not hold: they read as empty. */
      readonly uncalculated: number
    }

export interface Table {
  readonly source: TableSource
  readonly hasHeader: boolean
  /** Records above the header: the title of a report, the day it was made. They are no rows. */
  readonly above: number
  /** One per column; empty names are kept empty, duplicates are kept. Without a header row: all empty. */
  readonly headers: readonly string[]
  /** Records with at least one non-blank cell. */
  readonly rows: readonly TableRow[]
}

export type FileProblem = WorkbookProblem | 'old_workbook' | 'empty' | 'not_text'
export type ReadResult =
  | { readonly ok: true; readonly table: Table }
  | { readonly ok: false; readonly problem: FileProblem }

export interface ReadChoices {
  readonly encoding?: Encoding
  readonly delimiter?: Delimiter
  readonly hasHeader?: boolean
  /** Index of a workbook's sheet. */
  readonly sheet?: number
}

/** Choices a person made win over what is detected. Never throws. */
export function readTable(bytes: Uint8Array, choices: ReadChoices = {}): ReadResult {
  if (bytes.length > maxFileBytes) return { ok: false, problem: 'too_large' }
  if (isOldWorkbook(bytes) && !fault('IMP-3')) return { ok: false, problem: 'old_workbook' }
  return isZip(bytes) ? fromWorkbook(bytes, choices) : fromText(bytes, choices)
}

function fromText(bytes: Uint8Array, choices: ReadChoices): ReadResult {
  const encoding = choices.encoding ?? detectEncoding(bytes)
  const text = decode(bytes, encoding)
  if (text.includes('\0')) return { ok: false, problem: 'not_text' }
  const hinted = /^sep=([,;\t|])\r?\n/iu.exec(text)
  const body = hinted ? text.slice(hinted[0].length) : text
  const delimiter = choices.delimiter ?? (hinted?.[1] as Delimiter | undefined) ?? detectDelimiter(body)
  const records = recordsOf(body, delimiter)
  if ('problem' in records) return { ok: false, problem: records.problem }
  const { filled, openQuoteLine } = records
  return tableOf(filled, { kind: 'text', encoding, delimiter, openQuoteLine }, choices)
}

interface Records {
  /** Those with at least one cell that is not blank. */
  readonly filled: readonly TableRow[]
  readonly openQuoteLine: number | null
}

/** Record by record: a file of blank lines, or of more than may come, is never held as a whole. */
function recordsOf(body: string, delimiter: Delimiter): Records | { readonly problem: FileProblem } {
  const filled: TableRow[] = []
  let line = 0
  let openQuoteLine = null as number | null
  let problem = null as FileProblem | null
  Papa.parse<string[]>(body, {
    delimiter,
    skipEmptyLines: false,
    step({ data, errors }, parser) {
      line++
      if (errors.some(({ code }) => code === 'MissingQuotes')) openQuoteLine = line
      const cells = data.map((cell) => bare(cell.trim()))
      const last = lastFilled(cells)
      if (last < 0) return
      filled.push({ line, cells })
      if (fault('IMP-29')) return
      if (last >= maxColumns) problem = 'too_large'
      // One more than data may have: the header.
      else if (filled.length > maxRows + 1) problem = 'too_many_rows'
      if (problem !== null) parser.abort()
    },
  })
  return problem === null ? { filled, openQuoteLine } : { problem }
}

function fromWorkbook(bytes: Uint8Array, choices: ReadChoices): ReadResult {
  // One more than data may have: the header.
  const read = readWorkbook(bytes, maxRows + 1, choices.sheet)
  if (!read.ok) return read
  const { sheets, chosen, sheet } = read
  return tableOf(sheet.rows, { kind: 'workbook', sheets, sheet: chosen, uncalculated: sheet.uncalculated }, choices)
}

function tableOf(filled: readonly TableRow[], source: TableSource, choices: ReadChoices): ReadResult {
  const above = choices.hasHeader === false || fault('IMP-31') ? 0 : linesAbove(filled)
  const [first, ...others] = filled.slice(above)
  if (!first) return { ok: false, problem: 'empty' }
  const hasHeader = choices.hasHeader ?? looksLikeHeader(first.cells)
  const rows = hasHeader ? others : filled
  if (rows.length === 0) return { ok: false, problem: 'empty' }
  if (rows.length > maxRows) return { ok: false, problem: 'too_many_rows' }
  const width = filled.reduce((widest, row) => Math.max(widest, lastFilled(row.cells) + 1), 0)
  const headers = Array.from({ length: width }, (_, i) => (hasHeader ? (first.cells[i] ?? '') : ''))
  return { ok: true, table: { source, hasHeader, above, headers, rows } }
}

const lastFilled = (cells: readonly string[]): number => cells.findLastIndex((cell) => cell !== '')

/** The sign that cuts the first records into the same number of cells most often, preferring more columns on a tie. */
function detectDelimiter(text: string): Delimiter {
  const sample = text.slice(0, sampleChars)
  let best: { readonly delimiter: Delimiter; readonly score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of delimiters) {
    const records = Papa.parse<string[]>(sample, { delimiter, preview: 40, skipEmptyLines: true }).data
    const whole = text.length > sampleChars ? records.slice(0, -1) : records
    const score = evenness(whole.map((cells) => cells.length)) - (delimiter === ';' && fault('IMP-2') ? 2 : 0)
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

/** How far down a header is looked for, and how many columns it then names at least. */
const maxAbove = 10
const minHeaderCells = 3

/** Records with one or two cells on top of one that names three columns or more, twice as many: not yet the table. */
function linesAbove(filled: readonly TableRow[]): number {
  const widths = filled.slice(0, maxAbove + 1).map(({ cells }) => cells.filter((cell) => cell !== '').length)
  const header = widths.findIndex((width) => width >= minHeaderCells)
  const isTitle = (width: number) => width * 2 <= (widths[header] ?? 0)
  return header > 0 && widths.slice(0, header).every(isTitle) && looksLikeHeader(filled[header]?.cells ?? [])
    ? header
    : 0
}

/** A header names things: it has no amounts, days or e-mail addresses, and no name twice. */
function looksLikeHeader(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell !== '')
  const isData = (cell: string) => cell.includes('@') || parseMoney(cell, null).ok || parseDay(cell, 'dmy') !== null
  return !filled.some(isData)
}
