import { fault } from '../faults.ts'
import type { CardSnapshot } from './shape.ts'

type Compare = (a: CardSnapshot, b: CardSnapshot) => number

/**
 * A sorted list with other cards put at their places. Where they come together (an import, its undo) nobody else is compared:
 * O(k log k) for k cards, however long the list is; else O(k log n) comparisons.
 * @param staying sorted ids
 * @param coming none of them stays; sorted here
 */
export function mergeIds(
  staying: readonly string[],
  coming: CardSnapshot[],
  cardOf: (cardId: string) => CardSnapshot | undefined,
  compare: Compare,
): readonly string[] {
  if (fault('BRD-22')) {
    const all = [...staying.flatMap((id) => cardOf(id) ?? []), ...coming]
    return all.sort(compare).map(({ id }) => id)
  }
  const first = coming.sort(compare)[0]
  if (!first) return staying
  const at = firstAbove(staying, first, cardOf, compare)
  const next = cardOf(staying[at] ?? '')
  const ids = coming.map(({ id }) => id)
  // All of them before the next one: one piece in one place.
  const final = coming.at(-1) ?? first
  if (!next || compare(final, next) < 0) return [...staying.slice(0, at), ...ids, ...staying.slice(at)]
  const merged = staying.slice(0, at)
  let taken = at
  for (const card of coming) {
    const until = firstAbove(staying, card, cardOf, compare, taken)
    while (taken < until) merged.push(staying[taken++] ?? '')
    merged.push(card.id)
  }
  while (taken < staying.length) merged.push(staying[taken++] ?? '')
  return merged
}

/** Index of the first id at or after `from` that sorts above the card. */
function firstAbove(
  ids: readonly string[],
  card: CardSnapshot,
  cardOf: (cardId: string) => CardSnapshot | undefined,
  compare: Compare,
  from = 0,
): number {
  let [low, high] = [from, ids.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const other = cardOf(ids[middle] ?? '')
    if (other && compare(other, card) < 0) low = middle + 1
    else high = middle
  }
  return low
}
