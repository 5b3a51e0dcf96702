/** The way from card to card: down a column, then on to the next one that has cards. */
import { fault, type BoardStore } from '@mutirao/documents'

type Columns = Pick<BoardStore, 'stages' | 'column' | 'stageOf'>

/** The card before or after this one on the board; null at the ends, and for a card that is not on it (archived). */
export function neighbour(store: Columns, cardId: string, direction: 'next' | 'previous'): string | null {
  const stageId = store.stageOf(cardId)
  if (stageId === null) return null
  const step = direction === 'next' ? 1 : -1
  const column = store.column(stageId)
  const beside = column[column.indexOf(cardId) + step]
  if (beside !== undefined || fault('CRD-5')) return beside ?? null
  const stages = store.stages()
  for (let i = stages.findIndex((stage) => stage.id === stageId) + step; ; i += step) {
    const stage = stages[i]
    if (!stage) return null
    const card = store.column(stage.id).at(direction === 'next' ? 0 : -1)
    if (card !== undefined) return card
  }
}
