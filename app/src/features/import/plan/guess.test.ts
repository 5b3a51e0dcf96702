import { describe, expect, it } from 'vitest'
import { guessTargets } from './guess.ts'
import type { Target } from './targets.ts'

const known = { stages: ['Prospecção', 'Ganhas'], people: ['Ana Prado', 'ana@demo.mutirao', 'Bruno Sá'], fields: [] }
const byHeaders = (...headers: string[]) =>
  guessTargets(
    headers.map((header) => ({ header, values: [] })),
    known,
  )

describe('guessTargets', () => {
  it('[IMP-4] knows the headers of the public CRM export', () => {
    const headers = 'opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value'.split(
      ',',
    )
    expect(byHeaders(...headers)).toEqual([
      'reference',
      'owner',
      'product',
      'account',
      'stage',
      null,
      'closeOn',
      'value',
    ])
  })

  it('[IMP-4] knows Portuguese and English headers, with accents, signs and extra words', () => {
    const pairs: readonly (readonly [string, Target])[] = [
      ['Título', 'title'],
      ['Title', 'title'],
      ['Conta', 'account'],
      ['Razão Social', 'account'],
      ['Valor (R$)', 'value'],
      ['Close value', 'value'],
      ['ETAPA', 'stage'],
      ['Deal Stage', 'stage'],
      ['Responsável', 'owner'],
      ['Expected close', 'closeOn'],
      ['Data de fechamento', 'closeOn'],
      ['Previsão', 'closeOn'],
      ['Prev. Fech.', 'closeOn'],
      ['Dt. Fechamento', 'closeOn'],
      ['Vlr.', 'value'],
      ['Vlr. Estimado', 'value'],
      ['Resp.', 'owner'],
      ['Nome do contato', 'contactName'],
      ['E-mail', 'contactEmail'],
      ['Telefone / WhatsApp', 'contactPhone'],
      ['Origem', 'source'],
      ['Etiquetas', 'labels'],
      ['Motivo da perda', 'lostReason'],
      ['Próxima atividade', 'nextActivity'],
      ['Data da próxima atividade', 'nextActivityOn'],
    ]
    for (const [header, target] of pairs) expect(byHeaders(header), header).toEqual([target])
  })

  it('[IMP-4] gives a field to the column that fits best and lets several columns feed the labels', () => {
    expect(byHeaders('Nome', 'Título')).toEqual([null, 'title'])
    expect(byHeaders('Título', 'Tags', 'Categoria')).toEqual(['title', 'labels', 'labels'])
    const columns = [
      { header: 'Título', values: ['Frota'] },
      { header: 'Fechamento', values: ['ok', 'talvez'] },
      { header: 'Close date', values: ['2026-01-02'] },
    ]
    expect(guessTargets(columns, known)).toEqual(['title', null, 'closeOn'])
  })

  it('[IMP-5] looks at the cells where the header is silent', () => {
    const columns = [
      ['Frota conectada', 'ERP'],
      ['joana@ipe.example', 'rui@vale.example'],
      ['(62) 3555-0142', '+55 11 91234-5678'],
      ['R$ 10,00', 'R$ 2.000'],
      ['prospeccao', 'GANHAS'],
      ['Ana Prado', 'Bruno Sá'],
      ['2026-01-02', '2026-01-03'],
    ].map((values) => ({ header: '', values }))
    expect(guessTargets(columns, known)).toEqual([
      'title',
      'contactEmail',
      'contactPhone',
      'value',
      'stage',
      'owner',
      null,
    ])
  })

  it("[IMP-23] gives a column of its name to the board's own field, before any standard one", () => {
    const own = { stages: [], people: [], fields: [{ id: 'f1', name: 'Prazo' }] }
    const columns = ['Título', 'PRAZO', 'Fechamento'].map((header) => ({ header, values: [] }))
    expect(guessTargets(columns, own)).toEqual(['title', 'field:f1', 'closeOn'])
  })
})
