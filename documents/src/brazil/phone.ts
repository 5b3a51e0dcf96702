import { fault } from '../faults.ts'
import { bad, good } from './checked.ts'
import type { Checked } from './checked.ts'

/**
 * Telephone numbers as Brazilians type them. Stored as `+55` and ten or eleven digits, numbers abroad as `+` and digits,
 * numbers without an area (0800, 4004) as their digits.
 */
export type PhoneProblem =
  | 'bad_character'
  | 'too_short'
  | 'too_long'
  | 'no_area_code'
  | 'bad_area_code'
  | 'no_ninth_digit'
  | 'bad_local_number'

/** Every area code (DDD) in use, by the cities that have it (IBGE's list of municipalities). */
const areaCodes: ReadonlySet<string> = new Set(
  (
    '11 12 13 14 15 16 17 18 19 21 22 24 27 28 31 32 33 34 35 37 38 41 42 43 44 45 46 47 48 49 51 53 54 55 ' +
    '61 62 63 64 65 66 67 68 69 71 73 74 75 77 79 81 82 83 84 85 86 87 88 89 91 92 93 94 95 96 97 98 99'
  ).split(' '),
)

/** True for an area code that exists, two digits. */
export const isAreaCode = (code: string): boolean => areaCodes.has(code)

const country = '+55'
const withoutArea = /^(?:0[3589]00\d{6,7}|(?:300[34]|400[34]|4020)\d{4})$/

/** Typed or pasted text → the form in which it is stored, or what is wrong with it. */
export function checkPhone(typed: string): Checked<PhoneProblem> {
  const plain = typed.replace(/[\s().\-/]/gu, '')
  if (!/^\+?[0-9]*$/.test(plain)) return bad('bad_character')
  if (plain.startsWith('+') && !plain.startsWith(country)) return abroad(plain)
  if (withoutArea.test(plain)) return good(plain)
  return national(withoutPrefix(plain))
}

function abroad(number: string): Checked<PhoneProblem> {
  const digits = number.length - 1
  return digits < 8 ? bad('too_short') : digits > 15 ? bad('too_long') : good(number)
}

/** Without country, trunk zero and the carrier somebody may have written between: `0 15 11 3456-7890`. */
function withoutPrefix(plain: string): string {
  if (plain.startsWith(country)) return plain.slice(country.length)
  if (/^55\d{10,11}$/.test(plain)) return plain.slice(2)
  if (/^0\d{2}[1-9]\d{9,10}$/.test(plain)) return plain.slice(3)
  return plain.replace(/^0/, '')
}

function national(digits: string): Checked<PhoneProblem> {
  if (digits.length < 8) return bad('too_short')
  if (digits.length < 10) return bad('no_area_code')
  if (digits.length > 11) return bad('too_long')
  if (!isAreaCode(digits.slice(0, 2)) && !fault('BRZ-4')) return bad('bad_area_code')
  const local = digits.slice(2)
  if (local.length === 9) return local.startsWith('9') ? good(country + digits) : bad('bad_local_number')
  if (/^[6-9]/.test(local)) return bad('no_ninth_digit')
  return /^[2-5]/.test(local) ? good(country + digits) : bad('bad_local_number')
}

/** `+5511987654321` → `(11) 98765-4321`; other forms are only spaced, what is not understood stays as it is. */
export function formatPhone(value: string): string {
  const own = /^\+55(\d{2})(\d{4,5})(\d{4})$/.exec(value)
  if (own) return `(${own[1] ?? ''}) ${own[2] ?? ''}-${own[3] ?? ''}`
  const free = /^(0\d00)(\d{3})(\d{3,4})$/.exec(value)
  if (free) return `${free[1] ?? ''} ${free[2] ?? ''} ${free[3] ?? ''}`
  return withoutArea.test(value) ? `${value.slice(0, 4)}-${value.slice(4)}` : value
}

/** The same for two ways of writing one number, with or without the ninth digit; null for what is no number. */
export function phoneKey(typed: string): string | null {
  const digits = typed.replace(/\D/gu, '')
  if (digits.length < 8) return null
  const checked = checkPhone(typed)
  const known = checked.ok ? checked.value.replace(/^\+55/, '') : withoutPrefix(digits)
  return known.length === 11 && known.charAt(2) === '9' ? known.slice(0, 2) + known.slice(3) : known
}
