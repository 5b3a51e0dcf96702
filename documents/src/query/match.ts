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

/** Prepares the conditions of one query over one table. */
class Compiler<S, F extends string> {
  readonly #table: FieldTable<S, F>
  readonly #asker: Asker<S>

  constructor(table: FieldTable<S, F>, asker: Asker<S>) {
    this.#table = table
    this.#asker = asker
  }

  testOf(field: F, condition: Condition): Test<S> {
    switch (condition.kind) {
      case 'among':
        return this.#among(field, condition)
      case 'contains': {
        const needle = folded(condition.text.trim())
        return (subject) =>
          textsOf(this.#valueOf(subject, field)).some((text) => folded(text).includes(needle)) !== condition.not
      }
      case 'range':
        return this.#between(field, condition.min, condition.max)
      case 'days':
        return this.#between(field, condition.from, condition.to)
      case 'when': {
        const { from, to } = spanOf(condition.when, this.#asker.today)
        const inSpan = this.#between(field, from, to)
        const { isOpen } = this.#asker
        return condition.when === 'overdue' && !fault('FND-3')
          ? (subject) => inSpan(subject) && isOpen(subject)
          : inSpan
      }
    }
  }

  #valueOf(subject: S, field: F): FieldValue {
    return this.#table.valueOf(subject, field, this.#asker.dayOf)
  }

  #among(field: F, condition: Condition & { kind: 'among' }): Test<S> {
    const type = this.#table.typeOf(field)
    // Ids are compared as they are, what people wrote without regard to accents and case.
    const isId = type === 'person' || type === 'stage' || type === 'choice'
    const same = isId || fault('FND-2') ? (text: string) => text : folded
    const wanted = new Set(condition.values.map((value) => same(value === ME ? this.#asker.me : value)))
    const isEmptyWanted = wanted.has(EMPTY)
    return (subject) => {
      const value = this.#valueOf(subject, field)
      // What stands in no stage has an id too, which may look empty.
      const texts = type === 'stage' ? [String(value)] : textsOf(value)
      const found = texts.length === 0 ? isEmptyWanted : texts.some((text) => wanted.has(same(text)))
      return found !== condition.not
    }
  }

  #between<T extends number | string>(field: F, from: T | null, to: T | null): Test<S> {
    return (subject) => {
      const value = this.#valueOf(subject, field)
      if (value === null || typeof value === 'object' || value === '') return false
      // A field of one's own may hold values of another type than it has now.
      if (typeof value !== typeof (from ?? to)) return false
      return (from === null || value >= from) && (to === null || value <= to)
    }
  }
}

/** Prepares a query once; the test then costs what its conditions cost and nothing more. */
export function matcher<S, F extends string>(table: FieldTable<S, F>, query: Query<F>, asker: Asker<S>): Test<S> {
  const compiler = new Compiler(table, asker)
  const tests = orderedFields(table, query.filters).flatMap((field) => {
    const condition = query.filters[field]
    return condition ? [compiler.testOf(field, condition)] : []
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
