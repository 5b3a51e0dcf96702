/** What the import dialog shows at any moment. Immutable; `flow.ts` moves it on. */
import type { DateStyle } from '../../parse/date.ts'
import type { NumberStyle } from '../../parse/money.ts'
import type { Description } from './plan/describe.ts'
import type { OwnerChoice } from './plan/owners.ts'
import type { FileSummary, PlanSummary } from './plan/service.ts'
import type { ImportChoices, RepeatedChoice } from './plan/shape.ts'
import type { StageChoice } from './plan/stages.ts'
import type { Target } from './plan/targets.ts'
import type { FileProblem } from '../../tables/read/table.ts'

/** What a person changed against the proposal; everything else follows the file. */
export interface Overrides {
  readonly stages: Readonly<Record<string, StageChoice>>
  readonly owners: Readonly<Record<string, OwnerChoice>>
  readonly dateStyle?: DateStyle
  readonly numberStyle?: NumberStyle
  readonly defaultStageId?: string
  readonly repeated?: RepeatedChoice
}

/** An open file with everything decided about it so far. */
export interface OpenFile {
  readonly name: string
  readonly summary: FileSummary
  readonly targets: readonly (Target | null)[]
  readonly description: Description
  readonly overrides: Overrides
  readonly choices: ImportChoices
  readonly plan: PlanSummary
}

export type ImportState =
  | { readonly step: 'choose'; readonly problem: FileProblem | null; readonly failure: string | null }
  | { readonly step: 'reading' }
  /** `planning`: a change is being worked out; what is shown is the state before it. */
  | { readonly step: 'map'; readonly file: OpenFile; readonly planning: boolean }
  | { readonly step: 'run'; readonly file: OpenFile; readonly done: number; readonly total: number }
  | {
      readonly step: 'done'
      readonly file: OpenFile
      readonly done: number
      readonly total: number
      /** Why it stopped before the end, when not because somebody stopped it. */
      readonly failure: string | null
      readonly undo: 'possible' | 'running' | 'done'
    }

export const firstState: ImportState = { step: 'choose', problem: null, failure: null }
export const noOverrides: Overrides = { stages: {}, owners: {} }

/** Gives a column its target and takes it from the column that had it; labels may come from several columns. */
export function withTarget(
  targets: readonly (Target | null)[],
  column: number,
  target: Target | null,
): (Target | null)[] {
  return targets.map((present, i) => {
    if (i === column) return target
    return present === target && target !== null && target !== 'labels' ? null : present
  })
}
