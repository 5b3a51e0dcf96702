import type * as Y from 'yjs'
import { checked, checkedTitle } from '../entries.ts'
import { MutiraoError } from '../errors.ts'
import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import type { EditLabel, EditName } from '../undo.ts'
import { text } from '../values.ts'
import { entryMap, label, plainAt } from '../writes.ts'
import type { Write } from '../writes.ts'
import { customValues, fieldsMap, optionOf, readField } from './fields.ts'
import { boardRoots, cardFieldNames, cardsMap, cardValues, maxLabelLength, stagesMap } from './shape.ts'
import type { CardFieldName, CustomValue } from './shape.ts'

/* What may be written to a card, asked before the document is touched; each throws a MutiraoError with a code. */

export const titleOf = (card: Y.Map<unknown>): string => {
  const title = card.get('title')
  return typeof title === 'string' ? title : ''
}

/** A stage one can put cards into: it exists and is not archived. */
export function needLiveStage(doc: Y.Doc, stageId: string): void {
  const stage = entryMap(stagesMap(doc), stageId)
  if (!stage || typeof stage.get('deletedAt') === 'number')
    throw new MutiraoError('not_found', `there is no stage ${JSON.stringify(stageId.slice(0, 40))}`)
}

export function checkedLabel(value: string): string {
  return checkedTitle('label', value, text(maxLabelLength))
}

/** A field's value as it is written; undefined when it stands for "empty". */
export function checkedField(field: CardFieldName, value: string | number | null): JsonValue | undefined {
  if (!cardFieldNames.includes(field)) throw new MutiraoError('bad_value', 'no such field')
  if (field === 'title') return checkedTitle(field, typeof value === 'string' ? value : '', cardValues.get(field))
  return value === null || value === '' ? undefined : checked(field, value, cardValues.get(field))
}

/** A custom field's value as it is written; undefined when it stands for "empty". An option must be one of the field's. */
export function checkedCustom(doc: Y.Doc, fieldId: string, value: CustomValue | null): CustomValue | undefined {
  const field = readField(fieldId, fieldsMap(doc).get(fieldId))
  if (!field) throw new MutiraoError('not_found', `there is no field ${JSON.stringify(fieldId.slice(0, 40))}`)
  if (value === null || value === '') return undefined
  const clean = fault('FLD-2') ? value : checked(field.name, value, customValues[field.type])
  if (field.type === 'choice' && !optionOf(field, clean) && !fault('FLD-2'))
    throw new MutiraoError('bad_value', `${field.name}: no such option`)
  return clean
}

export const cardWrite = (cardId: string, card: Y.Map<unknown>, key: string, after: JsonValue | undefined): Write => ({
  root: boardRoots.cards,
  entry: cardId,
  key,
  before: plainAt(card, key),
  after,
})

/** Says how many cards these writes are about, and the title when it is one. */
export function cardsLabel(doc: Y.Doc, name: EditName, writes: readonly Write[]): EditLabel {
  const cardIds = new Set(writes.map(({ entry }) => entry ?? ''))
  const [only = ''] = cardIds
  const card = cardIds.size === 1 ? entryMap(cardsMap(doc), only) : undefined
  return label(name, cardIds.size, card ? titleOf(card) : '')
}
