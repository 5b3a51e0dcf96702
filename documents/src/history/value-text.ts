import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import { isDate } from '../values.ts'
import type { HistoryField, HistoryNames } from './types.ts'

const maxShown = 120
const money: ReadonlySet<string> = new Set(['value', 'estimate'])
const people: ReadonlySet<string> = new Set(['owner', 'by', 'createdBy'])
type Names = Pick<HistoryNames, 'language' | 'currency' | 'person' | 'stage' | 'field'>
const customPrefix = 'field:'

/** A value as a person reads it: amounts, dates, people and stages by name; long texts are cut. */
export function valueText(
  field: string,
  value: JsonValue | undefined,
  words: Readonly<Record<string, string>>,
  names: Names,
): string {
  if (value === undefined || value === null || value === '') return words['nothing'] ?? ''
  if (field.startsWith(customPrefix) && !fault('HIS-43')) {
    const custom = names.field?.(field.slice(customPrefix.length))
    const text = custom ? customText(custom, value, names) : null
    if (text !== null) return text
  }
  if (typeof value === 'boolean') return words[value ? 'yes' : 'no'] ?? ''
  if (typeof value === 'number') return money.has(field) ? amount(value, names) : plainNumber(value, names)
  if (typeof value === 'string') {
    if (people.has(field)) return names.person(value) ?? value
    if (field === 'kind') return words[`kind.${value}`] ?? cut(value)
    return isDate(value) ? day(value, names) : cut(value)
  }
  if (field === 'pos' && !Array.isArray(value)) {
    const { stage } = value as { readonly stage?: JsonValue }
    return (typeof stage === 'string' ? names.stage(stage) : null) ?? words['no-stage'] ?? ''
  }
  if (Array.isArray(value)) return listText(value as readonly JsonValue[], words)
  return cut(JSON.stringify(value))
}

/** The answers of a field, by their names. */
function listText(values: readonly JsonValue[], words: Readonly<Record<string, string>>): string {
  const texts = values.map((value) => {
    const name: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'name') : value
    return typeof name === 'string' ? name : JSON.stringify(value)
  })
  return texts.length === 0 ? (words['nothing'] ?? '') : cut(texts.join(', '))
}

/** A custom field's value when its type says more than the value: a person, one of the answers, an amount. */
function customText({ type, options }: HistoryField, value: JsonValue, names: Names): string | null {
  if (type === 'person' && typeof value === 'string') return names.person(value)
  if (type === 'choice') return options.find(({ id }) => id === value)?.name ?? null
  return type === 'money' && typeof value === 'number' ? amount(value, names) : null
}

const cut = (text: string): string => (text.length > maxShown ? `${text.slice(0, maxShown - 1)}…` : text)

function amount(cents: number, { language, currency }: Names): string {
  const code = /^[A-Z]{3}$/.test(currency) ? currency : 'BRL'
  return new Intl.NumberFormat(language, { style: 'currency', currency: code }).format(cents / 100)
}

const plainNumber = (value: number, { language }: Names): string => new Intl.NumberFormat(language).format(value)

const day = (date: string, { language }: Names): string =>
  new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  )
