import { describe, expect, it } from 'vitest'
import { pastedLines } from './pasted-lines.ts'

describe('pasted lines', () => {
  it('[CRD-19] become items without the marks of lists', () => {
    expect(
      pastedLines('- Ligar\r\n* Enviar proposta\n\n  3) Visitar\n[x] Feito\n- [ ] Aberto\n• Ponto\n2026 é um ano'),
    ).toEqual(['Ligar', 'Enviar proposta', 'Visitar', 'Feito', 'Aberto', 'Ponto', '2026 é um ano'])
  })

  it('[CRD-19] one line is no list', () => {
    expect(pastedLines('Ligar')).toBeNull()
    expect(pastedLines('\n- Ligar\n \n')).toBeNull()
    expect(pastedLines('')).toBeNull()
  })

  it('[CRD-19] neither very many nor very long ones pass', () => {
    const lines = pastedLines(Array.from({ length: 500 }, () => 'x'.repeat(2_000)).join('\n'))
    expect([lines?.length, lines?.[0]?.length]).toEqual([200, 1_000])
  })
})
