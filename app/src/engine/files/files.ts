/** Everything about files of one person in one workspace on this device: adding, sending, opening, copies, previews. */
import {
  fileEnding,
  isMutiraoError,
  knownFileEndings,
  MutiraoError,
  type AttachmentSnapshot,
  type DocumentName,
} from '@mutirao/documents'
import { createBrowserTabs, sha256Of, type SyncClient } from '@mutirao/sync-client'
import { createFilesApi, readLimits } from './api.ts'
import { makePreview, typeOfBytes } from './preview.ts'
import { createUploadQueue, type UploadQueue } from './queue.ts'
import { createFileStore } from './store.ts'
import {
  fileKey,
  usualMaxFileBytes,
  type FileKey,
  type FileLimits,
  type FilesApi,
  type FileStore,
  type QueuedFile,
  type Upload,
  type WatchEntries,
} from './types.ts'

/** A file read, hashed and safe on this device; its entry is still to be written. */
export interface PreparedFile {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

export interface Files {
  /** Everything that still has to reach the server, from any tab of this person. Keeps its identity while unchanged. */
  readonly uploads: () => readonly Upload[]
  /** Called after `uploads` or `isHere` changed. */
  readonly subscribe: (listener: () => void) => () => void
  /** True when the bytes are on this device. */
  isHere(key: FileKey): boolean
  /** As far as known here; the server has the last word. */
  maxFileBytes(): number
  /**
   * Reads the file and keeps it on this device until the server has it. Throws MutiraoError `file_too_large`,
   * `file_type_refused`, `bad_value` (empty) or `storage_unavailable`.
   */
  add(document: DocumentName, file: File): Promise<PreparedFile>
  retry(key: FileKey): void
  discard(key: FileKey): Promise<void>
  /** The bytes, from this device or else the server. Throws MutiraoError `unreachable` or `not_found`. */
  fetch(document: DocumentName, sha256: string): Promise<Blob>
  /** A `blob:` file of a harmless type, null when it is not on this device. `isShown`: a browser may show it. */
  local(key: FileKey): Promise<{ readonly bytes: Blob; readonly isShown: boolean } | null>
  /** A small picture of a picture, null for everything else and for what cannot be had now. */
  preview(
    document: DocumentName,
    file: Pick<AttachmentSnapshot, 'sha256' | 'bytes' | 'type' | 'storedAt'>,
  ): Promise<Blob | null>
  /** Resolves when `uploads` holds what earlier visits left on this device; rejects when that cannot be read. */
  known(): Promise<void>
  /** Forgets everything of this person; call after closing the client. */
  close(): Promise<void>
}

export interface FilesOptions {
  readonly client: Pick<SyncClient, 'status' | 'onStatus'>
  readonly workspaceId: string
  /** Of the database; one per person and workspace. */
  readonly name: string
  readonly watch: WatchEntries
  readonly onFailure: (error: unknown) => void
  readonly store?: FileStore
  readonly api?: FilesApi
}

/** Copies of files that are at the server too, for opening them without network. */
const copiesBytes = 200 * 1024 * 1024
/** Pictures beyond this are not fetched for a preview only. */
const previewedBytes = 8 * 1024 * 1024
const limitsKey = 'limits'
const firstLimits: FileLimits = { maxFileBytes: usualMaxFileBytes, endings: knownFileEndings }

export function createFiles(options: FilesOptions): Files {
  const { client, onFailure } = options
  const store = options.store ?? createFileStore(options.name)
  const api = options.api ?? createFilesApi(options.workspaceId)
  const tabs = createBrowserTabs(options.name)
  const listeners = new Set<() => void>()
  const here = new Set<FileKey>()
  const closing = new AbortController()
  let limits = firstLimits
  const tell = () => {
    for (const listener of listeners) listener()
  }
  const queue = createUploadQueue({
    store,
    api,
    watch: options.watch,
    random: Math.random,
    now: Date.now,
    schedule(work, delayMs) {
      const timer = setTimeout(work, delayMs)
      return () => clearTimeout(timer)
    },
    onChanged: () => tabs?.post('changed'),
    onFailure,
  })
  const stops = [queue.subscribe(tell), followNetwork(client, queue), lead(tabs, queue, reread)]

  async function reread(): Promise<void> {
    await queue.refresh()
    for (const key of await store.keys()) here.add(key)
    tell()
  }
  async function learnLimits(): Promise<void> {
    limits = readLimits(await store.getMeta(limitsKey)) ?? limits
    limits = await api.limits(closing.signal)
    await store.putMeta(limitsKey, limits)
  }
  async function keepCopy(key: FileKey, bytes: Blob): Promise<void> {
    await store.keep(key, bytes, Date.now())
    here.add(key)
    for (const gone of await store.trim(copiesBytes)) here.delete(gone)
    tell()
  }
  async function fetchBytes(document: DocumentName, sha256: string): Promise<Blob> {
    const key = fileKey(document, sha256)
    // A device that cannot keep files still shows them.
    const known = here.has(key) ? await store.bytes(key).catch(() => null) : null
    if (known) return known
    if (!mayTravel(client)) throw new MutiraoError('unreachable')
    const bytes = await api.fetch(document, sha256, closing.signal)
    await keepCopy(key, bytes).catch(() => undefined)
    return bytes
  }
  const known = reread()
  // A device that keeps nothing is told about elsewhere; adding a file says so again.
  known.catch(() => undefined)
  // Offline at the start: what this device remembers, or the usual, until the server says otherwise when a file is sent.
  learnLimits().catch(() => undefined)

  return {
    uploads: queue.items,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    isHere: (key) => here.has(key),
    maxFileBytes: () => limits.maxFileBytes,
    known: () => known,
    async add(document, file) {
      requireAllowed(file, limits)
      const sha256 = await readWhole(file)
      const queued: QueuedFile = {
        key: fileKey(document, sha256),
        document,
        sha256,
        name: file.name,
        bytes: file.size,
        addedAtMs: Date.now(),
      }
      await queue.add(queued, file).catch((cause: unknown) => {
        throw new MutiraoError('storage_unavailable', 'the file cannot be kept here', { cause })
      })
      here.add(queued.key)
      tell()
      return { name: file.name, bytes: file.size, sha256 }
    },
    retry: queue.retry,
    async discard(key) {
      await queue.discard(key)
      here.delete(key)
      tell()
    },
    fetch: fetchBytes,
    async local(key) {
      const bytes = here.has(key) ? await store.bytes(key) : null
      if (!bytes) return null
      const type = await typeOfBytes(bytes)
      // Our own origin would run whatever a `blob:` address of another type holds.
      return { bytes: new Blob([bytes], { type: type ?? 'application/octet-stream' }), isShown: type !== null }
    },
    async preview(document, file) {
      const key = fileKey(document, file.sha256)
      const known = await store.preview(key).catch(() => null)
      if (known) return known
      const isWorthIt = file.type.startsWith('image/') && file.bytes <= previewedBytes
      if (!isWorthIt || (file.storedAt === null && !here.has(key))) return null
      try {
        const made = await makePreview(await fetchBytes(document, file.sha256))
        if (made) await store.keepPreview(key, made).catch(() => undefined)
        return made
      } catch (error) {
        if (isMutiraoError(error)) return null // no network, or not there yet: the icon stays
        throw error
      }
    },
    async close() {
      closing.abort()
      for (const stop of stops) stop()
      queue.close()
      tabs?.close()
      await store.close()
    },
  }
}

function requireAllowed(file: File, { maxFileBytes, endings }: FileLimits): void {
  if (file.size > maxFileBytes) throw new MutiraoError('file_too_large', file.name)
  if (!endings.includes(fileEnding(file.name))) throw new MutiraoError('file_type_refused', file.name)
  if (file.size === 0) throw new MutiraoError('bad_value', 'the file is empty')
}

/** The disk it lies on may be gone by now, or it may be a folder. */
async function readWhole(file: File): Promise<string> {
  try {
    return await sha256Of(file)
  } catch (cause) {
    throw new MutiraoError('bad_value', `${file.name} cannot be read`, { cause })
  }
}

/** Bytes go where edits go: not in airplane mode, not without a session. */
const mayTravel = (client: Pick<SyncClient, 'status'>): boolean =>
  ['saved', 'saving', 'reverted'].includes(client.status().state)

function followNetwork(client: FilesOptions['client'], queue: UploadQueue): () => void {
  const follow = () => queue.setOnline(mayTravel(client))
  follow()
  return client.onStatus(follow)
}

/** One tab sends; where tabs cannot talk each sends its own, and the server takes every piece once. */
function lead(tabs: ReturnType<typeof createBrowserTabs>, queue: UploadQueue, reread: () => Promise<void>): () => void {
  if (!tabs) {
    queue.setLeading(true)
    return () => undefined
  }
  const unlisten = tabs.onMessage(() => {
    // Told to the person by the next change of their own, if it persists.
    reread().catch(() => undefined)
  })
  const resign = tabs.lead({ onLead: () => queue.setLeading(true), onLost: () => queue.setLeading(false) }, false)
  return () => {
    unlisten()
    resign()
  }
}
