import * as Y from 'yjs'
import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import { boolean, date, integer, oneOf, orNull, text, timestamp } from '../values.ts'
import type { ValueCheck, ValueProblem } from '../values.ts'
import { boardRoots, rankValue } from './shape.ts'
import type { CardSnapshot, CustomValue } from './shape.ts'

/**
 * Custom fields of a board: definitions in the root `fields`, id → Y.Map of plain values; a card's value of one stands
 * under `field:<id>` on the card. A field's type is fixed when it is created, so that values never change their meaning.
 */
export const fieldTypes = ['text', 'number', 'money', 'date', 'choice', 'person'] as const
export type FieldType = (typeof fieldTypes)[number]

/** One answer of a field of type `choice`. The card holds the id. */
export interface FieldOption {
  readonly id: string
  readonly name: string
  /** CSS colour; '' = none. */
  readonly color: string
}

export interface FieldSnapshot {
  readonly id: string
  readonly name: string
  readonly type: FieldType
  /** In order; empty unless the type is `choice`. */
  readonly options: readonly FieldOption[]
  readonly rank: string
  /** Wanted on the face of the cards; `faceFieldsOf` says which two are shown. */
  readonly face: boolean
  readonly deletedAt: number | null
}

/** Live fields of one board at most. */
export const maxFields = 50
export const maxOptions = 100
/** Fields shown on the face of a card. */
export const maxFaceFields = 2
export const maxFieldNameLength = 100
const maxOptionNameLength = 100
const maxOptionIdLength = 100

export const fieldsMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(boardRoots.fields)

function optionProblem(option: JsonValue): ValueProblem {
  if (typeof option === 'string') return text(maxOptionNameLength)(option)
  if (typeof option !== 'object' || option === null || Array.isArray(option)) return 'bad_value'
  const { id, name, color } = option as { readonly [key: string]: JsonValue }
  if (id === undefined || name === undefined) return 'bad_value'
  return text(maxOptionIdLength)(id) ?? text(maxOptionNameLength)(name) ?? (color === undefined ? null : colour(color))
}
const colour: ValueCheck = orNull(text(64))

function options(value: JsonValue): ValueProblem {
  if (!Array.isArray(value)) return 'bad_value'
  if (value.length > maxOptions) return 'too_large'
  for (const option of value as readonly JsonValue[]) {
    const problem = optionProblem(option)
    if (problem) return problem
  }
  return null
}

/** What may stand under the keys of a field's definition. A type of a later version is kept and not shown. */
export const fieldValues: ReadonlyMap<string, ValueCheck> = new Map([
  ['name', text(maxFieldNameLength)],
  ['type', text(40)],
  ['options', orNull(options)],
  ['rank', rankValue],
  ['face', orNull(boolean)],
  ['deletedAt', orNull(timestamp)],
])

const number: ValueCheck = (value) => (typeof value === 'number' && Number.isFinite(value) ? null : 'bad_value')

/** What may stand under `field:<id>` of a card, by the field's type; money is integer minor units. */
export const customValues: Readonly<Record<FieldType, ValueCheck>> = {
  text: orNull(text(1_000)),
  number: orNull(number),
  money: orNull(integer),
  date: orNull(date),
  // The option's id. Not checked against the options: one that is removed at the same time must not cost the edit.
  choice: orNull(text(maxOptionIdLength)),
  person: orNull(text(64)),
}

const isFieldType = (value: JsonValue): boolean => oneOf(fieldTypes)(value) === null

/** The type of the field as it stands in the document; undefined when there is none of that id or of a type we know. */
export function fieldTypeIn(doc: Y.Doc, fieldId: string): FieldType | undefined {
  const entry = fieldsMap(doc).get(fieldId)
  const type: unknown = entry instanceof Y.Map ? entry.get('type') : undefined
  return isFieldType(type as JsonValue) ? (type as FieldType) : undefined
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

/** A plain word is an option whose id is the word: what a short script would write. Twice the same id counts once. */
function readOptions(value: unknown): readonly FieldOption[] {
  if (!Array.isArray(value)) return noOptions
  const found = new Map<string, FieldOption>()
  for (const raw of value as readonly unknown[]) {
    const { id, name, color } = (typeof raw === 'string' ? { id: raw, name: raw } : (raw ?? {})) as Partial<FieldOption>
    if (typeof id !== 'string' || id === '' || found.has(id)) continue
    found.set(id, Object.freeze({ id, name: asText(name) || id, color: asText(color) }))
  }
  return Object.freeze([...found.values()])
}
const noOptions: readonly FieldOption[] = Object.freeze([])

/** null when something that is no field, or one of a type this version does not know, stands under the id. */
export function readField(id: string, entry: unknown): FieldSnapshot | null {
  if (!(entry instanceof Y.Map)) return null
  const type: unknown = entry.get('type')
  if (!isFieldType(type as JsonValue)) return null
  const deletedAt: unknown = entry.get('deletedAt')
  return Object.freeze({
    id,
    name: asText(entry.get('name')),
    type: type as FieldType,
    options: type === 'choice' ? readOptions(entry.get('options')) : noOptions,
    rank: asText(entry.get('rank')),
    face: entry.get('face') === true,
    deletedAt: typeof deletedAt === 'number' ? deletedAt : null,
  })
}

/** A card's value of this field; null when it has none or one of another type. Money in integer minor units. */
export function customValueOf(card: CardSnapshot, field: FieldSnapshot): CustomValue | null {
  const value = card.fields[field.id]
  if (value === undefined || value === '') return null
  return customValues[field.type](value) === null || fault('FLD-6') ? value : null
}

/** The option a card's value stands for; null when it has none or the option is gone. */
export const optionOf = (field: FieldSnapshot, value: CustomValue | null): FieldOption | null =>
  field.options.find(({ id }) => id === value) ?? null

/** The fields on the face of the cards: of those that are wanted there, the first two. */
export const faceFieldsOf = (fields: readonly FieldSnapshot[]): readonly FieldSnapshot[] =>
  fields.filter(({ face }) => face).slice(0, fault('FLD-7') ? 3 : maxFaceFields)
