import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBoardStore, createField, setCardField, setCustomField, type FieldType } from '@mutirao/documents'
import { Network, seedTestBoard, testContext } from '@mutirao/documents/testing'
import { columnsOf, type Column } from './columns.ts'
import { firstLayout, moved, ordered, readLayout, resized, shownOrHidden, visible } from './layout.ts'
import { planClear, planFill, planPaste } from './plan.ts'
import { keepOrder, pasteRange, rangeOf, step, tab } from '../../../view/cells/range.ts'
import { rangeTotals, totalsOf } from './totals.ts'
import { readTsv, writeTsv } from '../../../view/cells/tsv.ts'
import { typed } from './typed.ts'
import { plain, shown, valueOf, type Surroundings } from './values.ts'

const member = (id: string, name: string, active = true) =>
  [id, { id, name, role: 'editor', groups: [], active }] as const

function sheet() {
  const doc = new Network({ peers: 1, seed: 1 }).doc(0)
  const ana = testContext('ana', 1)
  const stageIds = seedTestBoard(doc, ana, 6)
  const add = (name: string, type: FieldType) => {
    const options = [{ id: 'g', name: 'Grande', color: '' }]
    return createField(doc, ana, { name, type, ...(type === 'choice' ? { options } : {}) }).fieldId
  }
  const fields = { weight: add('Peso', 'number'), cost: add('Custo', 'money'), size: add('Porte', 'choice') }
  const store = createBoardStore(doc)
  const columns = columnsOf(store.fields(), (id) => id)
  const around: Surroundings = {
    store,
    members: new Map([
      member('ana', 'Ana Ribeiro'),
      member('bia', 'Bia Sá'),
      member('bru', 'Bruno Lima'),
      member('old', 'Otto', false),
    ]),
    currency: 'BRL',
    locale: 'pt-BR',
    words: { noStage: 'Sem etapa', unknownPerson: '?', goneOption: 'removida' },
  }
  const column = (id: string): Column => columns.find((one) => one.id === id) ?? expect.unreachable()
  const rows = store.stages().flatMap(({ id }) => store.column(id))
  return { doc, ana, store, stageIds, columns, around, column, rows, fields }
}

