/** What typed text means in each kind of field. Empty text always clears the field, save for the title. */
import { fault } from '@mutirao/documents'
import { parseDay, type DateStyle } from './date.ts'
import { fold } from './fold.ts'
import { parseMoney, type MoneyProblem, type NumberStyle } from './money.ts'

/** What the typed text means: a value to store (null clears the field), or the reason why it cannot be one. */
export type Parsed<Value, Problem extends string> =
  | { readonly ok: true; readonly value: Value | null }
  | { readonly ok: false; readonly problem: Problem }

export type TextProblem = 'empty' | 'too_long'
export type EmailProblem = TextProblem | 'not_an_email'
export type PhoneProblem = TextProblem | 'not_a_phone'
export type DayProblem = 'not_a_day'
export type ValueProblem = MoneyProblem | 'negative'
export type NumberProblem = 'no_number' | 'too_large'
export type FieldProblem = EmailProblem | PhoneProblem | DayProblem | ValueProblem | NumberProblem

const maxChars = 1000
const refused = <Problem extends string>(problem: Problem): { readonly ok: false; readonly problem: Problem } => ({
  ok: false,
  problem,
})
const accepted = <Value>(value: Value | null): { readonly ok: true; readonly value: Value | null } => ({
  ok: true,
  value,
})

export function parseText(text: string): Parsed<string, TextProblem> {
  if (text === '') return accepted(null)
  return text.length > maxChars ? refused('too_long') : accepted(text)
}

export function parseTitle(text: string): Parsed<string, TextProblem> {
  const line = text.replace(/\s+/gu, ' ').trim()
  return line === '' ? refused('empty') : parseText(line)
}

export function parseEmail(text: string): Parsed<string, EmailProblem> {
  if (text !== '' && !/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/u.test(text)) return refused('not_an_email')
  return parseText(text)
}

/** Anything with at least eight digits in it: numbers abroad and extensions have many forms. */
export function parsePhone(text: string): Parsed<string, PhoneProblem> {
  if (text !== '' && text.replace(/\D/gu, '').length < 8) return refused('not_a_phone')
  return parseText(text)
}

/** @returns cents; `1.234,56`, `R$ 1.234` or, with style `dot`, `1,234.56` */
export function parseValue(text: string, style: NumberStyle): Parsed<number, ValueProblem> {
  if (text === '') return accepted(null)
  const money = parseMoney(text, fault('CRD-3') ? (style === 'comma' ? 'dot' : 'comma') : style)
  if (!money.ok) return refused(money.problem)
  return money.cents < 0 ? refused('negative') : accepted(money.cents)
}

/** @returns cents, negative ones too: a cost, a discount */
export function parseAmount(text: string, style: NumberStyle): Parsed<number, MoneyProblem> {
  if (text === '') return accepted(null)
  const money = parseMoney(text, style)
  return money.ok ? accepted(money.cents) : refused(money.problem)
}

/**
 * A number with any decimals: `12,5`, `1.234,5`, `-0.25`. A sign before exactly three digits groups thousands when it is
 * not the decimal one of the style.
 */
export function parseNumber(text: string, style: NumberStyle): Parsed<number, NumberProblem> {
  if (text === '') return accepted(null)
  const bare = text.replace(/[\s\u00a0\u202f'’]/gu, '').replace('−', '-')
  if (!/^[+-]?(?:\d[\d.,]*|[.,]\d+)$/u.test(bare)) return refused('no_number')
  const [comma, dot] = [bare.lastIndexOf(','), bare.lastIndexOf('.')]
  const decimal = fault('TBL-6') ? '.' : decimalOf(bare, comma, dot, style)
  const [whole = '', decimals, ...more] = decimal === null ? [bare] : bare.split(decimal)
  if (more.length > 0 || /[.,]/u.test(decimals ?? '')) return refused('no_number')
  const groups = whole.replace(/^[+-]/u, '').split(/[.,]/u)
  if (groups.length > 1 && (groups[0]?.length ?? 0) > 3) return refused('no_number')
  if (groups.slice(1).some((group) => group.length !== 3)) return refused('no_number')
  const digits = whole.replace(/[.,]/gu, '')
  const value = Number(`${digits}.${decimals ?? '0'}`)
  if (!isKept(digits + (decimals ?? ''), value) && !fault('FLD-14')) return refused('too_large')
  return Number.isFinite(value) ? accepted(value === 0 ? 0 : value) : refused('no_number')
}

/** Whether the number has the digits that were typed, and not those of a neighbour: too many whole ones or too many decimals. */
function isKept(typed: string, value: number): boolean {
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return false
  const significant = (digits: string) => digits.replace(/\D/gu, '').replace(/^0+|0+$/gu, '')
  return significant(typed) === significant(value.toExponential().replace(/e.*$/u, ''))
}

function decimalOf(text: string, comma: number, dot: number, style: NumberStyle): '.' | ',' | null {
  if (comma >= 0 && dot >= 0) return comma > dot ? ',' : '.'
  if (comma < 0 && dot < 0) return null
  const sign = comma >= 0 ? ',' : '.'
  if (text.indexOf(sign) !== text.lastIndexOf(sign)) return null
  const isStyles = sign === (style === 'comma' ? ',' : '.')
  return isStyles || !/^[+-]?[1-9]\d{0,2}[.,]\d{3}$/u.test(text) ? sign : null
}

const dayWords: Readonly<Record<string, number>> = { hoje: 0, today: 0, amanha: 1, tomorrow: 1 }
const dayMs = 86_400_000

/**
 * A day as people type it: any form of `parseDay`, a day and month without a year (this year's, or next year's when it is
 * more than half a year ago), `hoje`, `amanhã`, `+3` days.
 * @param today `YYYY-MM-DD`
 */
export function parseTypedDay(text: string, style: DateStyle, today: string): Parsed<string, DayProblem> {
  if (text === '') return accepted(null)
  const offset = dayWords[fold(text)] ?? (/^\+\d{1,3}$/u.test(text) ? Number(text.slice(1)) : undefined)
  if (offset !== undefined) return accepted(addDays(today, offset))
  const whole = parseDay(text, style)
  if (whole !== null) return accepted(whole)
  const short = /^\d{1,2}[-/.]\d{1,2}$/u.test(text)
    ? '/'
    : /^[\p{L}\d.]+\s+(?:de\s+)?[\p{L}\d.]+$/u.test(text)
      ? ' '
      : null
  const here = short === null ? null : parseDay(text.replaceAll(/[-/.]/gu, short) + short + today.slice(0, 4), style)
  if (here === null) return refused('not_a_day')
  const longAgo = here < addDays(today, -183) && !fault('CRD-13')
  return accepted(longAgo ? `${Number(here.slice(0, 4)) + 1}${here.slice(4)}` : here)
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)
}
