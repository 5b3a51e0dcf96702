import type * as Y from 'yjs'
import { MutiraoError } from '../errors.ts'
import { fault } from '../faults.ts'
import { ranksBetween } from '../rank.ts'
import type { EditContext, Undo } from '../undo.ts'
import { applyWrites, entryMap, label } from '../writes.ts'
import type { Write } from '../writes.ts'
import { cardWrite, checkedCustom, checkedField, checkedLabel, titleOf } from './card-values.ts'
import { maxImportRows } from './edit.ts'
import { placed, positionOf, ranksAt } from './place.ts'
import { cardFieldNames, cardsMap, fieldPrefix, labelPrefix } from './shape.ts'
import type { CardFields, CustomValue } from './shape.ts'

/** What a row of a file brings to a card that is already there. What is absent stays as it is. */
export interface MergeRow {
  readonly cardId: string
  readonly fields: Partial<CardFields>
  /** Values of custom fields by field id. */
  readonly custom?: Readonly<Record<string, CustomValue>> | undefined
  /** Joined to those the card has. */
  readonly labels: readonly string[]
  /** Where the card shall lie; absent: where it lies. */
  readonly stageId?: string | undefined
}

/**
 * Fills cards from rows, in one transaction. Cards that are gone or archived by now are not touched and named in
 * `missing`. At most `maxImportRows` rows. Throws like every edit of a board, before anything is written.
 * @param tails as for `importCards`: the last rank per stage, shared by the calls of one import
 */
export function mergeCards(
  doc: Y.Doc,
  context: EditContext,
  rows: readonly MergeRow[],
  tails: Map<string, string> = new Map<string, string>(),
): { readonly undo: Undo | null; readonly missing: readonly string[] } {
  if (rows.length > maxImportRows) throw new MutiraoError('invalid_request', `at most ${maxImportRows} rows at once`)
  const missing: string[] = []
  const writes: Write[] = []
  let onlyTitle = ''
  for (const row of rows) {
    const card = entryMap(cardsMap(doc), row.cardId)
    if (!card || typeof card.get('deletedAt') === 'number') {
      missing.push(row.cardId)
      continue
    }
    if (rows.length === 1) onlyTitle = titleOf(card)
    for (const field of cardFieldNames) {
      const value = row.fields[field]
      if (value !== undefined) writes.push(cardWrite(row.cardId, card, field, checkedField(field, value)))
    }
    for (const [fieldId, value] of Object.entries(row.custom ?? {}))
      writes.push(cardWrite(row.cardId, card, fieldPrefix + fieldId, checkedCustom(doc, fieldId, value)))
    for (const name of row.labels) writes.push(cardWrite(row.cardId, card, labelPrefix + checkedLabel(name), true))
    const { stageId } = row
    if (stageId !== undefined && positionOf(card)?.stage !== stageId && !fault('IMP-22')) {
      const rank = nextRank(doc, context, stageId, tails)
      writes.push(cardWrite(row.cardId, card, 'pos', placed(undefined, stageId, rank, context.nowMs)))
    }
  }
  return { undo: applyWrites(doc, label('card.import', rows.length - missing.length, onlyTitle), writes), missing }
}

/** The bottom of a stage, looked for once per import. */
function nextRank(doc: Y.Doc, context: EditContext, stageId: string, tails: Map<string, string>): string {
  const tail = tails.get(stageId)
  const [rank = ''] =
    tail === undefined ? ranksAt(doc, { stageId }, 1, context.random) : ranksBetween(tail, null, 1, context.random)
  tails.set(stageId, rank)
  return rank
}