describe('typed cells', () => {
  const { around, column, stageIds, fields } = sheet()
  const read = (id: string, text: string) => {
    const result = typed(column(id), text, around)
    return result.ok ? result.content : result.problem
  }

  it('[TBL-5] are read by the kind of their column', () => {
    expect(read('title', ' Portal  novo ')).toEqual({ kind: 'field', field: 'title', value: 'Portal novo' })
    expect(read('value', 'R$ 1.234,50')).toEqual({ kind: 'field', field: 'value', value: 123_450 })
    expect(read('value', '')).toEqual({ kind: 'field', field: 'value', value: null })
    expect(read('closeOn', '05/12/2026')).toEqual({ kind: 'field', field: 'closeOn', value: '2026-12-05' })
    expect(read('owner', 'ana ribeiro')).toEqual({ kind: 'field', field: 'owner', value: 'ana' })
    expect(read('owner', 'bru')).toEqual({ kind: 'field', field: 'owner', value: 'bru' })
    expect(read('stage', 'qualificacao')).toEqual({ kind: 'stage', stageId: stageIds[1] })
    expect(read('label', 'Piloto; urgente ,Piloto')).toEqual({ kind: 'labels', labels: ['Piloto', 'urgente'] })
    expect(read('label', '')).toEqual({ kind: 'labels', labels: [] })
    expect(read(`field:${fields.weight}`, '12,5')).toEqual({ kind: 'custom', fieldId: fields.weight, value: 12.5 })
    expect(read(`field:${fields.cost}`, '-5')).toEqual({ kind: 'custom', fieldId: fields.cost, value: -500 })
    expect(read(`field:${fields.size}`, 'GRANDE')).toEqual({ kind: 'custom', fieldId: fields.size, value: 'g' })
  })

  it.each([
    ['title', '  ', 'empty'],
    ['value', 'caro', 'not_a_number'],
    ['value', '-1', 'negative'],
    ['closeOn', '31/02/2026', 'not_a_day'],
    ['owner', 'Zé', 'no_person'],
    ['owner', 'b', 'many_people'],
    ['owner', 'Otto', 'no_person'],
    ['stage', 'Em lugar nenhum', 'no_stage'],
    ['stage', '', 'stage_needed'],
    ['label', 'x'.repeat(101), 'long_label'],
    ['contactEmail', 'sem arroba', 'not_an_email'],
    ['createdOn', '05/12/2026', 'read_only'],
  ])('[TBL-5] %s refuses %j: %s', (id, text, problem) => {
    expect(read(id, text)).toBe(problem)
  })

  it('[TBL-5] what is copied is read back as the same value', () => {
    const { doc, ana, store, columns, rows, around: here, fields: own } = sheet()
    const [cardId = ''] = rows
    setCardField(doc, ana, { cardId, field: 'owner', value: 'bia' })
    setCardField(doc, ana, { cardId, field: 'closeOn', value: '2026-12-05' })
    for (const [fieldId, value] of [
      [own.weight, -0.125],
      [own.cost, 123_456],
      [own.size, 'g'],
    ] as const)
      setCustomField(doc, ana, { cardId, fieldId, value })
    const card = store.card(cardId) ?? expect.unreachable()
    for (const locale of ['pt-BR', 'en'] as const) {
      for (const column of columns.filter(({ editable }) => editable)) {
        const value = valueOf(column, card, store)
        const result = typed(column, plain(column, value, { ...here, locale }), { ...here, locale })
        if (!result.ok) throw new Error(`${column.id}: ${result.problem}`)
        const { content } = result
        const back =
          content.kind === 'stage' ? content.stageId : content.kind === 'labels' ? content.labels : content.value
        expect(back, column.id).toEqual(value)
      }
    }
    expect(shown(column('owner'), 'nobody', around)).toBe('?')
    expect(shown(column('stage'), 'nowhere', around)).toBe('Sem etapa')
  })
})

describe('cells on the clipboard', () => {
  it('[TBL-7] [TBL-23] come back the same, whatever they hold', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ç', '\t', '\n', '\r', '"', ' ', ',', '1', '=', '-', "'") })
    const block = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
      .chain(([height, width]) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: height, maxLength: height }),
      )
      // One empty cell in the last line cannot be told from the line break that ends the text.
      .filter((rows) => !(rows.length > 1 && rows.at(-1)?.length === 1 && rows.at(-1)?.[0] === ''))
    fc.assert(
      fc.property(block, (rows) => {
        expect(readTsv(writeTsv(rows))).toEqual(rows)
      }),
    )
  })

  it('[TBL-23] run nowhere as a formula, and come back the same; numbers stay as they are', () => {
    const texts = ["=cmd|'/c calc'!A1", '+1+1', '-2+3', '@SUM(A1)', ' \u200b=1', '\uff1d1', "'=1", "''-x"]
    for (const text of texts) expect(writeTsv([[text]]), text).toBe(`'${text}`)
    expect(writeTsv([['\t=1', 'a\n=1']])).toBe('"\'\t=1"\t"a\n=1"')
    expect(readTsv(writeTsv([texts]))).toEqual([texts])
    const numbers = '-5\t+12,50\t-1.234,5\t10'
    expect(writeTsv([['-5', '+12,50', '-1.234,5', '10']])).toBe(numbers)
    expect(readTsv(numbers)).toEqual([['-5', '+12,50', '-1.234,5', '10']])
  })

  it('[TBL-7] are read as spreadsheets write them', () => {
    expect(readTsv('a\tb\r\nc\td\r\n')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
    expect(readTsv('"a\nb"\t"c ""d"""')).toEqual([['a\nb', 'c "d"']])
    expect(readTsv('a\nb\tc')).toEqual([
      ['a', ''],
      ['b', 'c'],
    ])
    expect(readTsv('5" tubo\t"aberto')).toEqual([['5" tubo', '"aberto']])
    expect(readTsv('')).toEqual([['']])
  })
})

