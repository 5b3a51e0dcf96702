import { fault } from '../../faults.ts'
import { folded, matcher, orderedFields } from '../../query/index.ts'
import type { Asker, Condition, DayOf, FieldTable, FieldValue } from '../../query/index.ts'
import { customValueOf, optionOf, type FieldSnapshot } from '../fields.ts'
import type { CardSnapshot } from '../shape.ts'
import { boardWords, customId, isCustomField } from './query.ts'
import type { BoardQuery, FilterField } from './query.ts'

/** What a query means depends on who asks, on which day, and on which stages are still open. */
export interface QueryContext extends Omit<Asker<never>, 'isOpen'> {
  /** False for won and lost stages: nothing in them is late any more. */
  readonly isOpen: (stageId: string) => boolean
  /** The board's own fields, as its store gives them; what cards say in them is found by free text. */
  readonly fields?: readonly FieldSnapshot[]
}

/** A card and where it is shown (`BoardStore.stageOf`): its own stage may be gone. */
export interface Placed {
  readonly card: CardSnapshot
  readonly stageId: string
}

export interface CompiledQuery {
  /**
   * @param stageId where the card is shown (`BoardStore.stageOf`): its own stage may be gone
   */
  matches(card: CardSnapshot, stageId: string): boolean
}

interface Haystack {
  readonly fields: readonly FieldSnapshot[]
  readonly text: string
}
/** Everything of a card that free text looks through, folded; made once per snapshot, which never changes, and list of fields. */
const haystacks = new WeakMap<CardSnapshot, Haystack>()
const noFields: readonly FieldSnapshot[] = []
/** @param fields the board's own, as its store gives them: the same array while they are the same */
export function searchText(card: CardSnapshot, fields = noFields): string {
  const known = haystacks.get(card)
  if (known?.fields === fields && !fault('FND-2')) return known.text
  const { title, account, contactName, contactEmail, contactPhone, nextActivity, source, labels } = card
  const made = folded(
    `${title}\n${account}\n${contactName}\n${contactEmail}\n${contactPhone}\n${nextActivity}\n${source}\n${[...labels, ...ownWords(card, fields)].join('\n')}`,
  )
  haystacks.set(card, { fields, text: made })
  return made
}

/** What a card says in the board's own fields: their texts, and the names of chosen options. */
function ownWords(card: CardSnapshot, fields: readonly FieldSnapshot[]): readonly string[] {
  if (fault('FND-16')) return []
  return fields.flatMap((field) => {
    if (field.type !== 'text' && field.type !== 'choice') return []
    const value = customValueOf(card, field)
    const said = field.type === 'text' ? value : optionOf(field, value)?.name
    return typeof said === 'string' ? [said] : []
  })
}

const utcDay: DayOf = (ms) => new Date(ms).toISOString().slice(0, 10)

/**
 * The one place that says what a field of a card is to filters and orders; null and '' are empty.
 * @param dayOf the day of a moment where the person sits; without it UTC, which is enough for sorting
 */
export function fieldValue(card: CardSnapshot, stageId: string, field: FilterField, dayOf: DayOf = utcDay): FieldValue {
  switch (field) {
    case 'owner':
      return card.ownerId
    case 'stage':
      return stageId
    case 'label':
      return card.labels
    case 'value':
      return card.valueCents
    case 'createdOn':
      return card.createdAt === null ? null : dayOf(card.createdAt)
    case 'nextActivity':
      // A date without words is an activity too.
      return card.nextActivity === '' ? card.nextActivityOn : card.nextActivity
    default:
      return isCustomField(field) ? (card.fields[customId(field)] ?? null) : card[field]
  }
}

const boardTable: FieldTable<Placed, FilterField> = {
  ...boardWords,
  valueOf: ({ card, stageId }, field, dayOf) => fieldValue(card, stageId, field, dayOf),
  searchText: ({ card }) => searchText(card),
  isArchived: ({ card }) => card.deletedAt !== null,
}

/** The conditions in the order in which they are written. */
export const conditionsOf = ({ filters }: BoardQuery): readonly (readonly [FilterField, Condition])[] =>
  orderedFields(boardTable, filters).flatMap((field) => {
    const condition = filters[field]
    return condition ? [[field, condition] as const] : []
  })

/** Prepares a query once; `matches` then costs what its conditions cost and nothing more. */
export function compileQuery(query: BoardQuery, context: QueryContext): CompiledQuery {
  const table = { ...boardTable, searchText: ({ card }: Placed) => searchText(card, context.fields) }
  const test = matcher(table, query, { ...context, isOpen: ({ stageId }) => context.isOpen(stageId) })
  return { matches: (card, stageId) => test({ card, stageId }) }
}
