import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { kinds, mustParseName, prepareUpdate } from '../index.ts'
import { judgeOf, map } from '../testing/judge.ts'
import { Network, openBoard, seedTestBoard, testContext } from '../testing/index.ts'
import {
  archiveField,
  archiveStage,
  createBoardStore,
  createCard,
  createField,
  createProjectedStore,
  createStage,
  customValueOf,
  editCells,
  editField,
  faceFieldsOf,
  importCards,
  moveField,
  optionOf,
  parseProjection,
  projectBoard,
  restoreField,
  restoreStage,
  setCardField,
  setCustomField,
} from './index.ts'
import type { CardSnapshot, CellEdit, FieldSnapshot, FieldType } from './index.ts'
import { fieldsMap } from './fields.ts'
import { cardsMap } from './shape.ts'

const porte = [
  { id: 'grande', name: 'Grande', color: '#2c68d6' },
  { id: 'pequeno', name: 'Pequeno', color: '' },
]

function board(doc = new Y.Doc()) {
  const ana = testContext('ana-user', 1)
  const stageIds = seedTestBoard(doc, ana, 6)
  const store = createBoardStore(doc)
  const add = (name: string, type: FieldType): string =>
    createField(doc, ana, { name, type, ...(type === 'choice' ? { options: porte } : {}) }).fieldId
  const cardId = store.column(stageIds[0] ?? '')[0] ?? ''
  const card = (): CardSnapshot => store.card(cardId) as CardSnapshot
  const field = (id: string): FieldSnapshot => store.field(id) as FieldSnapshot
  const read = (fieldId: string) => customValueOf(card(), field(fieldId))
  return { doc, ana, store, stageIds, add, cardId, card, field, read }
}
const names = (fields: readonly FieldSnapshot[]): string[] => fields.map(({ name }) => name)

