import type * as Y from 'yjs'
import type { JsonValue } from '../kind.ts'
import { documentKinds } from '../names.ts'
import { roles } from '../protocol.ts'
import { shareItems } from '../sharing.ts'
import { createSubscribers } from '../subscribers.ts'
import { sameValue } from '../values.ts'
import { plainAt } from '../writes.ts'
import { readConflicts } from './conflicts.ts'
import type { OwnConflict } from './conflicts.ts'
import { userMap } from './shape.ts'
import type { DocumentEntry, MemberSnapshot, Preferences, userRoots } from './shape.ts'

/** Members, documents and preferences of one person in one workspace, immutable, with stable identity. */
export interface UserStore {
  /** By name, then id; people who left included (`active: false`). */
  members(): readonly MemberSnapshot[]
  member(userId: string): MemberSnapshot | undefined
  /** List documents this person may open, by title, then name. */
  documents(): readonly DocumentEntry[]
  preferences(): Preferences
  /** Open conflicts this person has a value in and has not put aside, newest first. */
  conflicts(): readonly OwnConflict[]
  /** Read mark of a document: whatever `setRead` wrote, undefined when never. */
  read(documentName: string): JsonValue | undefined
  /** Called after any of these changed. */
  subscribe(listener: () => void): () => void
  destroy(): void
}

type Raw = Readonly<Record<string, JsonValue>>

/** Plain objects of a root map by key; anything else is passed over. */
function* objectsIn(map: Y.Map<unknown>): Generator<[string, Raw]> {
  for (const key of map.keys()) {
    const value = plainAt(map, key)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) yield [key, value as Raw]
  }
}

const asText = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function readMembers(map: Y.Map<unknown>): MemberSnapshot[] {
  const list: MemberSnapshot[] = []
  for (const [id, raw] of objectsIn(map)) {
    const { name, role, groups, active, seat } = raw
    list.push({
      id,
      name: asText(name) || id,
      role: roles.find((known) => known === role) ?? 'viewer',
      groups: Array.isArray(groups) ? groups.filter((group): group is string => typeof group === 'string') : [],
      active: active !== false,
      ...(typeof seat === 'number' && Number.isSafeInteger(seat) && seat >= 0 ? { seat } : {}),
    })
  }
  return list.sort((a, b) => byText(a.name, b.name) || byText(a.id, b.id))
}

type KeyedEntry = DocumentEntry & { readonly id: string }

function readDocuments(map: Y.Map<unknown>): KeyedEntry[] {
  const list: KeyedEntry[] = []
  for (const [name, raw] of objectsIn(map)) {
    const kind = documentKinds.find((known) => known === raw['kind'])
    if (!kind) continue
    list.push({
      id: name,
      name,
      kind,
      title: asText(raw['title']),
      access: raw['access'] === 'write' ? 'write' : 'read',
    })
  }
  return list.sort((a, b) => byText(a.title, b.title) || byText(a.name, b.name))
}

function readPreferences(map: Y.Map<unknown>): Preferences {
  const entries: [string, JsonValue][] = []
  for (const key of map.keys()) {
    const value = plainAt(map, key)
    if (value !== undefined) entries.push([key, value])
  }
  return Object.freeze(Object.fromEntries(entries))
}

const same = <T extends object>(a: T, b: T): boolean => sameValue(a as unknown as JsonValue, b as unknown as JsonValue)

export function createUserStore(doc: Y.Doc): UserStore {
  const map = (root: keyof typeof userRoots): Y.Map<unknown> => userMap(doc, root)
  const subscribers = createSubscribers<'changed'>()
  let members: readonly MemberSnapshot[] = []
  let documents: readonly KeyedEntry[] = []
  let preferences: Preferences = Object.freeze({})
  let byId = new Map<string, MemberSnapshot>()
  let conflicts: readonly OwnConflict[] = []
  const refresh = (): void => {
    members = shareItems(members, readMembers(map('members')), same)
    byId = new Map(members.map((member) => [member.id, member]))
    documents = shareItems(documents, readDocuments(map('documents')), same)
    conflicts = shareItems(conflicts, readConflicts(doc), same)
    const wanted = readPreferences(map('preferences'))
    if (!same(preferences, wanted)) preferences = wanted
  }
  let isDirty = false
  const onChange = (): void => void (isDirty = true)
  const onEnd = (): void => {
    if (!isDirty) return
    isDirty = false
    refresh()
    subscribers.notify(['changed'])
  }
  const observed = [map('members'), map('documents'), map('preferences'), map('read'), map('conflicts')]
  for (const root of observed) root.observe(onChange)
  doc.on('afterTransaction', onEnd)
  refresh()
  return {
    members: () => members,
    member: (userId) => byId.get(userId),
    documents: () => documents,
    preferences: () => preferences,
    conflicts: () => conflicts,
    read: (documentName) => plainAt(map('read'), documentName),
    subscribe: (listener) => subscribers.subscribe('changed', listener),
    destroy() {
      for (const root of observed) root.unobserve(onChange)
      doc.off('afterTransaction', onEnd)
      subscribers.clear()
    },
  }
}
