import { fault } from '../faults.ts'
import { bad, good } from './checked.ts'
import type { Checked } from './checked.ts'

/** The number of a person in Brazil: nine digits and two check digits. Stored as eleven digits. */
export type CpfProblem = 'bad_character' | 'too_short' | 'too_long' | 'bad_check_digits'

const length = 11

function checkDigit(digits: string): number {
  let sum = 0
  for (let i = 0; i < digits.length; i++) sum += Number(digits.charAt(i)) * (digits.length + 1 - i)
  const rest = sum % 11
  return rest < 2 ? 0 : 11 - rest
}

/** The two check digits of nine digits. @throws RangeError for anything else */
export function cpfCheckDigits(base: string): string {
  if (!/^[0-9]{9}$/.test(base)) throw new RangeError('a CPF has nine digits before its check digits')
  const first = checkDigit(base)
  return `${first}${checkDigit(`${base}${first}`)}`
}

/** Typed or pasted text, with or without punctuation → eleven digits, or what is wrong. */
export function checkCpf(typed: string): Checked<CpfProblem> {
  const value = typed.replace(/[\s.-]/gu, '')
  if (!/^[0-9]*$/.test(value)) return bad('bad_character')
  if (value.length < length) return bad('too_short')
  if (value.length > length) return bad('too_long')
  // Eleven equal digits add up, and are nobody's.
  const adds = cpfCheckDigits(value.slice(0, 9)) === value.slice(9) && !/^(\d)\1+$/.test(value)
  return adds || fault('BRZ-3') ? good(value) : bad('bad_check_digits')
}

/** `52998224725` → `529.982.247-25`; whatever is not eleven digits stays as it is. */
export const formatCpf = (value: string): string =>
  /^[0-9]{11}$/.test(value) ? value.replace(/^(\d{3})(\d{3})(\d{3})(\d{2})$/, '$1.$2.$3-$4') : value
