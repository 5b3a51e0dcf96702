/** Files of documents: bytes in Postgres, so that one backup holds everything and several processes share them. */

export interface FileRecord {
  readonly id: number
  readonly documentId: number
  readonly workspaceId: string
  /** 64 lower-case hex digits. */
  readonly sha256: string
  readonly bytes: number
  /** How many of them are here, from the beginning, without a gap. */
  readonly received: number
  readonly name: string
  readonly createdBy: string
  readonly createdAtMs: number
  /** All bytes are here and have the hash. */
  readonly complete: boolean
  /** All are here, or the workspace still has room for the others. Without it the file is announced again before it goes on. */
  readonly hasRoom: boolean
}

export interface NewFile {
  readonly documentId: number
  readonly workspaceId: string
  readonly sha256: string
  readonly bytes: number
  readonly name: string
  readonly createdBy: string
}

/** What may be taken and kept free, the announced file included. */
export interface FileAllowance {
  /** By all files of the workspace. */
  readonly workspaceBytes: number
  /** Files of one person in the workspace that are on their way, and what may be missing of them. */
  readonly openFiles: number
  readonly openBytes: number
}

/** full: the workspace has no room · too_many_open: the person first sends what they announced. */
export type FileRefusal = 'full' | 'too_many_open'

/** `mismatch`: all bytes came and are another file; they are gone, `file.received` is 0 again. */
export interface FileStep {
  readonly file: FileRecord
  readonly mismatch: boolean
}

export interface Files {
  /**
   * Announces a file, or finds the one announced before: the same bytes of the same document are one file.
   * One that lost its room (nothing came for a quarter of an hour) is given it again, or refused like a new one.
   */
  begin(file: NewFile, allowance: FileAllowance): Promise<FileStep | FileRefusal>
  /**
   * Takes bytes that continue what is here. Those of another place, or beyond the announced end, are not taken:
   * `file.received` says where to go on. Null when nothing was announced.
   */
  append(documentId: number, sha256: string, at: number, data: Uint8Array): Promise<FileStep | null>
  /** Null when nothing of this hash was announced for this document. */
  find(documentId: number, sha256: string): Promise<FileRecord | null>
  /** Everything announced for a document, complete or not, oldest first. */
  ofDocument(documentId: number): Promise<readonly FileRecord[]>
  /** The bytes in order, at the reader's pace. */
  read(fileId: number): AsyncGenerator<Buffer>
  /** The first bytes, up to `count` of them and never more than arrived as the first piece. */
  head(fileId: number, count: number): Promise<Buffer>
  /** Bytes of all files of the workspace, and of those that are on their way the announced ones. */
  usedBytes(workspaceId: string): Promise<number>
  /**
   * Removes files that no journal row of their document speaks of and that nobody added to for `idleMs`.
   * @returns how many were removed
   */
  sweep(idleMs: number): Promise<number>
}
