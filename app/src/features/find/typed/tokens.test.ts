import {
  createBoardStore,
  createCard,
  createField,
  defaultStages,
  emptyQuery,
  EMPTY,
  ME,
  seedBoard,
} from '@mutirao/documents'
import type { MemberSnapshot } from '@mutirao/documents'
import { testContext } from '@mutirao/documents/testing'
import * as Y from 'yjs'
import { describe, expect, it } from 'vitest'
import { boardFinding } from '../board-finding.ts'
import { suggestionsFor } from './suggest.ts'
import { readTyped } from './read.ts'
import { readToken, type TypedWorld } from './tokens.ts'

const member = (id: string, name: string): [string, MemberSnapshot] => [
  id,
  { id, name, role: 'editor', groups: [], active: true },
]

function aBoard() {
  const doc = new Y.Doc()
  const context = testContext('fabio', 1)
  const { stageIds } = seedBoard(doc, context, { title: 'Funil', stages: defaultStages })
  const { fieldId } = createField(doc, context, { name: 'Número do edital', type: 'number' })
  for (const label of ['frota', 'Frota nova'])
    createCard(doc, context, { title: 'Portal', stageId: stageIds[0] ?? '', labels: [label] })
  const store = createBoardStore(doc)
  const members = new Map([
    member('fabio', 'Fábio Teixeira'),
    member('ana', 'Ana Ribeiro'),
    member('eva', 'Mariana Eva'),
  ])
  const finding = boardFinding(store)
  const world: TypedWorld = { finding, members, me: 'fabio', today: '2026-11-26', numbers: 'comma', days: 'dmy' }
  return { world, stages: store.stages(), fieldId }
}
const { world, stages, fieldId } = aBoard()
const proposal = stages.find(({ name }) => name === 'Proposta')?.id ?? ''
const among = (field: string, ...values: string[]) => ({ field, condition: { kind: 'among', values, not: false } })
const reads = (word: string) => readToken(word, world)

