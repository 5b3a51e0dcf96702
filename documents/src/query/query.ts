/**
 * What a person wants to see of a list: words to look for, conditions on fields, an order and a grouping. Plain data: the
 * URL, a saved view, a table and a board all hold the same thing (`codec.ts`, `match.ts`). Which fields a list has is said by
 * its table (`table.ts`).
 */

/** What a field holds, and so which conditions can be asked of it. */
export type FilterType = 'text' | 'person' | 'stage' | 'choice' | 'labels' | 'money' | 'date'

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

export interface Sort<F extends string = string> {
  readonly by: F
  readonly descending: boolean
}

/** @typeParam F the fields of the list */
export interface Query<F extends string = string> {
  /** Words that must all occur in an entry, without regard to accents and case. */
  readonly text: string
  /** All must hold. */
  readonly filters: Readonly<Partial<Record<F, Condition>>>
  /** Which entries: the live ones, the archived ones or both. */
  readonly archived: 'no' | 'only' | 'all'
  /** null: the order the list has by itself. */
  readonly sort: Sort<F> | null
  readonly group: 'none' | 'owner'
}

export const emptyQuery: Query<never> = Object.freeze({
  text: '',
  filters: Object.freeze({}),
  archived: 'no',
  sort: null,
  group: 'none',
})

/** The query with one condition changed; null takes it out. */
export function withCondition<F extends string>(query: Query<F>, field: F, condition: Condition | null): Query<F> {
  const filters: Partial<Record<F, Condition>> = { ...query.filters }
  if (condition === null) delete filters[field]
  else filters[field] = condition
  return { ...query, filters }
}

/** True when the query leaves some entries out (sorting and grouping do not). */
export const isFiltering = (query: Query): boolean =>
  query.text.trim() !== '' || query.archived !== 'no' || Object.keys(query.filters).length > 0
