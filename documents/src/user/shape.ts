import type * as Y from 'yjs'
import type { JsonValue, Migration } from '../kind.ts'
import type { DocumentKindName } from '../names.ts'
import type { Role } from '../protocol.ts'

/**
 * The shape of a person's own document in one workspace: server-written `members`, `documents`, `notifications`, `conflicts`;
 * own `preferences` and `read`. All Y.Maps of plain JSON values, one per key.
 */
export const userSchemaVersion = 1
export const userMigrations: readonly Migration[] = []

export const userRoots = {
  members: 'members',
  documents: 'documents',
  notifications: 'notifications',
  conflicts: 'conflicts',
  preferences: 'preferences',
  read: 'read',
} as const

export interface MemberSnapshot {
  /** User id. */
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly groups: readonly string[]
  /** False: has left; the name is kept so that history stays readable. */
  readonly active: boolean
  /** How many had joined before this person, those who left included: it never changes. Absent when the server did not say. */
  readonly seat?: number
}

export interface DocumentEntry {
  /** Document name, e.g. `board:01J…`. */
  readonly name: string
  readonly kind: DocumentKindName
  readonly title: string
  readonly access: 'read' | 'write'
}

export type Preferences = Readonly<Record<string, JsonValue>>

export const userMap = (doc: Y.Doc, root: keyof typeof userRoots): Y.Map<unknown> => doc.getMap(userRoots[root])

/** Longest JSON of one preference or read mark, in characters. */
export const maxOwnValueLength = 4_000
