import type { JsonValue } from '../kind.ts'
import { isDate } from '../values.ts'
import type { HistoryNames } from './types.ts'

const maxShown = 120
const money: ReadonlySet<string> = new Set(['value', 'estimate'])
const people: ReadonlySet<string> = new Set(['owner', 'by', 'createdBy'])
type Names = Pick<HistoryNames, 'language' | 'currency' | 'person' | 'stage'>

/** A value as a person reads it: amounts, dates, people and stages by name; long texts are cut. */
export function valueText(
  field: string,
  value: JsonValue | undefined,
  words: Readonly<Record<string, string>>,
  names: Names,
): string {
  if (value === undefined || value === null || value === '') return words['nothing'] ?? ''
  if (typeof value === 'boolean') return words[value ? 'yes' : 'no'] ?? ''
  if (typeof value === 'number') return money.has(field) ? amount(value, names) : plainNumber(value, names)
  if (typeof value === 'string') {
    if (people.has(field)) return names.person(value) ?? value
    return isDate(value) ? day(value, names) : cut(value)
  }
  if (field === 'pos' && !Array.isArray(value)) {
    const { stage } = value as { readonly stage?: JsonValue }
    return (typeof stage === 'string' ? names.stage(stage) : null) ?? words['no-stage'] ?? ''
  }
  return cut(JSON.stringify(value))
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
