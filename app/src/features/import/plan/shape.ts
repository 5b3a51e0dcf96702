/** The words the import's parts share: what a person chose, what a row becomes, what has to be told. */
import type { DateStyle } from '../../../parse/date.ts'
import { fold } from '../../../parse/fold.ts'
import type { NumberStyle } from '../../../parse/money.ts'
import type { CustomValue } from '@mutirao/documents'
import type { KnownField } from './known.ts'
import type { KnownMember, OwnerChoice } from './owners.ts'
import type { KnownCard } from './known.ts'
import type { StageChoice, StageKind } from './stages.ts'
import type { Target } from './targets.ts'

/** Key under which choices about one stage or owner text are kept: the same for `Won`, ` won ` and `WON`. */
export const textKey = (text: string): string => fold(text) || text.trim()

export interface ImportChoices {
  /** One per column of the table; null: the column is ignored. */
  readonly targets: readonly (Target | null)[]
  readonly numberStyle: NumberStyle | null
  readonly dateStyle: DateStyle
  /** Per stage text, under its `textKey`. */
  readonly stages: Readonly<Record<string, StageChoice>>
  /** Stage for rows whose stage cell is empty or that have none. */
  readonly defaultStageId: string
  /** Per owner text, under its `textKey`. */
  readonly owners: Readonly<Record<string, OwnerChoice>>
  /** What becomes of rows that repeat a card of the board. */
  readonly repeated: RepeatedChoice
}

/** `skip`: no card, and told. `update`: the card of the board takes what the row fills. `create`: another card. */
export type RepeatedChoice = 'skip' | 'update' | 'create'

/** What of the board and its people a plan depends on, besides what was chosen. */
export interface Surroundings {
  /** Cards in sight, for rows that repeat one. */
  readonly known: readonly KnownCard[]
  readonly fields: readonly KnownField[]
  readonly members: readonly KnownMember[]
  /** By former names, see `todaysNames`. */
  readonly accountNames: ReadonlyMap<string, string>
}
export const nothingAround: Surroundings = { known: [], fields: [], members: [], accountNames: new Map() }

/** Where a planned card goes: a stage of the board, or one that will be made under this name. */
export type PlannedStage = { readonly id: string } | { readonly create: string }

/** A card as it will be; absent fields are not written. */
export interface PlannedCard {
  readonly line: number
  readonly title: string
  readonly stage: PlannedStage
  readonly valueCents?: number
  readonly account?: string
  readonly contactName?: string
  readonly contactEmail?: string
  readonly contactPhone?: string
  readonly ownerId?: string
  readonly closeOn?: string
  readonly nextActivity?: string
  readonly nextActivityOn?: string
  readonly source?: string
  readonly lostReason?: string
  readonly labels: readonly string[]
  /** Values of the board's own fields, by field id. */
  readonly custom?: Readonly<Record<string, CustomValue>>
  /** The card of the board that takes this row; absent: a new card. */
  readonly updates?: string
  /** The row says nothing about the stage: an updated card stays where it is. */
  readonly keepStage?: true
}

export type ProblemReason =
  | 'no_title'
  | 'totals'
  | 'not_a_number'
  | 'too_many_decimals'
  | 'too_large'
  | 'negative'
  | 'not_a_date'
  | 'not_an_email'
  | 'too_long'
  | 'owner_unknown'
  | 'no_option'
  | 'repeated'

/** `skipped`: the row makes no card. `left_out`: the card comes without this field. `kept`: taken, but look at it. */
export type ProblemEffect = 'skipped' | 'left_out' | 'kept'

export interface RowProblem {
  readonly line: number
  /** Index of the column, or null when the whole row is meant. */
  readonly column: number | null
  /** The cell as it stands in the file. */
  readonly text: string
  readonly reason: ProblemReason
  readonly effect: ProblemEffect
}

export interface NewStage {
  readonly name: string
  readonly kind: StageKind
}

export interface ImportPlan {
  readonly cards: readonly PlannedCard[]
  readonly problems: readonly RowProblem[]
  readonly skippedRows: number
  /** Rows that repeat a card of the board, whatever becomes of them. */
  readonly repeatedRows: number
  /** Columns with content that nothing is taken from. */
  readonly ignoredColumns: readonly number[]
  /** Stages to make before the first card, in order of first use. */
  readonly newStages: readonly NewStage[]
}
