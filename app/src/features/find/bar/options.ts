/** What can be chosen for a field on this board, with how many cards hold it. */
import {
  builtInFields,
  customId,
  EMPTY,
  fieldValue,
  filterType,
  isCustomField,
  ME,
  type BoardStore,
  type FilterField,
  type MemberSnapshot,
} from '@mutirao/documents'
import type { FieldKind } from './words.ts'

export function kindOf(store: BoardStore, field: FilterField): FieldKind {
  return isCustomField(field) ? (store.field(customId(field))?.type ?? 'text') : filterType(field)
}

/** Fields one can filter by: those of every card, then the board's own. */
export const offeredFields = (store: BoardStore): readonly FilterField[] => [
  ...builtInFields,
  ...store.fields().map(({ id }): FilterField => `field:${id}`),
]

export interface Option {
  readonly value: string
  /** Live cards that hold it. */
  readonly count: number
}

/** How many live cards hold each value; `EMPTY` counts those that hold none. */
function countValues(store: BoardStore, field: FilterField): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  const add = (value: string) => counts.set(value, (counts.get(value) ?? 0) + 1)
  for (const { id: stageId } of store.stages())
    for (const cardId of store.column(stageId)) {
      const card = store.card(cardId)
      if (!card) continue
      const value = fieldValue(card, stageId, field)
      if (value === null || value === '' || (typeof value === 'object' && value.length === 0)) add(EMPTY)
      else if (typeof value === 'object') value.forEach(add)
      else add(String(value))
    }
  return counts
}

/** The most held first; people with me at their head, stages and choices in their own order; "empty" last. */
export function optionsOf(
  store: BoardStore,
  field: FilterField,
  members: ReadonlyMap<string, MemberSnapshot>,
  me: string,
): readonly Option[] {
  const counts = countValues(store, field)
  const kind = kindOf(store, field)
  const option = (value: string): Option => ({ value, count: counts.get(value === ME ? me : value) ?? 0 })
  if (kind === 'stage') return store.stages().map(({ id }) => option(id))
  if (kind === 'choice' && isCustomField(field)) {
    const options = store.field(customId(field))?.options ?? []
    return [...options.map(({ id }) => option(id)), option(EMPTY)]
  }
  const known = [...counts.keys()].filter((value) => value !== EMPTY)
  if (kind === 'person') {
    const people = new Set([...[...members.values()].filter(({ active }) => active).map(({ id }) => id), ...known])
    people.delete(me)
    const name = (id: string) => members.get(id)?.name ?? id
    const sorted = [...people].toSorted((a, b) => name(a).localeCompare(name(b)))
    return [ME, ...sorted, EMPTY].map(option)
  }
  const sorted = known.toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a.localeCompare(b))
  return [...sorted, EMPTY].map(option)
}
