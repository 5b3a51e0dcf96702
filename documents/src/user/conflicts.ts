import type * as Y from 'yjs'
import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import { sameValue } from '../values.ts'
import { plainAt } from '../writes.ts'
import { userMap } from './shape.ts'

/** An open conflict this person has a value in, as the server tells it in the person's own document. */
export interface OwnConflict {
  /** `<document>#<seq>.<index>`: the key it stands under. */
  readonly id: string
  /** Name of the document it happened in. */
  readonly document: string
  readonly seq: number
  readonly index: number
  /** Root first: `['cards', '<id>', 'value']`. */
  readonly path: readonly string[]
  readonly kept: JsonValue
  readonly keptBy: string
  readonly keptAtMs: number
  readonly lost: JsonValue
  readonly lostBy: string
  readonly lostAtMs: number
}

export const conflictId = (document: string, seq: number, index: number): string => `${document}#${seq}.${index}`

/** The key of the own read mark that says "I have seen this and leave it". */
export const seenConflictKey = (id: string): string => `conflict:${id}`
const seenPrefix = seenConflictKey('')

/** What stands under the key. */
export function conflictJson(conflict: OwnConflict): JsonValue {
  const { document, seq, index, path, kept, keptBy, keptAtMs, lost, lostBy, lostAtMs } = conflict
  return { document, seq, index, path: [...path], kept, keptBy, keptAtMs, lost, lostBy, lostAtMs }
}

const isTexts = (value: JsonValue | undefined): value is string[] =>
  Array.isArray(value) && value.every((part) => typeof part === 'string')

function conflictFrom(id: string, raw: Readonly<Record<string, JsonValue>>): OwnConflict | null {
  const { document, seq, index, path, kept, keptBy, keptAtMs, lost, lostBy, lostAtMs } = raw
  if (typeof document !== 'string' || typeof seq !== 'number' || typeof index !== 'number' || !isTexts(path))
    return null
  if (typeof keptBy !== 'string' || typeof lostBy !== 'string') return null
  if (typeof keptAtMs !== 'number' || typeof lostAtMs !== 'number') return null
  const values = { kept: kept ?? null, lost: lost ?? null }
  return Object.freeze({ id, document, seq, index, path, ...values, keptBy, keptAtMs, lostBy, lostAtMs })
}

/** Newest first, without those this person has put aside. What is no conflict is passed over. */
export function readConflicts(doc: Y.Doc): OwnConflict[] {
  const [map, marks] = [userMap(doc, 'conflicts'), userMap(doc, 'read')]
  const list: OwnConflict[] = []
  for (const id of map.keys()) {
    const raw = plainAt(map, id)
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) continue
    if (plainAt(marks, seenConflictKey(id)) === true && !fault('CFL-4')) continue
    const conflict = conflictFrom(id, raw as Readonly<Record<string, JsonValue>>)
    if (conflict) list.push(conflict)
  }
  return list.sort((a, b) => momentOf(b) - momentOf(a) || (a.id < b.id ? -1 : 1))
}

const momentOf = ({ keptAtMs, lostAtMs }: OwnConflict): number => Math.max(keptAtMs, lostAtMs)

/** Own marks of conflicts the server no longer tells of. */
export function staleMarks(doc: Y.Doc): string[] {
  const map = userMap(doc, 'conflicts')
  const marks = [...userMap(doc, 'read').keys()].filter((key) => key.startsWith(seenPrefix))
  return marks.filter((key) => !map.has(key.slice(seenPrefix.length)))
}

/** Whether two values of one field are the same to a person: nothing, null and '' are all "empty"; places differ by stage. */
export function sameToPeople(field: string, a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  const plain = (value: JsonValue | undefined): JsonValue => {
    if (value === undefined || value === '' || value === false) return null
    if (field !== 'pos' || typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return (value as Readonly<Record<string, JsonValue>>)['stage'] ?? null
  }
  return sameValue(plain(a), plain(b))
}
