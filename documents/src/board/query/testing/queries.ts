/** Queries of every kind, for property tests here and in the app. */
import fc from 'fast-check'
import { EMPTY, ME, whenNames } from '../../../query/index.ts'
import type { Condition, FilterType } from '../../../query/index.ts'
import { conditionsOf } from '../match.ts'
import { builtInFields, filterType, isCustomField } from '../query.ts'
import type { BoardQuery, BuiltInField, FilterField } from '../query.ts'

const words = [
  'Piloto',
  'piloto',
  'hoje',
  'eu',
  '-',
  '!',
  '*',
  '~',
  ',',
  'a..b',
  '7d',
  'Ação',
  'São João',
  EMPTY,
] as const
const text = fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 8 }))
const visible = text.filter((one) => one.trim() !== '')
const day = fc
  .tuple(fc.integer({ min: 2025, max: 2027 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join('-'))
const cents = fc.integer({ min: -1_000, max: 200_000 })
const open = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null })

const among = (values: fc.Arbitrary<string>): fc.Arbitrary<Condition> =>
  fc.record({
    kind: fc.constant('among' as const),
    values: fc.array(values, { minLength: 1, maxLength: 3 }),
    not: fc.boolean(),
  })
const contains = fc.record({ kind: fc.constant('contains' as const), text: visible, not: fc.boolean() })
const range = fc
  .record({ kind: fc.constant('range' as const), min: open(cents), max: open(cents) })
  .filter(({ min, max }) => min !== null || max !== null)
const days = fc
  .record({ kind: fc.constant('days' as const), from: open(day), to: open(day) })
  .filter(({ from, to }) => from !== null || to !== null)
const when = fc.record({ kind: fc.constant('when' as const), when: fc.constantFrom(...whenNames) })
const isEmpty = among(fc.constant(EMPTY))
/** A field of the board's own: its type is not known here. */
const custom = fc.oneof(among(text), contains, range, days, when)

export interface Vocabulary {
  readonly people: readonly string[]
  readonly stages: readonly string[]
  readonly texts: readonly string[]
}

function conditionOf(type: FilterType, known: Vocabulary): fc.Arbitrary<Condition> {
  switch (type) {
    case 'text':
      return fc.oneof(among(fc.oneof(text, fc.constantFrom(...known.texts))), contains)
    case 'labels':
      return among(fc.oneof(text, fc.constantFrom(...known.texts)))
    case 'person':
      return among(fc.constantFrom(EMPTY, ME, ...known.people))
    case 'stage':
    case 'choice':
      return among(fc.constantFrom(EMPTY, ...known.stages))
    case 'money':
      return fc.oneof(range, isEmpty)
    case 'date':
      return fc.oneof(days, when, isEmpty)
  }
}

/** Queries that ask for what there is, so that they leave some cards and take others out. */
export function queriesOver(known: Vocabulary): fc.Arbitrary<BoardQuery> {
  const conditions = fc
    .uniqueArray(fc.constantFrom<FilterField>(...builtInFields, 'field:colour'), { maxLength: 2 })
    .chain((fields) =>
      fc
        .tuple(...fields.map((field) => (isCustomField(field) ? custom : conditionOf(filterType(field), known))))
        .map((list) => Object.fromEntries(fields.map((field, i) => [field, list[i]])) as BoardQuery['filters']),
    )
  const sort = fc.record({ by: fc.constantFrom<BuiltInField>(...builtInFields), descending: fc.boolean() })
  return fc.record({
    text: fc.oneof({ weight: 3, arbitrary: fc.constant('') }, fc.constantFrom(...known.texts), visible),
    filters: conditions,
    archived: fc.constantFrom('no', 'no', 'only', 'all'),
    sort: open(sort),
    group: fc.constantFrom('none', 'owner'),
  })
}

export const anyQuery = queriesOver({
  people: ['ana-user', 'bruno'],
  stages: ['01HSTAGE01', 'x'],
  texts: ['ipê', 'Frota'],
})

/** What the address keeps of a query: every value once, in order. */
export const normal = (query: BoardQuery): BoardQuery => ({
  ...query,
  filters: Object.fromEntries(
    conditionsOf(query).map(([field, condition]) => [
      field,
      condition.kind === 'among' ? { ...condition, values: [...new Set(condition.values)].toSorted() } : condition,
    ]),
  ),
})
