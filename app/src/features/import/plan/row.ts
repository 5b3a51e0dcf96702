/** One record of the file to one card, or to the reason why it makes none. */
import { fault, foldCompanyName, maxLabelLength, type CustomValue } from '@mutirao/documents'
import { parseDay } from '../../../parse/date.ts'
import { fold } from '../../../parse/fold.ts'
import { parseMoney } from '../../../parse/money.ts'
import type { TableRow } from '../../../tables/read/table.ts'
import {
  textKey,
  type ImportChoices,
  type PlannedCard,
  type PlannedStage,
  type ProblemReason,
  type RowProblem,
  type Surroundings,
} from './shape.ts'
import { readCustom } from './custom.ts'
import { fieldTarget, isFieldTarget, type StandardTarget, type Target } from './targets.ts'

/**
 * Longest cell per target: what the document takes (documents/board), and for the three that share the title what fits
 * together. Longer cells are told, never cut.
 */
const maxChars: Readonly<Record<StandardTarget, number>> = {
  title: 600,
  product: 150,
  reference: 150,
  account: 1000,
  value: 100,
  stage: 200,
  owner: maxLabelLength,
  closeOn: 100,
  contactName: 1000,
  contactEmail: 1000,
  contactPhone: 1000,
  nextActivity: 1000,
  nextActivityOn: 100,
  source: 1000,
  labels: 2000,
  lostReason: 4000,
}
const maxCharsOf = (target: Target): number => (isFieldTarget(target) ? 1000 : maxChars[target])

export interface PlannedRow {
  readonly card: PlannedCard | null
  readonly problems: readonly RowProblem[]
  /** The row has a stage of its own; else its card goes where rows without one go. */
  readonly namesStage: boolean
}

/** A cell with the place it came from. */
interface Cell {
  readonly column: number
  readonly text: string
}

type Draft = { -readonly [Key in keyof PlannedCard]?: PlannedCard[Key] }

const textTargets = [
  'account',
  'contactName',
  'contactEmail',
  'contactPhone',
  'nextActivity',
  'source',
  'lostReason',
] as const

export function planRow(row: TableRow, choices: ImportChoices, around: Surroundings): PlannedRow {
  const problems: RowProblem[] = []
  const told: Tell = (cell, reason, effect) => {
    if (!fault('IMP-11')) problems.push({ line: row.line, column: cell.column, text: cell.text, reason, effect })
  }
  const cells = cellsByTarget(row, choices, told)
  const title = composeTitle(cells)
  const without = title === '' ? 'no_title' : isTotals(row) && !fault('IMP-32') ? 'totals' : null
  if (without !== null) {
    const text = row.cells.filter((cell) => cell !== '').join(' · ')
    return {
      card: null,
      problems: [...problems, { line: row.line, column: null, text, reason: without, effect: 'skipped' }],
      namesStage: false,
    }
  }
  const draft: Draft = {}
  for (const target of textTargets) {
    const text = cells.get(target)?.[0]?.text
    if (text !== undefined) draft[target] = text
  }
  if (draft.account !== undefined && !fault('IMP-24'))
    draft.account = around.accountNames.get(foldCompanyName(draft.account)) ?? draft.account
  readEmail(cells.get('contactEmail')?.[0], told)
  readValue(draft, cells.get('value')?.[0], choices, told)
  readDay(draft, 'closeOn', cells.get('closeOn')?.[0], choices, told)
  readDay(draft, 'nextActivityOn', cells.get('nextActivityOn')?.[0], choices, told)
  readFields(draft, cells, choices, around, told)
  const labels = (cells.get('labels') ?? []).flatMap((cell) => splitLabels(cell.text))
  readOwner(draft, labels, cells.get('owner')?.[0], choices, told)
  const stageCell = cells.get('stage')?.[0]
  const stage = stageOf(stageCell, choices)
  return {
    card: { ...draft, line: row.line, title, stage, labels: [...new Set(labels)] },
    problems,
    namesStage: stageCell !== undefined,
  }
}

const totalsWord = /^(?:sub ?)?tota(?:l|is|ls)(?: geral)?$|^grand total$|^soma(?: total)?$|^sum$/u

/** The last line of many reports: a word for the sum, and beside it nothing but amounts. */
function isTotals({ cells }: TableRow): boolean {
  let [words, amounts] = [0, 0]
  for (const cell of cells) {
    if (cell === '') continue
    if (parseMoney(cell, null).ok) amounts++
    // Asked of every row: almost all are out with their first cell.
    else if (totalsWord.test(fold(cell))) words++
    else return false
  }
  return words > 0 && amounts > 0
}

