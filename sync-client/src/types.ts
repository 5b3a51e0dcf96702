import type { DocumentName, RefusalCode, WrittenRange } from '@mutirao/documents'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import type { Tuning } from './tuning.ts'

/** What a client needs to live. Everything environmental is an argument, so that tests own time, chance and network. */
export interface SyncClientOptions {
  /** `https://host` or `http://host:port`, without a path. */
  readonly baseUrl: string
  readonly workspaceId: string
  readonly userId: string
  /**
   * A fresh JWT. Throws an error whose `code` is `signed_out` when the session has ended; every other error means
   * "try again later".
   */
  readonly token: () => Promise<string>
  readonly store: LocalStore
  /**
   * Whether this person may only look at a document, while the server has never told this device; asked whenever one is
   * opened. Absent = they may edit.
   */
  readonly readOnlyAtFirst?: (name: DocumentName) => boolean
  /**
   * Called for every copy of a document before anything of the server is applied to it. Null: not for this one. The function
   * it resolves with runs when the copy is let go. A rejection is reported, and the document opens all the same.
   */
  readonly watch?: (copy: WatchedCopy) => Promise<() => void> | null
  readonly WebSocket?: typeof WebSocket
  readonly fetch?: typeof fetch
  /** How tabs of one person talk; null or absent = this client is alone. */
  readonly tabs?: TabChannel | null
  /** Uniform in [0, 1). */
  readonly random?: () => number
  /** Milliseconds since the epoch. */
  readonly now?: () => number
  /** Waiting times and sizes other than the usual ones. */
  readonly tuning?: Partial<Tuning>
}

/** One copy of a document, from its first moment on. */
export interface WatchedCopy {
  readonly name: DocumentName
  /** Transactions of the server's updates carry them, as they came, under the meta key `receivedUpdates` of documents. */
  readonly doc: Y.Doc
  readonly awareness: Awareness
  /** Whether edits kept on this device, not confirmed when it was loaded, were made under this Yjs client id. */
  readonly wasMine: (client: number) => boolean
}

export interface SyncClient {
  /** Ref-counted: every call needs one `release()` of the handle it gave. */
  open(name: DocumentName): DocumentHandle
  status(): SyncStatus
  onStatus(listener: () => void): () => void
  /** Documents with edits the server has not journalled yet, open or not. */
  pending(): readonly PendingDocument[]
  onNotice(listener: (notice: Notice) => void): () => void
  /** Tries at once whatever waits for its turn (reconnect, poll). */
  syncNow(): void
  /** "Teste do avião": false really cuts every connection and makes no new one. */
  setNetwork(enabled: boolean): void
  /** Tell it after signing in again. */
  signedIn(): void
  /** True while an edit is neither on this device's disk nor at the server: the only reason to hold a closing tab. */
  unsafeToLeave(): boolean
  storage(): StorageState
  close(): Promise<void>
}

export interface PendingDocument {
  readonly name: DocumentName
  readonly edits: number
}

export interface DocumentState {
  /** The local copy is applied, or known to be empty. */
  readonly loaded: boolean
  /** This device has held a complete server state of the document at some time. */
  readonly everSynced: boolean
  /** The handshake of this connection is done: what is shown is what the server has. */
  readonly synced: boolean
  readonly denied: null | 'forbidden' | 'document_gone'
  /** The server's last word, kept on this device; before its first one what the client was told (`readOnlyAtFirst`). */
  readonly readOnly: boolean
  /** Local edits the server has not journalled yet. */
  readonly unsent: number
}

export interface DocumentHandle {
  readonly name: DocumentName
  /** Changes when the generation changes: never keep it across `subscribe` notifications. */
  doc(): Y.Doc
  generation(): number
  /** Resolves when the local copy of the first generation is applied; never rejects. */
  readonly loaded: Promise<void>
  state(): DocumentState
  /** Called after the state or the generation changed. */
  subscribe(listener: () => void): () => void
  /** Changes with the generation, like `doc()`. */
  readonly awareness: Awareness
  release(): void
}

export type SyncStatus =
  | { readonly state: 'saved'; readonly transport: 'websocket' | 'http'; readonly atMs: number }
  | { readonly state: 'saving'; readonly pending: number }
  | { readonly state: 'offline'; readonly pending: number }
  | { readonly state: 'connecting'; readonly pending: number }
  | { readonly state: 'reverted'; readonly count: number; readonly pending: number }
  | { readonly state: 'signed-out'; readonly pending: number }
  | { readonly state: 'update-required'; readonly pending: number }

/** `slow`: it has not answered for long, and has not said no · `unavailable`: it said no, and not for want of room. */
export type StorageState = 'ok' | 'slow' | 'full' | 'unavailable'

export type Notice =
  /** The server took the edit and set it back: this person may not do that. */
  | {
      readonly type: 'reverted'
      readonly name: DocumentName
      readonly path: string
      readonly rule: string
      readonly message: string
    }
  /** The server left this part out; a copy was kept aside and the document was opened anew. */
  | {
      readonly type: 'refused'
      readonly name: DocumentName
      readonly path: string
      readonly code: RefusalCode
      readonly message: string
    }
  /** Edits are not kept on this device at present: they live in this tab and at the server only. `ok`: now all of them are. */
  | { readonly type: 'storage'; readonly state: StorageState; readonly message: string }

