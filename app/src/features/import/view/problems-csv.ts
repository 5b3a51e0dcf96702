/** The list of notices as a file a spreadsheet opens: semicolons and a byte order mark for Brazilian Excel. */
import Papa from 'papaparse'
import type { RowProblem } from '../plan/shape.ts'

export interface ProblemWords {
  readonly header: readonly string[]
  readonly columnName: (column: number | null) => string
  readonly reason: (problem: RowProblem) => string
}

export function problemsCsv(problems: readonly RowProblem[], words: ProblemWords): string {
  const rows = problems.map((problem) => [
    String(problem.line),
    words.columnName(problem.column),
    problem.text,
    words.reason(problem),
  ])
  // `escapeFormulae`: a cell that begins with = + - @ would be run as a formula by the spreadsheet that opens the list.
  return `\ufeff${Papa.unparse([words.header, ...rows], { delimiter: ';', escapeFormulae: true })}\r\n`
}