type Tell = (cell: Cell, reason: ProblemReason, effect: RowProblem['effect']) => void

/** Non-empty cells of mapped columns; a cell nobody could read on a card is told and left out. */
function cellsByTarget(row: TableRow, choices: ImportChoices, told: Tell): Map<Target, Cell[]> {
  const cells = new Map<Target, Cell[]>()
  choices.targets.forEach((target, column) => {
    const text = row.cells[column] ?? ''
    if (target === null || text === '') return
    if (text.length > maxCharsOf(target) || (target === 'labels' && splitLabels(text).some(isLongLabel)))
      return told({ column, text }, 'too_long', 'left_out')
    cells.set(target, [...(cells.get(target) ?? []), { column, text }])
  })
  return cells
}

/** Title, else product — account; a reference and a product beside a title stay readable behind it. At most 1 000 characters. */
function composeTitle(cells: ReadonlyMap<Target, readonly Cell[]>): string {
  const text = (target: Target) => cells.get(target)?.[0]?.text ?? ''
  const [given, product, account, reference] = [
    text('title'),
    text('product'),
    text('account').slice(0, 600),
    text('reference'),
  ]
  const name = (given !== '' || fault('IMP-10') ? [given, product] : [product, account])
    .filter((part) => part !== '')
    .join(' — ')
  if (name === '') return reference
  return reference === '' || name.includes(reference) ? name : `${name} · ${reference}`
}

function readEmail(cell: Cell | undefined, told: Tell): void {
  if (cell && !/^[^\s@]+@[^\s@]+$/u.test(cell.text)) told(cell, 'not_an_email', 'kept')
}

function readValue(draft: Draft, cell: Cell | undefined, choices: ImportChoices, told: Tell): void {
  if (!cell) return
  const money = parseMoney(cell.text, choices.numberStyle)
  if (!money.ok) return told(cell, money.problem, 'left_out')
  if (money.cents < 0) return told(cell, 'negative', 'left_out')
  draft.valueCents = money.cents
}

function readDay(
  draft: Draft,
  field: 'closeOn' | 'nextActivityOn',
  cell: Cell | undefined,
  choices: ImportChoices,
  told: Tell,
): void {
  if (!cell) return
  const day = parseDay(cell.text, choices.dateStyle)
  if (day === null) return told(cell, 'not_a_date', 'left_out')
  draft[field] = day
}

function readFields(
  draft: Draft,
  cells: ReadonlyMap<Target, readonly Cell[]>,
  choices: ImportChoices,
  { fields, members }: Surroundings,
  told: Tell,
): void {
  const custom: Record<string, CustomValue> = {}
  for (const field of fields) {
    const cell = cells.get(fieldTarget(field.id))?.[0]
    if (!cell) continue
    const read = readCustom(cell.text, field, choices, members)
    if (read.ok) custom[field.id] = read.value
    else told(cell, read.reason, 'left_out')
  }
  if (Object.keys(custom).length > 0) draft.custom = custom
}

function readOwner(draft: Draft, labels: string[], cell: Cell | undefined, choices: ImportChoices, told: Tell): void {
  if (!cell) return
  const choice = choices.owners[textKey(cell.text)] ?? { kind: 'label' }
  if (choice.kind === 'member') draft.ownerId = choice.userId
  else if (choice.kind === 'label') labels.push(cell.text)
  else told(cell, 'owner_unknown', 'left_out')
}

function stageOf(cell: Cell | undefined, choices: ImportChoices): PlannedStage {
  if (!cell) return { id: choices.defaultStageId }
  const choice = choices.stages[textKey(cell.text)] ?? { kind: 'create', stageKind: 'open' }
  return choice.kind === 'existing' ? { id: choice.stageId } : { create: cell.text }
}

const isLongLabel = (label: string): boolean => label.length > maxLabelLength

/** Labels stand between commas, semicolons or bars; one in quotes may hold these signs itself. */
const splitLabels = (text: string): string[] =>
  [...text.matchAll(/\s*(?:"((?:[^"]|"")*)"\s*(?=[,;|]|$)|([^,;|]+))/gu)]
    .map((match) => (match[1]?.replaceAll('""', '"') ?? match[2] ?? '').trim())
    .filter((label) => label !== '')
