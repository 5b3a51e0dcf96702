import { fault } from '../faults.ts'
import { spanOf } from './days.ts'
import { folded, foldedWords } from './fold.ts'
import { EMPTY, ME } from './query.ts'
import type { Condition, Query } from './query.ts'
import { orderedFields } from './table.ts'
import type { DayOf, FieldTable, FieldValue } from './table.ts'

/** What a query means depends on who asks, on which day, and on what is still open. */
export interface Asker<S> {
  /** User id. */
  readonly me: string
  /** `YYYY-MM-DD` where the person sits. */
  readonly today: string
  readonly dayOf: DayOf
  /** False for what is finished: nothing of it is late any more. */
  readonly isOpen: (subject: S) => boolean
}

type Test<S> = (subject: S) => boolean

const textsOf = (value: FieldValue): readonly string[] =>
  value === null || value === '' ? [] : typeof value === 'object' ? value : [String(value)]

type ConditionOf<K extends Condition['kind']> = Condition & { readonly kind: K }

/** Values as they are compared: ids as they are, what people wrote without regard to accents and case. */
function among<S, F extends string>(
  table: FieldTable<S, F>,
  field: F,
  { values, not }: ConditionOf<'among'>,
  { me, dayOf }: Asker<S>,
): Test<S> {
  const type = table.typeOf(field)
  const isId = type === 'person' || type === 'stage' || type === 'choice'
  const same = isId || fault('FND-2') ? (text: string) => text : folded
  const wanted = new Set(values.map((value) => same(value === ME ? me : value)))
  return (subject) => {
    const value = table.valueOf(subject, field, dayOf)
    // What stands in no stage has an id too, which may look empty.
    const texts = type === 'stage' ? [String(value)] : textsOf(value)
    const found = texts.length === 0 ? wanted.has(EMPTY) : texts.some((text) => wanted.has(same(text)))
    return found !== not
  }
}

function testOf<S, F extends string>(
  table: FieldTable<S, F>,
  field: F,
  condition: Condition,
  asker: Asker<S>,
): Test<S> {
  const valueOf = (subject: S) => table.valueOf(subject, field, asker.dayOf)
  const between =
    (from: string | number | null, to: string | number | null): Test<S> =>
    (subject) => {
      const value = valueOf(subject)
      if (value === null || typeof value === 'object' || value === '') return false
      // A field of one's own may hold values of another type than it has now.
      if (typeof value !== typeof (from ?? to)) return false
      return (from === null || value >= from) && (to === null || value <= to)
    }
  switch (condition.kind) {
    case 'among':
      return among(table, field, condition, asker)
    case 'contains': {
      const needle = folded(condition.text.trim())
      return (subject) => textsOf(valueOf(subject)).some((text) => folded(text).includes(needle)) !== condition.not
    }
    case 'range':
      return between(condition.min, condition.max)
    case 'days':
      return between(condition.from, condition.to)
    case 'when': {
      const { from, to } = spanOf(condition.when, asker.today)
      const inSpan = between(from, to)
      return condition.when === 'overdue' && !fault('FND-3')
        ? (subject) => inSpan(subject) && asker.isOpen(subject)
        : inSpan
    }
  }
}

/** Prepares a query once; the test then costs what its conditions cost and nothing more. */
export function matcher<S, F extends string>(table: FieldTable<S, F>, query: Query<F>, asker: Asker<S>): Test<S> {
  const tests = orderedFields(table, query.filters).flatMap((field) => {
    const condition = query.filters[field]
    return condition ? [testOf(table, field, condition, asker)] : []
  })
  if (query.archived !== 'all') tests.unshift((subject) => table.isArchived(subject) === (query.archived === 'only'))
  const words = foldedWords(query.text)
  if (words.length > 0)
    tests.push((subject) => {
      const text = table.searchText(subject)
      return words.every((word) => text.includes(word))
    })
  return (subject) => tests.every((test) => test(subject))
}
