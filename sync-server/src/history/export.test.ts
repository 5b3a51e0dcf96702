import { describe, expect, it } from 'vitest'
import { cell } from './export.ts'

describe('a cell of the exported changes', () => {
  it('[HIS-39] is no formula, ends no cell early and keeps what it says', () => {
    for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\u0007=1', '\u202E=1', '\uFEFF=1'])
      expect(cell(text).replace(/^"/, ''), JSON.stringify(text)).toMatch(/^'/)
    expect(cell('\n=1')).toBe('"\'\n=1"')
    expect(cell('um "dois"; três')).toBe('"um ""dois""; três"')
    expect(cell('a\u0000b\u007Fc')).toBe('a\u2400b\u2421c')
    expect(cell('Padaria São João — 5 = 5')).toBe('Padaria São João — 5 = 5')
  })
})
