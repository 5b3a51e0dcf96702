import { fault } from '../faults.ts'
import type { FieldSnapshot } from './fields.ts'
import type { BoardStore } from './read.ts'
import type { BoardMeta, CardSnapshot, StageSnapshot, StageTotals } from './shape.ts'

/** The top of every column as plain JSON: what the app shows before the document itself is loaded. */
export interface BoardProjection {
  /** 2: with custom fields. */
  readonly version: 2
  readonly meta: BoardMeta
  readonly fields: readonly FieldSnapshot[]
  readonly columns: readonly ProjectedColumn[]
}

export interface ProjectedColumn {
  readonly stage: StageSnapshot
  readonly totals: StageTotals
  /** The top of the column, in order; `totals.count` tells how many there really are. */
  readonly cards: readonly CardSnapshot[]
}

export function projectBoard(store: BoardStore, topPerColumn: number): BoardProjection {
  return {
    version: 2,
    meta: store.meta(),
    fields: fault('FLD-10') ? [] : store.fields(),
    columns: store.stages().map((stage) => ({
      stage,
      totals: store.totals(stage.id),
      cards: store
        .column(stage.id)
        .slice(fault('BRD-8') ? 1 : 0, topPerColumn)
        .flatMap((cardId) => store.card(cardId) ?? []),
    })),
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function isCard(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value['id'] === 'string' &&
    typeof value['title'] === 'string' &&
    Array.isArray(value['labels']) &&
    isObject(value['fields'])
  )
}

const isField = (value: unknown): boolean =>
  isObject(value) && typeof value['id'] === 'string' && Array.isArray(value['options'])

function isColumn(value: unknown): boolean {
  if (!isObject(value)) return false
  const { stage, totals, cards } = value
  if (!isObject(stage) || typeof stage['id'] !== 'string' || typeof stage['name'] !== 'string') return false
  if (!isObject(totals) || typeof totals['count'] !== 'number' || typeof totals['valueCents'] !== 'number') return false
  return Array.isArray(cards) && cards.every(isCard)
}

/** null when the value (read from a device's storage) is not a projection this version can show. */
export function parseProjection(value: unknown): BoardProjection | null {
  if (!isObject(value) || value['version'] !== 2) return null
  const { meta, columns, fields } = value
  if (!isObject(meta) || typeof meta['title'] !== 'string' || typeof meta['currency'] !== 'string') return null
  if (!Array.isArray(columns) || !columns.every(isColumn)) return null
  if (!Array.isArray(fields) || !fields.every(isField)) return null
  return value as unknown as BoardProjection
}

const noViews: readonly never[] = Object.freeze([])
const noCards: readonly string[] = Object.freeze([])
const noStages: readonly StageSnapshot[] = Object.freeze([])
const noTotals: StageTotals = Object.freeze({ count: 0, valueCents: 0, weightedCents: 0 })

/** A store that never changes: columns hold the top cards only, totals and counts are the true ones of that moment. */
export function createProjectedStore(projection: BoardProjection): BoardStore {
  const fields = Object.freeze(projection.fields)
  const stages = Object.freeze(projection.columns.map(({ stage }) => stage))
  const columns = new Map(
    projection.columns.map(({ stage, cards }) => [stage.id, Object.freeze(cards.map((card) => card.id))]),
  )
  const totals = new Map(projection.columns.map((column) => [column.stage.id, column.totals]))
  const cards = new Map<string, CardSnapshot>()
  const stageOf = new Map<string, string>()
  for (const column of projection.columns) {
    for (const card of column.cards) {
      cards.set(card.id, card)
      stageOf.set(card.id, column.stage.id)
    }
  }
  return {
    stages: () => stages,
    archivedStages: () => noStages,
    column: (stageId) => columns.get(stageId) ?? noCards,
    card: (cardId) => cards.get(cardId),
    stageOf: (cardId) => stageOf.get(cardId) ?? null,
    totals: (stageId) => totals.get(stageId) ?? noTotals,
    meta: () => projection.meta,
    archived: () => noCards,
    fields: () => fields,
    archivedFields: () => [],
    field: (fieldId) => fields.find(({ id }) => id === fieldId),
    views: () => noViews,
    cardIds: () => cards.keys(),
    subscribe: () => () => undefined,
    onChanges: () => () => undefined,
    destroy: () => undefined,
  }
}
