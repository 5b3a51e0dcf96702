import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Actor, CloseReason, JsonValue, ParsedName, RefusalCode, WrittenRange } from '@mutirao/documents'
import type { Checkpoints, Directory, DocumentRecord, Journal, JournalOrigin, JournalTail } from '@mutirao/persistence'
import type { Logger } from 'pino'
import type * as Y from 'yjs'
import type { HeldSize } from './document-bytes.ts'
import type { SubmitResult } from '../submit/submit.ts'

/** Who a token belongs to, as presence shows them. */
export interface Person {
  readonly userId: string
  readonly name: string
  /** What they signed in to; absent: it never ends. */
  readonly sessionId?: string
}

/** What a person may do with one document, asked once per attach and again by `recheck`. */
export type Access =
  | { readonly kind: 'denied'; readonly reason: 'forbidden' | 'document_gone' | 'too_fast' }
  | {
      readonly kind: 'open'
      readonly document: DocumentRecord
      readonly parsed: ParsedName
      readonly actor: Actor
      /** False: the connection is read-only from the start. */
      readonly write: boolean
    }

/** Numbers of the hot path; every call is synchronous and must be cheap. All optional. */
export interface SyncMetrics {
  /** One update became durable: its size and the time from its arrival in `submit` to its place in the document. */
  edit?(durationMs: number, bytes: number): void
  refused?(code: RefusalCode): void
  reverted?(paths: number): void
  loaded?(durationMs: number, rows: number): void
  /** The server closed a socket or refused a document: `too_fast`, `slow_reader`, `signed_out`, … */
  closed?(reason: string): void
}

/** Limits; the defaults are CONTRACT's. Tests and MUTIRAO_SOCKETS_PER_PERSON override single ones. */
export interface SyncLimits {
  readonly maxMessageBytes: number
  readonly updatesPerSecond: number
  readonly burstUpdates: number
  readonly bytesPerSecond: number
  readonly documentsPerSocket: number
  readonly socketsPerPerson: number
  /** Bytes a socket may have waiting for the journal before it is no longer read. */
  readonly maxQueuedBytes: number
  /** Bytes waiting in all sockets together above which the process says it is not ready. */
  readonly maxQueuedBytesTotal: number
  /** Bytes a reader may leave unread: above `soft` it must make progress within `slowReaderMs`, above `hard` it is closed at once. */
  readonly maxUnreadSoftBytes: number
  readonly maxUnreadHardBytes: number
  readonly slowReaderMs: number
  readonly maxPresenceBytes: number
  readonly presencePerSecond: number
  readonly heartbeatMs: number
  /** A socket nobody was heard on for this long is closed. */
  readonly silenceMs: number
  /** How long loading a document waits for an absent database before the attach fails with `journal_unavailable`. */
  readonly loadDeadlineMs: number
  /** How long a document stays in memory after its last reader left. */
  readonly lingerMs: number
  /** Encoded size above which a document in memory is full. */
  readonly maxDocumentBytes: number
  /** How long the follower waits for another process's own set-back of a marked row. */
  readonly foreignSetBackMs: number
  /** Budget of one person for questions (SyncStep1): an answer costs 1 and 1 more per 1 000 structs of the document. */
  readonly questionsPerSecond: number
  readonly burstQuestions: number
  /** Budget of one person for Yjs client ids nobody has used in a document; those of its first so many cost nothing. */
  readonly newClientsPerSecond: number
  readonly burstNewClients: number
  readonly freeClientsPerDocument: number
  /** Budget of one person for updates that take long to place (`steps` of prepareUpdate); so many of each cost nothing. */
  readonly placingStepsPerSecond: number
  readonly burstPlacingSteps: number
  readonly freePlacingSteps: number
  /** Budget of one person for what is asked to be decided. */
  readonly intentsPerSecond: number
  readonly burstIntents: number
  /** Attaches and renewed tokens of one socket. */
  readonly authsPerSecond: number
  readonly burstAuths: number
  /** "Who is here" of one socket; what is more is not answered. */
  readonly presenceQueriesPerSecond: number
  readonly burstPresenceQueries: number
  /** `written` messages of one socket; what is more is ignored, as any claim may be. */
  readonly claimBytesPerSecond: number
  readonly burstClaimBytes: number
  /** A socket that has shown no good token for this long is cut. */
  readonly anonymousMs: number
  /** It is read so far beyond what was answered. */
  readonly anonymousBytes: number
  /** Sockets without a good token, in all and from one address; above it the oldest goes. */
  readonly anonymousSockets: number
  readonly anonymousPerAddress: number
  /** How often an open socket's session is asked after: a token is looked at only when it is sent. */
  readonly sessionCheckMs: number
  /** A longer frame with a token is refused unread. */
  readonly maxAuthBytes: number
}

