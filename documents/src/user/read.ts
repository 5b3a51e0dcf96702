import type * as Y from 'yjs'
import type { JsonValue } from '../kind.ts'
import type { DocumentEntry, MemberSnapshot, Preferences } from './shape.ts'

/** Members, documents and preferences of one person in one workspace, immutable, with stable identity. */
export interface UserStore {
  /** By name, then id; people who left included (`active: false`). */
  members(): readonly MemberSnapshot[]
  member(userId: string): MemberSnapshot | undefined
  /** List documents this person may open, by title, then name. */
  documents(): readonly DocumentEntry[]
  preferences(): Preferences
  /** Read mark of a document: whatever `setRead` wrote, undefined when never. */
  read(documentName: string): JsonValue | undefined
  /** Called after any of these changed. */
  subscribe(listener: () => void): () => void
  destroy(): void
}

export declare function createUserStore(doc: Y.Doc): UserStore
