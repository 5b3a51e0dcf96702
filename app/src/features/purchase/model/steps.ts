/** Which columns a request may be moved to, by what decision, and why not to the others. Pure. */
import { fault, type PolicyRule, type RequestAction } from '@mutirao/documents'
import { columnOf, type ColumnId, type RequestRow } from './rows.ts'

/** A column and the decision that leads there. */
export interface Step {
  readonly column: ColumnId
  readonly action: RequestAction
}

/** Why a column is closed to a request, as a word. */
const closedReasons = [
  'here',
  'on_its_way',
  'draft',
  'return',
  'first_level',
  'not_requester',
  'level',
  'decided',
  'approved',
  'close',
] as const
export type ClosedReason = (typeof closedReasons)[number]

export interface StepsAsk {
  readonly row: RequestRow
  /** What this person may ask for: `actionsFor`. */
  readonly actions: readonly RequestAction[]
  /** Of the policy in force; what it says of cost centres is the server's to find out. */
  readonly rules: readonly PolicyRule[]
  readonly me: string
}

const pending = { 1: 'pending_a1', 2: 'pending_a2', 3: 'pending_a3' } as const

/** The first level after this one that asks about such a sum; then it is approved. Where it really goes the server says. */
function after(level: 0 | 1 | 2 | 3, totalCents: number | null, rules: readonly PolicyRule[]): ColumnId {
  const levels = rules.flatMap((rule) =>
    rule.level > level && rule.fromCents <= (totalCents ?? 0) ? [rule.level] : [],
  )
  const [next] = levels.toSorted((a, b) => a - b)
  return next === undefined ? (level === 0 ? 'pending_a1' : 'aprovada') : pending[next]
}

const isOnItsWay = ({ asked }: RequestRow, me: string): boolean => asked.some(({ by }) => by === me)

/** Where this request may go now; at most one decision for each column. */
export function stepsOf({ row, actions, rules, me }: StepsAsk): readonly Step[] {
  if (isOnItsWay(row, me)) return []
  const may = (action: RequestAction): boolean => actions.includes(action) || fault('PUR-13')
  const { view, totalCents } = row
  const steps: Step[] = []
  if (may('submit')) steps.push({ column: after(0, totalCents, rules), action: 'submit' })
  if (may('approve')) steps.push({ column: after(view?.level ?? 0, totalCents, rules), action: 'approve' })
  if (may('return')) steps.push({ column: 'devolvida', action: 'return' })
  // Who is asked says no; who only may withdraw it withdraws it.
  if (may('reject')) steps.push({ column: 'closed', action: 'reject' })
  else if (may('cancel')) steps.push({ column: 'closed', action: 'cancel' })
  if (may('grant_reopening')) steps.push({ column: 'rascunho', action: 'grant_reopening' })
  else if (may('ask_reopening')) steps.push({ column: 'rascunho', action: 'ask_reopening' })
  return steps
}

/** Why this column takes this request not; null when it does. */
export function closedTo(column: ColumnId, ask: StepsAsk): ClosedReason | null {
  const { row, me } = ask
  const from = columnOf(row.status)
  if (column === from) return 'here'
  if (isOnItsWay(row, me)) return 'on_its_way'
  if (stepsOf(ask).some((step) => step.column === column)) return null
  if (column === 'rascunho') return 'draft'
  if (column === 'devolvida') return 'return'
  if (column === 'aprovada') return 'approved'
  if (column === 'closed') return 'close'
  if (from === 'rascunho' || from === 'devolvida') return row.request.createdBy === me ? 'first_level' : 'not_requester'
  return from === 'aprovada' || from === 'closed' ? 'decided' : 'level'
}

/** The column somebody's own wish leads to while it is on its way; null when it leads nowhere else. */
export function wishedColumn(row: RequestRow, rules: readonly PolicyRule[]): ColumnId | null {
  const type = row.asked.at(-1)?.type
  if (type === 'request.submit') return after(0, row.totalCents, rules)
  if (type === 'request.approve') return null
  if (type === 'request.return') return 'devolvida'
  return type === 'request.reject' || type === 'request.cancel' ? 'closed' : null
}
