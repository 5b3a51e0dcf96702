import type { JsonValue } from '@mutirao/documents'
import type { StoredFact } from './types.ts'
import { lookupOf, textOf } from './lookup.ts'

interface FactColumn {
  readonly name: string
  /** Of the array it travels in. */
  readonly type: string
  /** How it becomes the column, when not as it is. */
  readonly read?: string
  readonly of: (fact: StoredFact) => string | number | boolean | null
}

const json = (value: JsonValue | object | undefined): string | null =>
  value === undefined ? null : JSON.stringify(value)
const asJson = (name: string): string => `i."${name}"::json`
const asTime = (name: string): string => `to_timestamp(i."${name}" / 1000)`

/** JSON travels as text: an array of json would be parsed twice. */
export const factColumns: readonly FactColumn[] = [
  { name: 'seq', type: 'bigint', of: (fact) => fact.seq },
  { name: 'place', type: 'int', of: (fact) => fact.index },
  { name: 'path', type: 'text', read: asJson('path'), of: (fact) => json(fact.path) },
  { name: 'root', type: 'text', of: (fact) => textOf(fact.path[0] ?? '') },
  { name: 'entry', type: 'text', of: (fact) => lookupOf(fact.path).entry },
  { name: 'field', type: 'text', of: (fact) => lookupOf(fact.path).field },
  { name: 'kind', type: 'text', of: (fact) => fact.kind },
  { name: 'before', type: 'text', read: asJson('before'), of: (fact) => json(fact.before) },
  { name: 'after', type: 'text', read: asJson('after'), of: (fact) => json(fact.after) },
  { name: 'change', type: 'text', read: asJson('change'), of: (fact) => json(fact.text) },
  { name: 'actor_id', type: 'text', of: (fact) => fact.actorId },
  { name: 'origin', type: 'text', of: (fact) => fact.origin },
  { name: 'received_at', type: 'float8', read: asTime('received_at'), of: (fact) => fact.receivedAtMs },
  { name: 'written_at', type: 'float8', read: asTime('written_at'), of: (fact) => fact.writtenAtMs },
  { name: 'conflict', type: 'text', read: asJson('conflict'), of: (fact) => json(fact.conflict) },
  { name: 'overruled', type: 'boolean', of: (fact) => fact.overruled },
  { name: 'reverted', type: 'text', of: (fact) => fact.reverted ?? null },
  { name: 'reason', type: 'text', of: (fact) => fact.reason?.replaceAll('\0', '').toWellFormed() ?? null },
]

/** One array per column. */
export const factValues = (facts: readonly StoredFact[]): (string | number | boolean | null)[][] =>
  factColumns.map(({ of }) => facts.map(of))
