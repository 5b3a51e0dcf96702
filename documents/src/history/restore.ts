import * as Y from 'yjs'
import { aliasKey } from '../accounts/merge.ts'
import { accountsRoots } from '../accounts/shape.ts'
import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import type { DocumentKindName } from '../names.ts'
import { sameValue } from '../values.ts'
import { entryMap, plainAt } from '../writes.ts'
import type { KeyWrite } from './key-writes.ts'
import type { DocumentState } from './replay.ts'
import { restorable } from './restorable.ts'

/** What shall be as it was: one key of an entry, some entries, or everything. */
export interface RestoreScope {
  readonly entries?: readonly string[] | undefined
  readonly field?: string | undefined
}

const isObject = (value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What shall be as it was, and in which document. */
export interface RestoreAim {
  readonly kind: DocumentKindName
  /** What stood then. */
  readonly state: DocumentState
  readonly scope: RestoreScope
  /** Entries that go back only when they are chosen: putting everything back leaves them alone. */
  readonly onlyChosen?: ReadonlySet<string> | undefined
  /** Time of archiving. */
  readonly nowMs: number
}

/**
 * The forward edit that brings back what stood then. Only keys that differ are written, so that everything else, and
 * whatever is written meanwhile, stays. Entries that did not exist then are archived when everything is restored.
 */
export function restoreWrites(doc: Y.Doc, aim: RestoreAim): KeyWrite[] {
  const { kind, state, scope } = aim
  const { flat, entries, isFixed } = restorable[kind]
  const writes: KeyWrite[] = []
  for (const root of scope.entries ? [] : flat) {
    if (doc.share.has(root)) writes.push(...mapWrites(doc.getMap(root), objectAt(state, root), scope.field, isFixed))
  }
  for (const root of entries) if (doc.share.has(root)) writes.push(...entryWrites(doc.getMap<unknown>(root), root, aim))
  if (fault('HIS-18') && scope.entries === undefined && scope.field === undefined) {
    const intents = doc.getMap<unknown>('intents')
    for (const key of intents.keys()) writes.push({ map: intents, key, value: undefined })
  }
  return writes
}

function entryWrites(entries: Y.Map<unknown>, root: string, aim: RestoreAim): KeyWrite[] {
  const { kind, state, scope, nowMs, onlyChosen } = aim
  const isAll = scope.entries === undefined && scope.field === undefined
  const writes: KeyWrite[] = []
  for (const id of scope.entries ?? (isAll ? entries.keys() : [])) {
    const map = entryMap(entries, id)
    if (!map || (isAll && onlyChosen?.has(id) === true && !fault('HIS-35'))) continue
    const was = objectAt(state, root)[id]
    if (isObject(was)) {
      const own = mapWrites(map, was, scope.field, restorable[kind].isFixed)
      writes.push(...own, ...(root === accountsRoots.accounts ? aliasWrites(map, own) : []))
    } else if (isAll && map.get('deletedAt') === undefined) writes.push({ map, key: 'deletedAt', value: nowMs })
  }
  return writes
}

/** An account is still found by the name it had until now, as after any renaming: cards name it by that. */
function aliasWrites(account: Y.Map<unknown>, writes: readonly KeyWrite[]): KeyWrite[] {
  const renamed = writes.find(({ key }) => key === 'name')
  const name = plainAt(account, 'name')
  if (typeof name !== 'string' || name === '' || typeof renamed?.value !== 'string' || fault('HIS-36')) return []
  const key = aliasKey(name)
  return key === aliasKey(renamed.value) || account.has(key) ? [] : [{ map: account, key, value: name }]
}

const objectAt = (state: DocumentState, root: string): { readonly [key: string]: JsonValue } => {
  const value = state[root]
  return isObject(value) ? value : {}
}

function mapWrites(
  map: Y.Map<unknown>,
  was: { readonly [key: string]: JsonValue },
  field: string | undefined,
  isFixed: (key: string) => boolean,
): KeyWrite[] {
  const keys = field === undefined ? new Set([...map.keys(), ...Object.keys(was)]) : [field]
  const writes: KeyWrite[] = []
  for (const key of keys) {
    const now = map.get(key)
    // A stranger's key may be called like something every object has.
    const value = Object.hasOwn(was, key) || fault('HIS-38') ? was[key] : undefined
    if (isFixed(key) || now instanceof Y.AbstractType || (isObjectOfMany(value) && fault('HIS-51'))) continue
    if (!sameValue(now as JsonValue | undefined, value)) writes.push({ map, key, value })
  }
  return writes
}

/** An object is one value like any other: nothing of what goes back may hold a container below these keys. */
const isObjectOfMany = (value: JsonValue | undefined): boolean => isObject(value) && !('rank' in value)
