/**
 * A table and a person's choices to the cards that will be made, with every cell that cannot be taken as it stands told by
 * row, column and reason. Pure; nothing here touches a document.
 */
import type { Table, TableRow } from '../../../tables/read/table.ts'
import { repeatedIn } from './repeated.ts'
import { planRow } from './row.ts'
import {
  nothingAround,
  textKey,
  type ImportChoices,
  type ImportPlan,
  type NewStage,
  type PlannedCard,
  type RowProblem,
  type Surroundings,
} from './shape.ts'

export function planImport(table: Table, choices: ImportChoices, around: Surroundings = nothingAround): ImportPlan {
  const cards: PlannedCard[] = []
  const problems: RowProblem[] = []
  const newStages = new Map<string, NewStage>()
  const repeats = repeatedIn(around.known)
  let repeatedRows = 0
  for (const row of table.rows) {
    const planned = planRow(row, choices, around)
    problems.push(...planned.problems)
    if (!planned.card) continue
    const updates = repeats(planned.card)
    if (updates !== undefined) repeatedRows++
    if (updates !== undefined && choices.repeated === 'skip') {
      problems.push(repetition(planned.card))
      continue
    }
    cards.push(
      updates === undefined || choices.repeated === 'create'
        ? planned.card
        : { ...planned.card, updates, ...(planned.namesStage ? {} : { keepStage: true }) },
    )
    if ('create' in planned.card.stage) noteNewStage(newStages, planned.card.stage.create, choices)
  }
  return {
    cards,
    problems,
    skippedRows: table.rows.length - cards.length,
    repeatedRows,
    ignoredColumns: ignoredColumns(table, choices),
    newStages: [...newStages.values()],
  }
}

const repetition = ({ line, title, account }: PlannedCard): RowProblem => ({
  line,
  column: null,
  text: account === undefined ? title : `${title} · ${account}`,
  reason: 'repeated',
  effect: 'skipped',
})

function noteNewStage(into: Map<string, NewStage>, name: string, choices: ImportChoices): void {
  const key = textKey(name)
  const choice = choices.stages[key]
  if (!into.has(key)) into.set(key, { name, kind: choice?.kind === 'create' ? choice.stageKind : 'open' })
}

function ignoredColumns(table: Table, choices: ImportChoices): number[] {
  const filled = (column: number) => table.rows.some((row: TableRow) => (row.cells[column] ?? '') !== '')
  return table.headers.flatMap((_, column) => (choices.targets[column] == null && filled(column) ? [column] : []))
}
