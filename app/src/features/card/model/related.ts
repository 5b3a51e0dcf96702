/** Other cards of the same account. */
import { fault, type BoardStore, type CardSnapshot } from '@mutirao/documents'
import { fold } from '../../../parse/fold.ts'

type Cards = Pick<BoardStore, 'cardIds' | 'card' | 'stageOf' | 'stages'>

/** Accounts repeat over thousands of cards, and so does their folding. */
const folded = new Map<string, string>()
function foldedOnce(account: string): string {
  const known = folded.get(account)
  if (known !== undefined) return known
  if (folded.size > 20_000) folded.clear()
  const made = fault('CRD-17') ? account : fold(account)
  folded.set(account, made)
  return made
}

/** Not archived, in the order of the stages, the largest value first within one. */
export function relatedCards(store: Cards, card: Pick<CardSnapshot, 'id' | 'account'>): readonly CardSnapshot[] {
  const wanted = foldedOnce(card.account)
  if (wanted === '') return []
  const place = new Map(store.stages().map((stage, i) => [stage.id, i]))
  const placeOf = (id: string): number => place.get(store.stageOf(id) ?? '') ?? -1
  const found: CardSnapshot[] = []
  for (const id of store.cardIds()) {
    const other = store.card(id)
    if (!other || id === card.id || other.deletedAt !== null) continue
    if (foldedOnce(other.account) === wanted) found.push(other)
  }
  return found.sort(
    (a, b) => placeOf(a.id) - placeOf(b.id) || (b.valueCents ?? 0) - (a.valueCents ?? 0) || (a.id < b.id ? -1 : 1),
  )
}
