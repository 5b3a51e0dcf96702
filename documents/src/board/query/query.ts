/**
 * What a person wants to see of a board: words to look for, conditions on fields, an order and a grouping. Plain data:
 * the URL, a saved view, the table and the board all hold the same thing (`codec.ts`, `match.ts`).
 */

/** What a field holds, and so which conditions can be asked of it. */
export type FilterType = 'text' | 'person' | 'stage' | 'labels' | 'money' | 'date'

/** Fields of every card by which one can filter and sort, in the order in which they are written and offered. */
export const filterFields = {
  owner: 'person',
  stage: 'stage',
  label: 'labels',
  value: 'money',
  closeOn: 'date',
  nextActivityOn: 'date',
  nextActivity: 'text',
  account: 'text',
  source: 'text',
  title: 'text',
  contactName: 'text',
  contactEmail: 'text',
  contactPhone: 'text',
  lostReason: 'text',
  createdBy: 'person',
  createdOn: 'date',
} as const satisfies Readonly<Record<string, FilterType>>
export type BuiltInField = keyof typeof filterFields
/** `field:<id>` is a field the board's people made. */
export type CustomField = `field:${string}`
export type FilterField = BuiltInField | CustomField

export const builtInFields = Object.keys(filterFields) as readonly BuiltInField[]
export const isCustomField = (field: string): field is CustomField => field.startsWith('field:')
export const customId = (field: CustomField): string => field.slice('field:'.length)

/** The signed-in person, whoever that is: a shared view "mine" shows everybody their own. */
export const ME = '@me'
/** Among the values of a condition: the field is empty. */
export const EMPTY = ''

/**
 * Spans relative to today. Weeks begin on Monday. `overdue`: before today, in a stage that is still open. `next7` and
 * `next30` count from today.
 */
export const whenNames = ['overdue', 'today', 'thisWeek', 'thisMonth', 'next7', 'next30'] as const
export type When = (typeof whenNames)[number]

export type Condition =
  /** Exactly one of these (names without regard to accents and case); `EMPTY` and, for people, `ME` are values too. */
  | { readonly kind: 'among'; readonly values: readonly string[]; readonly not: boolean }
  | { readonly kind: 'contains'; readonly text: string; readonly not: boolean }
  /** Both ends included; null = open. Money in integer minor units. */
  | { readonly kind: 'range'; readonly min: number | null; readonly max: number | null }
  /** Days `YYYY-MM-DD`, both ends included; null = open. */
  | { readonly kind: 'days'; readonly from: string | null; readonly to: string | null }
  | { readonly kind: 'when'; readonly when: When }

export interface BoardSort {
  readonly by: FilterField
  readonly descending: boolean
}

export interface BoardQuery {
  /** Words that must all occur in a card, without regard to accents and case. */
  readonly text: string
  /** All must hold. */
  readonly filters: Readonly<Partial<Record<FilterField, Condition>>>
  /** Which cards: the live ones, the archived ones or both. */
  readonly archived: 'no' | 'only' | 'all'
  /** null: the order people gave the cards by hand. */
  readonly sort: BoardSort | null
  readonly group: 'none' | 'owner'
}

export const emptyQuery: BoardQuery = Object.freeze({
  text: '',
  filters: Object.freeze({}),
  archived: 'no',
  sort: null,
  group: 'none',
})

/** The query with one condition changed; null takes it out. */
export function withCondition(query: BoardQuery, field: FilterField, condition: Condition | null): BoardQuery {
  const { [field]: _, ...others } = query.filters
  return { ...query, filters: condition === null ? others : { ...others, [field]: condition } }
}

/** The conditions in the order in which they are written. */
export function conditionsOf(query: BoardQuery): readonly (readonly [FilterField, Condition])[] {
  const custom = (Object.keys(query.filters) as FilterField[]).filter(isCustomField).toSorted()
  return [...builtInFields, ...custom].flatMap((field) => {
    const condition = query.filters[field]
    return condition ? [[field, condition] as const] : []
  })
}

/** True when the query leaves some cards out (sorting and grouping do not). */
export const isFiltering = (query: BoardQuery): boolean =>
  query.text.trim() !== '' || query.archived !== 'no' || Object.keys(query.filters).length > 0
