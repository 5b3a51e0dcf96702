import type { DocumentKindName, DocumentName, FactConflict, HistoryFact, JsonValue, Mention } from '@mutirao/documents'
import type { JournalOrigin } from '../types.ts'

/** A row as the worker reads it. */
export interface LeafRow {
  readonly seq: number
  readonly actorId: string
  readonly origin: JournalOrigin
  readonly receivedAtMs: number
  readonly update: Uint8Array
  readonly note: JsonValue
  readonly leaf: Uint8Array
}

export interface HistoryCursor {
  /** Rows up to here have become facts. */
  readonly seq: number
  readonly sinceMoment: number
  readonly chain: Uint8Array
}

/** A fact that is ready to be stored. */
export interface StoredFact extends HistoryFact {
  /** Its author's value did not get to stand. */
  readonly overruled: boolean
}

export type ConflictResolution = 'kept' | 'lost' | 'edited'

/** An open conflict, as far as finding its end goes. */
export interface OpenConflict {
  readonly seq: number
  readonly index: number
  readonly path: readonly string[]
  readonly conflict: FactConflict
}

export interface ResolvedConflict {
  readonly seq: number
  readonly index: number
  readonly bySeq: number
  readonly by: string
  readonly atMs: number
  readonly how: ConflictResolution
}

export interface Moment {
  readonly seq: number
  readonly atMs: number
  readonly state: JsonValue
}

/** Everything some rows amount to; written in one transaction or not at all. */
export interface HistoryStep {
  readonly documentId: number
  /** The cursor must still stand here. */
  readonly fromSeq: number
  readonly toSeq: number
  readonly chain: Uint8Array
  readonly sinceMoment: number
  readonly facts: readonly StoredFact[]
  readonly resolved: readonly ResolvedConflict[]
  readonly links: readonly { readonly seq: number; readonly chain: Uint8Array }[]
  readonly moments: readonly Moment[]
  /** Who is to be told of what these rows say; told with them or not at all. */
  readonly mentions: readonly Mention[]
}

export interface BehindDocument {
  readonly documentId: number
  readonly name: DocumentName
  readonly kind: DocumentKindName
  readonly headSeq: number
  readonly cursor: HistoryCursor
  /** Whether a conflict is open as of the cursor. */
  readonly hasOpen: boolean
  readonly failures: number
}

/** Who wrote what stands at a path. */
export interface PathWriter {
  readonly actorId: string
  readonly seq: number
  readonly atMs: number
}

/** What the worker needs of the history's tables. */
export interface HistoryWriter {
  /** All documents with history whose rows are not all interpreted: asked at the start and after a lost connection. */
  behind(): Promise<BehindDocument[]>
  /** The same about single documents. Those without history, or level, are left out. */
  behindOf(documentIds: readonly number[]): Promise<BehindDocument[]>
  cursor(documentId: number): Promise<HistoryCursor>
  /** Rows after `afterSeq`, bounded like the journal's `read`. */
  rows(documentId: number, afterSeq: number, maxRows: number, maxBytes: number): Promise<LeafRow[]>
  /** The last fact before `beforeSeq` that wrote what stands at the path; null when there is none. */
  writerOf(documentId: number, path: readonly string[], beforeSeq: number): Promise<PathWriter | null>
  openConflicts(documentId: number): Promise<OpenConflict[]>
  /** False, and nothing written, when the cursor stood elsewhere: somebody else has done it. */
  commit(step: HistoryStep): Promise<boolean>
  /** Notes that these rows could not be interpreted, and when to try again. */
  fail(documentId: number, error: string, retryInMs: number): Promise<void>
  /**
   * The row a checkpoint may reach: as far as the history is derived, because it starts from a checkpoint itself; Infinity
   * for documents without history and for those whose history is stuck.
   */
  checkpointLimit(documentId: number): Promise<number>
  /** Empties every derived table, checkpoints included. Only while no worker runs. */
  drop(): Promise<void>
}
