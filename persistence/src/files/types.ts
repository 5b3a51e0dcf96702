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
}

export interface NewFile {
  readonly documentId: number
  readonly workspaceId: string
  readonly sha256: string
  readonly bytes: number
  readonly name: string
  readonly createdBy: string
}

/** `mismatch`: all bytes came and are another file; they are gone, `file.received` is 0 again. */
export interface FileStep {
  readonly file: FileRecord
  readonly mismatch: boolean
}

export interface Files {
  /**
   * Announces a file, or finds the one announced before: the same bytes of the same document are one file.
   * Null when the workspace would then hold more than `workspaceBytes`.
   */
  begin(file: NewFile, workspaceBytes: number): Promise<FileStep | null>
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
  /** Announced bytes of all files of the workspace. */
  usedBytes(workspaceId: string): Promise<number>
  /**
   * Removes files that no journal row of their document speaks of and that nobody added to for `idleMs`.
   * @returns how many were removed
   */
  sweep(idleMs: number): Promise<number>
}
