/** What a list offers for a column, and what choosing it writes. */
import type { CellContent, Column } from '../model/columns.ts'
import { content } from '../model/typed.ts'
import type { Surroundings } from '../model/values.ts'

export interface Offer {
  /** '' = nothing. */
  readonly value: string
  readonly label: string
  readonly color?: string
}

const mostLabels = 200

export function offersOf(column: Column, { store, members }: Surroundings): readonly Offer[] {
  switch (column.kind) {
    case 'stage':
      return store.stages().flatMap(({ id, name, color }) => (id === '' ? [] : [{ value: id, label: name, color }]))
    case 'person':
      return [...members.values()].flatMap(({ id, name, active }) => (active ? [{ value: id, label: name }] : []))
    case 'choice':
      return (column.field?.options ?? []).map(({ id, name, color }) => ({ value: id, label: name, color }))
    default: {
      const uses = new Map<string, number>()
      for (const cardId of store.cardIds())
        for (const label of store.card(cardId)?.labels ?? []) uses.set(label, (uses.get(label) ?? 0) + 1)
      const known = [...uses.keys()].sort((a, b) => (uses.get(b) ?? 0) - (uses.get(a) ?? 0) || a.localeCompare(b))
      return known.slice(0, mostLabels).map((label) => ({ value: label, label }))
    }
  }
}

export const chosen = (column: Column, value: string): CellContent =>
  column.kind === 'stage' ? { kind: 'stage', stageId: value } : content(column, value === '' ? null : value)
