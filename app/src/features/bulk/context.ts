import type { BoardStore } from '@mutirao/documents'
import type { BoardEdits } from '../../engine/index.ts'

/** What every action on the chosen cards needs. */
export interface BulkContext {
  readonly store: BoardStore
  readonly edits: BoardEdits
  readonly chosen: ReadonlySet<string>
  /** The chosen cards in the order of the board. */
  readonly cardIds: () => readonly string[]
}
