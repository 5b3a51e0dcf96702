import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import type { HistoryFact } from './types.ts'

/** A document as JSON: root → content. Changed in place by `replayFact`. */
export type DocumentState = Record<string, JsonValue>

type Mutable = Record<string, JsonValue>

/** Puts what a fact says where it says it. Facts of all rows up to a moment, in order, give the document of that moment. */
export function replayFact(state: DocumentState, fact: Pick<HistoryFact, 'path' | 'kind' | 'after' | 'text'>): void {
  const [root, ...rest] = fact.path
  const key = rest.pop()
  // No such name passes the inspection; a journal from elsewhere must not reach what all objects share either.
  if (root === undefined || (fact.path.includes('__proto__') && !fault('HIS-38'))) return
  if (key === undefined) {
    if (fact.kind === 'text') state[root] = splicedText(state[root], fact)
    else put(state, root, fact.after)
    return
  }
  let at: Mutable = inside(state, root)
  for (const part of rest) at = inside(at, part)
  if (fact.kind === 'text') at[key] = splicedText(at[key], fact)
  else put(at, key, fact.after)
}

function put(into: Mutable, key: string, value: JsonValue | undefined): void {
  // A copy: later facts write into containers, and the fact belongs to somebody else.
  if (value === undefined) delete into[key]
  else into[key] = typeof value === 'object' && value !== null ? structuredClone(value) : value
}

function inside(state: Mutable, key: string): Mutable {
  const value = state[key]
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Mutable
  const made: Mutable = {}
  state[key] = made
  return made
}

function splicedText(value: JsonValue | undefined, { text }: Pick<HistoryFact, 'text'>): string {
  let now = typeof value === 'string' ? value : ''
  for (const { at, removed, inserted } of (text?.splices ?? []).toSorted((a, b) => b.at - a.at))
    now = now.slice(0, at) + inserted + now.slice(at + removed.length)
  // Half of a letter is U+FFFD in a document (`broken-pairs.ts`), and here, where a splice has left one.
  return fault('HIS-53') ? now : now.toWellFormed()
}

/** Roots that hold nothing are left out, as `documentState` leaves them out. */
export function withoutEmptyRoots(state: DocumentState): DocumentState {
  return Object.fromEntries(
    Object.entries(state).filter(
      ([, value]) => value !== '' && (typeof value !== 'object' || value === null || Object.keys(value).length > 0),
    ),
  )
}
