/**
 * Bytes of files in the browser: a database of their own beside the documents', so that many megabytes never stand in the
 * way of an edit. One per person and workspace.
 */
import { fault } from '@mutirao/documents'
import { StorageError } from '@mutirao/sync-client'
import type { FileKey, FileStore, QueuedFile } from './types.ts'

const tables = ['queue', 'bytes', 'copies', 'previews', 'meta'] as const
type Table = (typeof tables)[number]
const version = 1
/** Opening can hang without an error (blocked, a broken profile). */
const deadlineMs = 20_000

/** Since when a copy lies here and how large it is: what `trim` decides by, without touching the bytes. */
interface CopyRow {
  readonly key: FileKey
  readonly bytes: number
  readonly atMs: number
}

const asStorageError = (error: unknown): StorageError => {
  if (error instanceof StorageError) return error
  const full = error instanceof Error && error.name === 'QuotaExceededError'
  return new StorageError(full ? 'full' : 'unavailable', `local storage failed: ${String(error)}`, { cause: error })
}

function requested<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(asStorageError(request.error))
  })
}

function opened(factory: IDBFactory, name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new StorageError('unavailable', 'local storage does not answer')), deadlineMs)
    const request = factory.open(name, version)
    request.onupgradeneeded = () => {
      for (const table of tables) request.result.createObjectStore(table)
    }
    request.onsuccess = () => {
      clearTimeout(late)
      // Another tab deletes the database (somebody signed out): this connection must not hold it up.
      request.result.onversionchange = () => request.result.close()
      resolve(request.result)
    }
    request.onerror = () => {
      clearTimeout(late)
      reject(asStorageError(request.error))
    }
  })
}

type Steps = (table: (name: Table) => IDBObjectStore) => void

export function createFileStore(
  name: string,
  factory: IDBFactory = globalThis.indexedDB,
  now: () => number = Date.now,
): FileStore {
  let connection: Promise<IDBDatabase> | null = null
  // Opened when first needed: most visits never touch a file.
  const database = (): Promise<IDBDatabase> => (connection ??= opened(factory, name))

  /** All or nothing; resolves when it is on disk. */
  const write = async (...[steps]: [Steps]): Promise<void> => {
    const transaction = begin(await database(), 'readwrite')
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(asStorageError(transaction.error))
    })
    steps((table) => transaction.objectStore(table))
    await done
  }
  const read = async <T>(table: Table, ask: (store: IDBObjectStore) => IDBRequest): Promise<T> =>
    (await requested(ask(begin(await database(), 'readonly').objectStore(table)))) as T
  const remove = (key: FileKey, from: readonly Table[]): Promise<void> =>
    write((table) => {
      for (const one of from) table(one).delete(key)
    })

  return {
    enqueue: (file, bytes) =>
      write((table) => {
        table('bytes').put(bytes, file.key)
        table('copies').put({ key: file.key, bytes: bytes.size, atMs: now() } satisfies CopyRow, file.key)
        if (!fault('UPL-1')) table('queue').put(file, file.key)
      }),
    queued: async () => {
      const files = await read<QueuedFile[]>('queue', (store) => store.getAll())
      return files.toSorted((a, b) => a.addedAtMs - b.addedAtMs || (a.key < b.key ? -1 : 1))
    },
    dequeue: (key) => remove(key, ['queue']),
    discard: (key) => remove(key, ['queue', 'bytes', 'copies', 'previews']),
    keep: (key, bytes, nowMs) =>
      write((table) => {
        table('bytes').put(bytes, key)
        table('copies').put({ key, bytes: bytes.size, atMs: nowMs } satisfies CopyRow, key)
      }),
    bytes: async (key) => (await read<Blob | undefined>('bytes', (store) => store.get(key))) ?? null,
    keys: () => read('bytes', (store) => store.getAllKeys()),
    preview: async (key) => (await read<Blob | undefined>('previews', (store) => store.get(key))) ?? null,
    keepPreview: (key, preview) => write((table) => table('previews').put(preview, key)),
    async trim(maxBytes) {
      const copies = await read<CopyRow[]>('copies', (store) => store.getAll())
      const queued = new Set(await read<FileKey[]>('queue', (store) => store.getAllKeys()))
      const gone = oldestBeyond(copies, queued, maxBytes)
      for (const key of gone) await remove(key, ['bytes', 'copies'])
      return gone
    },
    getMeta: (key) => read('meta', (store) => store.get(key)),
    putMeta: (key, value) => write((table) => table('meta').put(value, key)),
    async destroy() {
      await this.close()
      await requested(factory.deleteDatabase(name))
    },
    async close() {
      const closing = connection
      connection = Promise.reject(new StorageError('closed', 'this store is closed'))
      connection.catch(() => undefined)
      // A connection that never opened has nothing to close.
      await closing?.then(
        (open) => open.close(),
        () => undefined,
      )
    },
  }
}

/** A connection another tab has ended throws here: an error like any other of the store. */
function begin(connection: IDBDatabase, mode: IDBTransactionMode): IDBTransaction {
  try {
    return connection.transaction(tables, mode)
  } catch (error) {
    throw new StorageError('closed', 'this store is closed', { cause: error })
  }
}

/** The newest copies stay up to `maxBytes`; what still has to be sent always stays and does not count. */
export function oldestBeyond(
  copies: readonly CopyRow[],
  queued: ReadonlySet<FileKey>,
  maxBytes: number,
): readonly FileKey[] {
  let room = maxBytes
  const gone: FileKey[] = []
  for (const copy of copies.toSorted((a, b) => b.atMs - a.atMs)) {
    if (queued.has(copy.key) && !fault('UPL-10')) continue
    room -= copy.bytes
    if (room < 0) gone.push(copy.key)
  }
  return gone
}
