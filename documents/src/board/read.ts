import type * as Y from 'yjs'
import type { BoardMeta, CardSnapshot, StageSnapshot, StageTotals } from './shape.ts'

export type BoardKey = 'stages' | 'meta' | 'archived' | `column:${string}` | `card:${string}` | `totals:${string}`

/**
 * The board as immutable values outside React. Everything returned keeps its identity until it really changes, so the
 * getters serve as `getSnapshot` of `useSyncExternalStore`. Half-merged, unknown or wrongly typed data never throws.
 */
export interface BoardStore {
  /** Live stages in order. A synthetic stage with id NO_STAGE and empty name comes first while cards without a live stage exist. */
  stages(): readonly StageSnapshot[]
  /** Ids of the cards shown in a stage, by (rank, id). Archived cards are not in it. Unknown stage: empty. */
  column(stageId: string): readonly string[]
  /** Archived cards are found too. */
  card(cardId: string): CardSnapshot | undefined
  /** Where the card is shown: a live stage's id, NO_STAGE, or null when it is archived or unknown. */
  stageOf(cardId: string): string | null
  totals(stageId: string): StageTotals
  meta(): BoardMeta
  /** Ids of archived cards, the last archived first. */
  archived(): readonly string[]
  /** Ids of all cards, archived ones too, in no order. */
  cardIds(): Iterable<string>
  /** Called after a transaction in which what stands under this key changed. Returns the unsubscribe function. */
  subscribe(key: BoardKey, listener: () => void): () => void
  /** Stops observing; the last values stay readable. */
  destroy(): void
}

/** The top of every column as plain JSON: what the app shows before the document itself is loaded. */
export interface BoardProjection {
  readonly version: 1
  readonly meta: BoardMeta
  readonly columns: readonly {
    readonly stage: StageSnapshot
    readonly totals: StageTotals
    /** The top of the column, in order; `totals.count` tells how many there really are. */
    readonly cards: readonly CardSnapshot[]
  }[]
}

export declare function createBoardStore(doc: Y.Doc): BoardStore
export declare function projectBoard(store: BoardStore, topPerColumn: number): BoardProjection
/** null when the value is not a projection this version can show. */
export declare function parseProjection(value: unknown): BoardProjection | null
/** A store that never changes: columns hold the top cards only, totals and counts are the true ones of that moment. */
export declare function createProjectedStore(projection: BoardProjection): BoardStore
