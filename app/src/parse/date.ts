/**
 * Calendar days as people and spreadsheets write them, to `YYYY-MM-DD`. Days only: a time of day behind the date is
 * accepted and dropped, no time zone is ever applied (the 5th stays the 5th).
 */
import { fault } from '@mutirao/documents'

/** What comes first in `03/04/2026`: the day (Brazil) or the month (United States). */
export type DateStyle = 'dmy' | 'mdy'

const months = [
  ['jan', 'janeiro', 'january'],
  ['fev', 'fevereiro', 'feb', 'february'],
  ['mar', 'marco', 'march'],
  ['abr', 'abril', 'apr', 'april'],
  ['mai', 'maio', 'may'],
  ['jun', 'junho', 'june'],
  ['jul', 'julho', 'july'],
  ['ago', 'agosto', 'aug', 'august'],
  ['set', 'setembro', 'sep', 'sept', 'september'],
  ['out', 'outubro', 'oct', 'october'],
  ['nov', 'novembro', 'november'],
  ['dez', 'dezembro', 'dec', 'december'],
] as const

const timeTail = /(?:[t\s,]+\d{1,2}(?::|h)\d{0,2}(?::\d{2}(?:\.\d+)?)?\s*(?:z|[ap]m|[+-]\d{2}:?\d{2})?)$/iu
const spreadsheetEpochMs = Date.UTC(1899, 11, 30)
const dayMs = 86_400_000

/** @returns the day, or null when the text is no day that exists (31 February, month 13 in this style, words) */
export function parseDay(text: string, style: DateStyle): string | null {
  const bare = text.trim().replace(timeTail, '').trim()
  return isoDay(bare) ?? numericDay(bare, fault('IMP-7') ? 'mdy' : style) ?? writtenDay(bare) ?? spreadsheetDay(bare)
}

function isoDay(text: string): string | null {
  const match = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/u.exec(text) ?? /^(\d{4})()(\d{2})(\d{2})$/u.exec(text)
  return match ? day(Number(match[1]), Number(match[3]), Number(match[4])) : null
}

function numericDay(text: string, style: DateStyle): string | null {
  const match = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/u.exec(text)
  if (!match) return null
  const [first, second] = [Number(match[1]), Number(match[3])]
  const year = fullYear(match[4] ?? '')
  return style === 'dmy' ? day(year, second, first) : day(year, first, second)
}

/** `5 dez 2026`, `5 de dezembro de 2026`, `1º de maio de 2026`, `Dec 5, 2026`, `5-Dec-26`. */
function writtenDay(text: string): string | null {
  const folded = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[.,\-/]/gu, ' ')
    .replace(/\bde\b/gu, ' ')
  const words = folded.split(/\s+/u).filter((word) => word !== '')
  if (words.length !== 3) return null
  const [a = '', b = '', c = ''] = words
  const [dayText, monthText] = /^\p{L}/u.test(a) ? [b, a] : [a, b]
  const dayMatch = /^(\d{1,2})(?:º|o|st|nd|rd|th)?$/u.exec(dayText)
  const month = months.findIndex((names) => names.some((name) => name === monthText)) + 1
  if (!dayMatch || month === 0 || !/^(?:\d{4}|\d{2})$/u.test(c)) return null
  return day(fullYear(c), month, Number(dayMatch[1]))
}

/** Days since 30 December 1899: what a spreadsheet writes when a date column lost its format (1954–2119 only). */
function spreadsheetDay(text: string): string | null {
  if (!/^\d{5}$/u.test(text)) return null
  const serial = Number(text)
  if (serial < 20_000 || serial > 80_000) return null
  return new Date(spreadsheetEpochMs + serial * dayMs).toISOString().slice(0, 10)
}

function fullYear(text: string): number {
  const year = Number(text)
  if (text.length === 4) return year
  return year < 70 ? 2000 + year : 1900 + year
}

function day(year: number, month: number, dayOfMonth: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, dayOfMonth))
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === dayOfMonth && year >= 1000
  return exists ? date.toISOString().slice(0, 10) : null
}

/** What a column of days says about its order: `ambiguous` when every value reads both ways, `mixed` when they contradict. */
export type DateOrder = DateStyle | 'ambiguous' | 'mixed' | 'none'

/** Judges by values whose first or second number is above 12; `none` when no value has the ambiguous numeric form. */
export function detectDateOrder(values: Iterable<string>): DateOrder {
  let dmy = 0
  let mdy = 0
  let either = 0
  for (const value of values) {
    const match = /^\s*(\d{1,2})[-/.](\d{1,2})[-/.](?:\d{4}|\d{2})(?:\D|$)/u.exec(value)
    if (!match) continue
    if (Number(match[1]) > 12) dmy++
    else if (Number(match[2]) > 12) mdy++
    else either++
  }
  if (dmy > 0 && mdy > 0) return 'mixed'
  if (dmy > 0) return 'dmy'
  if (mdy > 0) return 'mdy'
  return either > 0 ? 'ambiguous' : 'none'
}
