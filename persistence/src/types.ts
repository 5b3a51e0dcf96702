/**
 * What the room offers. Implementations live beside; nobody outside imports anything deeper than the package.
 *
 * Units: times are milliseconds since the epoch (`…Ms`), sizes are bytes. `documentId` is the small number of the SQL row,
 * never the name. All promises reject only as their docstring says, or with the driver's error when the database is away
 * (`isDatabaseAway` tells those apart).
 */
import type { Cursor, DocumentKindName, DocumentName, Role } from '@mutirao/documents'
import type pg from 'pg'

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/** Where this room says what it does; pino's child loggers fit, `silentLog` is for tests. */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

// ---------------------------------------------------------------------------------------------- database

export interface Database {
  readonly pool: pg.Pool
  readonly url: string
  /** Ends the pool; waits for borrowed connections. Calling it twice is fine. */
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** Upper bound of connections of this pool. Default 10. */
  readonly maxConnections?: number
  /** How long a query may wait for a connection before it rejects. Default 5 000. */
  readonly connectTimeoutMs?: number
  /** Shown in pg_stat_activity. Default `mutirao`. */
  readonly applicationName?: string
  readonly log?: Log
}

/** Handed to the function inside `withMigrationLock`: the lock is held, further steps may run under it. */
export interface MigrationScope {
  /** Brings our own tables up to date. Loads Drizzle only when there is something to do. */
  migrate(): Promise<void>
}

/** Held by every running server; a restore refuses while anyone holds it. */
export interface ServerLock {
  release(): Promise<void>
}

// ---------------------------------------------------------------------------------------------- embedded Postgres

export interface EmbeddedOptions {
  /** The folder of the embedded database (MUTIRAO_DATA): made when missing; holds `postgres/` and `postgres.log`. */
  readonly dataDir: string
  readonly log?: Log
  /** False only in tests: no fsync at all. Default true. */
  readonly fsync?: boolean
  /** Further `name=value` settings of the server, for tests and benches. */
  readonly settings?: Readonly<Record<string, string>>
}

export interface EmbeddedPostgres {
  /** For `openDatabase`, better-auth, pg-boss …: a unix socket in a folder only this user may enter. Stable over restarts. */
  readonly url: string
  /** Process id of the postmaster as of now (it changes when the watch had to start it again). */
  readonly pid: number
  /** True when a Postgres left behind by a killed process was taken over instead of started. */
  readonly adopted: boolean
  /** Stops the watch, then Postgres (fast shutdown, after 8 s immediate). Calling it twice is fine. */
  stop(): Promise<void>
}

// ---------------------------------------------------------------------------------------------- journal

/** Who wrote a row, beside the person: people's edits, set-backs, outcomes of decisions, … */
export const journalOrigins = ['client', 'revert', 'decision', 'restore', 'import', 'migration'] as const
export type JournalOrigin = (typeof journalOrigins)[number]

export interface JournalAppend {
  readonly documentId: number
  /** User id, or a name of our own such as `server` for what nobody in particular did. */
  readonly actorId: string
  readonly origin: JournalOrigin
  /** One Yjs update (V1), already trimmed to what is new. Not copied: do not change it before the promise settles. */
  readonly update: Uint8Array
  /** Paths set back, claimed times, … Whatever JSON the caller wants to find beside the row. */
  readonly note?: JsonValue | undefined
  /** Yjs client ids with structs in this update: they become the actor's (the first actor of an id keeps it). */
  readonly clients?: readonly number[] | undefined
}

export interface Appended extends Cursor {
  readonly receivedAtMs: number
}

export interface JournalRow {
  readonly documentId: number
  /** The document's *current* epoch, so that `epoch-seq` of any row is a valid cursor also after a restore. */
  readonly epoch: string
  readonly seq: number
  readonly batchId: string
  readonly actorId: string
  readonly origin: JournalOrigin
  readonly receivedAtMs: number
  /** Empty (length 0) when `own` and `skipNode` was given. */
  readonly update: Uint8Array
  readonly note: JsonValue
  /** True when the row was written by the node named in `skipNode`. */
  readonly own: boolean
}

export interface JournalReadOptions {
  /** At most this many rows. Default 500. */
  readonly maxRows?: number
  /** Stops after the row with which the sum of update bytes passes this; at least one row comes. Default 4 MiB. */
  readonly maxBytes?: number
  /** Rows written by this node come without their update bytes. */
  readonly skipNode?: string | undefined
}

export interface JournalCommit {
  /** One entry per document of the batch; rows `fromSeq`…`toSeq` (inclusive) were written. */
  readonly documents: readonly {
    readonly documentId: number
    readonly epoch: string
    readonly fromSeq: number
    readonly toSeq: number
  }[]
  readonly rows: number
  readonly bytes: number
  /** From sending the statement to its answer. */
  readonly commitMs: number
  /** How long the first entry of the batch had waited since `append`, commit included. */
  readonly oldestMs: number
}

