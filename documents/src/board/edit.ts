import type * as Y from 'yjs'
import { addEntry, checkedTitle, needEntry, undoOfCreation } from '../entries.ts'
import type { Created, EntryContent } from '../entries.ts'
import { MutiraoError } from '../errors.ts'
import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import { ranksBetween } from '../rank.ts'
import type { EditContext, EditName, Undo } from '../undo.ts'
import { applyWrites, entryMap, label, transact } from '../writes.ts'
import {
  cardsLabel,
  cardWrite,
  checkedCustom,
  checkedField,
  checkedLabel,
  needLiveStage,
  titleOf,
} from './card-values.ts'
import { moveWrites } from './move-writes.ts'
import { placed, ranksAt } from './place.ts'
import type { Place } from './place.ts'
import { boardRoots, cardFieldNames, cardsMap, cardValues, fieldPrefix, labelPrefix } from './shape.ts'
import type { CardFieldName, CardFields, CardPosition, CustomValue } from './shape.ts'

/*
 * Every edit validates first and throws a MutiraoError (`bad_value`, `too_large`, `not_found`, `invalid_request`)
 * without touching the document; then it writes in one transaction. It returns its undo, or null when nothing changed.
 */

export interface ImportRow {
  readonly stageId: string
  readonly title: string
  readonly fields?: Partial<CardFields> | undefined
  readonly labels?: readonly string[] | undefined
  /** Values of custom fields by field id. */
  readonly custom?: Readonly<Record<string, CustomValue>> | undefined
}
export interface NewCard extends ImportRow {
  /** Default: bottom. */
  readonly at?: 'top' | 'bottom' | undefined
}
/** More rows in one transaction would make frames over 50 ms. */
export const maxImportRows = 200

function cardContent(doc: Y.Doc, context: EditContext, row: ImportRow, pos: CardPosition): EntryContent {
  const content: Record<string, JsonValue> = {
    title: checkedTitle('title', row.title, cardValues.get('title')),
    pos: placed(undefined, pos.stage, pos.rank, context.nowMs),
  }
  for (const field of cardFieldNames) {
    const value = row.fields?.[field]
    if (field === 'title' || value === undefined) continue
    const clean = checkedField(field, value)
    if (clean !== undefined) content[field] = clean
  }
  for (const [fieldId, value] of Object.entries(row.custom ?? {})) {
    const clean = checkedCustom(doc, fieldId, value)
    if (clean !== undefined) content[fieldPrefix + fieldId] = clean
  }
  for (const name of row.labels ?? []) content[labelPrefix + checkedLabel(name)] = true
  content['createdAt'] = context.nowMs
  content['createdBy'] = context.userId
  return content
}

function addCards(doc: Y.Doc, name: EditName, created: readonly Created[]): Undo {
  const [first] = created
  const title = created.length === 1 ? first?.content['title'] : ''
  const editLabel = label(name, created.length, typeof title === 'string' ? title : '')
  const taken = created.find(({ id }) => cardsMap(doc).has(id))
  if (taken) throw new MutiraoError('already_exists', `the id ${JSON.stringify(taken.id)} is taken`)
  transact(doc, 'edit', editLabel, () => {
    for (const { id, content } of created) addEntry(cardsMap(doc), id, content)
  })
  return undoOfCreation(editLabel, boardRoots.cards, created)
}

export function createCard(
  doc: Y.Doc,
  context: EditContext,
  card: NewCard,
): { readonly cardId: string; readonly undo: Undo } {
  needLiveStage(doc, card.stageId)
  const [rank = ''] = ranksAt(
    doc,
    { stageId: card.stageId, at: fault('BRD-12') ? 'bottom' : card.at },
    1,
    context.random,
  )
  const cardId = context.newId()
  const content = cardContent(doc, context, card, { stage: card.stageId, rank })
  return { cardId, undo: addCards(doc, 'card.create', [{ id: cardId, content }]) }
}

/**
 * At most `maxImportRows` rows, put to the bottom of their stages; put the undos of several calls together with `combineUndos`.
 * @param tails the last rank per stage, filled here: hand the same map to every call of one import, else each call
 *   looks through the whole board for the bottom of its columns (10 s for 8 800 rows)
 */
