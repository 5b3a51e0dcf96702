import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Table } from '../../../tables/read/table.ts'
import { planImport } from './plan.ts'
import { nothingAround, type ImportChoices, type PlannedCard, type Surroundings } from './shape.ts'
import { todaysNames, type KnownField } from './known.ts'
import { fieldTarget, isFieldTarget, targets, type Target } from './targets.ts'

const tableOf = (headers: readonly string[], ...rows: readonly (readonly string[])[]): Table => ({
  source: { kind: 'text', encoding: 'utf-8', delimiter: ',', openQuoteLine: null },
  hasHeader: true,
  above: 0,
  headers,
  rows: rows.map((cells, i) => ({ line: i + 2, cells })),
})
const choicesFor = (mapping: readonly (Target | null)[], more: Partial<ImportChoices> = {}): ImportChoices => ({
  targets: mapping,
  numberStyle: 'comma',
  dateStyle: 'dmy',
  stages: {},
  defaultStageId: 'first',
  owners: {},
  repeated: 'skip',
  ...more,
})
const titleOf = (mapping: readonly Target[], cells: readonly string[]) =>
  planImport(tableOf(mapping, cells), choicesFor(mapping)).cards[0]?.title

describe('planImport', () => {
  it('[IMP-21] a row with title and account of a card on the board is left out and told, or updates it, or makes another', () => {
    const known = [
      { id: 'c1', title: 'Frota nova', account: 'Ipê Ltda.' },
      { id: 'c2', title: 'Frota nova', account: 'Ipê Ltda.' },
      { id: 'c3', title: 'Sem conta', account: '' },
    ]
    const table = tableOf(['Título', 'Conta'], ['FROTA NOVA', 'Ipe LTDA.'], ['Frota nova', 'Outra'], ['Sem conta', ''])
    const plan = (repeated: ImportChoices['repeated']) =>
      planImport(table, choicesFor(['title', 'account'], { repeated }), { ...nothingAround, known })
    expect(plan('skip')).toMatchObject({ repeatedRows: 2, skippedRows: 2, cards: [{ account: 'Outra' }] })
    expect(plan('skip').problems).toEqual([
      { line: 2, column: null, text: 'FROTA NOVA · Ipe LTDA.', reason: 'repeated', effect: 'skipped' },
      { line: 4, column: null, text: 'Sem conta', reason: 'repeated', effect: 'skipped' },
    ])
    expect(plan('update').cards.map(({ updates }) => updates)).toEqual(['c1', undefined, 'c3'])
    expect(plan('create').cards.map(({ updates }) => updates)).toEqual([undefined, undefined, undefined])
    expect(plan('create')).toMatchObject({ repeatedRows: 2, problems: [] })
  })

  it('[IMP-32] the line of totals under a report makes no card and is told; a deal that is only called so does', () => {
    const plan = (...rows: readonly (readonly string[])[]) =>
      planImport(tableOf(['Conta', 'Valor', 'Etapa'], ...rows), choicesFor(['account', 'value', 'stage']))
    const report = plan(
      ['Ipê', 'R$ 10,00', ''],
      ['Subtotal', '10,00', ''],
      ['', '', ''],
      ['Total geral:', 'R$ 10,00', ''],
    )
    expect(report.cards.map(({ account }) => account)).toEqual(['Ipê'])
    expect(report.problems.filter(({ reason }) => reason === 'totals')).toEqual([
      { line: 3, column: null, text: 'Subtotal · 10,00', reason: 'totals', effect: 'skipped' },
      { line: 5, column: null, text: 'Total geral: · R$ 10,00', reason: 'totals', effect: 'skipped' },
    ])
    expect(plan(['Total', '', ''], ['Total', '10', 'Proposta'], ['Total Química', '10', '']).cards).toHaveLength(3)
  })

  it('[IMP-10] names a card by its title, else product — account, with the reference behind', () => {
    expect(titleOf(['title', 'account'], ['Frota', 'Ipê'])).toBe('Frota')
    expect(titleOf(['product', 'account'], ['GTX', 'Ipê'])).toBe('GTX — Ipê')
    expect(titleOf(['title', 'product', 'account'], ['', 'GTX', 'Ipê'])).toBe('GTX — Ipê')
    expect(titleOf(['title', 'product'], ['Frota', 'GTX'])).toBe('Frota — GTX')
    expect(titleOf(['reference', 'product', 'account'], ['1C1I7A6R', 'GTX', ''])).toBe('GTX · 1C1I7A6R')
    expect(titleOf(['reference', 'value'], ['1C1I7A6R', '5'])).toBe('1C1I7A6R')
  })

  it('[IMP-24] writes the name an account has today for one it had, and knows the card again by it', () => {
    const accountNames = todaysNames([
      { name: 'Grupo Acme', aliases: ['Acme do Brasil', 'Beta'] },
      { name: 'Beta', aliases: [] },
    ])
    const around = { ...nothingAround, accountNames, known: [{ id: 'c1', title: 'Frota', account: 'Grupo Acme' }] }
    const mapping: readonly Target[] = ['title', 'account']
    const rows = [
      ['Pneus', 'ACME DO BRASIL LTDA'],
      ['Óleo', 'Beta'],
      ['Frota', 'Acme do Brasil'],
    ] as const
    const plan = planImport(tableOf(mapping, ...rows), choicesFor(mapping), around)
    expect(plan.cards.map(({ account }) => account)).toEqual(['Grupo Acme', 'Beta'])
    expect(plan.repeatedRows).toBe(1)
  })

  it("[IMP-23] [IMP-11] fills the board's own fields by their type, and tells what does not fit", () => {
    const field = (id: string, type: KnownField['type'], options: KnownField['options'] = []) => ({
      id,
      name: id,
      type,
      options,
    })
    const around: Surroundings = {
      ...nothingAround,
      members: [{ id: 'u1', name: 'Ana Prado' }],
      fields: [
        field('obs', 'text'),
        field('kg', 'number'),
        field('frete', 'money'),
        field('entrega', 'date'),
        field('porte', 'choice', [{ id: 'o1', name: 'Médio', color: '' }]),
        field('apoio', 'person'),
      ],
    }
    const mapping: readonly Target[] = ['title', ...around.fields.map(({ id }) => fieldTarget(id))]
    const plan = planImport(
      tableOf(
        mapping,
        ['A', 'urgente', '1.234,5678', 'R$ 10,50', '05/12/2026', 'MEDIO', 'ana prado'],
        ['B', '', 'muito', 'x', '31/02/2026', 'Enorme', 'Zé'],
      ),
      choicesFor(mapping),
      around,
    )
    expect(plan.cards.map(({ custom }) => custom)).toEqual([
      { obs: 'urgente', kg: 1234.5678, frete: 1050, entrega: '2026-12-05', porte: 'o1', apoio: 'u1' },
      undefined,
    ])
    expect(plan.problems.map(({ column, reason }) => [column, reason])).toEqual([
      [2, 'not_a_number'],
      [3, 'not_a_number'],
      [4, 'not_a_date'],
      [5, 'no_option'],
      [6, 'owner_unknown'],
    ])
    const numbers = (text: string, numberStyle: ImportChoices['numberStyle']) =>
      planImport(
        tableOf(['title', 'kg'], ['A', text]),
        choicesFor(['title', fieldTarget('kg')], { numberStyle }),
        around,
      ).cards[0]?.custom?.['kg']
    expect([
      numbers('1.234', 'comma'),
      numbers('1.234', 'dot'),
      numbers('-0.00015', null),
      numbers('12%', null),
    ]).toEqual([1234, 1.234, -0.00015, 12])
  })

  it('[FLD-14] a number with more digits than can be kept is told and left out, not changed', () => {
    const around: Surroundings = {
      ...nothingAround,
      fields: [{ id: 'kg', name: 'kg', type: 'number', options: [] }],
    }
    const texts = ['12345678901,123456789', '12345678901234567', '9007199254740991', '(1.234,5)', '5-']
    const plan = planImport(
      tableOf(['title', 'kg'], ...texts.map((text) => ['A', text])),
      choicesFor(['title', fieldTarget('kg')], { numberStyle: 'comma' }),
      around,
    )
    expect(plan.problems.map(({ text, reason, effect }) => [text, reason, effect])).toEqual(
      texts.slice(0, 2).map((text) => [text, 'too_large', 'left_out']),
    )
    expect(plan.cards.map(({ custom }) => custom?.['kg'])).toEqual([
      undefined,
      undefined,
      9_007_199_254_740_991,
      -1234.5,
      -5,
    ])
  })

  it('[IMP-10] tells a row that nothing names, and makes no card of it', () => {
    const plan = planImport(tableOf(['Título', 'Valor'], ['', '10'], ['B', '20']), choicesFor(['title', 'value']))
    expect(plan.cards.map((card) => card.title)).toEqual(['B'])
    expect(plan.skippedRows).toBe(1)
    expect(plan.problems).toEqual([{ line: 2, column: null, text: '10', reason: 'no_title', effect: 'skipped' }])
  })

  it('[IMP-11] tells every cell it cannot take, by row, column, text and reason', () => {
    const mapping: readonly Target[] = ['title', 'value', 'closeOn', 'contactEmail', 'owner', 'account']
    const long = 'x'.repeat(1001)
    const plan = planImport(
      tableOf(mapping, ['A', 'muito', '31/02/2026', 'sem arroba', 'Zé', long], ['B', '-5', '', '', '', '']),
      choicesFor(mapping, { owners: { ze: { kind: 'unset' } } }),
    )
    expect(plan.problems.map(({ line, column, reason, effect }) => [line, column, reason, effect])).toEqual([
      [2, 5, 'too_long', 'left_out'],
      [2, 3, 'not_an_email', 'kept'],
      [2, 1, 'not_a_number', 'left_out'],
      [2, 2, 'not_a_date', 'left_out'],
      [2, 4, 'owner_unknown', 'left_out'],
      [3, 1, 'negative', 'left_out'],
    ])
    expect(plan.cards[0]).toEqual({
      line: 2,
      title: 'A',
      stage: { id: 'first' },
      contactEmail: 'sem arroba',
      labels: [],
    })
  })

  it('[IMP-11] lists filled columns nothing is taken from', () => {
    const plan = planImport(
      tableOf(['Título', 'Obs', 'Vazia'], ['A', 'x', ''], ['B', '', '']),
      choicesFor(['title', null, null]),
    )
    expect(plan.ignoredColumns).toEqual([1])
  })

  it('[IMP-11] every filled cell of a mapped column is on its card or told', () => {
    const cell = fc.oneof(
      fc.constantFrom('', '1.234,50', '5', '31/02/2026', '05/12/2026', 'Won', 'Ana', 'x@y.example', 'a; b'),
      fc.string({ maxLength: 6 }).map((text) => text.trim()),
    )
    const mapping = fc.uniqueArray(fc.constantFrom(...targets), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(
        mapping.chain((chosen) =>
          fc.tuple(fc.constant(chosen), fc.array(fc.tuple(...chosen.map(() => cell)), { minLength: 1, maxLength: 4 })),
        ),
        ([chosen, rows]) => {
          const plan = planImport(
            tableOf(chosen, ...rows),
            choicesFor(chosen, { owners: { ana: { kind: 'member', userId: 'u1' } } }),
          )
          rows.forEach((cells, i) => {
            const card = plan.cards.find((planned) => planned.line === i + 2)
            cells.forEach((text, column) => {
              const told = plan.problems.some(
                (problem) => problem.line === i + 2 && (problem.column === column || problem.column === null),
              )
              const target = chosen[column]
              if (text !== '' && target && !told)
                expect(card && isOn(card, target, text), `${target}: ${text}`).toBe(true)
            })
          })
        },
      ),
      { numRuns: 300 },
    )
  })

  it('[IMP-8] sends rows to matched, new and default stages, and names each new stage once', () => {
    const plan = planImport(
      tableOf(['t', 's'], ['A', 'Won'], ['B', 'Engaging'], ['C', 'ENGAGING'], ['D', '']),
      choicesFor(['title', 'stage'], {
        stages: { won: { kind: 'existing', stageId: 's5' }, engaging: { kind: 'create', stageKind: 'open' } },
      }),
    )
    expect(plan.cards.map((card) => card.stage)).toEqual([
      { id: 's5' },
      { create: 'Engaging' },
      { create: 'ENGAGING' },
      { id: 'first' },
    ])
    expect(plan.newStages).toEqual([{ name: 'Engaging', kind: 'open' }])
  })

  it('[IMP-9] keeps the name of somebody who is no member as a label', () => {
    const plan = planImport(
      tableOf(['t', 'o', 'l'], ['A', 'Moses Frase', 'x, y']),
      choicesFor(['title', 'owner', 'labels']),
    )
    expect(plan.cards[0]?.labels).toEqual(['x', 'y', 'Moses Frase'])
    expect(plan.cards[0]?.ownerId).toBeUndefined()
  })
})

function isOn(card: PlannedCard, target: Target, text: string): boolean {
  if (target === 'title' || target === 'product' || target === 'reference') return card.title.includes(text)
  if (target === 'value') return card.valueCents !== undefined
  if (target === 'closeOn' || target === 'nextActivityOn') return card[target] !== undefined
  if (target === 'stage') return 'create' in card.stage && card.stage.create === text
  if (target === 'owner') return card.ownerId === 'u1' || card.labels.includes(text)
  if (target === 'labels')
    return text.split(/[,;|]/u).every((label) => label.trim() === '' || card.labels.includes(label.trim()))
  if (isFieldTarget(target)) return card.custom !== undefined
  return card[target] === text
}