export interface JournalStats {
  /** Appended, not yet committed. */
  readonly pendingEntries: number
  readonly pendingBytes: number
  /** Age of the oldest pending entry; 0 when nothing is pending. */
  readonly oldestPendingMs: number
  readonly lastCommitMs: number
  readonly commits: number
  readonly entries: number
  readonly bytes: number
  /** Failed attempts, all of which were or will be repeated. */
  readonly retries: number
  /** Attempts whose answer was lost and that were found committed by their batch id. */
  readonly recovered: number
  /** Documents set aside because someone else holds their head. */
  readonly aside: number
}

export interface Journal {
  /** 16 hex digits, new for every process; the first half of every batch id it writes. */
  readonly nodeId: string
  /**
   * Resolves only when the row is committed, in call order per document. Repeats for ever while the database is away.
   * Rejects only with MutiraoError: `document_gone` (no such document), `journal_unavailable` (closed first),
   * `internal` (Postgres will never take this entry, e.g. a NUL character in `actorId`).
   */
  append(entry: JournalAppend): Promise<Appended>
  /** Rows after `afterSeq` in seq order. Never a gap: a row is visible only when all rows before it are. */
  read(documentId: number, afterSeq: number, options?: JournalReadOptions): Promise<JournalRow[]>
  /** Null when the document does not exist. seq 0 = nothing written yet. */
  head(documentId: number): Promise<Cursor | null>
  /** Missing documents are missing in the map. */
  heads(documentIds: readonly number[]): Promise<Map<number, Cursor>>
  /**
   * Documents of the workspace (every kind) with rows, changed since `after` (null, foreign or malformed = all of them),
   * as `{name: "<epoch>-<seq>"}`, and the next `after`. Never misses a change; may repeat one.
   */
  workspaceHeads(workspaceId: string, after: string | null): Promise<WorkspaceHeads>
  /** Whose Yjs client ids these are in this document; unknown ids are missing in the map. */
  clientOwner(documentId: number, clientIds: readonly number[]): Promise<Map<number, string>>
  /** False while an append could not be committed or the writer has no connection (for /ready). */
  healthy(): boolean
  stats(): JournalStats
  /** Called after each commit, before the waiters resolve. Must not throw. Returns the unsubscribe function. */
  onCommit(listener: (commit: JournalCommit) => void): () => void
  /** No new entries; waits for the pending ones up to the deadline, then rejects what is left (`journal_unavailable`; whether it was written nobody knows). */
  close(): Promise<void>
}

export interface WorkspaceHeads {
  readonly heads: Record<string, string>
  readonly after: string
}

export interface JournalOptions {
  readonly log?: Log
  /** A batch begins at the earliest this long after the one before began. Default 5. */
  readonly commitIntervalMs?: number
  /** Default 500 rows and 4 MiB of updates per batch; a single larger entry goes alone. */
  readonly maxBatchRows?: number
  readonly maxBatchBytes?: number
  /** How long a batch waits for a document held by someone else before that document is set aside. Default 25. */
  readonly lockTimeoutMs?: number
  /** Default 5 000. */
  readonly closeDeadlineMs?: number
  /** What Postgres has not finished by then is given up and tried again. Default 15 000. */
  readonly statementTimeoutMs?: number
  /** Before a document of which an entry is never finished is tried again, at first. Default 60 000. */
  readonly slowRetryMs?: number
  /** After it `healthy` is false while a batch is not answered. Default 5 s. */
  readonly silenceAlarmMs?: number
  /** Milliseconds since the epoch; for tests. */
  readonly now?: () => number
}

/** A head somebody told us about: rows up to `seq` exist and can be read. */
export type OnHead = (head: Cursor, nodeId: string | null) => void

export interface JournalTail {
  /**
   * `onHead` is called for every batch committed to the document by any process (nodeId = its writer, own ones too), and
   * with nodeId null every 5 s and after a reconnect. Heads may repeat: compare with what you have applied, and treat
   * a head as "everything up to here may be foreign", whoever announced it. Returns the unwatch function.
   */
  watch(documentId: number, onHead: OnHead): () => void
  /** Resolves when the first LISTEN stands (tests); the poll covers the time before. */
  readonly ready: Promise<void>
  close(): Promise<void>
}

export interface JournalTailOptions {
  readonly log?: Log
  /** Default 5 000. */
  readonly pollMs?: number
}

// ---------------------------------------------------------------------------------------------- checkpoints

export interface Checkpoint extends Cursor {
  /** Yjs updates (V2) in dependency order; applied one after the other they give the document at `seq`. */
  readonly chunks: readonly Uint8Array[]
}

export interface DueDocument extends Cursor {
  readonly documentId: number
  readonly name: DocumentName
  /** seq of the checkpoint that exists; 0 when there is none. */
  readonly checkpointSeq: number
}

