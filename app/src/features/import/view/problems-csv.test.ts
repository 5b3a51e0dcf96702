import { expect, it } from 'vitest'
import { problemsCsv } from './problems-csv.ts'

it('[IMP-11] writes every notice with row, column, text and reason, safe to open in a spreadsheet', () => {
  const text = problemsCsv(
    [
      { line: 7, column: 1, text: '=1+1;x', reason: 'not_a_number', effect: 'left_out' },
      { line: 9, column: null, text: '10', reason: 'no_title', effect: 'skipped' },
    ],
    {
      header: ['Linha', 'Coluna', 'Texto', 'Motivo'],
      columnName: (column) => (column === null ? '—' : `c${column}`),
      reason: (p) => p.reason,
    },
  )
  expect(text).toBe('\ufeffLinha;Coluna;Texto;Motivo\r\n7;c1;"\'=1+1;x";not_a_number\r\n9;—;10;no_title\r\n')
})
