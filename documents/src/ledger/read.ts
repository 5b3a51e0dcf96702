import type * as Y from 'yjs'
import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import { createSubscribers } from '../subscribers.ts'
import { sameValue } from '../values.ts'
import { plainAt } from '../writes.ts'
import { ledgerMap, ledgerRoots } from './shape.ts'
import type { OutcomeSnapshot } from './shape.ts'

/** What was decided about a list, as immutable values with stable identity. */
export interface LedgerStore {
  /** How an entry of the list stands; undefined when nothing was ever decided about it. Kinds say what it holds. */
  readonly subject: (id: string) => JsonValue | undefined
  readonly subjects: () => ReadonlyMap<string, JsonValue>
  /** What an intent came to; undefined while it is not decided. */
  readonly outcome: (intentId: string) => OutcomeSnapshot | undefined
  /** Of one person, the last first. */
  readonly outcomesBy: (userId: string) => readonly OutcomeSnapshot[]
  /** e.g. `policy`, `delegations`. */
  readonly rule: (name: string) => JsonValue | undefined
  /** Called after any of this changed. */
  readonly subscribe: (listener: () => void) => () => void
  readonly destroy: () => void
}

type Raw = Readonly<Record<string, JsonValue>>

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')
const numberOf = (value: JsonValue | undefined): number => (typeof value === 'number' ? value : 0)

export function readOutcome(id: string, value: JsonValue | undefined): OutcomeSnapshot | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const { type, subject, by, accepted, reason, place, at } = value as Raw
  return Object.freeze({
    id,
    type: textOf(type),
    subject: textOf(subject),
    by: textOf(by),
    accepted: accepted === true,
    reason: textOf(reason),
    place: numberOf(place),
    atMs: numberOf(at),
  })
}

/** The values of one root by key, those that did not change being the same objects. */
class Values {
  readonly all = new Map<string, JsonValue>()
  readonly #map: Y.Map<unknown>
  readonly #dirty: Set<string>

  constructor(map: Y.Map<unknown>) {
    this.#map = map
    this.#dirty = new Set(map.keys())
    this.refresh()
  }

  readonly onChange = ({ keysChanged }: Y.YMapEvent<unknown>): void => {
    for (const key of keysChanged) this.#dirty.add(key as string)
  }
  readonly observe = (): void => this.#map.observe(this.onChange)
  readonly unobserve = (): void => this.#map.unobserve(this.onChange)

  refresh(): boolean {
    let hasChanged = false
    for (const key of this.#dirty) {
      const [before, after] = [this.all.get(key), plainAt(this.#map, key)]
      if (sameValue(before, after) && !fault('LED-2')) continue
      if (after === undefined) this.all.delete(key)
      else this.all.set(key, after)
      hasChanged = true
    }
    this.#dirty.clear()
    return hasChanged
  }
}

/** Reads the document in one pass, then follows it until `destroy`. */
export function createLedgerStore(doc: Y.Doc): LedgerStore {
  const [subjects, outcomes, rules] = [
    new Values(ledgerMap(doc, ledgerRoots.subjects)),
    new Values(ledgerMap(doc, ledgerRoots.outcomes)),
    new Values(ledgerMap(doc, ledgerRoots.rules)),
  ]
  const subscribers = createSubscribers<'changed'>()
  const read = new Map<string, OutcomeSnapshot | undefined>()
  const onEnd = (): void => {
    const changed = [subjects, outcomes, rules].map((values) => values.refresh())
    if (changed[1]) read.clear()
    if (changed.includes(true)) subscribers.notify(['changed'])
  }
  const outcome = (intentId: string): OutcomeSnapshot | undefined => {
    if (!read.has(intentId)) read.set(intentId, readOutcome(intentId, outcomes.all.get(intentId)))
    return read.get(intentId)
  }
  for (const values of [subjects, outcomes, rules]) values.observe()
  doc.on('afterTransaction', onEnd)
  return {
    subject: (id) => subjects.all.get(id),
    subjects: () => subjects.all,
    outcome,
    outcomesBy(userId) {
      const mine = [...outcomes.all.keys()].flatMap((id) => outcome(id) ?? []).filter(({ by }) => by === userId)
      return mine.sort((a, b) => b.place - a.place)
    },
    rule: (name) => rules.all.get(name),
    subscribe: (listener) => subscribers.subscribe('changed', listener),
    destroy() {
      for (const values of [subjects, outcomes, rules]) values.unobserve()
      doc.off('afterTransaction', onEnd)
      subscribers.clear()
    },
  }
}