describe('custom fields', () => {
  it('[FLD-1] are created at the end, renamed, moved, archived and restored, each with its way back', () => {
    const { doc, ana, store, add } = board()
    const [a, b, c] = [add('Porte', 'choice'), add('Renovação', 'date'), add('Margem', 'number')]
    expect(names(store.fields())).toEqual(['Porte', 'Renovação', 'Margem'])
    const moved = moveField(doc, ana, { fieldId: c, belowId: a })
    expect(names(store.fields())).toEqual(['Margem', 'Porte', 'Renovação'])
    expect(moveField(doc, ana, { fieldId: c, belowId: a })).toBeNull()
    const renamed = editField(doc, ana, { fieldId: b, name: ' Vence em ' })
    expect(store.field(b)?.name).toBe('Vence em')
    const archived = archiveField(doc, ana, a)
    expect([names(store.fields()), names(store.archivedFields())]).toEqual([['Margem', 'Vence em'], ['Porte']])
    expect(archiveField(doc, ana, a)).toBeNull()
    restoreField(doc, ana, a)?.apply(doc, ana)
    expect(names(store.archivedFields())).toEqual(['Porte'])
    for (const undo of [archived, renamed, moved]) undo?.apply(doc, ana)
    expect(names(store.fields())).toEqual(['Porte', 'Renovação', 'Margem'])
  })

  it('[DOC-64] an undo leaves alone what somebody else has archived and restored, or set to the same value, since', () => {
    const { doc, ana, store, stageIds, cardId, add, read, field } = board()
    const [theirs, bruno] = [new Y.Doc(), testContext('bruno', 2)]
    const sync = () => {
      Y.applyUpdate(theirs, Y.encodeStateAsUpdate(doc))
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(theirs))
    }
    const margin = add('Margem', 'number')
    const created = createField(doc, ana, { name: 'Porte', type: 'text' })
    const value = setCustomField(doc, ana, { cardId, fieldId: margin, value: 2 })
    archiveField(doc, ana, margin)
    sync()
    restoreField(theirs, bruno, margin)
    sync()
    archiveField(doc, ana, margin)
    const restored = restoreField(doc, ana, margin)
    const stage = createStage(doc, ana, { name: 'Piloto' })
    sync()
    for (const fieldId of [margin, created.fieldId]) {
      archiveField(theirs, bruno, fieldId)
      restoreField(theirs, bruno, fieldId)
    }
    archiveStage(theirs, bruno, stage.stageId)
    restoreStage(theirs, bruno, stage.stageId)
    for (const other of [3, 2]) setCustomField(theirs, bruno, { cardId, fieldId: margin, value: other })
    sync()
    for (const undo of [restored, created.undo, stage.undo, value])
      expect(undo?.apply(doc, ana)).toMatchObject({ done: 0, skipped: 1 })
    expect(names(store.fields())).toEqual(['Margem', 'Porte'])
    expect(store.stages()).toHaveLength(stageIds.length + 1)
    expect([field(margin).deletedAt, read(margin)]).toEqual([null, 2])
  })

  it('[DOC-64] one’s own steps go back through the same values, also after the board was closed between', () => {
    const { doc, ana, store, cardId, add, read } = board()
    const margin = add('Margem', 'number')
    const set = (value: number | null) => setCustomField(doc, ana, { cardId, fieldId: margin, value })
    const steps = [set(1), set(2), set(null), set(2), archiveField(doc, ana, margin), restoreField(doc, ana, margin)]
    const reopened = new Y.Doc()
    Y.applyUpdate(reopened, Y.encodeStateAsUpdate(doc))
    const redos = steps.toReversed().map((undo, i) => {
      const outcome = undo?.apply(i < 3 ? doc : reopened, ana)
      if (i === 2) Y.applyUpdate(reopened, Y.encodeStateAsUpdate(doc))
      expect(outcome).toMatchObject({ done: 1, skipped: 0 })
      return outcome?.redo
    })
    for (const redo of redos.toReversed()) expect(redo?.apply(reopened, ana)).toMatchObject({ done: 1, skipped: 0 })
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(reopened))
    expect([names(store.fields()), read(margin)]).toEqual([['Margem'], 2])
  })

  it('[FLD-1] archiving keeps the cards’ values; undoing a creation leaves a field that is in use', () => {
    const { doc, ana, store, cardId, add, read } = board()
    const used = add('Margem', 'number')
    setCustomField(doc, ana, { cardId, fieldId: used, value: 12.5 })
    archiveField(doc, ana, used)
    restoreField(doc, ana, used)
    expect(read(used)).toBe(12.5)
    const empty = createField(doc, ana, { name: 'Vazio', type: 'text' })
    expect(empty.undo.apply(doc, ana)).toMatchObject({ done: 1, skipped: 0 })
    const filled = createField(doc, ana, { name: 'Cheio', type: 'text' })
    setCustomField(doc, testContext('bruno', 2), { cardId, fieldId: filled.fieldId, value: 'não perder' })
    expect(filled.undo.apply(doc, ana)).toMatchObject({ done: 0, skipped: 1 })
    expect(names(store.fields())).toEqual(['Margem', 'Cheio'])
  })

  it.each([
    ['text', 'Sob medida', 7],
    ['number', -2.5, '2'],
    ['number', 0, Number.NaN],
    ['money', 150_000, 10.5],
    ['date', '2028-02-29', '2026-02-30'],
    ['choice', 'grande', 'enorme'],
    ['person', 'bruno-user', 4],
  ] as const)('[FLD-2] %s takes %j and refuses %j', (type, good, bad) => {
    const { doc, ana, cardId, add, card, read } = board()
    const fieldId = add('Campo', type)
    expect(setCustomField(doc, ana, { cardId, fieldId, value: good })).not.toBeNull()
    expect(read(fieldId)).toBe(good)
    expect(setCustomField(doc, ana, { cardId, fieldId, value: good })).toBeNull()
    const before = card()
    const wrong = expect.objectContaining({ code: 'bad_value' })
    expect(() => setCustomField(doc, ana, { cardId, fieldId, value: bad })).toThrow(wrong)
    expect(card()).toBe(before)
    setCustomField(doc, ana, { cardId, fieldId, value: null })?.apply(doc, ana)
    expect(read(fieldId)).toBe(good)
    setCustomField(doc, ana, { cardId, fieldId, value: '' })
    expect([read(fieldId), fieldId in card().fields]).toEqual([null, false])
  })

  it('[FLD-2] bad definitions and too long values are refused; a new card may bring values', () => {
    const { doc, ana, store, stageIds, cardId, add } = board()
    const [text, choice] = [add('Texto', 'text'), add('Porte', 'choice')]
    const code = (wanted: string) => expect.objectContaining({ code: wanted })
    expect(() => createField(doc, ana, { name: '  ', type: 'text' })).toThrow(code('bad_value'))
    expect(() => editField(doc, ana, { fieldId: text, options: porte })).toThrow(code('bad_value'))
    const twice = [porte[0], porte[0]] as typeof porte
    expect(() => editField(doc, ana, { fieldId: choice, options: twice })).toThrow(code('bad_value'))
    const many = Array.from({ length: 101 }, (_, i) => ({ id: `o${i}`, name: 'x', color: '' }))
    expect(() => editField(doc, ana, { fieldId: choice, options: many })).toThrow(code('too_large'))
    expect(() => setCustomField(doc, ana, { cardId, fieldId: text, value: 'x'.repeat(1_001) })).toThrow(
      code('too_large'),
    )
    expect(() => setCustomField(doc, ana, { cardId, fieldId: 'nowhere1', value: 'x' })).toThrow(code('not_found'))
    const [stageId = ''] = stageIds
    const custom = { [text]: 'Filial Sul', [choice]: 'pequeno' }
    const made = createCard(doc, ana, { stageId, title: 'Com campos', custom })
    expect(store.card(made.cardId)?.fields).toEqual(custom)
    const rows = [{ stageId, title: 'Linha', custom: { [choice]: 'nada disso' } }]
    expect(() => importCards(doc, ana, rows)).toThrow(code('bad_value'))
    for (let i = store.fields().length; i < 50; i++) add(`Campo ${i}`, 'text')
    expect(() => add('Um a mais', 'text')).toThrow(code('invalid_request'))
  })

  it('[FLD-3] the rules refuse a value of another type, and keep what they cannot judge', () => {
    const { doc, add, cardId } = board()
    const judge = judgeOf('board', doc)
    const at = (fieldId: string) => `cards/${cardId}/field:${fieldId}`
    const [money, date, choice] = [add('Custo', 'money'), add('Vence', 'date'), add('Porte', 'choice')]
    expect([judge(at(money), 500), judge(at(money), null), judge(at(money))]).toEqual(['allow', 'allow', 'allow'])
    expect([judge(at(money), 'R$ 5'), judge(at(money), 5.5), judge(at(money), { a: 1 })]).toEqual(
      Array(3).fill('bad_value'),
    )
    expect([judge(at(date), '18/12/2026'), judge(at(choice), 7)]).toEqual(['bad_value', 'bad_value'])
    // An option that was removed meanwhile must not cost the edit.
    expect(judge(at(choice), 'removida')).toBe('allow')
    expect([judge(at('unknown1'), 'x'), judge(at('unknown1'), { any: 1 })]).toEqual(['allow', 'allow'])
    expect([judge(at('unknown1'), 'x'.repeat(5_000)), judge(at(money), map)]).toEqual(['too_large', 'bad_structure'])
    const definition = `fields/${money}`
    expect(judge(`${definition}/options`, ['A', { id: 'b', name: 'B' }])).toBe('allow')
    expect([judge(`${definition}/options`, 'A'), judge(`${definition}/options`, [{ name: 'B' }])]).toEqual(
      Array(2).fill('bad_value'),
    )
    expect(judge(definition, undefined, { before: {} })).toBe('hard_delete')
    expect(judgeOf('board', doc, 'gil-user1', 'viewer')(`${definition}/name`, 'x')).toBe('read_only')
  })

  it('[FLD-3] a wrong value is left out of an update, the rest of it is taken', () => {
    const { doc, add, cardId } = board()
    const fieldId = add('Custo', 'money')
    const server = new Y.Doc()
    Y.applyUpdate(server, Y.encodeStateAsUpdate(doc))
    const before = Y.encodeStateVector(doc)
    const entry = cardsMap(doc).get(cardId) as Y.Map<unknown>
    doc.transact(() => {
      entry.set(`field:${fieldId}`, 'caro')
      entry.set('account', 'Conta nova')
    })
    const document = mustParseName('board:01HBOARD0000000000000000AA')
    const judge = kinds.board.judge({ userId: 'ana-user', role: 'editor', groups: [] }, { document, doc: server })
    const prepared = prepareUpdate(server, Y.encodeStateAsUpdate(doc, before), judge, { ownsClient: () => true })
    if (prepared.kind !== 'ready') throw new Error('not taken')
    expect(prepared.refused).toMatchObject([{ code: 'bad_value' }])
    Y.applyUpdate(server, prepared.update)
    const taken = cardsMap(server).get(cardId) as Y.Map<unknown>
    expect([taken.get(`field:${fieldId}`), taken.get('account')]).toEqual([undefined, 'Conta nova'])
  })

  it('[FLD-4] another type for a field that exists is set back', () => {
    const { doc, add } = board()
    const judge = judgeOf('board', doc)
    const path = `fields/${add('Custo', 'money')}/type`
    expect(judge(path, 'text', { before: 'money' })).toBe('field_type')
    expect(judge(path, undefined, { before: 'money' })).toBe('field_type')
    expect(judge(path, 'money', { before: 'money' })).toBe('allow')
    expect(judge('fields/01HFIELD000000000000000AAA/type', 'money')).toBe('allow')
    expect(judge('fields/01HFIELD000000000000000AAA/type', 'rating')).toBe('allow')
  })

  it('[FLD-5] the record of values keeps its identity, and a changed definition touches no card', () => {
    const { doc, ana, store, add, cardId, card } = board()
    const [one, two] = [add('Um', 'text'), add('Dois', 'text')]
    setCustomField(doc, ana, { cardId, fieldId: one, value: 'x' })
    const before = card()
    let cards = 0
    let definitions = 0
    store.subscribe(`card:${cardId}`, () => void cards++)
    store.subscribe('fields', () => void definitions++)
    editField(doc, ana, { fieldId: one, name: 'Outro nome' })
    moveField(doc, ana, { fieldId: two, belowId: one })
    expect([cards, definitions, card()]).toEqual([0, 2, before])
    setCardField(doc, ana, { cardId, field: 'account', value: 'Outra' })
    expect(card()).not.toBe(before)
    expect(card().fields).toBe(before.fields)
    setCustomField(doc, ana, { cardId, fieldId: two, value: 'y' })
    expect(card().fields).toEqual({ [one]: 'x', [two]: 'y' })
    expect(Object.isFrozen(card().fields)).toBe(true)
  })

  it('[FLD-6] strange definitions and values are passed over and stay', () => {
    const { doc, store, cardId, add, card, read } = board()
    const [text, money, choice] = [add('Texto', 'text'), add('Custo', 'money'), add('Porte', 'choice')]
    const entry = cardsMap(doc).get(cardId) as Y.Map<unknown>
    for (const [id, value] of [
      [text, 5],
      [money, 'caro'],
      [choice, 'sumiu'],
      ['unknown1', 'fica'],
    ] as const)
      entry.set(`field:${id}`, value)
    entry.set('field:deep', { a: 1 })
    expect([read(text), read(money), read(choice)]).toEqual([null, null, 'sumiu'])
    expect(optionOf(store.field(choice) as FieldSnapshot, read(choice))).toBeNull()
    expect(card().fields['unknown1']).toBe('fica')
    fieldsMap(doc).set('01HODDTEXT', 'no field')
    fieldsMap(doc).set('01HRATING0', new Y.Map([['type', 'rating']]))
    const words = ['A', { id: 'b' }, { id: 'A', name: 'again' }, 7, null]
    fieldsMap(doc).set('01HSCRIPT0', new Y.Map<unknown>(Object.entries({ type: 'choice', options: words, rank: 9 })))
    expect(names(store.fields())).toEqual(['', 'Texto', 'Custo', 'Porte'])
    expect(store.field('01HSCRIPT0')?.options).toEqual([
      { id: 'A', name: 'A', color: '' },
      { id: 'b', name: 'b', color: '' },
    ])
    expect([fieldsMap(doc).has('01HRATING0'), entry.get('field:deep')]).toEqual([true, { a: 1 }])
  })

  it('[FLD-7] the first two of the fields wanted on the face are shown', () => {
    const { doc, ana, store, add } = board()
    const ids = ['A', 'B', 'C'].map((name) => add(name, 'text'))
    expect(faceFieldsOf(store.fields())).toEqual([])
    for (const fieldId of ids) editField(doc, ana, { fieldId, face: true })
    expect(names(faceFieldsOf(store.fields()))).toEqual(['A', 'B'])
    editField(doc, ana, { fieldId: ids[0] ?? '', face: false })
    expect(names(faceFieldsOf(store.fields()))).toEqual(['B', 'C'])
  })

  it('[FLD-8] what two people define and fill at the same time is all there', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 30 }), (seed) => {
        const network = new Network({ peers: 2, seed, open: openBoard })
        const [here, there] = [network.doc(0), network.doc(1)]
        const [ana, bruno] = [testContext('ana', seed), testContext('bruno', seed)]
        const { cardId, add } = board(here)
        const shared = add('Comum', 'text')
        network.heal()
        const anas = createField(here, ana, { name: 'De Ana', type: 'number' }).fieldId
        const brunos = createField(there, bruno, { name: 'De Bruno', type: 'date' }).fieldId
        setCustomField(here, ana, { cardId, fieldId: anas, value: 3 })
        setCustomField(here, ana, { cardId, fieldId: shared, value: 'de Ana' })
        setCustomField(there, bruno, { cardId, fieldId: brunos, value: '2026-12-18' })
        setCustomField(there, bruno, { cardId, fieldId: shared, value: 'de Bruno' })
        editField(there, bruno, { fieldId: shared, name: 'Renomeado' })
        archiveField(here, ana, shared)
        network.converge()
        const store = createBoardStore(here)
        expect(names(store.fields()).sort()).toEqual(['De Ana', 'De Bruno'])
        expect(store.field(shared)).toMatchObject({ name: 'Renomeado', deletedAt: expect.any(Number) as number })
        const { fields } = store.card(cardId) as CardSnapshot
        expect(fields).toMatchObject({ [anas]: 3, [brunos]: '2026-12-18' })
        expect(['de Ana', 'de Bruno']).toContain(fields[shared])
      }),
      { numRuns: 30 },
    )
  })

  it('[FLD-10] fields travel with the projection', () => {
    const { doc, ana, store, cardId, add } = board()
    const fieldId = add('Porte', 'choice')
    setCustomField(doc, ana, { cardId, fieldId, value: 'grande' })
    const raw: unknown = JSON.parse(JSON.stringify(projectBoard(store, 5)))
    const projected = createProjectedStore(parseProjection(raw) ?? expect.unreachable())
    expect(projected.fields()).toEqual(store.fields())
    expect(projected.card(cardId)).toEqual(store.card(cardId))
    expect(projected.field(fieldId)?.options).toHaveLength(2)
    expect(parseProjection({ ...(raw as object), fields: [{ name: 'x' }] })).toBeNull()
  })
})

