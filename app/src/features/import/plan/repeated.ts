/** Rows that repeat a card of the board: the same title and account, whatever case and accents. Pure. */
import { fault } from '@mutirao/documents'
import { fold } from '../../../parse/fold.ts'
import type { KnownCard } from './known.ts'
import type { PlannedCard } from './shape.ts'

const keyOf = (title: string, account: string): string => `${fold(title)}\n${fold(account)}`

/** Finds the card a planned one repeats. Of several alike the first one given answers. */
export function repeatedIn(known: readonly KnownCard[]): (card: PlannedCard) => string | undefined {
  const ids = new Map<string, string>()
  for (const { id, title, account } of known) {
    const key = keyOf(title, account)
    if (!ids.has(key)) ids.set(key, id)
  }
  return (card) => (ids.size === 0 || fault('IMP-21') ? undefined : ids.get(keyOf(card.title, card.account ?? '')))
}
