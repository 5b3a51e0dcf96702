import type { JsonValue } from '../kind.ts'
import type { HistoryNames } from './types.ts'
import { valueText } from './value-text.ts'
import { historyFields, historyWords } from './words.ts'

/** A value of a field as a person reads it. */
export const sayValue = (field: string, value: JsonValue | undefined, names: HistoryNames): string =>
  valueText(field, value, historyWords[names.language], names)

/** A field as a person calls it; a label's and a custom field's by its own name. */
export function sayField(field: string, names: HistoryNames): string {
  if (field.startsWith('label:')) return field.slice('label:'.length)
  const custom = field.startsWith('field:') ? names.field?.(field.slice('field:'.length)) : null
  return custom?.name ?? historyFields[names.language][field] ?? field
}
