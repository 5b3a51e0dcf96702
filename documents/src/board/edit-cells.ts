import type * as Y from 'yjs'
import { needEntry } from '../entries.ts'
import { fault } from '../faults.ts'
import { ranksBetween } from '../rank.ts'
import type { EditContext, Undo } from '../undo.ts'
import { applyWrites, label } from '../writes.ts'
import type { Write } from '../writes.ts'
import { cardWrite, checkedCustom, checkedField, checkedLabel, needLiveStage, titleOf } from './card-values.ts'
import { findGap, placed, positionOf } from './place.ts'
import { cardsMap, fieldPrefix, labelPrefix } from './shape.ts'
import type { CardFieldName, CustomValue } from './shape.ts'

/** One cell of a table of cards: what it shall hold. null clears it. */
export type CellEdit = { readonly cardId: string } & (
  | { readonly kind: 'field'; readonly field: CardFieldName; readonly value: string | number | null }
  | { readonly kind: 'custom'; readonly fieldId: string; readonly value: CustomValue | null }
  /** Exactly these labels. */
  | { readonly kind: 'labels'; readonly labels: readonly string[] }
  /** To the bottom of the stage; a card that lies there already keeps its place. */
  | { readonly kind: 'stage'; readonly stageId: string }
)

export function setCustomField(
  doc: Y.Doc,
  _context: EditContext,
  edit: { readonly cardId: string; readonly fieldId: string; readonly value: CustomValue | null },
): Undo | null {
  const card = needEntry(cardsMap(doc), edit.cardId)
  const after = checkedCustom(doc, edit.fieldId, edit.value)
  const write = cardWrite(edit.cardId, card, fieldPrefix + edit.fieldId, after)
  return applyWrites(doc, label('card.field', 1, titleOf(card)), [write])
}

function labelWrites(cardId: string, card: Y.Map<unknown>, labels: readonly string[]): Write[] {
  const wanted = new Set(labels.map((name) => labelPrefix + checkedLabel(name)))
  const gone = [...card.keys()].filter((key) => key.startsWith(labelPrefix) && !wanted.has(key))
  return [
    ...[...wanted].map((key) => cardWrite(cardId, card, key, true)),
    ...gone.map((key) => cardWrite(cardId, card, key, undefined)),
  ]
}

/** Positions for cards that change their stage: in the given order below everything that lies there. */
function stageWrites(doc: Y.Doc, context: EditContext, stageId: string, cardIds: readonly string[]): Write[] {
  needLiveStage(doc, stageId)
  const moving = cardIds.filter((cardId) => positionOf(needEntry(cardsMap(doc), cardId))?.stage !== stageId)
  const gap = findGap(doc, { stageId, at: 'bottom' }, new Set(moving))
  const ranks = ranksBetween(gap.above, gap.below, moving.length, context.random)
  return moving.map((cardId, i) => {
    const card = needEntry(cardsMap(doc), cardId)
    return cardWrite(cardId, card, 'pos', placed(positionOf(card), stageId, ranks[i] ?? '', context.nowMs))
  })
}

function writesOf(doc: Y.Doc, edit: CellEdit): Write[] {
  const card = needEntry(cardsMap(doc), edit.cardId)
  switch (edit.kind) {
    case 'field':
      return [cardWrite(edit.cardId, card, edit.field, checkedField(edit.field, edit.value))]
    case 'custom':
      return [cardWrite(edit.cardId, card, fieldPrefix + edit.fieldId, checkedCustom(doc, edit.fieldId, edit.value))]
    case 'labels':
      return labelWrites(edit.cardId, card, edit.labels)
    case 'stage':
      return []
  }
}

/**
 * Many cells of many cards in one transaction with one undo: a paste, a fill, clearing a selection. All are checked
 * before the first is written; of two edits of the same cell the last one counts. null when nothing changes.
 */
export function editCells(doc: Y.Doc, context: EditContext, edits: readonly CellEdit[]): Undo | null {
  const writes = new Map<string, Write>()
  const stages = new Map<string, string>()
  const used = fault('FLD-9') ? edits.slice(0, 1) : edits
  for (const edit of used) {
    if (edit.kind === 'stage') stages.set(edit.cardId, edit.stageId)
    for (const write of writesOf(doc, edit)) writes.set(`${write.entry ?? ''} ${write.key}`, write)
  }
  for (const [stageId, cards] of Map.groupBy(stages, ([, wanted]) => wanted)) {
    const cardIds = cards.map(([cardId]) => cardId)
    for (const write of stageWrites(doc, context, stageId, cardIds)) writes.set(`${write.entry ?? ''} pos`, write)
  }
  const cardIds = new Set(used.map(({ cardId }) => cardId))
  const [only = ''] = cardIds
  const title = cardIds.size === 1 ? titleOf(needEntry(cardsMap(doc), only)) : ''
  return applyWrites(doc, label('card.cells', cardIds.size, title), [...writes.values()])
}
