import type * as Y from 'yjs'
import type { ChecklistItem, CommentSnapshot } from './shape.ts'

/** Comments and checklist of one card as immutable values with stable identity. Notes go to the editor as they are. */
export interface CardDetailStore {
  /** Comments that were not deleted, oldest first. */
  comments(): readonly CommentSnapshot[]
  /** In order (rank, id). */
  checklist(): readonly ChecklistItem[]
  /** Called after comments or checklist changed. */
  subscribe(listener: () => void): () => void
  destroy(): void
}

export declare function createCardDetailStore(doc: Y.Doc): CardDetailStore
/** Opening notes with a node or mark the editor does not know would delete it for everybody: show them read-only then. */
export declare function notesHaveUnknownNodes(doc: Y.Doc): boolean
