import type { FactConflict, FactKind, HistoryFact, JsonValue, TextChange } from '@mutirao/documents'
import type { ConflictResolution, Moment } from './types.ts'

/** Place of a fact: row, and place within it. */
export type FactPlace = readonly [seq: number, place: number]

export interface FactQuery {
  readonly entry?: string | undefined
  /** A key of the entry, or a root such as `notes`. */
  readonly field?: string | undefined
  readonly actorId?: string | undefined
  /** Only what lies before this place. */
  readonly before?: FactPlace | undefined
  readonly afterSeq?: number | undefined
  readonly limit: number
}

/** What `replayFact` needs, and where it stands. */
export interface ReplayFact {
  readonly at: FactPlace
  readonly path: readonly string[]
  readonly kind: FactKind
  readonly after?: JsonValue
  readonly text?: TextChange
}

export interface ConflictQuery {
  /** Has a value in it. */
  readonly person?: string | undefined
  readonly openOnly?: boolean | undefined
  readonly entry?: string | undefined
  readonly at?: FactPlace | undefined
}

export interface ToldConflict extends FactConflict {
  readonly seq: number
  readonly index: number
  readonly path: readonly string[]
  readonly resolved: {
    readonly seq: number
    readonly by: string
    readonly atMs: number
    readonly how: ConflictResolution
  } | null
}

export interface TimelineQuery {
  readonly fromMs: number
  readonly toMs: number
  readonly bucketMs: number
}

export interface TimelineBucket {
  readonly bucket: number
  readonly actorId: string
  readonly facts: number
}

export interface HistoryProgress {
  readonly seq: number
  readonly facts: number
  readonly failures: number
  readonly error: string | null
}

export interface JournalNumbers {
  readonly rows: number
  readonly bytes: number
  /** Yjs client ids that ever wrote. */
  readonly clients: number
  /** When the first row that is not interpreted yet arrived; null when all are. */
  readonly oldestDueMs: number | null
  /** Old rows that lie in segments, and what they took before and take now; indexes left out. */
  readonly segments: {
    readonly segments: number
    readonly rows: number
    readonly bytesBefore: number
    readonly bytesAfter: number
  }
  readonly bytesPerDay: readonly { readonly day: string; readonly rows: number; readonly bytes: number }[]
}

/**
 * The first thing that is wrong. gap: a row is missing · leaf: a row is not what its leaf says · chain: the leaves of these
 * rows are not those that were chained · segment: they lie in a segment that cannot be read · anchor: the chain is not the one
 * that was signed and kept elsewhere.
 */
export interface Broken {
  readonly fromSeq: number
  readonly toSeq: number
  readonly why: 'gap' | 'leaf' | 'chain' | 'segment' | 'anchor'
}

/** The chain after a row, as somebody else remembers it. */
export interface ChainLink {
  readonly seq: number
  readonly chain: Uint8Array
}

export interface Verdict {
  readonly ok: boolean
  /** Rows that were looked at. */
  readonly rows: number
  readonly headSeq: number
  readonly broken: Broken | null
}

/** An open conflict with the document it is in. */
export interface PersonConflict extends FactConflict {
  readonly document: string
  readonly seq: number
  readonly index: number
  readonly path: readonly string[]
}

export interface HistoryReader {
  /** The last `limit` facts that fit, oldest first. */
  facts(documentId: number, query: FactQuery): Promise<HistoryFact[]>
  /** Facts after a place up to a row, in order. */
  replay(documentId: number, after: FactPlace, toSeq: number, limit: number): Promise<ReplayFact[]>
  /** Newest first, at most 500. */
  conflicts(documentId: number, query: ConflictQuery): Promise<ToldConflict[]>
  /** Open ones of a workspace in which this person has a value, newest first, at most `limit`. */
  openConflictsOf(workspaceId: string, userId: string, limit: number): Promise<PersonConflict[]>
  timeline(documentId: number, query: TimelineQuery): Promise<TimelineBucket[]>
  /** The last row with facts that had arrived at that time; 0 when there was none. */
  seqAt(documentId: number, timeMs: number): Promise<number>
  /** The newest summary at or before this row. */
  moment(documentId: number, maxSeq: number): Promise<Moment | null>
  moments(documentId: number): Promise<{ readonly seq: number; readonly atMs: number }[]>
  progress(documentId: number): Promise<HistoryProgress>
  /** First and last fact; null when there is none. */
  span(documentId: number): Promise<{ readonly fromMs: number; readonly toMs: number } | null>
  numbers(documentId: number): Promise<JournalNumbers>
  rowTime(documentId: number, seq: number): Promise<number | null>
  verify(documentId: number, anchor?: ChainLink | null): Promise<Verdict>
}
