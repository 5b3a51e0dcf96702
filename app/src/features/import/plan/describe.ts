/** What a table says about itself under a given mapping, and the choices that follow from it. Pure. */
import { detectDateOrder, type DateOrder, type DateStyle } from '../../../parse/date.ts'
import { detectNumberStyle, type NumberStyle } from '../../../parse/money.ts'
import type { Table } from '../../../tables/read/table.ts'
import type { KnownAccount, KnownField } from './known.ts'
import { guessTargets, type ColumnSample } from './guess.ts'
import { matchOwner, type KnownMember, type OwnerChoice } from './owners.ts'
import { textKey, type ImportChoices } from './shape.ts'
import { matchStage, type KnownStage, type StageChoice } from './stages.ts'
import { fieldTarget, type Target } from './targets.ts'

/** What the workspace knows, for matching. */
export interface Workplace {
  readonly stages: readonly KnownStage[]
  readonly members: readonly KnownMember[]
  /** The board's own fields. */
  readonly fields: readonly KnownField[]
  readonly accounts: readonly KnownAccount[]
  /** Order of day and month where a file does not tell. */
  readonly dateStyle: DateStyle
}

const sampleSize = 200

export interface ColumnSummary {
  readonly header: string
  /** The first non-empty cells. */
  readonly samples: readonly string[]
  /** Rows with a non-empty cell in this column. */
  readonly filled: number
}

/** A distinct text of a column, how often it occurs, and what is proposed for it. */
export interface TextChoice<Choice> {
  readonly key: string
  readonly text: string
  readonly count: number
  readonly choice: Choice
}

export interface Description {
  readonly numberStyle: NumberStyle | null
  readonly dateStyle: DateStyle
  readonly dateOrder: DateOrder
  readonly stages: readonly TextChoice<StageChoice>[]
  readonly owners: readonly TextChoice<OwnerChoice>[]
}

export function summarise(table: Table): ColumnSummary[] {
  return table.headers.map((header, column) => {
    const values = cellsOf(table, column)
    return { header, samples: values.slice(0, 3), filled: values.length }
  })
}

export function guessFor(table: Table, workplace: Workplace): (Target | null)[] {
  const columns = table.headers.map((header, i): ColumnSample => ({
    header,
    values: cellsOf(table, i).slice(0, sampleSize),
  }))
  const people = workplace.members.flatMap((member) =>
    member.email === undefined ? [member.name] : [member.name, member.email],
  )
  const { stages, fields } = workplace
  return guessTargets(columns, { stages: stages.map((stage) => stage.name), people, fields })
}

export function describe(table: Table, targets: readonly (Target | null)[], workplace: Workplace): Description {
  const valuesOf = (...wanted: Target[]) =>
    targets.flatMap((target, column) => (target !== null && wanted.includes(target) ? cellsOf(table, column) : []))
  const ofType = (...types: KnownField['type'][]) =>
    workplace.fields.filter(({ type }) => types.includes(type)).map(({ id }) => fieldTarget(id))
  const dateOrder = detectDateOrder(valuesOf('closeOn', 'nextActivityOn', ...ofType('date')))
  return {
    numberStyle: detectNumberStyle(valuesOf('value', ...ofType('money', 'number'))),
    dateStyle: dateOrder === 'dmy' || dateOrder === 'mdy' ? dateOrder : workplace.dateStyle,
    dateOrder,
    stages: distinct(valuesOf('stage'), (text) => matchStage(text, workplace.stages)),
    owners: distinct(valuesOf('owner'), (text) => matchOwner(text, workplace.members)),
  }
}

/** The proposal as choices; what a person changed afterwards replaces single entries. */
export function choicesFrom(
  description: Description,
  targets: readonly (Target | null)[],
  defaultStageId: string,
): ImportChoices {
  return {
    targets,
    numberStyle: description.numberStyle,
    dateStyle: description.dateStyle,
    stages: Object.fromEntries(description.stages.map((entry) => [entry.key, entry.choice])),
    defaultStageId,
    owners: Object.fromEntries(description.owners.map((entry) => [entry.key, entry.choice])),
    repeated: 'skip',
  }
}

const cellsOf = (table: Table, column: number): string[] =>
  table.rows.flatMap((row) => {
    const cell = row.cells[column] ?? ''
    return cell === '' ? [] : [cell]
  })

/** Most frequent first. */
function distinct<Choice>(texts: readonly string[], choose: (text: string) => Choice): TextChoice<Choice>[] {
  const found = new Map<string, { readonly text: string; count: number }>()
  for (const text of texts) {
    const key = textKey(text)
    const entry = found.get(key)
    if (entry) entry.count++
    else found.set(key, { text, count: 1 })
  }
  return [...found]
    .map(([key, { text, count }]) => ({ key, text, count, choice: choose(text) }))
    .sort((a, b) => b.count - a.count)
}
