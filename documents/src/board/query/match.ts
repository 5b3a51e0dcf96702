import { fault } from '../../faults.ts'
import type { CardSnapshot } from '../shape.ts'
import { spanOf } from './days.ts'
import { folded, foldedWords } from './fold.ts'
import { conditionsOf, customId, EMPTY, filterFields, isCustomField, ME } from './query.ts'
import type { BoardQuery, Condition, FilterField } from './query.ts'

/** What a query means depends on who asks, on which day, and on which stages are still open. */
export interface QueryContext {
  /** User id. */
  readonly me: string
  /** `YYYY-MM-DD` where the person sits. */
  readonly today: string
  /** The day of a moment where the person sits. */
  readonly dayOf: (ms: number) => string
  /** False for won and lost stages: nothing in them is late any more. */
  readonly isOpen: (stageId: string) => boolean
}

export interface CompiledQuery {
  /**
   * @param stageId where the card is shown (`BoardStore.stageOf`): its own stage may be gone
   */
  matches(card: CardSnapshot, stageId: string): boolean
}

type Test = (card: CardSnapshot, stageId: string) => boolean

/** Everything of a card that free text looks through, folded; made once per snapshot, which never changes. */
const haystacks = new WeakMap<CardSnapshot, string>()
export function searchText(card: CardSnapshot): string {
  const known = haystacks.get(card)
  if (known !== undefined && !fault('FND-2')) return known
  const { title, account, contactName, contactEmail, contactPhone, nextActivity, source, labels } = card
  const made = folded(
    `${title}\n${account}\n${contactName}\n${contactEmail}\n${contactPhone}\n${nextActivity}\n${source}\n${labels.join('\n')}`,
  )
  haystacks.set(card, made)
  return made
}

export type FieldValue = string | number | readonly string[] | null
export type DayOf = (ms: number) => string

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

const textsOf = (value: FieldValue): readonly string[] =>
  value === null || value === '' ? [] : typeof value === 'object' ? value : [String(value)]

/** Ids are compared as they are, what people wrote without regard to accents and case. */
const isId = (field: FilterField): boolean => !isCustomField(field) && ['person', 'stage'].includes(filterFields[field])

function among(field: FilterField, condition: Condition & { kind: 'among' }, context: QueryContext): Test {
  const same = isId(field) || fault('FND-2') ? (text: string) => text : folded
  const wanted = new Set(condition.values.map((value) => same(value === ME ? context.me : value)))
  const isEmptyWanted = wanted.has(EMPTY)
  return (card, stageId) => {
    // Cards without a stage have an id too: NO_STAGE.
    const texts = field === 'stage' ? [stageId] : textsOf(fieldValue(card, stageId, field))
    const found = texts.length === 0 ? isEmptyWanted : texts.some((text) => wanted.has(same(text)))
    return found !== condition.not
  }
}

function between<T extends number | string>(field: FilterField, from: T | null, to: T | null, dayOf: DayOf): Test {
  return (card, stageId) => {
    const value = fieldValue(card, stageId, field, dayOf)
    if (value === null || typeof value === 'object' || value === '') return false
    // A field of one's own may hold values of another type than it has now.
    if (typeof value !== typeof (from ?? to)) return false
    return (from === null || value >= from) && (to === null || value <= to)
  }
}

function testOf(field: FilterField, condition: Condition, context: QueryContext): Test {
  switch (condition.kind) {
    case 'among':
      return among(field, condition, context)
    case 'contains': {
      const needle = folded(condition.text.trim())
      return (card, stageId) =>
        textsOf(fieldValue(card, stageId, field)).some((text) => folded(text).includes(needle)) !== condition.not
    }
    case 'range':
      return between(field, condition.min, condition.max, context.dayOf)
    case 'days':
      return between(field, condition.from, condition.to, context.dayOf)
    case 'when': {
      const { from, to } = spanOf(condition.when, context.today)
      const inSpan = between(field, from, to, context.dayOf)
      return condition.when === 'overdue' && !fault('FND-3')
        ? (card, stageId) => inSpan(card, stageId) && context.isOpen(stageId)
        : inSpan
    }
  }
}

/** Prepares a query once; `matches` then costs what its conditions cost and nothing more. */
export function compileQuery(query: BoardQuery, context: QueryContext): CompiledQuery {
  const tests = conditionsOf(query).map(([field, condition]) => testOf(field, condition, context))
  if (query.archived !== 'all') tests.unshift((card) => (card.deletedAt !== null) === (query.archived === 'only'))
  const words = foldedWords(query.text)
  if (words.length > 0)
    tests.push((card) => {
      const text = searchText(card)
      return words.every((word) => text.includes(word))
    })
  return { matches: (card, stageId) => tests.every((test) => test(card, stageId)) }
}
