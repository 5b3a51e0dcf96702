/** Everything the import asks of a file, behind one object that lives in the worker and holds the table there. */
import { fault } from '@mutirao/documents'
import { readTable, type FileProblem, type ReadChoices, type Table } from '../../../tables/read/table.ts'
import { describe, guessFor, summarise, type ColumnSummary, type Description, type Workplace } from './describe.ts'
import { planImport } from './plan.ts'
import { todaysNames, type KnownCard } from './known.ts'
import {
  nothingAround,
  type ImportChoices,
  type ImportPlan,
  type NewStage,
  type PlannedCard,
  type RowProblem,
  type Surroundings,
} from './shape.ts'
import type { Target } from './targets.ts'

/** Problems shown in the dialog; the rest is counted, and all of them are in the list to take along. */
export const shownProblems = 100
const previewRows = 8

export interface FileSummary {
  readonly source: Table['source']
  readonly hasHeader: boolean
  /** Records above the header, which are left out. */
  readonly above: number
  readonly rowCount: number
  readonly columns: readonly ColumnSummary[]
  readonly targets: readonly (Target | null)[]
}

export interface PlanSummary {
  readonly cardCount: number
  readonly skippedRows: number
  readonly repeatedRows: number
  readonly preview: readonly PlannedCard[]
  readonly problems: readonly RowProblem[]
  readonly problemCount: number
  readonly ignoredColumns: readonly number[]
  readonly newStages: readonly NewStage[]
}

export type OpenResult =
  | { readonly ok: true; readonly summary: FileSummary }
  | { readonly ok: false; readonly problem: FileProblem }

export interface ImportService {
  /** Reads the file and guesses the mapping. */
  open(bytes: Uint8Array, choices: ReadChoices, workplace: Workplace): OpenResult
  /** What follows from a mapping: styles, distinct stages and owners with proposals. */
  describe(targets: readonly (Target | null)[], workplace: Workplace): Description
  plan(choices: ImportChoices): PlanSummary
  /** Cards in sight on the board; told once per file. */
  know(cards: readonly KnownCard[]): void
  /** Cards `from`…`from + count` of the last plan. */
  cards(from: number, count: number): readonly PlannedCard[]
  /** Every problem of the last plan. */
  allProblems(): readonly RowProblem[]
}

/** Methods but `open` throw an Error when nothing is open: a mistake of the caller. */
export function createImportService(): ImportService {
  let table: Table | null = null
  let plan: ImportPlan | null = null
  let known: readonly KnownCard[] = []
  let place: Omit<Surroundings, 'known'> = nothingAround
  const opened = (): Table => required(table)
  const planned = (): ImportPlan => required(plan)
  return {
    open(bytes, choices, workplace) {
      const read = readTable(bytes, choices)
      plan = null
      place = { ...workplace, accountNames: todaysNames(workplace.accounts) }
      table = read.ok ? read.table : null
      if (!read.ok) return read
      const { source, hasHeader, above, rows } = read.table
      const targets = guessFor(read.table, workplace)
      const columns = summarise(read.table)
      return { ok: true, summary: { source, hasHeader, above, rowCount: rows.length, columns, targets } }
    },
    know(cards) {
      known = cards
    },
    describe: (targets, workplace) => describe(opened(), targets, workplace),
    plan(choices) {
      const made = planImport(opened(), choices, { ...place, known })
      plan = fault('IMP-15') ? { ...made, cards: made.cards.slice(0, 8_000) } : made
      const { cards, problems, skippedRows, repeatedRows, ignoredColumns, newStages } = plan
      return {
        cardCount: cards.length,
        skippedRows,
        repeatedRows,
        preview: cards.slice(0, previewRows),
        problems: problems.slice(0, shownProblems),
        problemCount: problems.length,
        ignoredColumns,
        newStages,
      }
    },
    cards: (from, count) => planned().cards.slice(from, from + count),
    allProblems: () => planned().problems,
  }
}

function required<T>(value: T | null): T {
  if (value === null) throw new Error('the import service has no open file or plan')
  return value
}
