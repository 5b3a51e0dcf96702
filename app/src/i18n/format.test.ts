import { describe, expect, it } from 'vitest'
import { formatAgo, formatBrief, formatBytes, formatDay, formatFullDay, formatList, formatMoney } from './format.ts'

/** Intl puts a no-break space between sign and number. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('numbers, money, days and moments', () => {
  it('[APP-13] money without cents on boards, with cents in forms', () => {
    expect(plain(formatMoney(128_450_000, { locale: 'pt-BR' }))).toBe('R$ 1.284.500')
    expect(plain(formatMoney(128_450_050, { locale: 'pt-BR', cents: true }))).toBe('R$ 1.284.500,50')
    expect(plain(formatMoney(-150, { locale: 'pt-BR' }))).toBe('-R$ 2')
    expect(plain(formatMoney(50, { locale: 'pt-BR' }))).toBe('R$ 0,50')
    expect(plain(formatMoney(15_000_050, { locale: 'pt-BR' }))).toBe('R$ 150.000')
    expect(plain(formatMoney(15_000_099, { locale: 'pt-BR' }))).toBe('R$ 150.000')
    expect(plain(formatMoney(0, { locale: 'pt-BR' }))).toBe('R$ 0')
    expect(plain(formatMoney(250, { locale: 'en' }))).toBe('R$2')
    expect(plain(formatMoney(100, { locale: 'pt-BR', currency: 'reais' }))).toBe('reais 1')
  })

  it('[APP-14] days are short, with the year only when it is another one', () => {
    const todayIs = '2026-11-22'
    expect(formatDay('2026-12-05', { locale: 'pt-BR', todayIs })).toBe('5 dez')
    expect(formatDay('2027-01-05', { locale: 'pt-BR', todayIs })).toBe('5 jan 2027')
    expect(formatDay('2026-12-05', { locale: 'en', todayIs })).toBe('Dec 5')
    expect(formatDay('2027-01-05', { locale: 'en', todayIs })).toBe('Jan 5, 2027')
    expect(formatDay('em breve', { locale: 'pt-BR', todayIs })).toBe('em breve')
    expect(formatFullDay('2026-12-05', 'pt-BR')).toBe('5 de dezembro de 2026')
    expect(formatFullDay('2026-12-05', 'en')).toBe('December 5, 2026')
  })

  it('[APP-15] moments are relative within the last day only', () => {
    const nowMs = Date.UTC(2026, 10, 22, 12)
    const ago = (ms: number) => formatAgo(nowMs - ms, nowMs, 'pt-BR')
    expect([ago(500), ago(3_000), ago(300_000), ago(7_200_000)]).toEqual([
      'agora mesmo',
      'há 3 s',
      'há 5 min',
      'há 2 h',
    ])
    expect(ago(90_000_000)).toBe(formatBrief(nowMs - 90_000_000, 'pt-BR', nowMs))
    const then = new Date(2026, 10, 5, 14, 3).getTime()
    expect(formatBrief(then, 'pt-BR', nowMs)).toBe('5 nov, 14:03')
    expect(formatBrief(then, 'pt-BR', Date.UTC(2027, 5, 1))).toBe('5 nov 2026, 14:03')
    expect(plain(formatBrief(then, 'en', nowMs)).replaceAll('\u202f', ' ')).toBe('Nov 5, 2:03 PM')
    expect(formatAgo(nowMs - 3_000, nowMs, 'en')).toBe('3 s ago')
  })

  it('sizes and lists', () => {
    expect(formatBytes(512, 'pt-BR')).toBe('512 B')
    expect(formatBytes(1_572_864, 'pt-BR')).toBe('1,5 MB')
    expect(formatList(['Ana', 'Bruno', 'Eva'], 'pt-BR')).toBe('Ana, Bruno e Eva')
  })
})
