/** The list of notices as a file a spreadsheet opens: semicolons and a byte order mark for Brazilian Excel. */
import Papa from 'papaparse'
import type { RowProblem } from '../plan/shape.ts'
import { safe } from '../../../tables/formula.ts'

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
  const cells = [words.header, ...rows].map((row) => row.map(safe))
  return `\ufeff${Papa.unparse(cells, { delimiter: ';' })}\r\n`
}