/**
 * "This document holds edits which the server has not confirmed", kept on the device beside the edits themselves, one
 * mark per document and tab (`owner`), so that a restart knows what to sync although no screen shows it.
 */
export interface UnsentMark {
  readonly name: DocumentName
  readonly owner: string
  readonly edits: number
  /** Grows with every edit of this owner: a mark may be removed only by whoever knows its newest version is confirmed. */
  readonly version: number
}

/** One stored update; `written` says when, for the edits made on this device. */
export interface StoredUpdate {
  readonly update: Uint8Array
  readonly written: WrittenRange | null
}

/** What the device knows about one document, read in one consistent step. */
export interface StoredDocument {
  readonly generation: number
  readonly everSynced: boolean
  /** The newest place in the server's journal this device has heard of. */
  readonly cursor: string | null
  /** The server's last word on whether this person may only look; null: it never said. */
  readonly readOnly: boolean | null
  /** In the order in which they must be applied. */
  readonly updates: readonly StoredUpdate[]
  readonly unsent: readonly UnsentMark[]
}

/** A copy of a document whose edits were partly refused: kept for support and export, never merged again. */
export interface AsideCopy {
  readonly name: DocumentName
  readonly generation: number
  readonly atMs: number
  readonly update: Uint8Array
  readonly refused: readonly { readonly path: string; readonly code: RefusalCode; readonly message: string }[]
}

/**
 * Where one person's copy of one workspace lives on this device. Every promise rejects with `StorageError` and nothing
 * else; operations of one store take effect in the order in which they were called. A write that failed is not forgotten: it
 * goes with the next one, before it (`StorageError.written`), until the store is closed or destroyed.
 */
export interface LocalStore {
  load(name: DocumentName): Promise<StoredDocument>
  /**
   * The updates that stand there, for looking only: whoever does not hold the document must not use `load`, which decides what
   * `compact` and `flipGeneration` may replace.
   */
  peek(name: DocumentName): Promise<readonly Uint8Array[]>
  /** Resolves when the update is durable on this device. `local`: it is an edit made here; its mark is kept in the same step. */
  append(
    name: DocumentName,
    update: Uint8Array,
    local: { readonly mark: UnsentMark; readonly written: WrittenRange | null } | null,
  ): Promise<void>
  /** Removes exactly these marks, where they still have this version. */
  confirm(marks: readonly UnsentMark[]): Promise<void>
  /** Documents with edits which the server has not confirmed. */
  unsent(): Promise<readonly UnsentMark[]>
  /** Says that documents must be offered to the server again, though no edit was made (another journal). */
  mark(marks: readonly UnsentMark[]): Promise<void>
  /** Rows this store has loaded or appended and not compacted yet: above 500 it is worth doing. */
  rows(name: DocumentName): number
  /**
   * Replaces what this store has loaded and appended until now by `updates`; rows of other tabs stay. Resolves with
   * false, and changes nothing, when another tab compacted or flipped since the load.
   */
  compact(name: DocumentName, updates: readonly Uint8Array[]): Promise<boolean>
  /** Remembers facts about a document. */
  remember(
    name: DocumentName,
    facts: { readonly everSynced?: boolean; readonly cursor?: string; readonly readOnly?: boolean },
  ): Promise<void>
  /** Documents this device holds something of. */
  names(): Promise<readonly DocumentName[]>
  /** A copy nothing is merged from any more; stays until `destroy`. */
  keepAside(copy: AsideCopy): Promise<void>
  asides(): Promise<readonly AsideCopy[]>
  /**
   * One atomic step: puts `updates` in the place of what this store has loaded and appended, removes
   * `marks` (whatever their version), raises the generation. Rows of other tabs stay: they may be unsent. Resolves with
   * the new generation.
   */
  flipGeneration(name: DocumentName, updates: readonly Uint8Array[], marks: readonly UnsentMark[]): Promise<number>
  getProjection(name: DocumentName): Promise<unknown>
  putProjection(name: DocumentName, projection: unknown): Promise<void>
  getMeta(key: string): Promise<unknown>
  putMeta(key: string, value: unknown): Promise<void>
  estimate(): Promise<{ readonly usedBytes: number | null; readonly quotaBytes: number | null }>
  /** Deletes everything of this person and workspace (signing out). Later calls reject. */
  destroy(): Promise<void>
  close(): Promise<void>
}

/** How the tabs of one person and workspace elect a leader and talk to each other. */
export interface TabChannel {
  readonly tabId: string
  /** To every other tab. */
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): () => void
  /**
   * Queues for leadership; `onLead` runs when this tab leads. The returned function gives leadership back (or leaves the
   * queue). `steal`: takes it from the present leader, whose `onLost` then runs.
   */
  lead(callbacks: { readonly onLead: () => void; readonly onLost: () => void }, steal: boolean): () => void
  /** Runs once when that tab has ended, however it ended. */
  whenGone(tabId: string, gone: () => void): void
  close(): void
}
