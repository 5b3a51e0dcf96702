/**
 * Amounts of money as people write them, in pt-BR and plain notation, to integer minor units (cents).
 *
 * Which sign is the decimal one is decided by the shape of the text wherever the shape leaves no doubt: `1.234,56` and
 * `1,234.56`, `1.234.567`, `12,5`. Only one shape is ambiguous: a single sign followed by exactly three digits (`1.234`).
 * There the caller's `style` decides, and without one the sign groups thousands, because money with three decimals is rare.
 */
import { fault } from '@mutirao/documents'

/** The sign before the cents: `comma` is Brazilian (`1.234,56`), `dot` is plain (`1,234.56`). */
export type NumberStyle = 'comma' | 'dot'

export type MoneyProblem = 'not_a_number' | 'too_many_decimals' | 'too_large'
export type MoneyResult =
  | { readonly ok: true; readonly cents: number }
  | { readonly ok: false; readonly problem: MoneyProblem }

/** Ten trillion in cents: far above any deal and far below what a double counts exactly. */
const maxCents = 1_000_000_000_000_000
/** Signs and names of currencies, and what groups digits without meaning. */
export const noise = /r\$|us\$|[$€£]|\b(?:brl|usd|eur|gbp)\b|['’\s\u00a0\u202f]/giu
const refused = (problem: MoneyProblem): MoneyResult => ({ ok: false, problem })

/**
 * @param style decides only the ambiguous shape, see above
 * @returns cents, negative for `-5`, `5-` and `(5)`; more than two decimals are refused, never rounded away
 */
export function parseMoney(text: string, style: NumberStyle | null): MoneyResult {
  const bare = text.replace(noise, '').replace('−', '-')
  const signed = /^(?:(-)([\d.,]+)|([\d.,]+)(-)|\(([\d.,]+)\)|\+?([\d.,]+))$/u.exec(bare)
  if (!signed) return refused('not_a_number')
  const digits = signed[2] ?? signed[3] ?? signed[5] ?? signed[6] ?? ''
  const negative = signed[6] === undefined
  const split = splitDecimals(digits, fault('IMP-6') ? 'dot' : style)
  if (!split) return refused('not_a_number')
  if (split.decimals.replace(/0+$/u, '').length > 2) return refused('too_many_decimals')
  const cents = Number(split.whole || '0') * 100 + Number(split.decimals.slice(0, 2).padEnd(2, '0'))
  if (cents > maxCents) return refused('too_large')
  return { ok: true, cents: negative && cents !== 0 ? -cents : cents }
}

interface Split {
  readonly whole: string
  readonly decimals: string
}

function splitDecimals(digits: string, style: NumberStyle | null): Split | null {
  if (!/\d/u.test(digits)) return null
  const sign = decimalSign(digits, style)
  const at = sign === null ? -1 : digits.lastIndexOf(sign)
  const whole = at < 0 ? digits : digits.slice(0, at)
  const decimals = at < 0 ? '' : digits.slice(at + 1)
  if (!/^\d*$/u.test(decimals)) return null
  if (/^\d*$/u.test(whole)) return { whole, decimals }
  return /^\d{1,3}(?:\.\d{3})+$|^\d{1,3}(?:,\d{3})+$/u.test(whole)
    ? { whole: whole.replace(/[.,]/gu, ''), decimals }
    : null
}

/** The decimal sign used in `digits`, or null when there is none (whole number, perhaps grouped). */
function decimalSign(digits: string, style: NumberStyle | null): '.' | ',' | null {
  const sure = shapeOf(digits)
  if (sure === 'none') return null
  if (sure === 'comma') return ','
  if (sure === 'dot') return '.'
  if (style === null) return null
  const sign = style === 'comma' ? ',' : '.'
  return digits.includes(sign) ? sign : null
}

/** What the shape alone says: a style, `none` (no decimals for certain) or `ambiguous`. */
function shapeOf(digits: string): NumberStyle | 'none' | 'ambiguous' {
  const comma = digits.lastIndexOf(',')
  const dot = digits.lastIndexOf('.')
  if (comma < 0 && dot < 0) return 'none'
  if (comma >= 0 && dot >= 0) return comma > dot ? 'comma' : 'dot'
  const sign = comma >= 0 ? ',' : '.'
  if (digits.indexOf(sign) !== digits.lastIndexOf(sign)) return 'none'
  if (/^[1-9]\d{0,2}[.,]\d{3}$/u.test(digits)) return 'ambiguous'
  return comma >= 0 ? 'comma' : 'dot'
}

/** The style a column of amounts is written in, judged by its unambiguous values; null when none of them tells. */
export function detectNumberStyle(values: Iterable<string>): NumberStyle | null {
  let comma = 0
  let dot = 0
  for (const value of values) {
    const shape = shapeOf(value.replace(noise, '').replace(/[-()+−]/gu, ''))
    if (shape === 'comma') comma++
    else if (shape === 'dot') dot++
  }
  if (comma === dot) return null
  return comma > dot ? 'comma' : 'dot'
}
