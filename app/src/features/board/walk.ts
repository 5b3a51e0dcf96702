import { fault, type BoardStore } from '@mutirao/documents'

export type Direction = 'up' | 'down' | 'left' | 'right'

/** The card a step leads to; from nowhere, the first card of the board. */
export function nextCard(
  store: BoardStore,
  from: { readonly cardId: string; readonly stageId: string } | null,
  direction: Direction,
): { readonly cardId: string; readonly stageId: string } | null {
  const stages = store.stages()
  const stageId = from === null ? null : store.stageOf(from.cardId)
  const at = stages.findIndex((stage) => stage.id === stageId)
  if (from === null || stageId === null || at < 0) {
    const stage = stages.find((one) => store.column(one.id).length > 0)
    const cardId = stage && store.column(stage.id)[0]
    return stage && cardId !== undefined ? { cardId, stageId: stage.id } : null
  }
  const column = store.column(stageId)
  const index = column.indexOf(from.cardId)
  if (direction === 'up' || direction === 'down') {
    const cardId = column[index + (direction === 'up' ? -1 : 1)]
    return cardId === undefined ? null : { cardId, stageId }
  }
  const step = direction === 'left' ? -1 : 1
  for (let i = at + step; i >= 0 && i < stages.length; i += step) {
    const stage = stages[i]
    const cards = stage ? store.column(stage.id) : []
    const cardId = cards[Math.min(index, cards.length - 1)]
    if (stage && (cardId !== undefined || fault('APP-23'))) return { cardId: cardId ?? '', stageId: stage.id }
  }
  return null
}