describe('a block onto cells', () => {
  const range = (top: number, left: number, bottom = top, right = left) => ({ top, left, bottom, right })

  it('[TBL-8] lies from the corner, or fills a selection it divides', () => {
    expect(pasteRange(range(2, 1), 3, 2)).toEqual(range(2, 1, 4, 2))
    expect(pasteRange(range(2, 1, 9, 9), 3, 2)).toEqual(range(2, 1, 4, 2))
    expect(pasteRange(range(0, 0, 5, 3), 3, 2)).toEqual(range(0, 0, 5, 3))
    expect(pasteRange(range(0, 0, 5, 3), 1, 1)).toEqual(range(0, 0, 5, 3))
  })

  it('[TBL-8] what has no room is counted', () => {
    const { columns, rows, around } = sheet()
    const block = [
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
    ]
    const {
      cut,
      edits,
      range: written,
    } = planPaste({ rows, columns }, range(rows.length - 1, columns.length - 1), block, around)
    expect(cut).toEqual({ rows: 2, columns: 1 })
    expect([edits.length, written.bottom, written.right]).toEqual([0, rows.length - 1, columns.length - 1])
  })

  it('[TBL-9] writes what can be written and names every other cell', () => {
    const { columns, rows, around, column } = sheet()
    const at = (id: string) => columns.indexOf(column(id))
    const selection = range(1, at('title'))
    const block = [
      ['Portal', 'Proposta', '1.500,00'],
      ['', 'Nada disso', 'caro'],
    ]
    const plan = planPaste({ rows, columns }, selection, block, around)
    expect(plan.edits).toEqual([
      { cardId: rows[1], kind: 'field', field: 'title', value: 'Portal' },
      { cardId: rows[1], kind: 'stage', stageId: around.store.stages()[2]?.id },
      { cardId: rows[1], kind: 'field', field: 'value', value: 150_000 },
    ])
    expect(plan.troubles.map(({ row, column: { id }, text, problem }) => [row, id, text, problem])).toEqual([
      [3, 'title', '', 'empty'],
      [3, 'stage', 'Nada disso', 'no_stage'],
      [3, 'value', 'caro', 'not_a_number'],
    ])
    const fill = planFill({ rows, columns }, range(0, at('value'), 3, at('owner')), '10', around)
    expect([fill.edits.length, fill.troubles.length]).toEqual([4, 4])
    const clear = planClear({ rows, columns }, range(0, at('title'), 1, at('value')))
    expect(clear.troubles.map(({ problem }) => problem)).toEqual(['empty', 'stage_needed', 'empty', 'stage_needed'])
    expect(clear.edits).toHaveLength(2)
  })
})

describe('places', () => {
  it('[TBL-10] steps stay in the table, Tab goes from row to row', () => {
    const counts = { rows: 3, columns: 4 }
    expect(step({ row: 0, column: 0 }, -1, -1, counts)).toEqual({ row: 0, column: 0 })
    expect(step({ row: 1, column: 1 }, Infinity, -Infinity, counts)).toEqual({ row: 2, column: 0 })
    expect(tab({ row: 0, column: 3 }, 1, counts)).toEqual({ row: 1, column: 0 })
    expect(tab({ row: 1, column: 0 }, -1, counts)).toEqual({ row: 0, column: 3 })
    expect([tab({ row: 2, column: 3 }, 1, counts), tab({ row: 0, column: 0 }, -1, counts)]).toEqual([null, null])
    expect(rangeOf({ row: 2, column: 0 }, { row: 0, column: 3 })).toEqual({ top: 0, bottom: 2, left: 0, right: 3 })
  })

  it('[TBL-3] rows keep their place while the wanted order changes; new ones stand behind their neighbour', () => {
    expect(keepOrder(['a', 'b', 'c'], ['c', 'b', 'a'])).toEqual(['a', 'b', 'c'])
    expect(keepOrder(['a', 'b', 'c'], ['c', 'x', 'a', 'y'])).toEqual(['a', 'y', 'c', 'x'])
    expect(keepOrder(['a', 'b'], ['n', 'b', 'a'])).toEqual(['n', 'a', 'b'])
    const ids = fc.uniqueArray(fc.constantFrom(...'abcdefgh'))
    fc.assert(
      fc.property(ids, ids, (before, wanted) => {
        const kept = keepOrder(before, wanted)
        expect([...kept].sort()).toEqual([...wanted].sort())
        const staying = before.filter((id) => wanted.includes(id))
        expect(kept.filter((id) => before.includes(id))).toEqual(staying)
      }),
    )
  })
})

