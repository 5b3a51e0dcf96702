import type * as Y from 'yjs'
import { MutiraoError } from '../errors.ts'
import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import type { EditName } from '../undo.ts'
import { sameValue } from '../values.ts'
import { label, plainAt, put, transact } from '../writes.ts'
import { conflictJson, seenConflictKey, staleMarks } from './conflicts.ts'
import type { OwnConflict } from './conflicts.ts'
import { maxOwnValueLength, userMap } from './shape.ts'
import type { DocumentEntry, MemberSnapshot, userRoots } from './shape.ts'

type Root = keyof typeof userRoots

/** Writes what differs, in one transaction; keys with undefined are deleted. True when something changed. */
function write(doc: Y.Doc, root: Root, name: EditName, values: ReadonlyMap<string, JsonValue | undefined>): boolean {
  const map = userMap(doc, root)
  const changed = [...values].filter(([key, value]) => !sameValue(plainAt(map, key), value) || fault('DOC-15'))
  if (changed.length === 0) return false
  transact(doc, 'edit', label(name, changed.length), () => {
    for (const [key, value] of changed) {
      if (fault('DOC-15') && value !== undefined) map.set(key, value)
      put(map, key, value)
    }
  })
  return true
}

function own(doc: Y.Doc, root: Root, name: EditName, key: string, value: JsonValue): boolean {
  if (key === '' || JSON.stringify(value).length > maxOwnValueLength)
    throw new MutiraoError(key === '' ? 'bad_value' : 'too_large', `${root}: ${JSON.stringify(key)}`)
  return write(doc, root, name, new Map([[key, value ?? undefined]]))
}

/** Own preference; null removes it. True when something changed. Throws `too_large` beyond 4 000 characters of JSON. */
export const setPreference = (doc: Y.Doc, key: string, value: JsonValue): boolean =>
  own(doc, 'preferences', 'preference.set', key, value)

/** Own read mark of a document; null removes it. True when something changed. */
export const setRead = (doc: Y.Doc, documentName: string, value: JsonValue): boolean =>
  own(doc, 'read', 'read.set', documentName, value)

/** The wanted values by key, and undefined for every key that is there and not wanted. */
function exactly(doc: Y.Doc, root: Root, wanted: Iterable<[string, JsonValue]>): Map<string, JsonValue | undefined> {
  const values = new Map<string, JsonValue | undefined>()
  for (const key of userMap(doc, root).keys()) values.set(key, undefined)
  for (const [key, value] of wanted) values.set(key, value)
  return values
}

/** Server side: makes `members` exactly this list, writing differences only. True when something changed. */
export function writeMembers(doc: Y.Doc, members: readonly MemberSnapshot[]): boolean {
  const wanted = members.map(({ id, name, role, groups, active, seat }): [string, JsonValue] => [
    id,
    { name, role, groups: [...groups], active, ...(seat === undefined ? {} : { seat }) },
  ])
  return write(doc, 'members', 'members.write', exactly(doc, 'members', wanted))
}

/** Server side: makes `documents` exactly this list, writing differences only. True when something changed. */
export function writeDocuments(doc: Y.Doc, documents: readonly DocumentEntry[]): boolean {
  const wanted = documents.map(({ name, kind, title, access }): [string, JsonValue] => [name, { kind, title, access }])
  return write(doc, 'documents', 'documents.write', exactly(doc, 'documents', wanted))
}

/** Server side: makes `conflicts` exactly this list, writing differences only. True when something changed. */
export function writeConflicts(doc: Y.Doc, conflicts: readonly OwnConflict[]): boolean {
  const wanted = conflicts.map((conflict): [string, JsonValue] => [conflict.id, conflictJson(conflict)])
  return write(doc, 'conflicts', 'conflicts.write', exactly(doc, 'conflicts', wanted))
}

/** Puts a conflict aside for this person alone, or back; marks of conflicts that have ended go with it. */
export function setConflictSeen(doc: Y.Doc, id: string, seen: boolean): boolean {
  const marks = new Map<string, JsonValue | undefined>(staleMarks(doc).map((key) => [key, undefined]))
  marks.set(seenConflictKey(id), seen ? true : undefined)
  return write(doc, 'read', 'read.set', marks)
}
