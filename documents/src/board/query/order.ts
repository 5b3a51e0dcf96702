import { folded, idsByKey } from '../../query/index.ts'
import { fieldValue } from './match.ts'
import type { Placed } from './match.ts'
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

function sortKey({ card, stageId }: Placed, { by }: BoardSort, context: OrderContext): string | number | null {
  const value = fieldValue(card, stageId, by)
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

/** The cards' ids in the order of a sort; empty fields last in both directions, equals in the order of their ids. */
export function sortedIds(cards: readonly Placed[], sort: BoardSort, context: OrderContext): string[] {
  const keyed = cards.map((placed) => ({ id: placed.card.id, key: sortKey(placed, sort, context) }))
  return idsByKey(keyed, sort.descending)
}
