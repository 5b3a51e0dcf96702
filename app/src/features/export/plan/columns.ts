/** The columns a board can be exported with, and what a card says in each. Pure. */
import type { CardSnapshot, FieldSnapshot } from '@mutirao/documents'
import type { Cell, ColumnType, SheetColumn } from '../../../tables/write/column.ts'

export type { Cell } from '../../../tables/write/column.ts'

export const standardColumns = [
  'title',
  'account',
  'value',
  'stage',
  'owner',
  'closeOn',
  'nextActivity',
  'nextActivityOn',
  'contactName',
  'contactEmail',
  'contactPhone',
  'source',
  'labels',
  'lostReason',
  'createdAt',
] as const
export type StandardColumn = (typeof standardColumns)[number]
/** A standard column, or `field:<id>`. */
export type ColumnId = StandardColumn | `field:${string}`

export interface ExportColumn extends SheetColumn {
  readonly id: ColumnId
}

/** What ids stand for, as a person reads it. */
export interface Names {
  readonly stage: (cardId: string) => string
  readonly person: (userId: string) => string
  /** The calendar day of a moment, `YYYY-MM-DD`, where this person is. */
  readonly dayOf: (ms: number) => string
  readonly field: (card: CardSnapshot, fieldId: string) => Cell
}

export const standardType = (column: StandardColumn): ColumnType => {
  if (column === 'value') return 'money'
  return column === 'closeOn' || column === 'nextActivityOn' || column === 'createdAt' ? 'day' : 'text'
}
export const fieldTypeOf = (field: FieldSnapshot): ColumnType => {
  if (field.type === 'money' || field.type === 'number') return field.type
  return field.type === 'date' ? 'day' : 'text'
}

/** One card as the cells of these columns. */
export function rowOf(card: CardSnapshot, columns: readonly ExportColumn[], names: Names): Cell[] {
  return columns.map(({ id }) => cellOf(card, id, names))
}

function cellOf(card: CardSnapshot, column: ColumnId, names: Names): Cell {
  switch (column) {
    case 'value':
      return card.valueCents
    case 'stage':
      return names.stage(card.id)
    case 'owner':
      return card.ownerId === null ? null : names.person(card.ownerId)
    case 'labels':
      return labelsText(card.labels)
    case 'createdAt':
      return card.createdAt === null ? null : names.dayOf(card.createdAt)
    case 'title':
    case 'account':
    case 'closeOn':
    case 'nextActivity':
    case 'nextActivityOn':
    case 'contactName':
    case 'contactEmail':
    case 'contactPhone':
    case 'source':
    case 'lostReason':
      return card[column]
    default:
      return names.field(card, column.slice('field:'.length))
  }
}

/** Labels in one cell: commas between them, and quotes around one that has a sign the import would cut at. */
const labelsText = (labels: readonly string[]): string =>
  labels.map((label) => (/[,;|"]/u.test(label) ? `"${label.replaceAll('"', '""')}"` : label)).join(', ')
