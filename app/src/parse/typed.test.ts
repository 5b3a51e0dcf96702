import { describe, expect, it } from 'vitest'
import { parseAmount, parseEmail, parseNumber, parsePhone, parseTitle, parseTypedDay, parseValue } from './typed.ts'

const value = (text: string, style: 'comma' | 'dot' = 'comma') => {
  const parsed = parseValue(text, style)
  return parsed.ok ? parsed.value : parsed.problem
}
const day = (text: string, today = '2026-11-22') => {
  const parsed = parseTypedDay(text, 'dmy', today)
  return parsed.ok ? parsed.value : parsed.problem
}

describe('typed values', () => {
  it('[CRD-3] reads amounts in the notation of the language', () => {
    expect(value('1.234,56')).toBe(123456)
    expect(value('R$ 210.000')).toBe(21000000)
    expect(value('210000')).toBe(21000000)
    expect(value('1.234')).toBe(123400)
    expect(value('1,234', 'dot')).toBe(123400)
    expect(value('1,234.5', 'dot')).toBe(123450)
    expect(value('')).toBeNull()
  })
  it('[CRD-3] refuses what is no amount of money', () => {
    expect(value('1,234')).toBe('too_many_decimals')
    expect(value('-5')).toBe('negative')
    expect(value('dez mil')).toBe('not_a_number')
    expect(value('1e9')).toBe('not_a_number')
  })

  it('[CRD-13] reads days in full, without a year, as a word and as an offset', () => {
    expect(day('5/12/2026')).toBe('2026-12-05')
    expect(day('5 de dezembro de 2026')).toBe('2026-12-05')
    expect(day('5/12')).toBe('2026-12-05')
    expect(day('5.12')).toBe('2026-12-05')
    expect(day('5 dez')).toBe('2026-12-05')
    expect(day('5 de dezembro')).toBe('2026-12-05')
    expect(day('10/1')).toBe('2027-01-10')
    expect(day('20/6')).toBe('2026-06-20')
    expect(day('hoje')).toBe('2026-11-22')
    expect(day('Amanhã')).toBe('2026-11-23')
    expect(day('+10')).toBe('2026-12-02')
    expect(day('')).toBeNull()
  })
  it('[CRD-13] refuses days that do not exist', () => {
    for (const text of ['31/02', '31/02/2026', 'depois', '99', '13/13', 'quinta'])
      expect(day(text), text).toBe('not_a_day')
  })

  it('[CRD-2] says what is wrong with titles, e-mail addresses and phones', () => {
    expect(parseTitle(' a \n b ')).toEqual({ ok: true, value: 'a b' })
    expect(parseTitle('')).toEqual({ ok: false, problem: 'empty' })
    expect(parseEmail('joana@ipe.example')).toEqual({ ok: true, value: 'joana@ipe.example' })
    expect(parseEmail('joana')).toEqual({ ok: false, problem: 'not_an_email' })
    expect(parseEmail('')).toEqual({ ok: true, value: null })
    expect(parsePhone('(62) 3555-0142')).toEqual({ ok: true, value: '(62) 3555-0142' })
    expect(parsePhone('123')).toEqual({ ok: false, problem: 'not_a_phone' })
  })
})

describe('numbers of custom fields', () => {
  const number = (text: string, style: 'comma' | 'dot' = 'comma') => {
    const parsed = parseNumber(text, style)
    return parsed.ok ? parsed.value : parsed.problem
  }

  it('[TBL-6] are read in either notation, with any decimals', () => {
    expect(number('')).toBeNull()
    for (const text of ['12,5', '12.5', '+12,50']) expect(number(text)).toBe(12.5)
    expect([number('1.234'), number('1.234', 'dot'), number('1,234'), number('1,234', 'dot')]).toEqual([
      1234, 1.234, 1.234, 1234,
    ])
    expect([number('1.234,567'), number('1,234.567'), number('1.234.567'), number('-0,25')]).toEqual([
      1234.567, 1234.567, 1_234_567, -0.25,
    ])
    expect([number('0,125'), number('7'), number(',5'), number('−3')]).toEqual([0.125, 7, 0.5, -3])
  })

  it('[TBL-6] words and torn groups are refused', () => {
    for (const text of ['abc', '1,2,3', '12.34.567', '1.2.3,4', '5%', '1e5', '--1', '.', '1.234,5.6'])
      expect(number(text), text).toBe('no_number')
  })

  it('[TBL-6] amounts may be negative', () => {
    expect(parseAmount('-1.500,00', 'comma')).toEqual({ ok: true, value: -150_000 })
    expect(parseAmount('', 'comma')).toEqual({ ok: true, value: null })
    expect(parseAmount('caro', 'comma')).toEqual({ ok: false, problem: 'not_a_number' })
  })
})

describe('numbers', () => {
  it('[FLD-14] one with more digits than can be kept is refused, not changed', () => {
    expect(parseNumber('9007199254740991', 'comma')).toEqual({ ok: true, value: 9_007_199_254_740_991 })
    expect(parseNumber('12345678901234567', 'comma')).toEqual({ ok: false, problem: 'too_large' })
    expect(parseNumber('-12345678901234567', 'comma')).toEqual({ ok: false, problem: 'too_large' })
  })

  it('[FLD-14] one with more decimals than can be kept is refused too, zeros at either end are none', () => {
    for (const text of ['12345678901,123456789', '-0,12345678901234567891', '9007199254740990,5'])
      expect(parseNumber(text, 'comma'), text).toEqual({ ok: false, problem: 'too_large' })
    const kept = { '123456789012345,6': 123_456_789_012_345.6, '0,10000000000000000000': 0.1, '000,00000012': 1.2e-7 }
    for (const [text, value] of Object.entries(kept))
      expect(parseNumber(text, 'comma'), text).toEqual({ ok: true, value })
    expect(parseNumber('0,0000', 'comma')).toEqual({ ok: true, value: 0 })
  })
})
