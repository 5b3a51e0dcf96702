import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detectDateOrder, parseDay } from './date.ts'

describe('parseDay', () => {
  it('[IMP-7] reads every usual form', () => {
    const forms = [
      '2026-12-05',
      '2026/12/05',
      '20261205',
      '2026-12-05T14:30:00Z',
      '05/12/2026',
      '5/12/26',
      '05-12-2026',
      '5.12.2026',
    ]
    const written = [
      '5 dez 2026',
      '5 de dezembro de 2026',
      '5-Dec-26',
      'Dec 5, 2026',
      'December 5th, 2026',
      '05/12/2026 14:30',
      '46361',
    ]
    for (const form of [...forms, ...written]) expect(parseDay(form, 'dmy'), form).toBe('2026-12-05')
    expect(parseDay('1º de março de 2026', 'dmy')).toBe('2026-03-01')
    expect(parseDay('05/12/1999 9:05 PM', 'dmy')).toBe('1999-12-05')
  })

  it('[IMP-7] follows the order of day and month', () => {
    expect(parseDay('03/04/2026', 'dmy')).toBe('2026-04-03')
    expect(parseDay('03/04/2026', 'mdy')).toBe('2026-03-04')
    expect(parseDay('03/15/2026', 'dmy')).toBeNull()
  })

  it('[IMP-7] refuses days that do not exist and words', () => {
    for (const text of [
      '31/02/2026',
      '2026-02-30',
      '2026-13-01',
      '00/01/2026',
      'amanhã',
      '',
      '12',
      '1234',
      '5 xyz 2026',
      '31/11/26',
    ])
      expect(parseDay(text, 'dmy'), text).toBeNull()
    expect(parseDay('29/02/2028', 'dmy')).toBe('2028-02-29')
  })

  it('[IMP-7] reads back every day of two centuries in four forms', () => {
    const days = fc.date({ min: new Date('1970-01-01'), max: new Date('2169-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(days, (date) => {
        const iso = date.toISOString().slice(0, 10)
        const [year, month, day] = iso.split('-')
        expect(parseDay(iso, 'mdy')).toBe(iso)
        expect(parseDay(`${day}/${month}/${year}`, 'dmy')).toBe(iso)
        expect(parseDay(`${month}/${day}/${year}`, 'mdy')).toBe(iso)
        const words = new Intl.DateTimeFormat('pt-BR', { dateStyle: 'long', timeZone: 'UTC' }).format(date)
        expect(parseDay(words, 'mdy')).toBe(iso)
      }),
      { numRuns: 300 },
    )
  })

  it('[IMP-7] judges the order by the whole column', () => {
    expect(detectDateOrder(['03/04/2026', '15/04/2026'])).toBe('dmy')
    expect(detectDateOrder(['03/04/2026', '04/15/2026'])).toBe('mdy')
    expect(detectDateOrder(['03/04/2026', '01/02/2026'])).toBe('ambiguous')
    expect(detectDateOrder(['13/04/2026', '04/15/2026'])).toBe('mixed')
    expect(detectDateOrder(['2026-01-02', 'x'])).toBe('none')
  })

  it('[IMP-7] never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseDay(text, 'dmy') ?? '2000-01-01').toMatch(/^\d{4}-\d{2}-\d{2}$/u)
      }),
    )
  })
})
