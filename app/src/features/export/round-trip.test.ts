import {
  createBoardStore,
  createField,
  defaultStages,
  importCards,
  seedBoard,
  type BoardStore,
  type FieldType,
  type ImportRow,
} from '@mutirao/documents'
import { testContext } from '@mutirao/documents/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { choicesFrom, type Workplace } from '../import/plan/describe.ts'
import { createImportService } from '../import/plan/service.ts'
import { createBoardImport } from '../import/run/board-import.ts'
import { ptBR } from '../../i18n/pt-BR/index.ts'
import { boardRows } from './plan/board-rows.ts'
import { fieldTypeOf, standardColumns, standardType, type ExportColumn } from './plan/columns.ts'
import { writerFor } from './write/worker-protocol.ts'
import type { Format } from '../../tables/write/writer.ts'

const members = [
  { id: 'u1', name: 'Ana Prado' },
  { id: 'u2', name: 'Bruno Sá' },
]
const option = (name: string) => ({ id: `o-${name}`, name, color: '' })
const ownFields: readonly { readonly name: string; readonly type: FieldType }[] = [
  { name: 'Observação', type: 'text' },
  { name: 'Peso', type: 'number' },
  { name: 'Frete', type: 'money' },
  { name: 'Entrega', type: 'date' },
  { name: 'Porte', type: 'choice' },
  { name: 'Apoio', type: 'person' },
]

/** An empty board with the usual stages and a field of each type. */
function emptyBoard() {
  const doc = new Y.Doc()
  const context = testContext('u1', 5)
  const { stageIds } = seedBoard(doc, context, { title: 'Funil', stages: defaultStages })
  const fieldIds = ownFields.map(
    (field) =>
      createField(doc, context, {
        ...field,
        ...(field.type === 'choice' ? { options: ['Pequeno', 'Grande; "XL"'].map(option) } : {}),
      }).fieldId,
  )
  return { doc, context, stageIds, fieldIds, store: createBoardStore(doc) }
}

function exported(store: BoardStore, format: Format): Uint8Array<ArrayBuffer> {
  const words = ptBR.exporting
  const columns: ExportColumn[] = [
    ...standardColumns.map((id) => ({ id, header: words.column[id], type: standardType(id) })),
    ...store
      .fields()
      .map((field) => ({ id: `field:${field.id}`, header: field.name, type: fieldTypeOf(field) }) as const),
  ]
  const ids = store.stages().flatMap((stage) => store.column(stage.id))
  const person = (userId: string) => members.find(({ id }) => id === userId)?.name ?? ''
  const rows = boardRows(store, ids, columns, { person, dayOf: () => '2026-11-26', noStage: words.noStage })
  const writer = writerFor({ format, columns, title: 'Funil', currency: 'BRL' })
  writer.rows(rows(0, ids.length))
  const parts = writer.finish()
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

function imported(bytes: Uint8Array) {
  const board = emptyBoard()
  const service = createImportService()
  const workplace: Workplace = {
    stages: board.store.stages(),
    members,
    fields: board.store.fields(),
    accounts: [],
    dateStyle: 'dmy',
  }
  const opened = service.open(bytes, {}, workplace)
  if (!opened.ok) throw new Error(opened.problem)
  const { targets } = opened.summary
  const described = service.describe(targets, workplace)
  const plan = service.plan(choicesFrom(described, targets, board.stageIds[0] ?? ''))
  createBoardImport((work) => work(board.doc, board.context), plan.newStages).apply(service.cards(0, 200))
  return { store: board.store, problems: plan.problems.filter(({ reason }) => reason !== 'not_an_email') }
}

/** What a board says, with names instead of ids, so that two boards can be compared. */
function contents(store: BoardStore) {
  return store.stages().map((stage) => ({
    stage: stage.name,
    cards: store.column(stage.id).map((cardId) => {
      const card = store.card(cardId)
      const own = store.fields().map((field) => [field.name, card?.fields[field.id] ?? null])
      const {
        id: _id,
        rank: _rank,
        stageSince: _since,
        stageId: _stage,
        createdAt: _at,
        createdBy: _by,
        fields: _fields,
        ...rest
      } = card ?? {}
      return { ...rest, own }
    }),
  }))
}

const text = fc
  .string({ unit: fc.constantFrom(...'aÇ=+-@\';,"\t\n .1|<&_x'), maxLength: 12 })
  .map((value) => value.trim().normalize())
const filled = text.filter((value) => value !== '')
const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const cents = fc.integer({ min: 0, max: 99_999_999_999 })
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const person = fc.constantFrom('u1', 'u2')
const draft = fc.record({
  stage: fc.nat(5),
  title: filled,
  labels: fc.uniqueArray(filled, { maxLength: 3 }),
  fields: fc.record({
    account: maybe(filled),
    contactName: maybe(filled),
    contactEmail: maybe(fc.constantFrom('ana@x.example', '+b@y.example')),
    contactPhone: maybe(fc.constantFrom('+55 11 90000-1234', '(62) 3555-0142')),
    value: maybe(cents),
    owner: maybe(person),
    closeOn: maybe(day),
    nextActivity: maybe(filled),
    nextActivityOn: maybe(day),
    source: maybe(filled),
    lostReason: maybe(filled),
  }),
  own: fc.tuple(
    maybe(filled),
    maybe(fc.integer({ min: -9_999_999, max: 9_999_999 }).map((value) => value / 10_000)),
    maybe(cents),
    maybe(day),
    maybe(fc.constantFrom('o-Pequeno', 'o-Grande; "XL"')),
    maybe(person),
  ),
})

describe('export and import', () => {
  it.each(['xlsx', 'csv-br', 'csv'] as const)(
    '[EXP-7] [EXP-8] give the same cards back (%s)',
    { timeout: 60_000 },
    (format) => {
      fc.assert(
        fc.property(fc.array(draft, { minLength: 1, maxLength: 6 }), (drafts) => {
          const { doc, context, stageIds, fieldIds, store } = emptyBoard()
          const rows = drafts.map(({ stage, title, labels, fields, own }): ImportRow => ({
            stageId: stageIds[stage] ?? '',
            title,
            labels,
            fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
            custom: Object.fromEntries(own.flatMap((value, i) => (value === undefined ? [] : [[fieldIds[i], value]]))),
          }))
          importCards(doc, context, rows)
          const back = imported(exported(store, format))
          expect(back.problems).toEqual([])
          expect(contents(back.store)).toEqual(contents(store))
        }),
        { numRuns: 60 },
      )
    },
  )

  it('[EXP-8] says names where the document has ids, and leaves nothing out', () => {
    const { doc, context, stageIds, fieldIds, store } = emptyBoard()
    const custom = { [fieldIds[4] ?? '']: 'o-Pequeno', [fieldIds[5] ?? '']: 'u2' }
    importCards(doc, context, [
      { stageId: stageIds[4] ?? '', title: 'Frota', fields: { owner: 'u1', value: 5 }, custom },
    ])
    const line = new TextDecoder().decode(exported(store, 'csv')).split('\r\n')[1]
    expect(line).toBe('Frota,,0.05,Ganhas,Ana Prado,,,,,,,,,,2026-11-26,,,,,Pequeno,Bruno Sá')
  })
})
