import { fault } from '../../faults.ts'
import type { CardSnapshot } from '../shape.ts'
import { folded } from './fold.ts'
import { fieldValue } from './match.ts'
import type { FieldValue } from './match.ts'
import { customId, isCustomField } from './query.ts'
import type { BoardSort } from './query.ts'

export interface OrderContext {
  /** Names by which people are sorted. */
  readonly personName: (userId: string) => string
  /** Place of a stage on its board, for sorting by stage. */
  readonly stageIndex: (stageId: string) => number
  /** What a value of a field of the board's own sorts by: an option's place, a person's name, else the value. */
  readonly customKey: (fieldId: string, value: string | number) => string | number
}

export interface Placed {
  readonly card: CardSnapshot
  readonly stageId: string
}

function sortKey({ card, stageId }: Placed, { by }: BoardSort, context: OrderContext): string | number | null {
  const value: FieldValue = fieldValue(card, stageId, by)
  if (by === 'stage') return context.stageIndex(stageId)
  if (value === null || value === '') return null
  if (isCustomField(by) && typeof value !== 'object') {
    const key = context.customKey(customId(by), value)
    return typeof key === 'string' ? folded(key) : key
  }
  if (by === 'owner' || by === 'createdBy') return folded(context.personName(String(value)))
  if (typeof value === 'number') return value
  return folded(typeof value === 'string' ? value : value.join(' ')) || null
}

const compareIds = (a: CardSnapshot, b: CardSnapshot): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** The cards' ids in the order of a sort; empty fields last in both directions, equals in the order of their ids. */
export function sortedIds(cards: readonly Placed[], sort: BoardSort, context: OrderContext): string[] {
  const keyed = cards.map((placed) => ({ placed, key: sortKey(placed, sort, context) }))
  const direction = sort.descending ? -1 : 1
  keyed.sort((a, b) => {
    if (a.key === b.key) return compareIds(a.placed.card, b.placed.card)
    if (a.key === null || b.key === null) return (a.key === null ? 1 : -1) * (fault('FND-4') ? direction : 1)
    if (typeof a.key !== typeof b.key) return (typeof a.key === 'number' ? -1 : 1) * direction
    return (a.key < b.key ? -1 : 1) * direction
  })
  return keyed.map(({ placed }) => placed.card.id)
}
