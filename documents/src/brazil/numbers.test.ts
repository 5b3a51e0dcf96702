import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkCnpj,
  checkCpf,
  cnpjCheckDigits,
  cnpjRoot,
  cpfCheckDigits,
  formatCnpj,
  formatCpf,
  maskCnpj,
} from './index.ts'

const characters = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const digits = characters.slice(0, 10)
const base = fc.array(fc.constantFrom(...characters), { minLength: 12, maxLength: 12 }).map((list) => list.join(''))
const numericBase = fc.array(fc.constantFrom(...digits), { minLength: 12, maxLength: 12 }).map((list) => list.join(''))
const person = fc.array(fc.constantFrom(...digits), { minLength: 9, maxLength: 9 }).map((list) => list.join(''))

/** The rule as the Receita's paper writes it: weights in a table, the value of a letter by its place in the alphabet. */
function byThePaper(text: string): string {
  const valueOf = (character: string): number => {
    const letter = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.indexOf(character)
    return letter < 0 ? Number(character) : 17 + letter
  }
  const digit = (weights: readonly number[], of: string): number => {
    const rest = weights.reduce((sum, weight, i) => sum + weight * valueOf(of.charAt(i)), 0) % 11
    return rest === 0 || rest === 1 ? 0 : 11 - rest
  }
  const first = digit([5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2], text)
  return `${first}${digit([6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2], `${text}${first}`)}`
}

describe('CNPJ', () => {
  it.each(['12.ABC.345/01DE-35', '12.345.678/0001-95', '12abc34501de35', ' 00.000.000/0001-91 ', '33.000.167/0001-01'])(
    '[BRZ-1] %j is valid',
    (typed) => {
      expect(checkCnpj(typed)).toMatchObject({ ok: true })
    },
  )

  it('[BRZ-1] check digits are those of the paper, for numbers and letters', () => {
    fc.assert(
      fc.property(fc.oneof(base, numericBase), (text) => {
        expect(cnpjCheckDigits(text)).toBe(byThePaper(text))
      }),
    )
  })

  it('[BRZ-2] of the hundred endings exactly one is valid', () => {
    fc.assert(
      fc.property(base, (text) => {
        const endings = Array.from({ length: 100 }, (_, i) => String(i).padStart(2, '0'))
        const valid = endings.filter((ending) => checkCnpj(text + ending).ok)
        expect(valid).toEqual(/^0+$/.test(text) ? [] : [cnpjCheckDigits(text)])
      }),
      { numRuns: 60 },
    )
  })

  it('[BRZ-2] a number with one digit changed is taken only where the paper’s own rule takes it', () => {
    fc.assert(
      fc.property(numericBase, fc.nat(13), fc.constantFrom(...digits), (text, place, digit) => {
        const whole = text + byThePaper(text)
        const changed = whole.slice(0, place) + digit + whole.slice(place + 1)
        const adds = byThePaper(changed.slice(0, 12)) === changed.slice(12)
        expect(checkCnpj(changed).ok).toBe(adds && !/^0+$/.test(changed))
      }),
    )
  })

  it('[BRZ-2] says what is wrong', () => {
    expect(checkCnpj('12.345.678/0001-96')).toEqual({ ok: false, problem: 'bad_check_digits' })
    expect(checkCnpj('00.000.000/0000-00')).toEqual({ ok: false, problem: 'bad_check_digits' })
    expect(checkCnpj('12.345.678/0001')).toEqual({ ok: false, problem: 'too_short' })
    expect(checkCnpj('12.345.678/0001-955')).toEqual({ ok: false, problem: 'too_long' })
    expect(checkCnpj('12.ABC.345/01DE-3A')).toEqual({ ok: false, problem: 'bad_character' })
    expect(checkCnpj('12.ÁBC.345/01DE-35')).toEqual({ ok: false, problem: 'bad_character' })
    expect(checkCnpj('')).toEqual({ ok: false, problem: 'too_short' })
  })

  it('[BRZ-7] what was formatted reads back, masks grow with typing, nothing typed is dropped', () => {
    fc.assert(
      fc.property(base, (text) => {
        const value = text + cnpjCheckDigits(text)
        fc.pre(!/^0+$/.test(value))
        expect(formatCnpj(value)).toMatch(/^.{2}\..{3}\..{3}\/.{4}-\d{2}$/)
        expect(checkCnpj(formatCnpj(value).toLowerCase())).toEqual({ ok: true, value })
        expect(cnpjRoot(value)).toBe(text.slice(0, 8))
      }),
    )
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (typed) => {
        const kept = (text: string): string => text.toUpperCase().replace(/[\s./-]/gu, '')
        expect(kept(maskCnpj(typed))).toBe(kept(typed))
        expect(maskCnpj(maskCnpj(typed))).toBe(maskCnpj(typed))
      }),
    )
    expect(['1', '12a', '12abc3', '12abc34501', '12abc34501de35'].map(maskCnpj)).toEqual([
      '1',
      '12.A',
      '12.ABC.3',
      '12.ABC.345/01',
      '12.ABC.345/01DE-35',
    ])
    expect([formatCnpj('a confirmar'), cnpjRoot('123')]).toEqual(['a confirmar', null])
  })
})

describe('CPF', () => {
  it('[BRZ-3] of the hundred endings exactly one is valid, equal digits never', () => {
    fc.assert(
      fc.property(person, (text) => {
        const valid = Array.from({ length: 100 }, (_, i) => String(i).padStart(2, '0')).filter(
          (ending) => checkCpf(text + ending).ok,
        )
        expect(valid).toEqual(/^(\d)\1+$/.test(text) ? [] : [cpfCheckDigits(text)])
      }),
      { numRuns: 60 },
    )
    expect(checkCpf('529.982.247-25')).toEqual({ ok: true, value: '52998224725' })
    expect(checkCpf('529.982.247-24')).toEqual({ ok: false, problem: 'bad_check_digits' })
    for (const digit of digits) expect(checkCpf(digit.repeat(11)).ok).toBe(false)
    expect([checkCpf('529'), checkCpf('5299822472500'), checkCpf('529.982.247-2A')]).toEqual([
      { ok: false, problem: 'too_short' },
      { ok: false, problem: 'too_long' },
      { ok: false, problem: 'bad_character' },
    ])
  })

  it('[BRZ-7] is shown with its punctuation', () => {
    expect([formatCpf('52998224725'), formatCpf('quem sabe')]).toEqual(['529.982.247-25', 'quem sabe'])
  })
})
