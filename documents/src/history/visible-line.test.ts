import { describe, expect, it } from 'vitest'
import { longestMomentName, momentName } from './visible-line.ts'

describe('the name of a moment', () => {
  it('[HIS-40] is one visible line: no control character, nothing that turns the text around it, nothing unseen', () => {
    expect(momentName('  Fim do mês \0')).toBe('Fim do mês')
    expect(momentName('duas\r\nlinhas\t e\u2028mais')).toBe('duas linhas e mais')
    expect(momentName('pago \u202egnp.exe')).toBe('pago gnp.exe')
    expect(momentName('\u2066\u200b\u2069\u0007')).toBeNull()
    expect(momentName('metade \ud83d')).toBe('metade \ufffd')
  })

  it('[HIS-40] keeps every script, digits alone and joined emoji, up to its length', () => {
    for (const name of ['סוף החודש', 'نهاية الشهر', '2026', '👩‍👩‍👧', 'می‌خواهم']) expect(momentName(name)).toBe(name)
    expect(momentName('x'.repeat(longestMomentName))).toHaveLength(longestMomentName)
    expect(momentName('x'.repeat(longestMomentName + 1))).toBeNull()
  })
})
