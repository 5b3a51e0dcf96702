import {
  archiveCards,
  createBoardStore,
  defaultStages,
  maxImportRows,
  seedBoard,
  setCardField,
  ulid,
  type EditContext,
  type Undo,
} from '@mutirao/documents'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { pipelineCsv } from '../testing/pipeline-csv.ts'
import { choicesFrom, type Workplace } from '../plan/describe.ts'
import { createImportService } from '../plan/service.ts'
import type { PlannedCard } from '../plan/shape.ts'
import { createBoardImport } from './board-import.ts'
import { runImport } from './run.ts'

/** A board with the default stages, a person who edits it, and everything deterministic. */
function world() {
  const doc = new Y.Doc()
  let ids = 0
  let chance = 1
  const random = () => (chance = (chance * 16_807) % 2_147_483_647) / 2_147_483_647
  const newId = () =>
    ulid(
      1,
      Uint8Array.from({ length: 16 }, (_, i) => (i < 12 ? 0 : (++ids >> ((15 - i) * 8)) & 31)),
    ) + ids.toString(36)
  const context = (userId = 'ana'): EditContext => ({ userId, nowMs: 1_000, random, newId })
  seedBoard(doc, context(), { title: 'Funil', stages: defaultStages })
  const store = createBoardStore(doc)
  const transactions: number[] = []
  doc.on('afterTransaction', (transaction: Y.Transaction) => transactions.push(transaction.changed.size))
  const edit = <T>(work: (live: Y.Doc, at: EditContext) => T): T => work(doc, context())
  return { doc, store, context, edit, transactions }
}

const takeBack = (undo: Undo, doc: Y.Doc, context: EditContext): number => {
  let skipped = 0
  for (const part of undo.parts ?? [undo]) skipped += part.apply(doc, context).skipped
  return skipped
}
const card = (line: number, stage: PlannedCard['stage'], more: Partial<PlannedCard> = {}): PlannedCard => ({
  line,
  title: `T${line}`,
  stage,
  labels: [],
  ...more,
})