export interface DueOptions {
  /** Due when this many rows or bytes lie after the last checkpoint. Defaults 500 rows, 256 KiB. */
  readonly minRows?: number
  readonly minBytes?: number
  /** How long nobody else gets the same document. Default 60 000. */
  readonly leaseMs?: number
}

export interface Checkpoints {
  /** Null when there is none in the document's current epoch. */
  latest(documentId: number): Promise<Checkpoint | null>
  /** seq only, without reading the chunks. */
  latestSeq(documentId: number): Promise<number | null>
  /**
   * Replaces the older checkpoint and ends the claim. Writes nothing (and resolves false) when the epoch is not the current one,
   * the document is gone, or a newer checkpoint stands.
   */
  write(documentId: number, checkpoint: Checkpoint): Promise<boolean>
  /** Claims up to `limit` documents whose head is far enough past their checkpoint; no two workers get the same one. */
  due(limit: number, options?: DueOptions): Promise<DueDocument[]>
  /** Gives a claimed document back, when the checkpoint could not be made. */
  release(documentId: number): Promise<void>
}

// ---------------------------------------------------------------------------------------------- directory

export interface WorkspaceRecord {
  readonly id: string
  readonly name: string
  readonly createdAtMs: number
}

export interface MemberRecord {
  readonly userId: string
  readonly workspaceId: string
  /** Display name in this workspace. */
  readonly name: string
  readonly role: Role
  readonly groups: readonly string[]
  readonly active: boolean
}

export interface SeatedMember extends MemberRecord {
  /** How many had joined the workspace before, those who left included: it never changes. */
  readonly seat: number
}

export interface MembershipRecord extends MemberRecord {
  readonly workspaceName: string
}

export interface DocumentRecord {
  readonly id: number
  readonly name: DocumentName
  readonly kind: DocumentKindName
  readonly workspaceId: string
  readonly title: string
  readonly createdBy: string
  readonly createdAtMs: number
  /** Time of the last journal row; `createdAtMs` before the first one. */
  readonly updatedAtMs: number
}

export interface ListedDocument extends DocumentRecord {
  readonly cursor: Cursor
}

export interface NewDocument {
  readonly name: DocumentName
  readonly workspaceId: string
  readonly title: string
  readonly createdBy: string
}

export interface Directory {
  createWorkspace(workspace: { readonly id: string; readonly name: string }): Promise<WorkspaceRecord>
  workspace(workspaceId: string): Promise<WorkspaceRecord | null>
  workspaces(): Promise<WorkspaceRecord[]>
  /** Adds or replaces: one row per (workspace, person). */
  putMember(member: MemberRecord): Promise<void>
  /** Null when this person was never a member; an inactive member comes with `active: false`. */
  member(workspaceId: string, userId: string): Promise<MemberRecord | null>
  /** Inactive ones too. By name. */
  membersOf(workspaceId: string): Promise<SeatedMember[]>
  /** Active ones only. By workspace name. */
  membershipsOf(userId: string): Promise<MembershipRecord[]>
  /** The document of this name if it belongs to this workspace; null otherwise (absent and foreign look the same). */
  document(workspaceId: string, name: DocumentName): Promise<DocumentRecord | null>
  /** Whatever workspace it belongs to: only for code that asks "which workspace is this?" before it decides. */
  documentByName(name: DocumentName): Promise<DocumentRecord | null>
  documentsById(ids: readonly number[]): Promise<Map<number, DocumentRecord>>
  /** Creates the row and its empty head. An existing name is returned as it is when it is of the same workspace; null when of another. */
  createDocument(document: NewDocument): Promise<DocumentRecord | null>
  /**
   * `card:<board>.<card>`, `request:<list>.<request>`, `ledger:<list>`: found, or created beside its list. Null when the list
   * does not exist in this workspace.
   */
  ensureDetailDocument(workspaceId: string, name: DocumentName, createdBy: string): Promise<DocumentRecord | null>
  /** `user:<workspace>.<user>`: found, or created. */
  ensureUserDocument(workspaceId: string, userId: string): Promise<DocumentRecord>
  /** `accounts:<workspace>`: found, or created. */
  ensureAccountsDocument(workspaceId: string, createdBy: string): Promise<DocumentRecord>
  /** List documents of the workspace with their heads: boards, then lists of requests, each oldest first, then the accounts once they hold something. */
  listDocuments(workspaceId: string): Promise<ListedDocument[]>
  /** False when there is no such document in this workspace. */
  renameDocument(workspaceId: string, name: DocumentName, title: string): Promise<boolean>
}

// ---------------------------------------------------------------------------------------------- backup

export interface BackupSummary {
  readonly file: string
  readonly bytes: number
  readonly tables: number
  readonly rows: number
}

export interface RestoreSummary extends BackupSummary {
  /** The new epoch: cursors handed out before are void from now on. */
  readonly epoch: string
}
