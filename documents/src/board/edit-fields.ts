import * as Y from 'yjs'
import { addEntry, checked, checkedTitle, needEntry, undoOfCreation } from '../entries.ts'
import type { EntryContent } from '../entries.ts'
import { MutiraoError } from '../errors.ts'
import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import { compareRank, rankBetween } from '../rank.ts'
import type { EditContext, Undo } from '../undo.ts'
import { applyWrites, label, plainAt, transact } from '../writes.ts'
import type { Write } from '../writes.ts'
import { fieldsMap, fieldValues, maxFields, readField } from './fields.ts'
import type { FieldOption, FieldSnapshot, FieldType } from './fields.ts'
import { boardRoots, cardsMap, fieldPrefix } from './shape.ts'

/* Edits of the custom fields themselves; a card's value of one is written by `setCustomField` and `editCells`. */

export interface NewField {
  readonly name: string
  /** Fixed for good. */
  readonly type: FieldType
  /** Of a `choice`. Ids are made by whoever creates an option. */
  readonly options?: readonly FieldOption[] | undefined
  readonly face?: boolean | undefined
}

function liveFields(doc: Y.Doc): FieldSnapshot[] {
  const fields: FieldSnapshot[] = []
  for (const [id, entry] of fieldsMap(doc).entries()) {
    const field = readField(id, entry)
    if (field?.deletedAt === null) fields.push(field)
  }
  return fields.sort(compareRank)
}

function checkedOptions(options: readonly FieldOption[]): JsonValue {
  const clean = options.map(({ id, name, color }) => ({
    id,
    name: checkedTitle('option', name, fieldValues.get('name')),
    ...(color === '' ? {} : { color }),
  }))
  if (new Set(clean.map(({ id }) => id)).size < clean.length || clean.some(({ id }) => id === ''))
    throw new MutiraoError('bad_value', 'options: every option needs an id of its own')
  return checked('options', clean, fieldValues.get('options'))
}

function fieldContent(field: NewField, rank: string): EntryContent {
  const content: Record<string, JsonValue> = {
    name: checkedTitle('name', field.name, fieldValues.get('name')),
    type: field.type,
    rank,
  }
  if (field.type === 'choice') content['options'] = checkedOptions(field.options ?? [])
  if (field.face === true) content['face'] = true
  return content
}

/** True when a card holds a value of the field: undoing its creation would put somebody's work out of sight. */
function isFilled(doc: Y.Doc, fieldId: string): boolean {
  for (const card of cardsMap(doc).values())
    if (card instanceof Y.Map && card.get(fieldPrefix + fieldId) !== undefined && !fault('FLD-1')) return true
  return false
}

/** A new field stands after all others. Throws `bad_value`, and `invalid_request` beyond 50 fields. */
export function createField(
  doc: Y.Doc,
  context: EditContext,
  field: NewField,
): { readonly fieldId: string; readonly undo: Undo } {
  const fields = liveFields(doc)
  if (fields.length >= maxFields) throw new MutiraoError('invalid_request', `at most ${maxFields} fields`)
  const content = fieldContent(field, rankBetween(fields.at(-1)?.rank ?? null, null, context.random))
  const fieldId = context.newId()
  const editLabel = label('field.create', 1, field.name)
  transact(doc, 'edit', editLabel, () => addEntry(fieldsMap(doc), fieldId, content))
  return { fieldId, undo: undoOfCreation(editLabel, boardRoots.fields, [{ id: fieldId, content }], isFilled) }
}

const fieldWrite = (fieldId: string, field: Y.Map<unknown>, key: string, after: JsonValue | undefined): Write => ({
  root: boardRoots.fields,
  entry: fieldId,
  key,
  before: plainAt(field, key),
  after,
})

const nameOf = (field: Y.Map<unknown>): string => readField('', field)?.name ?? ''

/** Name, options (of a choice), and whether the cards show it on their face. What is absent stays as it is. */
export function editField(
  doc: Y.Doc,
  _context: EditContext,
  edit: { readonly fieldId: string } & Partial<Omit<NewField, 'type'>>,
): Undo | null {
  const field = needEntry(fieldsMap(doc), edit.fieldId)
  const write = (key: string, after: JsonValue | undefined): Write => fieldWrite(edit.fieldId, field, key, after)
  const writes: Write[] = []
  if (edit.name !== undefined) writes.push(write('name', checkedTitle('name', edit.name, fieldValues.get('name'))))
  if (edit.face !== undefined) writes.push(write('face', edit.face || undefined))
  if (edit.options !== undefined) {
    if (field.get('type') !== 'choice') throw new MutiraoError('bad_value', 'options: only a choice has options')
    writes.push(write('options', checkedOptions(edit.options)))
  }
  return applyWrites(doc, label('field.edit', 1, nameOf(field)), writes)
}

/** `aboveId` / `belowId`: the fields that shall stand directly before and after; neither = the end. */
export function moveField(
  doc: Y.Doc,
  context: EditContext,
  move: { readonly fieldId: string; readonly aboveId?: string | undefined; readonly belowId?: string | undefined },
): Undo | null {
  const field = needEntry(fieldsMap(doc), move.fieldId)
  const others = liveFields(doc).filter(({ id }) => id !== move.fieldId)
  const above = others.findIndex(({ id }) => id === move.aboveId)
  const below = others.findIndex(({ id }) => id === move.belowId)
  const at = above >= 0 ? above + 1 : below >= 0 ? below : others.length
  const [before, after] = [others[at - 1]?.rank ?? null, others[at]?.rank ?? null]
  const now = readField(move.fieldId, field)?.rank ?? ''
  if ((before === null || now > before) && (after === null || now < after)) return null
  const write = fieldWrite(move.fieldId, field, 'rank', rankBetween(before, after, context.random))
  return applyWrites(doc, label('field.move', 1, nameOf(field)), [write])
}

/** The cards keep their values; they show again when the field is restored. */
export function archiveField(doc: Y.Doc, context: EditContext, fieldId: string): Undo | null {
  const field = needEntry(fieldsMap(doc), fieldId)
  if (typeof field.get('deletedAt') === 'number') return null
  const write = fieldWrite(fieldId, field, 'deletedAt', context.nowMs)
  return applyWrites(doc, label('field.archive', 1, nameOf(field)), [write])
}

export function restoreField(doc: Y.Doc, _context: EditContext, fieldId: string): Undo | null {
  const field = needEntry(fieldsMap(doc), fieldId)
  const write = fieldWrite(fieldId, field, 'deletedAt', undefined)
  return applyWrites(doc, label('field.restore', 1, nameOf(field)), [write])
}