describe('createBoardImport', () => {
  it('[IMP-22] fills a repeated card with what the row has, keeps the rest, and one undo takes it all back', () => {
    const { doc, store, edit, context } = world()
    const [first, second] = store.stages()
    const stage = { id: first?.id ?? '' }
    createBoardImport(edit, []).apply([
      card(2, stage, { account: 'Ipê', valueCents: 100, source: 'Feira', labels: ['A'] }),
      card(3, stage),
      card(4, stage),
    ])
    const [one = '', two = '', gone = ''] = store.column(stage.id)
    archiveCards(doc, context('bruno'), [gone])
    const run = createBoardImport(edit, [])
    run.apply([
      card(2, { id: second?.id ?? '' }, { valueCents: 250, labels: ['B'], updates: one }),
      card(3, stage, { account: 'Nova', keepStage: true, updates: two }),
      card(4, stage, { account: 'De volta', updates: gone }),
      card(5, stage),
    ])
    expect(store.card(one)).toMatchObject({ account: 'Ipê', valueCents: 250, source: 'Feira', labels: ['A', 'B'] })
    expect(store.stageOf(one)).toBe(second?.id)
    expect(store.card(two)).toMatchObject({ account: 'Nova' })
    expect(store.column(stage.id)).toHaveLength(3)
    expect(run.undo.label).toMatchObject({ name: 'card.import', count: 4 })

    setCardField(doc, context('bruno'), { cardId: two, field: 'account', value: 'Do Bruno' })
    expect(takeBack(run.undo, doc, context())).toBe(1)
    expect(store.card(one)).toMatchObject({ valueCents: 100, labels: ['A'] })
    expect(store.column(stage.id)).toEqual([one, two])
    expect(store.card(two)).toMatchObject({ account: 'Do Bruno' })
  })

  it('[IMP-11] writes every planned field', () => {
    const { store, edit } = world()
    const [first] = store.stages()
    const full: PlannedCard = {
      line: 2,
      title: 'Frota',
      stage: { id: first?.id ?? '' },
      valueCents: 123456,
      account: 'Ipê',
      contactName: 'Joana',
      contactEmail: 'joana@ipe.example',
      contactPhone: '(62) 3555-0142',
      ownerId: 'u1',
      closeOn: '2026-12-05',
      nextActivity: 'Visita',
      nextActivityOn: '2026-11-26',
      source: 'Indicação',
      lostReason: 'Preço',
      labels: ['Frota', 'Cliente atual'],
    }
    createBoardImport(edit, []).apply([full])
    const [id = ''] = store.column(first?.id ?? '')
    const { line: _line, stage: _stage, ...written } = full
    expect(store.card(id)).toMatchObject({ ...written, labels: ['Cliente atual', 'Frota'] })
  })

  it('[IMP-8] makes a new stage once, before the closed ones, and only when its first card comes', () => {
    const { store, edit } = world()
    const imported = createBoardImport(edit, [{ name: 'Engaging', kind: 'open' }])
    expect(store.stages()).toHaveLength(6)
    imported.apply([card(2, { create: 'Engaging' }), card(3, { create: 'ENGAGING' })])
    imported.apply([card(4, { create: 'engaging' })])
    expect(store.stages().map((stage) => stage.name)).toEqual([
      'Prospecção',
      'Qualificação',
      'Proposta',
      'Negociação',
      'Engaging',
      'Ganhas',
      'Perdidas',
    ])
    expect(store.column(store.stages()[4]?.id ?? '')).toHaveLength(3)
  })

  it('[IMP-14] one undo archives its cards, keeps what a colleague edited, and leaves the others alone', () => {
    const { doc, store, context, edit } = world()
    const stageId = store.stages()[0]?.id ?? ''
    createBoardImport(edit, []).apply([card(9, { id: stageId }, { title: 'Before' })])
    const imported = createBoardImport(edit, [{ name: 'Engaging', kind: 'open' }])
    imported.apply([card(2, { id: stageId }), card(3, { create: 'Engaging' })])
    imported.apply([card(4, { id: stageId })])
    const edited = store.column(stageId)[1] ?? ''
    setCardField(doc, context('bruno'), { cardId: edited, field: 'value', value: 500 })
    expect(takeBack(imported.undo, doc, context())).toBe(1)
    expect(store.column(stageId).map((id) => store.card(id)?.title)).toEqual(['Before', 'T2'])
    expect(store.card(edited)?.valueCents).toBe(500)
    expect(store.archived()).toHaveLength(2)
    expect(store.stages().map((stage) => stage.name)).not.toContain('Engaging')
  })

  it('[IMP-14] leaves a stage the import made when a card still lies in it', () => {
    const { doc, store, context, edit } = world()
    const imported = createBoardImport(edit, [{ name: 'Engaging', kind: 'open' }])
    imported.apply([card(2, { create: 'Engaging' }), card(3, { create: 'Engaging' })])
    const stageId = store.stages()[4]?.id ?? ''
    setCardField(doc, context('bruno'), { cardId: store.column(stageId)[0] ?? '', field: 'account', value: 'Ipê' })
    takeBack(imported.undo, doc, context())
    expect(store.stages().map((stage) => stage.name)).toContain('Engaging')
  })

  it('[IMP-13] what is in after a cancel stays, and one undo takes all of it back, also after going on', async () => {
    const { doc, store, context, edit } = world()
    const stageId = store.stages()[0]?.id ?? ''
    const planned = Array.from({ length: 300 }, (_, i) => card(i + 2, { id: stageId }))
    const imported = createBoardImport(edit, [])
    let cancelled = false
    const ports = {
      cards: (from: number, count: number) => Promise.resolve(planned.slice(from, from + count)),
      apply: (cards: readonly PlannedCard[]) => imported.apply(cards),
      nextFrame: () => Promise.resolve(),
      unsent: () => 0,
      nowMs: () => 0,
      onProgress: (done: number) => void (cancelled = done > 60 && done < 100),
      cancelled: () => cancelled,
    }
    const first = await runImport(300, ports)
    expect(first.cancelled).toBe(true)
    expect(store.column(stageId)).toHaveLength(first.imported)
    expect(imported.undo.label).toMatchObject({ name: 'card.import', count: first.imported })
    cancelled = false
    await runImport(300, { ...ports, onProgress: () => undefined }, first.imported)
    expect(store.column(stageId).map((id) => store.card(id)?.title)).toEqual(planned.map((one) => one.title))
    takeBack(imported.undo, doc, context())
    expect(store.column(stageId)).toHaveLength(0)
    expect(store.archived()).toHaveLength(300)
  })

  it('[IMP-13] an archive by somebody else meanwhile is not undone into sight', () => {
    const { doc, store, context, edit } = world()
    const stageId = store.stages()[0]?.id ?? ''
    const imported = createBoardImport(edit, [])
    imported.apply([card(2, { id: stageId }), card(3, { id: stageId })])
    archiveCards(doc, context('bruno'), [store.column(stageId)[0] ?? ''])
    takeBack(imported.undo, doc, context())
    expect(store.archived()).toHaveLength(2)
  })

  it('[IMP-15] puts 8 800 planned rows on a board, every row a card, in chunks of at most 200', async () => {
    const { store, edit, transactions } = world()
    const service = createImportService()
    const workplace: Workplace = { stages: store.stages(), members: [], fields: [], accounts: [], dateStyle: 'dmy' }
    const opened = service.open(new TextEncoder().encode(pipelineCsv(8800)), {}, workplace)
    if (!opened.ok) throw new Error(opened.problem)
    const described = service.describe(opened.summary.targets, workplace)
    const plan = service.plan(choicesFrom(described, opened.summary.targets, store.stages()[0]?.id ?? ''))
    const imported = createBoardImport(edit, plan.newStages)
    const result = await runImport(plan.cardCount, {
      cards: (from, count) => Promise.resolve(service.cards(from, count)),
      apply: (cards: readonly PlannedCard[]) => imported.apply(cards),
      nextFrame: () => Promise.resolve(),
      unsent: () => 0,
      nowMs: () => performance.now(),
      onProgress: () => undefined,
      cancelled: () => false,
    })
    expect(result.imported).toBe(8800)
    const counts = store.stages().map((stage) => store.totals(stage.id).count)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(8800)
    expect(Math.max(...transactions)).toBeLessThanOrEqual(maxImportRows + 1)
  }, 30_000)
})
