/** The cards of a board as rows, read when they are needed. Knows the board's snapshots and nothing of a screen. */
import {
  customValueOf,
  fault,
  NO_STAGE,
  optionOf,
  type BoardStore,
  type CardSnapshot,
  type FieldSnapshot,
} from '@mutirao/documents'
import { rowOf, type Cell, type ExportColumn, type Names } from './columns.ts'

export interface BoardWords {
  readonly person: (userId: string) => string
  readonly dayOf: (ms: number) => string
  readonly noStage: string
}

/** Rows `from`…`to` of these cards. A card that is gone by then gives an empty row's place to nobody: it is left out. */
export function boardRows(
  store: BoardStore,
  cardIds: readonly string[],
  columns: readonly ExportColumn[],
  words: BoardWords,
): (from: number, to: number) => readonly (readonly Cell[])[] {
  const names = namesOf(store, words)
  return (from, to) =>
    cardIds.slice(from, to).flatMap((cardId) => {
      const card = store.card(cardId)
      return card ? [rowOf(card, columns, names)] : []
    })
}

function namesOf(store: BoardStore, words: BoardWords): Names {
  const stages = new Map(store.stages().map(({ id, name }) => [id, name]))
  const fields = new Map(store.fields().map((field) => [field.id, field]))
  return {
    stage(cardId) {
      const stageId = store.stageOf(cardId)
      return stageId === NO_STAGE ? words.noStage : (stages.get(stageId ?? '') ?? '')
    },
    person: words.person,
    dayOf: words.dayOf,
    field(card, fieldId) {
      const field = fields.get(fieldId)
      return field ? fieldCell(card, field, words) : null
    },
  }
}

function fieldCell(card: CardSnapshot, field: FieldSnapshot, words: BoardWords): Cell {
  const value = customValueOf(card, field)
  if (value === null || fault('EXP-8')) return null
  if (field.type === 'choice') return optionOf(field, value)?.name ?? null
  return field.type === 'person' ? words.person(String(value)) : value
}