export interface SyncEngineOptions {
  readonly journal: Journal
  readonly tail: JournalTail
  readonly checkpoints: Checkpoints
  readonly directory: Pick<Directory, 'documentByName'>
  readonly log: Logger
  /** Null: the token is not (or no longer) good. Throwing means "cannot know now": the client is told to try again. */
  readonly authenticate: (token: string) => Promise<Person | null>
  /** Whether somebody is still signed in. Rejects when that cannot be known now. Default: they are. */
  readonly sessionLives?: (sessionId: string) => Promise<boolean>
  /** `rawName` comes from the wire, unchecked. Creates the rows of detail documents when needed. Throwing as above. */
  readonly access: (userId: string, workspaceId: string, rawName: string) => Promise<Access>
  /** Called before a document that is not held is loaded for a reader; may call `serverEdit`. Its failure is logged, never fatal. */
  readonly beforeLoad?: (document: DocumentRecord, parsed: ParsedName) => Promise<void>
  readonly metrics?: SyncMetrics
  /** Where an upgrade comes from; null: that says nothing about who it is. Default: it never does. */
  readonly addressOf?: (request: IncomingMessage) => string | null
  readonly limits?: Partial<SyncLimits>
}

export type { SubmitResult } from '../submit/submit.ts'
export type { RefusedPath, RevertedPath } from '../submit/pipeline.ts'

export interface SubmitOptions {
  readonly origin: JournalOrigin
  readonly written?: readonly WrittenRange[]
  /** Beside the row: `{reason, restored}` of a restore, `{resolves}` of a decision about conflicts. */
  readonly note?: { readonly [key: string]: JsonValue }
}

export interface SyncStats {
  readonly sockets: number
  /** Of these, without a good token so far. */
  readonly anonymous: number
  readonly people: number
  /** Attached (document, socket) pairs. */
  readonly connections: number
  readonly documents: number
  /** Encoded size of all of them, an upper bound, and how many of them are full. */
  readonly documentBytes: number
  readonly fullDocuments: number
  /** Rows journalled since the start, of people and of the server. */
  readonly edits: number
  readonly queuedBytes: number
  readonly pendingCommits: number
}

export interface SyncEngine {
  /** Takes over an HTTP upgrade of `/sync/<workspace>`; people are recognised per document, by the token. Never throws. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, workspaceId: string): void
  /**
   * The way in for HTTP push, import and restore. Loads the document when it is not held. Waits while the journal is away;
   * rejects with MutiraoError `document_gone` or, while shutting down, `journal_unavailable`.
   */
  submitUpdate(name: string, update: Uint8Array, actor: Actor, options: SubmitOptions): Promise<SubmitResult>
  /**
   * The way in for what the server writes. `edit` runs on a copy; what it changed is journalled, then applied and broadcast.
   * Rules are not asked. Rejects like `submitUpdate`, or with what `edit` threw (then nothing is written).
   */
  serverEdit(name: string, origin: JournalOrigin, actorId: string, edit: (doc: Y.Doc) => void): Promise<SubmitResult>
  /** Runs `f` on the document as it stands here (loading it when needed). `f` must not change it nor keep it. */
  read<T>(name: string, f: (doc: Y.Doc) => T): Promise<T>
  /** Who has this document open on this process. */
  readers(name: string): readonly { readonly id: string; readonly name: string; readonly sockets: number }[]
  /** How large this document is in the memory of this process; null: it is not in it. */
  sizeOf(name: string): HeldSize | null
  /** Everybody is detached from this document with this reason. */
  closeDocument(name: string, reason: CloseReason): void
  /** A person is detached everywhere (or in one workspace). */
  closePerson(userId: string, workspaceId: string | null, reason: CloseReason): void
  /** Role, groups or membership changed: asks `access` again for everything this person has open. Resolves when done. */
  recheck(userId: string): Promise<void>
  /** Not ok while an edit could not be journalled. */
  ready(): { readonly ok: boolean; readonly reason?: 'journal_unavailable' | 'too_fast' | 'closing' }
  stats(): SyncStats
  /** Sockets get 1001, commits under way are awaited until the deadline. Never rejects; calling it twice is one closing. */
  close(deadlineMs: number): Promise<void>
}
