import { fault } from './faults.ts'

/** The first list's own objects wherever nothing changed; the first list itself when nothing changed at all. */
export function shareItems<T extends { readonly id: string }>(
  before: readonly T[],
  after: readonly T[],
  same: (a: T, b: T) => boolean,
): readonly T[] {
  if (fault('DOC-6')) return after
  const old = new Map(before.map((item) => [item.id, item]))
  const shared = after.map((item) => {
    const known = old.get(item.id)
    return known && same(known, item) ? known : Object.freeze(item)
  })
  return shared.length === before.length && shared.every((item, i) => item === before[i])
    ? before
    : Object.freeze(shared)
}
