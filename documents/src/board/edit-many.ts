import type * as Y from 'yjs'
import { needEntry } from '../entries.ts'
import { fault } from '../faults.ts'
import type { EditContext, Undo } from '../undo.ts'
import { applyWrites } from '../writes.ts'
import type { Write } from '../writes.ts'
import { sameValue } from '../values.ts'
import { cardsLabel, cardWrite, checkedField, checkedLabel } from './card-values.ts'
import { moveWrites } from './move-writes.ts'
import type { Place } from './place.ts'
import { cardsMap, labelPrefix } from './shape.ts'
import type { CardFieldName, CardFields } from './shape.ts'

/*
 * Edits of several cards: one transaction, one undo, which sets back exactly those fields nobody changed since. Same
 * promises as in edit.ts: everything is checked before the document is touched.
 */

const differing = (writes: readonly Write[]): readonly Write[] =>
  writes.filter(({ before, after }) => !sameValue(before, after) || fault('BRD-19'))

function writesOf(
  doc: Y.Doc,
  cardIds: readonly string[],
  key: string,
  after: ReturnType<typeof checkedField>,
): readonly Write[] {
  const wanted = [...new Set(cardIds)].map((cardId) => ({ cardId, card: needEntry(cardsMap(doc), cardId) }))
  return differing(wanted.map(({ cardId, card }) => cardWrite(cardId, card, key, after)))
}

/** Writes one field of several cards; null (or an empty text) clears it. */
export function setCardsField<F extends Exclude<CardFieldName, 'title'>>(
  doc: Y.Doc,
  _context: EditContext,
  edit: { readonly cardIds: readonly string[]; readonly field: F; readonly value: CardFields[F] | null },
): Undo | null {
  const writes = writesOf(doc, edit.cardIds, edit.field, checkedField(edit.field, edit.value))
  return applyWrites(doc, cardsLabel(doc, 'card.field', writes), writes)
}

/** Puts a label on several cards, or takes it off. */
export function setCardsLabel(
  doc: Y.Doc,
  _context: EditContext,
  edit: { readonly cardIds: readonly string[]; readonly label: string; readonly on: boolean },
): Undo | null {
  const key = labelPrefix + checkedLabel(edit.label)
  const writes = writesOf(doc, edit.cardIds, key, edit.on ? true : undefined)
  return applyWrites(doc, cardsLabel(doc, 'card.label', writes), writes)
}

/**
 * Moves the cards and sets fields along with it as one step: the owner of the lane they were dropped in, no reason of
 * loss any more when they are reopened. null clears a field.
 */
export function moveCardsWith(
  doc: Y.Doc,
  context: EditContext,
  move: Place & {
    readonly cardIds: readonly string[]
    readonly owner?: string | null
    readonly lostReason?: string | null
  },
): Undo | null {
  const writes = [...moveWrites(doc, context, move)]
  for (const field of ['owner', 'lostReason'] as const) {
    const value = move[field]
    if (value === undefined) continue
    writes.push(...writesOf(doc, move.cardIds, field, checkedField(field, value)))
    if (fault('BRD-20')) break
  }
  return applyWrites(doc, cardsLabel(doc, 'card.move', writes), writes)
}
