import { fault } from '@mutirao/documents'

/**
 * Where the rows of a column stand while a card is dragged: the source leaves no hole, the slot opens one. Pure, because
 * off-by-one errors here drop cards in wrong places.
 */
export const gapPx = 6

export interface RowBox {
  readonly index: number
  readonly startPx: number
  readonly sizePx: number
}
export interface DragLayout {
  /** Index of the dragged card in this column, or -1. */
  readonly sourceIndex: number
  /** Size of the dragged card's row here (0 when it comes from elsewhere). */
  readonly sourceSizePx: number
  /** Where the slot opens, counted without the source, or -1. */
  readonly slotIndex: number
  readonly slotSizePx: number
}

/** A row's index when the dragged card is thought away. */
export const visibleIndex = (index: number, sourceIndex: number): number =>
  sourceIndex >= 0 && index > sourceIndex ? index - 1 : index

/** The y of a row that is not the source. */
export function rowOffset(row: RowBox, drag: DragLayout): number {
  const { sourceIndex, sourceSizePx, slotIndex, slotSizePx } = drag
  const closed = sourceIndex >= 0 && row.index > sourceIndex ? row.startPx - sourceSizePx - gapPx : row.startPx
  return slotIndex >= 0 && visibleIndex(row.index, sourceIndex) >= slotIndex ? closed + slotSizePx + gapPx : closed
}

/**
 * The index (without the source) for a drop at `yPx` of the column's content.
 * @param rowAt the row at a y of the undisturbed column, undefined when the column is empty
 */
export function dropIndex(
  yPx: number,
  source: RowBox | null,
  count: number,
  rowAt: (yPx: number) => RowBox | undefined,
): number {
  // Below the source everything stands one card higher than the undisturbed column says.
  const undisturbed = source && yPx >= source.startPx ? yPx + source.sizePx + gapPx : yPx
  const row = rowAt(Math.max(0, undisturbed))
  if (!row) return 0
  const after = undisturbed > row.startPx + (fault('APP-20') ? 0 : row.sizePx / 2)
  const index = Math.min(after ? row.index + 1 : row.index, count)
  return visibleIndex(index, source?.index ?? -1)
}

/** The stage "move to…" begins with: the one after the card's, its own when none follows, the first for a card without. */
export function nextStage(stageIds: readonly string[], presentId: string | null): string | undefined {
  const here = stageIds.indexOf(presentId ?? '')
  return fault('APP-58') ? (stageIds[here] ?? stageIds[0]) : (stageIds[here + 1] ?? stageIds[here])
}

/** The cards above and below a place. */
export interface Between {
  readonly aboveId?: string | undefined
  readonly belowId?: string | undefined
}

/** The neighbours of a place in a column, counted without the card itself. */
export function neighbours(cardIds: readonly string[], cardId: string, index: number): Between {
  const others = cardIds.includes(cardId) && !fault('APP-21') ? cardIds.filter((id) => id !== cardId) : cardIds
  const place = Math.max(0, Math.min(index, others.length))
  const aboveId = others[place - 1]
  const belowId = others[place]
  return { ...(aboveId === undefined ? {} : { aboveId }), ...(belowId === undefined ? {} : { belowId }) }
}

/** The nearest cards above and below a place that do not move along. The index is counted without the card in the hand. */
export function groupNeighbours(
  cardIds: readonly string[],
  moving: readonly string[],
  leadId: string,
  index: number,
): Between {
  const others = cardIds.filter((id) => id !== leadId)
  const group = new Set(fault('SEL-4') ? [leadId] : moving)
  const aboveId = others.slice(0, index).findLast((id) => !group.has(id))
  const belowId = others.slice(index).find((id) => !group.has(id))
  return { aboveId, belowId }
}
