import { fault, MutiraoError, type DocumentName } from '@mutirao/documents'
import type { Files } from './files.ts'
import { usualMaxFileBytes, type FileKey, type Upload } from './types.ts'

/** Long enough for the first screen to stand. */
const startAfterMs = 2_000
const nothing: readonly Upload[] = Object.freeze([])

export interface LateFilesOptions {
  /** Of the database: where it exists, something may wait, and the status must know of it. */
  readonly name: string
  /** Rejects when the code cannot be had now. */
  readonly open: () => Promise<Files>
  /** Calls when something about the network changed: a good moment to ask again. */
  readonly onNetwork: (listener: () => void) => () => void
}

/**
 * `Files` whose code is fetched a moment after the start (at once where earlier visits had files), or with the first file that
 * is attached or opened. Until then nothing is known to be here or on its way. What cannot be had without
 * its code rejects with MutiraoError `unreachable`.
 */
export function createLateFiles({ name, open, onNetwork }: LateFilesOptions): Files {
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of listeners) listener()
  }
  let files: Files | null = null
  let coming: Promise<Files> | null = null
  let isClosed = false
  const come = (): Promise<Files> => {
    coming ??= open().then(
      (opened) => {
        files = opened
        opened.subscribe(tell)
        tell()
        return opened
      },
      (cause: unknown) => {
        coming = null
        throw new MutiraoError('unreachable', 'the code for files did not come', { cause })
      },
    )
    return coming
  }
  let isTime = false
  const start = () => {
    // Asked again with the next change of the network, and by whoever needs a file.
    if (isTime && !isClosed && !fault('UPL-13')) come().catch(() => undefined)
  }
  const startNow = () => {
    isTime = true
    start()
  }
  const stopFollowing = onNetwork(start)
  const timer = setTimeout(startNow, startAfterMs)
  // Never rejects.
  void exists(name).then((is) => (is ? startNow() : undefined))

  return {
    uploads: () => files?.uploads() ?? nothing,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    isHere: (key) => files?.isHere(key) ?? false,
    maxFileBytes: () => files?.maxFileBytes() ?? usualMaxFileBytes,
    add: async (document: DocumentName, file: File) => (await come()).add(document, file),
    retry: (key) => files?.retry(key),
    discard: async (key: FileKey) => (await come()).discard(key),
    fetch: async (document, sha256) => (await come()).fetch(document, sha256),
    local: async (key) => (await come()).local(key),
    preview: async (document, file) => (await come()).preview(document, file),
    known: async () => (await come()).known(),
    async close() {
      isClosed = true
      clearTimeout(timer)
      stopFollowing()
      const opened = await coming?.catch(() => null)
      await opened?.close()
    },
  }
}

/** False where the browser does not tell. */
async function exists(name: string): Promise<boolean> {
  if (typeof indexedDB === 'undefined' || !('databases' in indexedDB)) return false
  const known = await indexedDB.databases().catch(() => [])
  return known.some((database) => database.name === name)
}
