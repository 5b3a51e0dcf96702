/** Sums under the columns and of what is selected. Money in integer minor units, each stage weighted once. */
import { fault, percentOf, type BoardStore } from '@mutirao/documents'
import { isNumeric, type Column } from './columns.ts'
import type { Range } from '../../../view/cells/range.ts'
import { isEmpty, valueOf } from './values.ts'

export interface Totals {
  readonly count: number
  /** By column id; numeric columns only. */
  readonly sums: ReadonlyMap<string, number>
  /** The values times the probability of their stages. */
  readonly weightedCents: number
}

export function totalsOf(rows: readonly string[], columns: readonly Column[], store: BoardStore): Totals {
  const numeric = columns.filter(({ kind }) => isNumeric(kind))
  const sums = new Map(numeric.map(({ id }) => [id as string, 0]))
  const byStage = new Map<string, number>()
  for (const cardId of rows) {
    const card = store.card(cardId)
    if (!card) continue
    for (const column of numeric) {
      const value = valueOf(column, card, store)
      if (typeof value === 'number') sums.set(column.id, (sums.get(column.id) ?? 0) + value)
    }
    const stageId = store.stageOf(cardId) ?? ''
    byStage.set(stageId, (byStage.get(stageId) ?? 0) + (card.valueCents ?? 0))
  }
  const probability = new Map(store.stages().map((stage) => [stage.id, fault('TBL-4') ? 100 : stage.probability]))
  let weightedCents = 0
  for (const [stageId, cents] of byStage) weightedCents += percentOf(cents, probability.get(stageId) ?? 0)
  return { count: rows.length, sums, weightedCents }
}

export interface RangeTotals {
  readonly cells: number
  readonly filled: number
  /** Of the numbers of one kind; null when there are none or of both kinds. */
  readonly sum: { readonly kind: 'money' | 'number'; readonly value: number; readonly count: number } | null
}

export function rangeTotals(
  rows: readonly string[],
  columns: readonly Column[],
  range: Range,
  store: BoardStore,
): RangeTotals {
  let [cells, filled, count, sum] = [0, 0, 0, 0]
  const kinds = new Set<'money' | 'number'>()
  for (let row = range.top; row <= range.bottom; row++) {
    const card = store.card(rows[row] ?? '')
    for (let at = range.left; at <= range.right; at++) {
      const column = columns[at]
      if (!card || !column) continue
      const value = valueOf(column, card, store)
      cells++
      if (isEmpty(value)) continue
      filled++
      if (typeof value !== 'number') continue
      count++
      sum += value
      kinds.add(column.kind === 'money' ? 'money' : 'number')
    }
  }
  const [kind] = kinds
  return { cells, filled, sum: kinds.size === 1 && kind ? { kind, value: sum, count } : null }
}
