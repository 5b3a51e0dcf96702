import { fault, type BoardStore } from '@mutirao/documents'
import { fold } from '../../parse/fold.ts'

/** The reasons this board has given most, in the spelling used most; equal ones in the order of the alphabet. */
export function usedReasons(store: Pick<BoardStore, 'cardIds' | 'card'>, limit: number): readonly string[] {
  const spellings = new Map<string, Map<string, number>>()
  for (const cardId of store.cardIds()) {
    const reason = store.card(cardId)?.lostReason.trim() ?? ''
    if (reason === '') continue
    const key = fault('OUT-1') ? reason : fold(reason)
    const counts = spellings.get(key) ?? new Map<string, number>()
    spellings.set(key, counts.set(reason, (counts.get(reason) ?? 0) + 1))
  }
  const sum = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((total, count) => total + count, 0)
  const mostUsed = (counts: ReadonlyMap<string, number>) =>
    [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0]
  return [...spellings]
    .sort((a, b) => sum(b[1]) - sum(a[1]) || (a[0] < b[0] ? -1 : 1))
    .slice(0, limit)
    .map(([, counts]) => mostUsed(counts))
}