export function importCards(
  doc: Y.Doc,
  context: EditContext,
  rows: readonly ImportRow[],
  tails: Map<string, string> = new Map<string, string>(),
): { readonly cardIds: readonly string[]; readonly undo: Undo | null } {
  if (rows.length > maxImportRows && !fault('BRD-13'))
    throw new MutiraoError('invalid_request', `at most ${maxImportRows} rows at once`)
  const ranksOf = new Map<string, string[]>()
  for (const [stageId, ofStage] of Map.groupBy(rows, (row) => row.stageId)) {
    needLiveStage(doc, stageId)
    const tail = tails.get(stageId)
    const { length } = ofStage
    const ranks =
      tail === undefined
        ? ranksAt(doc, { stageId }, length, context.random)
        : ranksBetween(tail, null, length, context.random)
    ranksOf.set(stageId, ranks)
    tails.set(stageId, ranks.at(-1) ?? '')
  }
  const created = rows.map((row) => {
    const pos = { stage: row.stageId, rank: ranksOf.get(row.stageId)?.shift() ?? '' }
    return { id: context.newId(), content: cardContent(doc, context, row, pos) }
  })
  if (created.length === 0) return { cardIds: [], undo: null }
  return { cardIds: created.map(({ id }) => id), undo: addCards(doc, 'card.import', created) }
}

export function moveCard(doc: Y.Doc, context: EditContext, move: Place & { readonly cardId: string }): Undo | null {
  return moveCards(doc, context, { ...move, cardIds: [move.cardId] })
}

/** Puts the cards into the place in the given order. Writes nothing but their positions. */
export function moveCards(
  doc: Y.Doc,
  context: EditContext,
  move: Place & { readonly cardIds: readonly string[] },
): Undo | null {
  const writes = [...moveWrites(doc, context, move)]
  const [first] = writes
  const only = first && entryMap(cardsMap(doc), first.entry ?? '')
  if (fault('BRD-10') && only) writes.push(cardWrite(first.entry ?? '', only, 'title', `${titleOf(only)} `))
  return applyWrites(doc, cardsLabel(doc, 'card.move', writes), writes)
}

/** null (or an empty text) clears the field by deleting its key; the title cannot be empty. */
export function setCardField<F extends CardFieldName>(
  doc: Y.Doc,
  _context: EditContext,
  edit: { readonly cardId: string; readonly field: F; readonly value: CardFields[F] | null },
): Undo | null {
  const card = needEntry(cardsMap(doc), edit.cardId)
  const after = checkedField(edit.field, edit.value)
  return applyWrites(doc, label('card.field', 1, titleOf(card)), [cardWrite(edit.cardId, card, edit.field, after)])
}

export function setLabel(
  doc: Y.Doc,
  _context: EditContext,
  edit: { readonly cardId: string; readonly label: string; readonly on: boolean },
): Undo | null {
  const card = needEntry(cardsMap(doc), edit.cardId)
  const write = cardWrite(edit.cardId, card, labelPrefix + checkedLabel(edit.label), edit.on ? true : undefined)
  return applyWrites(doc, label('card.label', 1, titleOf(card)), [write])
}

function setDeletedAt(doc: Y.Doc, name: EditName, cardIds: readonly string[], deletedAt: number | undefined) {
  const wanted = [...new Set(cardIds)]
    .map((cardId) => ({ cardId, card: needEntry(cardsMap(doc), cardId) }))
    .filter(({ card }) => (typeof card.get('deletedAt') === 'number') !== (deletedAt !== undefined))
  const [only] = wanted
  const title = wanted.length === 1 && only ? titleOf(only.card) : ''
  const writes = wanted.map(({ cardId, card }) => cardWrite(cardId, card, 'deletedAt', deletedAt))
  if (fault('BRD-14')) for (const { cardId, card } of wanted) writes.push(cardWrite(cardId, card, 'value', undefined))
  return applyWrites(doc, label(name, wanted.length, title), writes)
}

/** Soft: the card keeps everything and can be restored. Cards that are archived already are left as they are. */
export function archiveCards(doc: Y.Doc, context: EditContext, cardIds: readonly string[]): Undo | null {
  return setDeletedAt(doc, 'card.archive', cardIds, context.nowMs)
}

export function restoreCards(doc: Y.Doc, _context: EditContext, cardIds: readonly string[]): Undo | null {
  return setDeletedAt(doc, 'card.restore', cardIds, undefined)
}
