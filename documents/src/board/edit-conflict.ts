import type * as Y from 'yjs'
import { needEntry } from '../entries.ts'
import { MutiraoError } from '../errors.ts'
import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import type { EditContext, Undo } from '../undo.ts'
import { setCustomField } from './edit-cells.ts'
import { archiveCards, moveCard, restoreCards, setCardField, setLabel } from './edit.ts'
import { cardFieldNames, cardsMap, fieldPrefix, labelPrefix } from './shape.ts'
import type { CardFields } from './shape.ts'

/** One key of a card and the value that lost there. */
export interface LostValue {
  readonly cardId: string
  readonly key: string
  /** null: its author had cleared the field. */
  readonly value: JsonValue
}

/** Writes the value that had lost as an ordinary edit. Throws what the edit of that field throws; `bad_value` for a key nobody sets. */
export function takeLostValue(doc: Y.Doc, context: EditContext, { cardId, key, value }: LostValue): Undo | null {
  needEntry(cardsMap(doc), cardId)
  if (key === 'pos') return moveCard(doc, context, { cardId, stageId: stageIn(value), at: 'top' })
  if (key === 'deletedAt')
    return typeof value === 'number' ? archiveCards(doc, context, [cardId]) : restoreCards(doc, context, [cardId])
  if (key.startsWith(labelPrefix))
    return setLabel(doc, context, { cardId, label: key.slice(labelPrefix.length), on: value === true })
  const plain = typeof value === 'string' || typeof value === 'number' ? value : null
  if (key.startsWith(fieldPrefix))
    return setCustomField(doc, context, { cardId, fieldId: key.slice(fieldPrefix.length), value: plain })
  const field = cardFieldNames.find((name) => name === key)
  if (!field) throw new MutiraoError('bad_value', `nobody sets ${JSON.stringify(key.slice(0, 40))}`)
  return setCardField(doc, context, {
    cardId,
    field,
    value: (fault('CFL-5') ? null : plain) as CardFields[typeof field] | null,
  })
}

function stageIn(value: JsonValue): string {
  const stage = typeof value === 'object' && value !== null && 'stage' in value ? value['stage'] : null
  return typeof stage === 'string' ? stage : ''
}
