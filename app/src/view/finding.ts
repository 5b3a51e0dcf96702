/** What the filter bar, saved views and typed filters know of a list: boards and lists of requests each say theirs. */
import type { FieldValue } from '@mutirao/documents'

/** What kind of values a field has, those people made included. */
export type FieldKind = 'person' | 'stage' | 'labels' | 'text' | 'money' | 'number' | 'date' | 'choice'

/** The counts a sentence speaks of, as they are shown. */
export interface Shown {
  readonly visible: string
  readonly all: string
}

/** @typeParam F the fields of the list; whoever shows any list knows them as texts it was given by this */
export interface Finding<F extends string = string> {
  readonly of: 'board' | 'requests'
  /** Fields one can filter by, in the order in which they are offered. */
  fields(): readonly F[]
  sortable(): readonly F[]
  /** What the order is called when nobody chose one. */
  ownOrder(): string
  label(field: F): string
  kind(field: F): FieldKind
  /** What each live entry holds. */
  values(field: F): Iterable<FieldValue>
  /** What a stage or choice can be, in its own order, `EMPTY` where it can be left out; null: whatever people wrote. */
  choices(field: F): readonly string[] | null
  /** A value of a stage or choice as people call it; null: it stands for itself. */
  nameOf(field: F, value: string): string | null
  /** Its values are worth choosing from, although it is a text. */
  isListed(field: F): boolean
  /** ISO 4217 */
  currency(): string
  readonly isFiltered: boolean
  readonly counts: () => { readonly visible: number; readonly all: number }
  readonly onCounts: (listener: () => void) => () => void
  readonly say: {
    search(): string
    typedHint(): string
    nothing(): string
    shown(shown: Shown): string
  }
}
