import type {
  DocumentKindName,
  DocumentName,
  JsonObject,
  Made,
  Member,
  NewNotice,
  Settled,
  StandingSubject,
} from '@mutirao/documents'
import type { JsonValue } from '../types.ts'

/** A document whose rows have not all been taken in. */
export interface UntakenDocument {
  readonly documentId: number
  readonly name: DocumentName
  readonly kind: DocumentKindName
  readonly workspaceId: string
  /** Taken in up to here. */
  readonly seq: number
  readonly headSeq: number
}

/** A list about which something is to be decided, published or cleared away. */
export interface DecisionList {
  readonly documentId: number
  readonly name: DocumentName
  readonly workspaceId: string
}

export interface NewDecisionIntent {
  readonly id: string
  readonly seq: number
  readonly place: number
  readonly actorId: string
  /** '' for what is about the workspace. */
  readonly subject: string
  readonly body: JsonValue
  readonly receivedAtMs: number
}

/** What waits to be decided, without what it says: that may be much. */
export interface WaitingIntent extends Pick<NewDecisionIntent, 'id' | 'subject'> {
  /** It is not to be asked yet. */
  readonly isResting: boolean
}

/** What some rows of one document bring; written in one transaction or not at all. */
export interface TakenRows {
  readonly documentId: number
  /** The cursor must still stand here. */
  readonly fromSeq: number
  readonly toSeq: number
  /** Of the list these rows are about; the document itself when it is one. */
  readonly listId: number
  readonly intents: readonly NewDecisionIntent[]
  /** Subjects whose content these rows may have changed; `all`: every one. */
  readonly touched: readonly string[] | 'all'
  /** People who wrote into the content of a subject, by subject. */
  readonly editors: ReadonlyMap<string, ReadonlySet<string>>
}

/** How things stand inside the lock of the workspace. */
export interface DecisionFacts {
  readonly world: JsonObject
  readonly state: JsonObject | null
  readonly version: number
  readonly members: readonly Member[]
  /** People who have written into the subject's content since it was last looked at, sorted. */
  readonly editors: readonly string[]
  /** Of a step about the workspace: everything in it that is watched. Empty for one about a subject. */
  readonly standings: readonly StandingSubject[]
  /** Null when only what follows is asked for. */
  readonly intent: NewDecisionIntent | null
  /** Rows of the list and of the subject's detail document (null: it has none) that are taken in. */
  readonly listSeq: number
  readonly detail: { readonly documentId: number; readonly seq: number } | null
  /** The database's clock. */
  readonly nowMs: number
}

export interface DecisionWish {
  readonly list: DecisionList
  readonly subject: string
  /** Null: only what follows by itself. */
  readonly intentId: string | null
  readonly detailName: DocumentName | null
}

/** What came of it, to be written: the decisions, and what the documents said. */
export interface DecisionResult {
  readonly settled: Settled | null
  readonly content: JsonObject | null
  /** Who is told what; `decision` is the id of the one it came of. */
  readonly notices: readonly (NewNotice & { readonly decision: string })[]
  /** Milliseconds until the intent is asked again at the latest; null: it was decided. */
  readonly restMs: number | null
}

export interface PublishedPage {
  readonly subjects: ReadonlyMap<string, JsonValue>
  /** Oldest first. */
  readonly outcomes: readonly (Pick<Made, 'id' | 'type' | 'by' | 'accepted' | 'reason'> & {
    readonly subject: string
    readonly place: number
    readonly atMs: number
  })[]
  readonly world: JsonObject
}

/** The tables of decisions, for the one who decides. */
export interface DecisionStore {
  /** Documents of these kinds with rows nobody has taken in; of `documentIds` only, when given. */
  untaken(kinds: readonly DocumentKindName[], documentIds?: readonly number[]): Promise<UntakenDocument[]>
  /** Which of these documents are of these kinds. */
  ofKinds(documentIds: readonly number[], kinds: readonly DocumentKindName[]): Promise<ReadonlySet<number>>
  /** False, and nothing written, when the cursor stood elsewhere: somebody else has taken them. */
  take(rows: TakenRows): Promise<boolean>
  /** How far the rows of a document are taken in; 0 for none. */
  cursor(documentId: number): Promise<number>
  /** Lists with intents, subjects to look at, or decisions that are not yet told. */
  lists(): Promise<DecisionList[]>
  /** Every list of workspaces in which anything was ever decided; of one, when given. */
  listsWithLedger(workspaceId?: string): Promise<DecisionList[]>
  list(name: DocumentName): Promise<DecisionList | null>
  /** Subjects to look at, because something changed or their time has come. */
  subjectsToReview(listId: number): Promise<string[]>
  /** Whether the time has come to look at what holds for the workspace. */
  isWorldDue(workspaceId: string): Promise<boolean>
  /** In the order of the journal. */
  intents(listId: number): Promise<WaitingIntent[]>
  /** How long until a subject or an intent must be looked at again; null: no time matters. */
  nextDueInMs(): Promise<number | null>
  /**
   * One step: inside the lock of the workspace, `run` is told how things stand and says what comes of it, which is written
   * with everything it changes, or not at all. False when the intent was decided meanwhile.
   */
  decide(wish: DecisionWish, run: (facts: DecisionFacts) => Promise<DecisionResult>): Promise<boolean>
  /** What the ledger lacks; with `whole`, everything it shall hold. Null when nothing is to be told. */
  page(list: DecisionList, whole: boolean): Promise<PublishedPage | null>
  markPublished(listId: number, toPlace: number): Promise<void>
  /** Ids of intents whose outcomes stand in the ledger and which may still stand in the list. */
  uncleared(listId: number): Promise<string[]>
  markCleared(listId: number, ids: readonly string[]): Promise<void>
}
