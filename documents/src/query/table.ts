import type { FilterType } from './query.ts'

export type FieldValue = string | number | readonly string[] | null
/** The day of a moment, `YYYY-MM-DD`, where the person sits. */
export type DayOf = (ms: number) => string

/**
 * What can be asked of the entries of a kind of list: filters, orders and addresses know fields only through this.
 * @typeParam S an entry as the list shows it
 * @typeParam F its fields
 */
export interface FieldTable<S, F extends string> {
  /** Those every list of the kind has, in the order in which they are written and offered. */
  readonly fields: readonly F[]
  /** null: a field people made; what it holds only their list knows. */
  readonly typeOf: (field: F) => FilterType | null
  /** Its name in an address. People send these to each other: a name is never reused for something else. */
  readonly paramOf: (field: F) => string
  /** The reverse; null: no field is called so. */
  readonly fieldOf: (param: string) => F | null
  /** What a field is to filters and orders; null, '' and no items are empty. */
  readonly valueOf: (subject: S, field: F, dayOf: DayOf) => FieldValue
  /** Everything free text looks through, folded. */
  readonly searchText: (subject: S) => string
  readonly isArchived: (subject: S) => boolean
  /** What grouping by owner is called in an address; null: entries are not grouped. */
  readonly groupWord: string | null
}

/** The fields of a query's conditions in the order in which they are written: the table's, then people's own by name. */
export function orderedFields<F extends string>(
  table: Pick<FieldTable<never, F>, 'fields'>,
  filters: Readonly<Partial<Record<F, unknown>>>,
): readonly F[] {
  const own = (Object.keys(filters) as F[]).filter((field) => !table.fields.includes(field)).toSorted()
  return [...table.fields, ...own].filter((field) => filters[field] !== undefined)
}
