import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detectNumberStyle, parseMoney } from './money.ts'

const cents = (text: string, style: 'comma' | 'dot' | null = null) => {
  const result = parseMoney(text, style)
  return result.ok ? result.cents : result.problem
}

describe('parseMoney', () => {
  it('[IMP-6] reads amounts whose shape leaves no doubt, whatever the style', () => {
    for (const style of ['comma', 'dot', null] as const) {
      expect(cents('1.234,56', style)).toBe(123456)
      expect(cents('1,234.56', style)).toBe(123456)
      expect(cents('R$ 1.284.500', style)).toBe(128450000)
      expect(cents('R$\u00a01.284.500,07', style)).toBe(128450007)
      expect(cents('12,5', style)).toBe(1250)
      expect(cents('12.50', style)).toBe(1250)
      expect(cents('1234', style)).toBe(123400)
      expect(cents('0,99', style)).toBe(99)
      expect(cents('0.990', style)).toBe(99)
      expect(cents(',5', style)).toBe(50)
      expect(cents("1'234'567.80", style)).toBe(123456780)
      expect(cents('1 234,5 €', style)).toBe(123450)
      expect(cents('12345.6', style)).toBe(1234560)
      expect(cents('-10', style)).toBe(-1000)
      expect(cents('10,00-', style)).toBe(-1000)
      expect(cents('(R$ 10,00)', style)).toBe(-1000)
      expect(cents('0', style)).toBe(0)
      expect(cents('-0', style)).toBe(0)
    }
  })

  it('[IMP-6] lets the style decide the ambiguous shape, and groups thousands without one', () => {
    expect(cents('1.234', 'comma')).toBe(123400)
    expect(cents('1,234', 'dot')).toBe(123400)
    expect(cents('1.234')).toBe(123400)
    expect(cents('1,234')).toBe(123400)
    expect(cents('1.230', 'dot')).toBe(123)
    expect(cents('1,234', 'comma')).toBe('too_many_decimals')
  })

  it('[IMP-6] refuses what is no amount', () => {
    for (const text of [
      '',
      'abc',
      'R$',
      '1.2.3',
      '1,23,4',
      '12.34.567',
      '1.234.56',
      '--1',
      '1-2',
      '5%',
      '10k',
      '.',
      '1.234,5,6',
    ])
      expect(cents(text)).toBe('not_a_number')
    expect(cents('1,234567')).toBe('too_many_decimals')
    expect(cents('99999999999999')).toBe('too_large')
  })

  it('[IMP-6] reads back what either notation writes, to the cent', () => {
    const amount = fc.integer({ min: -99_999_999_999, max: 99_999_999_999 })
    fc.assert(
      fc.property(amount, fc.constantFrom('pt-BR', 'en-US'), (value, locale) => {
        const text = new Intl.NumberFormat(locale, { style: 'currency', currency: 'BRL' }).format(value / 100)
        expect(cents(text)).toBe(value === 0 ? 0 : value)
      }),
      { numRuns: 300 },
    )
  })

  it('[IMP-6] never throws and never gives a fraction of a cent', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('comma' as const, 'dot' as const, null), (text, style) => {
        const result = parseMoney(text, style)
        expect(!result.ok || Number.isSafeInteger(result.cents)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('[IMP-6] judges a column by its unambiguous values', () => {
    expect(detectNumberStyle(['1.500', '12,50', '1.000'])).toBe('comma')
    expect(detectNumberStyle(['1,500', '12.50', 'x'])).toBe('dot')
    expect(detectNumberStyle(['1.500', '200', ''])).toBeNull()
  })
})
