import { fault } from './faults.ts'
import type { JsonValue } from './kind.ts'

/** What is wrong with a value; null when nothing is. */
export type ValueProblem = 'bad_value' | 'too_large' | null
export type ValueCheck = (value: JsonValue) => ValueProblem

/** At most `maxLength` UTF-16 code units. */
export const text =
  (maxLength: number): ValueCheck =>
  (value) =>
    typeof value !== 'string' ? 'bad_value' : value.length > maxLength ? 'too_large' : null

export const oneOf =
  (allowed: readonly JsonValue[]): ValueCheck =>
  (value) =>
    allowed.includes(value) ? null : 'bad_value'

export const numberFrom =
  (min: number, max: number): ValueCheck =>
  (value) =>
    typeof value === 'number' && value >= min && value <= max ? null : 'bad_value'

export const integer: ValueCheck = (value) => (Number.isSafeInteger(value) ? null : 'bad_value')

/** Milliseconds since the epoch. */
export const timestamp: ValueCheck = numberFrom(0, 8.64e15)

export const boolean: ValueCheck = (value) => (typeof value === 'boolean' ? null : 'bad_value')

/** `null` is taken for "cleared", the same as the key being absent. */
export const orNull =
  (check: ValueCheck): ValueCheck =>
  (value) =>
    value === null ? null : check(value)

const dateForm = /^(\d{4})-(\d{2})-(\d{2})$/

/** True for a date of the calendar written `YYYY-MM-DD`. */
export function isDate(value: string): boolean {
  const match = dateForm.exec(value)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (month < 1 || month > 12 || day < 1) return false
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const daysInMonth = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
  return day <= daysInMonth
}

export const date: ValueCheck = (value) => (typeof value === 'string' && isDate(value) ? null : 'bad_value')

/** Deep equality of plain values; undefined equals only undefined. */
export function sameValue(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => sameValue(item, b[i]))
  }
  const [left, right] = [a as Record<string, JsonValue>, b as Record<string, JsonValue>]
  const keys = Object.keys(left)
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && sameValue(left[key], right[key]))
  )
}

/**
 * Makes typed text safe to share: a lone half of a surrogate pair survives in the memory of the one who typed it but
 * not on the wire, so that two copies of a document would differ.
 */
export const wellFormed = <T extends JsonValue>(value: T): T =>
  (typeof value === 'string' && !fault('DOC-4') ? value.toWellFormed() : value) as T