describe('many cells at once', () => {
  it('[FLD-9] are one transaction and one undo, which leaves what a colleague has changed since', () => {
    const { doc, ana, store, stageIds, add } = board()
    const [first = '', second = '', third = ''] = stageIds
    const fieldId = add('Custo', 'money')
    const [a, b, c] = [first, second, third].map((stage) => store.column(stage)[0] ?? '') as [string, string, string]
    const before = [a, b, c].map((id) => store.card(id))
    let transactions = 0
    doc.on('afterTransaction', () => void transactions++)
    const edits: CellEdit[] = [
      { kind: 'custom', cardId: a, fieldId, value: 500 },
      { kind: 'field', cardId: a, field: 'account', value: 'Ipê' },
      { kind: 'field', cardId: b, field: 'value', value: null },
      { kind: 'labels', cardId: b, labels: ['Piloto', 'Urgente'] },
      { kind: 'stage', cardId: a, stageId: third },
      { kind: 'stage', cardId: b, stageId: third },
      { kind: 'stage', cardId: c, stageId: third },
      { kind: 'field', cardId: c, field: 'title', value: 'Primeiro' },
      { kind: 'field', cardId: c, field: 'title', value: 'Depois' },
    ]
    const undo = editCells(doc, ana, edits)
    expect([transactions, undo?.label]).toEqual([1, { name: 'card.cells', count: 3, title: '' }])
    expect(store.card(a)).toMatchObject({ fields: { [fieldId]: 500 }, account: 'Ipê' })
    expect(store.card(b)).toMatchObject({ valueCents: null, labels: ['Piloto', 'Urgente'] })
    expect(store.card(c)?.title).toBe('Depois')
    expect(store.column(third)).toEqual([c, a, b])
    expect(editCells(doc, ana, edits.slice(0, 8).concat(edits.slice(8)))).toBeNull()

    setCardField(doc, testContext('bruno', 3), { cardId: a, field: 'account', value: 'Mirante' })
    expect(undo?.apply(doc, ana)).toMatchObject({ skipped: 1 })
    expect(store.card(a)).toEqual({ ...before[0], account: 'Mirante' })
    expect([store.card(b), store.card(c)]).toEqual(before.slice(1))
  })

  it('[FLD-9] one bad cell keeps all of them from being written', () => {
    const { doc, ana, store, cardId, stageIds } = board()
    const before = store.card(cardId)
    const good: CellEdit = { kind: 'field', cardId, field: 'account', value: 'Ipê' }
    const bad: [string, CellEdit][] = [
      ['not_found', { kind: 'custom', cardId, fieldId: 'nowhere1', value: 'caro' }],
      ['bad_value', { kind: 'field', cardId, field: 'title', value: ' ' }],
      ['bad_value', { kind: 'labels', cardId, labels: [''] }],
      ['not_found', { kind: 'stage', cardId, stageId: 'nowhere' }],
      ['not_found', { kind: 'stage', cardId: 'nobody', stageId: stageIds[0] ?? '' }],
    ]
    for (const [code, edit] of bad)
      expect(() => editCells(doc, ana, [good, edit])).toThrow(expect.objectContaining({ code }))
    expect(store.card(cardId)).toBe(before)
    const labelled = editCells(doc, ana, [{ kind: 'labels', cardId, labels: ['A', 'B'] }])
    editCells(doc, ana, [{ kind: 'labels', cardId, labels: ['B'] }])
    expect(store.card(cardId)?.labels).toEqual(['B'])
    labelled?.apply(doc, ana)
    expect(store.card(cardId)?.labels).toEqual([])
  })
})
