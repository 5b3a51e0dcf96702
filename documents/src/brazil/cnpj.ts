import { fault } from '../faults.ts'
import { bad, good } from './checked.ts'
import type { Checked } from './checked.ts'

/**
 * The number of a Brazilian company: 8 characters of the company (root), 4 of the branch, 2 check digits. Since July 2026
 * the first twelve may hold letters (IN RFB 2.229/2024); old numbers stay as they are. Stored without punctuation, upper case.
 */
export type CnpjProblem = 'bad_character' | 'too_short' | 'too_long' | 'bad_check_digits'

const length = 14
const baseLength = 12
/** From the right: 2…9, again and again. */
const weightAt = (fromRight: number): number => (fromRight % 8) + 2

/** `0` is 0 … `9` is 9, `A` is 17 … `Z` is 42: the ASCII code less 48. */
const valueOf = (character: string): number =>
  character.charCodeAt(0) - (fault('BRZ-1') && character >= 'A' ? 55 : '0'.charCodeAt(0))

function checkDigit(text: string): number {
  let sum = 0
  for (let i = 0; i < text.length; i++) sum += valueOf(text.charAt(i)) * weightAt(text.length - 1 - i)
  const rest = sum % 11
  return rest < 2 ? 0 : 11 - rest
}

/** The two check digits of twelve characters of `[0-9A-Z]`. @throws RangeError for anything else */
export function cnpjCheckDigits(base: string): string {
  if (!/^[0-9A-Z]{12}$/.test(base)) throw new RangeError('a CNPJ has twelve characters before its check digits')
  const first = checkDigit(base)
  return `${first}${checkDigit(`${base}${first}`)}`
}

const withoutPunctuation = (typed: string): string => typed.replace(/[\s./-]/gu, '')

/** Typed or pasted text, with or without punctuation, in any case → fourteen characters, or what is wrong. */
export function checkCnpj(typed: string): Checked<CnpjProblem> {
  const plain = withoutPunctuation(typed)
  if (!/^[0-9A-Za-z]*$/.test(plain)) return bad('bad_character')
  const value = plain.toUpperCase()
  if (value.length < length) return bad('too_short')
  if (value.length > length) return bad('too_long')
  if (!/^[0-9]{2}$/.test(value.slice(baseLength))) return bad('bad_character')
  // Fourteen zeros add up, and are nobody's.
  const adds = cnpjCheckDigits(value.slice(0, baseLength)) === value.slice(baseLength) && !/^0+$/.test(value)
  return adds || fault('BRZ-2') ? good(value) : bad('bad_check_digits')
}

const isWhole = (value: string): boolean => /^[0-9A-Z]{14}$/.test(value)

/** `12ABC34501DE35` → `12.ABC.345/01DE-35`; whatever is not fourteen characters stays as it is. */
export const formatCnpj = (value: string): string => (isWhole(value) || fault('BRZ-7') ? maskCnpj(value) : value)

/** Puts the punctuation into a number that is still being typed: `12abc3` → `12.ABC.3`. Never drops what was typed. */
export function maskCnpj(typed: string): string {
  const plain = withoutPunctuation(typed).toUpperCase()
  if (!/^[0-9A-Z]{0,14}$/.test(plain)) return typed
  const parts = [plain.slice(0, 2), plain.slice(2, 5), plain.slice(5, 8), plain.slice(8, 12), plain.slice(12)]
  const marks = ['', '.', '.', '/', '-']
  return parts.map((part, i) => (part === '' ? '' : `${marks[i] ?? ''}${part}`)).join('')
}

/** The first eight characters: the company whose head office and branches share them. Null unless the number is whole. */
export const cnpjRoot = (value: string): string | null => (isWhole(value) ? value.slice(0, 8) : null)