describe('filters typed as words', () => {
  it('[TOK-6] who types their own name means it by name, "me" stays whoever looks', () => {
    for (const word of ['resp:fabio', '@fábio', 'owner:"Fábio Teixeira"'])
      expect([word, reads(word)]).toEqual([word, among('owner', 'fabio')])
    expect(reads('resp:eu')).toEqual(among('owner', ME))
  })

  it('[TOK-1] are those the mouse would make, in both languages', () => {
    for (const word of ['resp:ana', 'owner:ana', 'Responsável:"Ana Ribeiro"', '@ana', 'dono=ANA'])
      expect([word, reads(word)]).toEqual([word, among('owner', 'ana')])
    for (const word of ['resp:eu', 'owner:me']) expect(reads(word)).toEqual(among('owner', ME))
    for (const word of ['resp:ninguém', 'owner:-']) expect(reads(word)).toEqual(among('owner', EMPTY))
    for (const word of ['etapa:proposta', 'stage:prop']) expect(reads(word)).toEqual(among('stage', proposal))
    for (const word of ['#frota', 'label:frota', 'etiqueta:FROTA']) expect(reads(word)).toEqual(among('label', 'frota'))
    expect(reads('#"frota nova"')).toEqual(among('label', 'Frota nova'))
    for (const word of ['atrasado', 'Atrasadas', 'overdue', 'fecha:atrasada'])
      expect(reads(word)).toEqual({ field: 'closeOn', condition: { kind: 'when', when: 'overdue' } })
    expect(reads('-etapa:proposta')).toEqual({
      field: 'stage',
      condition: { kind: 'among', values: [proposal], not: true },
    })
    expect(reads('conta:"Ipê Azul"')).toEqual({
      field: 'account',
      condition: { kind: 'contains', text: 'Ipê Azul', not: false },
    })
    expect(reads('numero-do-edital>=12')?.field).toBe(`field:${fieldId}`)
  })

  it('[TOK-2] take amounts and days as people write them', () => {
    const range = (min: number | null, max: number | null) => ({
      field: 'value',
      condition: { kind: 'range', min, max },
    })
    expect(reads('valor>10000')).toEqual(range(10_000_01, null))
    expect(reads('value>=10.000')).toEqual(range(10_000_00, null))
    expect(reads('valor<1,5mi')).toEqual(range(null, 1_500_000_00 - 1))
    expect(reads('valor:10mil..20mil')).toEqual(range(10_000_00, 20_000_00))
    expect(reads('valor:12,50')).toEqual(range(12_50, 12_50))
    const days = (from: string | null, to: string | null) => ({
      field: 'closeOn',
      condition: { kind: 'days', from, to },
    })
    expect(reads('fecha>10/12')).toEqual(days('2026-12-11', null))
    expect(reads('close<=2026-12-31')).toEqual(days(null, '2026-12-31'))
    expect(reads('fecha:1/12..31/12')).toEqual(days('2026-12-01', '2026-12-31'))
    expect(reads('fecha:hoje')).toEqual({ field: 'closeOn', condition: { kind: 'when', when: 'today' } })
    const both = readTyped(emptyQuery, 'valor>=10 valor<=20 resp:ana resp:eu', -1, world).query.filters
    expect(both['value']).toEqual({ kind: 'range', min: 10_00, max: 20_00 })
    expect(both['owner']).toEqual({ kind: 'among', values: ['ana', ME], not: false })
  })

  it('[TOK-3] leave alone what is none, and wait for the end of the word', () => {
    for (const word of [
      'portal',
      'http://x.com',
      'valor:abc',
      'resp:zzz',
      'fecha:32/13',
      'valor:',
      '#nada',
      '10:30',
      ':',
    ])
      expect([word, reads(word)]).toEqual([word, null])
    const typed = (text: string, caret = -1) => {
      const { query, text: kept } = readTyped(emptyQuery, text, caret, world)
      return [kept, query.text, Object.keys(query.filters)]
    }
    expect(typed('portal  do cliente')).toEqual(['portal  do cliente', 'portal  do cliente', []])
    expect(typed('portal resp:ana do')).toEqual(['portal do', 'portal do', ['owner']])
    // Still being typed: in the box, no filter, and not looked for.
    expect(typed('portal resp:an', 14)).toEqual(['portal resp:an', 'portal', []])
    expect(typed('portal resp:ana ', 16)).toEqual(['portal ', 'portal', ['owner']])
    expect(typed('valor:abc x')).toEqual(['valor:abc x', 'valor:abc x', []])
  })

  it('[TOK-4] are offered while the word is typed: values of its field, or fields that begin so', () => {
    const offered = (text: string, isPortuguese = true) =>
      suggestionsFor(text, text.length, world, isPortuguese).map(({ field, words }) => `${field}=${words}`)
    expect(offered('portal resp:an')).toEqual(['Responsável=Ana Ribeiro', 'Responsável=Mariana Eva'])
    expect(offered('eta')).toEqual(['Etapa=etapa:'])
    expect(offered('sta', false)).toEqual(['Etapa=stage:'])
    expect(offered('atra')).toEqual(['Fechamento=Atrasada'])
    expect(offered('fecha:es')).toEqual(['Fechamento=Esta semana', 'Fechamento=Este mês'])
    expect(offered('numero')).toEqual(['Número do edital=numero-do-edital:'])
    expect(offered('p')).toEqual([])
    expect(offered('portal ')).toEqual([])
  })

  it('[TOK-5] of several words are one, quoted or not, and wait for the word that may follow', () => {
    const filtersOf = (text: string, caret = -1) => {
      const { query, text: kept } = readTyped(emptyQuery, text, caret, world)
      return [kept, query.text, query.filters]
    }
    const above = { value: { kind: 'range', min: 50_000_00, max: null } }
    for (const text of ['valor>=50 mil', 'valor>="50 mil"', 'value>=50k', 'value>=50 k', 'valor>=R$ 50 mil'])
      expect([text, ...filtersOf(text)]).toEqual([text, '', '', above])
    const span = { value: { kind: 'range', min: 10_000_00, max: 20_000_00 } }
    expect(filtersOf('valor:10 mil..20 mil')).toEqual(['', '', span])
    for (const [text, when] of [
      ['fecha:este mês', 'thisMonth'],
      ['fecha:este-mês', 'thisMonth'],
      ['fecha:"este mês"', 'thisMonth'],
      ['close:this month', 'thisMonth'],
      ['close:this-month', 'thisMonth'],
      ['fecha:Esta Semana', 'thisWeek'],
      ['fecha:próximos 7 dias', 'next7'],
      ['close:next 30 days', 'next30'],
    ] as const)
      expect([text, ...filtersOf(text)]).toEqual([text, '', '', { closeOn: { kind: 'when', when } }])
    expect(filtersOf('valor>=50 mil portal')).toEqual(['portal', 'portal', above])
    expect(filtersOf('fecha:hoje mesmo')).toEqual(['mesmo', 'mesmo', { closeOn: { kind: 'when', when: 'today' } }])
    // Not yet: "mil" may come. Five figures are meant as they stand.
    expect(filtersOf('valor>=50 ', 10)).toEqual(['valor>=50 ', '', {}])
    expect(filtersOf('valor>=50 mil ', 14)).toEqual(['', '', above])
    expect(filtersOf('fecha:este ', 11)).toEqual(['fecha:este ', '', {}])
    expect(filtersOf('valor>10000 ', 12)[0]).toBe('')
  })

  it('[TOK-5] of no meaning offer what the field takes, with nothing chosen', () => {
    const offered = (text: string, isPortuguese = true) => suggestionsFor(text, text.length, world, isPortuguese)
    expect(offered('valor>muito').map(({ insert }) => insert)).toEqual(['valor>50mil', 'valor:1000..5000'])
    expect(offered('value>lots', false).map(({ insert }) => insert)).toEqual(['value>50k', 'value:1000..5000'])
    expect(offered('fecha:logo').map(({ insert }) => insert)).toContain('fecha:mes')
    expect(offered('fecha:logo').every(({ filter }) => filter === null)).toBe(true)
    expect(offered('valor:')).toEqual([])
  })

  it('[TOK-4] [TOK-5] of several words are offered while the second is typed', () => {
    const offered = (text: string) => suggestionsFor(text, text.length, world, true).map(({ words }) => words)
    expect(offered('portal fecha:este m')).toEqual(['Este mês'])
    expect(offered('portal fecha:este ')).toEqual(['Este mês'])
    expect(offered('portal valor>=50 ')).toHaveLength(1)
    expect(offered('portal valor>=5000 ')).toEqual([])
  })
})
