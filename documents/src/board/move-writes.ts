import type * as Y from 'yjs'
import { needEntry } from '../entries.ts'
import { ranksBetween } from '../rank.ts'
import type { EditContext } from '../undo.ts'
import type { Write } from '../writes.ts'
import { cardWrite, needLiveStage } from './card-values.ts'
import { findGap, isInGap, placed, positionOf } from './place.ts'
import type { Place } from './place.ts'
import { cardsMap } from './shape.ts'

/** What putting the cards into the place in the given order writes: nothing but their positions; empty when they lie there. */
export function moveWrites(
  doc: Y.Doc,
  context: EditContext,
  move: Place & { readonly cardIds: readonly string[] },
): readonly Write[] {
  needLiveStage(doc, move.stageId)
  const cardIds = [...new Set(move.cardIds)]
  const cards = cardIds.map((cardId) => needEntry(cardsMap(doc), cardId))
  const gap = findGap(doc, move, new Set(cardIds))
  const [only] = cards
  const current = only && positionOf(only)
  if (cards.length === 1 && current?.stage === move.stageId && isInGap(current.rank, gap)) return []
  const ranks = ranksBetween(gap.above, gap.below, cards.length, context.random)
  return cards.map((card, i): Write => {
    const after = placed(positionOf(card), move.stageId, ranks[i] ?? '', context.nowMs)
    return cardWrite(cardIds[i] ?? '', card, 'pos', after)
  })
}
