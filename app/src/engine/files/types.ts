/**
 * Files on their way to the server. The entry in a document is an edit like any other; the bytes travel here, beside the
 * edits, so that a large file never holds them up. Nothing here knows React.
 */
import type { DocumentName } from '@mutirao/documents'

/** One file of one document: `<document>|<sha256>`. */
export type FileKey = string
export const fileKey = (document: DocumentName, sha256: string): FileKey => `${document}|${sha256}`

/** A file whose bytes are on this device and not, or not surely, at the server. Kept in IndexedDB. */
export interface QueuedFile {
  readonly key: FileKey
  readonly document: DocumentName
  readonly sha256: string
  readonly name: string
  readonly bytes: number
  readonly addedAtMs: number
}

/**
 * waiting: for its turn or for the network · sending · settling: all bytes are there, its entry is on the way ·
 * paused: its entry was removed (undo sends it after all) · failed: only the person can go on, `problem` says why.
 */
export type UploadState = 'waiting' | 'sending' | 'settling' | 'paused' | 'failed'

export interface Upload extends QueuedFile {
  readonly state: UploadState
  /** Bytes the server has confirmed. */
  readonly sent: number
  /** Set while `failed`. */
  readonly problem: UploadProblem | null
}

/** Why a file cannot go out by itself. `lost`: its bytes are no longer on this device. */
export type UploadProblem =
  | 'file_too_large'
  | 'file_type_refused'
  | 'file_mismatch'
  | 'files_full'
  | 'read_only'
  | 'not_found'
  | 'lost'

/** Bytes of files on this device. Every promise rejects with StorageError and nothing else. */
export interface FileStore {
  /** Row and bytes in one step: after a crash there are both or neither. */
  enqueue(file: QueuedFile, bytes: Blob): Promise<void>
  queued(): Promise<readonly QueuedFile[]>
  /** The row goes; the bytes stay as a copy of the device until `trim` needs the room. */
  dequeue(key: FileKey): Promise<void>
  /** Row and bytes go. */
  discard(key: FileKey): Promise<void>
  /** A copy of what the server has, for opening it without network. */
  keep(key: FileKey, bytes: Blob, nowMs: number): Promise<void>
  bytes(key: FileKey): Promise<Blob | null>
  /** Files whose bytes are here. */
  keys(): Promise<readonly FileKey[]>
  preview(key: FileKey): Promise<Blob | null>
  keepPreview(key: FileKey, preview: Blob): Promise<void>
  /** Removes the oldest copies, never of queued files, until the rest fits. Resolves with what went. */
  trim(maxBytes: number): Promise<readonly FileKey[]>
  getMeta(key: string): Promise<unknown>
  putMeta(key: string, value: unknown): Promise<void>
  destroy(): Promise<void>
  close(): Promise<void>
}

/** What the server says about a file after each step. */
export interface FileAnswer {
  readonly received: number
  readonly complete: boolean
  /** Entries of the document that now say they are stored. */
  readonly entries: number
}

/** Until the server has said otherwise. */
export const usualMaxFileBytes = 25 * 1024 * 1024

/** Of the database that keeps the files of one person and workspace. */
export const filesDatabase = (userId: string, workspaceId: string): string => `mutirao-files:${userId}:${workspaceId}`

export interface FileLimits {
  readonly maxFileBytes: number
  /** Lower case, without the dot. */
  readonly endings: readonly string[]
}

/** The server's side (docs/PROTOCOL.md "Files"). Rejects with MutiraoError, `unreachable` when cut or aborted. */
export interface FilesApi {
  announce(file: QueuedFile, signal: AbortSignal): Promise<FileAnswer>
  send(file: QueuedFile, at: number, piece: Blob, signal: AbortSignal): Promise<FileAnswer>
  fetch(document: DocumentName, sha256: string, signal: AbortSignal): Promise<Blob>
  limits(signal: AbortSignal): Promise<FileLimits>
}

/** What a document says about a file: unknown = not loaded here (yet), gone = no entry that was not removed. */
export type EntryState = 'unknown' | 'gone' | 'waiting' | 'stored'

export interface WatchedEntries {
  state(sha256: string): EntryState
  stop(): void
}
/** Keeps the document open and calls back after its files changed. */
export type WatchEntries = (document: DocumentName, changed: () => void) => WatchedEntries