describe('sums', () => {
  it('[TBL-4] of the rows, weighted by stage, and of a selection', () => {
    const { doc, ana, store, columns, rows, column, fields } = sheet()
    const [cardId = '', other = ''] = rows
    setCustomField(doc, ana, { cardId, fieldId: fields.weight, value: 1.5 })
    setCustomField(doc, ana, { cardId: other, fieldId: fields.weight, value: 2 })
    const totals = totalsOf(rows, columns, store)
    const stages = store.stages().map(({ id }) => store.totals(id))
    const sum = (key: 'valueCents' | 'weightedCents') => stages.reduce((all, one) => all + one[key], 0)
    expect(totals).toMatchObject({ count: 6, weightedCents: sum('weightedCents') })
    expect([totals.sums.get('value'), totals.sums.get(`field:${fields.weight}`)]).toEqual([sum('valueCents'), 3.5])
    expect(totalsOf(rows.slice(0, 1), columns, store).sums.get('value')).toBe(store.card(cardId)?.valueCents)

    const at = (id: string) => columns.indexOf(column(id))
    const range = (left: string, right = left) => ({ top: 0, bottom: 1, left: at(left), right: at(right) })
    const cents = (store.card(cardId)?.valueCents ?? 0) + (store.card(other)?.valueCents ?? 0)
    expect(rangeTotals(rows, columns, range('value'), store)).toEqual({
      cells: 2,
      filled: 2,
      sum: { kind: 'money', value: cents, count: 2 },
    })
    expect(rangeTotals(rows, columns, range('title', 'account'), store)).toMatchObject({
      cells: 12,
      sum: { value: cents },
    })
    const mixed = { top: 0, bottom: 1, left: at('value'), right: at(`field:${fields.weight}`) }
    expect(rangeTotals(rows, columns, mixed, store).sum).toBeNull()
  })
})

describe('a person’s arrangement', () => {
  const { columns, column } = sheet()
  const ids = (list: readonly Column[]) => list.map(({ id }): string => id)

  it('[TBL-12] columns move, hide, change their width; new ones stand where they are by nature', () => {
    const layout = moved(columns, firstLayout, 'value', 'title')
    expect(ids(ordered(columns, layout)).slice(0, 3)).toEqual(['value', 'title', 'stage'])
    expect(ids(ordered(columns, moved(columns, layout, 'value', null))).at(-1)).toBe('value')
    const hidden = shownOrHidden(shownOrHidden(layout, 'stage', false), 'title', false)
    expect(ids(visible(columns, hidden))).not.toContain('stage')
    expect(ids(visible(columns, hidden))).toContain('title')
    expect(ids(visible(columns, shownOrHidden(hidden, 'stage', true)))).toContain('stage')
    expect(visible(columns, resized(layout, 'value', 9)).find(({ id }) => id === 'value')?.widthPx).toBe(64)
    const fresh = { ...column('value'), id: 'field:new' as const }
    expect(ids(ordered([...columns, fresh], layout)).at(-1)).toBe('field:new')
  })

  it('[TBL-12] whatever another version wrote can be read', () => {
    for (const raw of [
      null,
      5,
      'x',
      [],
      { order: 5, hidden: [3, 'stage'], widths: { value: 'wide', owner: 99 }, frozen: -3 },
    ]) {
      const layout = readLayout(raw)
      expect(ids(visible(columns, layout))).toContain('title')
      expect(layout.frozen).toBeGreaterThanOrEqual(0)
    }
    const kept = { order: ['value'], hidden: ['stage'], widths: { owner: 99 }, frozen: 2 }
    expect(readLayout(JSON.parse(JSON.stringify(kept)))).toEqual(kept)
  })
})
