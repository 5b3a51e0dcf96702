import type { Change, SetBack } from '../kind.ts'
import type { RefusalCode } from '../protocol.ts'
import type { ContentNode } from './capture.ts'

/** A shared type by what survives a restart: the name of a root, or the id of the item that holds it. */
export type ParentRef = string | readonly [client: number, clock: number]
export type IdRange = readonly [client: number, clock: number, length: number]

/** A key to be set back. Left alone when meanwhile somebody else has written it (`ids`: what the reverted update wrote). */
export interface RevertKey {
  readonly kind: 'key'
  readonly parent: ParentRef
  readonly key: string
  readonly ids: IdRange[]
  /** What stood there; null: nothing. */
  node: ContentNode | null
}

/** List, text or xml content to be set back: what came is deleted, what went is put where it stood. */
export interface RevertContent {
  readonly kind: 'content'
  readonly parent: ParentRef
  readonly inserted: IdRange[]
  readonly removed: { readonly id: IdRange; readonly node: ContentNode }[]
}

/** Something taken that must be set back in the same turn. Plain JSON, so that it can stand in the note of a journal row. */
export interface Revert extends SetBack {
  readonly how: RevertKey | RevertContent
}

export interface Refused {
  /** Joined with `/`. */
  readonly path: string
  readonly code: RefusalCode
}

export interface ReadyUpdate {
  readonly kind: 'ready'
  /**
   * Only what is new and allowed, V1. Exactly the bytes that came in when all of it was. `isEmptyUpdate` when nothing is
   * left: then there is nothing to journal.
   */
  readonly update: Uint8Array
  /** Client ids with structs in it. */
  readonly clients: readonly number[]
  /** What was taken, what is to be set back included. Containers before their keys; deletions only their topmost. */
  readonly changes: readonly Change[]
  /** At most 200, each path once. */
  readonly refused: readonly Refused[]
  readonly reverts: readonly Revert[]
  /** Structs whose surroundings are gone (deleted by somebody, or refused earlier): taken, never visible. */
  readonly sunk: number
  /** How much Yjs has to look through to take it (Placing). */
  readonly steps: number
}

export type Prepared =
  /** Nothing new: acknowledge without a row. */
  | { readonly kind: 'unchanged' }
  /** Nothing of it may be taken. */
  | { readonly kind: 'rejected'; readonly code: 'unknown_dependency' | 'malformed' | 'foreign_client' }
  /** Yjs would have to look through more than `maxSteps`; nothing else is known of it. */
  | { readonly kind: 'costly' }
  | ReadyUpdate

export interface PrepareOptions {
  /** Asked once per client id with new structs. False rejects the update. */
  readonly ownsClient: (clientId: number) => boolean
  /** Ids reserved for the server. */
  readonly forbiddenClients?: ReadonlySet<number>
  /** Default: `maxPlacingSteps`, above which no update may be taken. */
  readonly maxSteps?: number
}
