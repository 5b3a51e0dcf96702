import * as Y from 'yjs'
import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import { sameValue } from '../values.ts'
import { entryMap } from '../writes.ts'
import type { KeyWrite } from './key-writes.ts'
import type { DocumentState } from './replay.ts'

/** What shall be as it was: one key of an entry, some entries, or everything. */
export interface RestoreScope {
  readonly entries?: readonly string[] | undefined
  readonly field?: string | undefined
}

/**
 * Roots that may be restored, by kind of their content. What people said (comments), what was decided (intents) and files stay
 * as they are: nobody's words are put back or taken away by somebody else.
 */
const flatRoots: readonly string[] = ['meta', 'checklist']
const entryRoots: readonly string[] = ['stages', 'fields', 'cards']
/** Kept by the server, or true once and for all. */
const fixedKeys: ReadonlySet<string> = new Set(['createdAt', 'createdBy', 'schemaVersion'])

const isObject = (value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The forward edit that brings back what stood then. Only keys that differ are written, so that everything else, and
 * whatever is written meanwhile, stays. Entries that did not exist then are archived when everything is restored.
 * @param nowMs time of archiving
 */
export function restoreWrites(doc: Y.Doc, then: DocumentState, scope: RestoreScope, nowMs: number): KeyWrite[] {
  const writes: KeyWrite[] = []
  const isAll = scope.entries === undefined && scope.field === undefined
  for (const root of flatRoots) {
    const map = doc.share.has(root) ? doc.getMap(root) : null
    if (map && !scope.entries) writes.push(...mapWrites(map, objectAt(then, root), scope.field))
  }
  for (const root of entryRoots) {
    if (!doc.share.has(root)) continue
    const entries = doc.getMap<unknown>(root)
    const wanted = scope.entries ?? (isAll ? [...entries.keys()] : [])
    for (const id of wanted) {
      const map = entryMap(entries, id)
      if (!map) continue
      const was = objectAt(then, root)[id]
      if (isObject(was)) writes.push(...mapWrites(map, was, scope.field))
      else if (isAll && map.get('deletedAt') === undefined) writes.push({ map, key: 'deletedAt', value: nowMs })
    }
  }
  if (fault('HIS-18') && isAll) {
    const intents = doc.getMap<unknown>('intents')
    for (const key of intents.keys()) writes.push({ map: intents, key, value: undefined })
  }
  return writes
}

const objectAt = (state: DocumentState, root: string): { readonly [key: string]: JsonValue } => {
  const value = state[root]
  return isObject(value) ? value : {}
}

function mapWrites(
  map: Y.Map<unknown>,
  was: { readonly [key: string]: JsonValue },
  field: string | undefined,
): KeyWrite[] {
  const keys = field === undefined ? new Set([...map.keys(), ...Object.keys(was)]) : [field]
  const writes: KeyWrite[] = []
  for (const key of keys) {
    const now = map.get(key)
    const value = was[key]
    if (fixedKeys.has(key) || now instanceof Y.AbstractType || isObjectOfMany(value)) continue
    if (!sameValue(now as JsonValue | undefined, value)) writes.push({ map, key, value })
  }
  return writes
}

/** Containers come back by their keys, never as values; `pos` is the one value that is an object. */
const isObjectOfMany = (value: JsonValue | undefined): boolean => isObject(value) && !('rank' in value)
