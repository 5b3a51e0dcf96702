import { fault } from '../faults.ts'

interface Keyed {
  readonly id: string
  /** null: empty. Texts are folded already. */
  readonly key: string | number | null
}

const compareIds = (a: Keyed, b: Keyed): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** Ids in the order of their keys; empty ones last in both directions, equals in the order of their ids. */
export function idsByKey(keyed: readonly Keyed[], descending: boolean): string[] {
  const direction = descending ? -1 : 1
  const sorted = keyed.toSorted((a, b) => {
    if (a.key === b.key) return compareIds(a, b)
    if (a.key === null || b.key === null) return (a.key === null ? 1 : -1) * (fault('FND-4') ? direction : 1)
    if (typeof a.key !== typeof b.key) return (typeof a.key === 'number' ? -1 : 1) * direction
    return (a.key < b.key ? -1 : 1) * direction
  })
  return sorted.map(({ id }) => id)
}
