import { fault } from '@mutirao/documents'
import { asStorageError, StorageError } from './errors.ts'

/** The tables of one person's copy of one workspace. */
const tables = ['documents', 'segments', 'updates', 'unsent', 'asides', 'projections', 'meta'] as const
export type Table = (typeof tables)[number]
const schemaVersion = 1

/** A promise of one IndexedDB request. Awaiting only such promises keeps the transaction alive. */
export function requested<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(asStorageError(request.error))
  })
}

export type Steps<T> = (table: (name: Table) => IDBObjectStore) => T | Promise<T>

export interface Database {
  /** All writes asked for in one turn share one transaction, in the order of the calls; resolves when it is committed. */
  write<T>(steps: Steps<T>): Promise<T>
  read<T>(steps: Steps<T>): Promise<T>
  destroy(): Promise<void>
  close(): Promise<void>
}

interface QueuedWrite {
  readonly steps: Steps<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (error: StorageError) => void
}

/** y-indexeddb and IndexedDB itself may hang without an error (blocked, evicted, broken profile): everything has a deadline. */
function withDeadline<T>(work: Promise<T>, deadlineMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new StorageError('unavailable', `local storage did not answer in ${deadlineMs} ms`, { late: true })),
      deadlineMs,
    )
    work.then(resolve, (error: unknown) => reject(asStorageError(error))).finally(() => clearTimeout(timer))
  })
}

function openConnection(factory: IDBFactory, name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name, schemaVersion)
    request.onupgradeneeded = () => {
      for (const table of tables) {
        if (!request.result.objectStoreNames.contains(table)) {
          request.result.createObjectStore(table, table === 'asides' ? { autoIncrement: true } : undefined)
        }
      }
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(asStorageError(request.error))
  })
}

export function openLocalDatabase(factory: IDBFactory, name: string, deadlineMs: number): Database {
  let closed = false
  let queued: QueuedWrite[] = []
  const connection = openConnection(factory, name)
  connection.then(
    (db) => {
      // Another tab deletes the database (somebody signed out): this connection must not hold it up.
      db.onversionchange = () => {
        closed = true
        db.close()
      }
    },
    () => {
      closed = true
    },
  )

  const begin = async (mode: IDBTransactionMode): Promise<IDBTransaction> => {
    const db = await connection
    if (closed) throw new StorageError('closed', 'this store is closed')
    return db.transaction(tables, mode)
  }
  const committed = (transaction: IDBTransaction): Promise<void> =>
    new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(asStorageError(transaction.error))
    })

  const flush = async (): Promise<void> => {
    const batch = queued
    queued = []
    try {
      const transaction = await begin('readwrite')
      const done = committed(transaction)
      const results: unknown[] = []
      try {
        for (const write of batch) results.push(await write.steps((table) => transaction.objectStore(table)))
      } catch (error) {
        // An aborted transaction rejects `done` too; the error that aborted it says more.
        done.catch(() => undefined)
        abort(transaction)
        throw error
      }
      await done
      batch.forEach((write, i) => write.resolve(results[i]))
    } catch (error) {
      for (const write of batch) write.reject(asStorageError(error))
    }
  }

  return {
    write: <T>(steps: Steps<T>) => {
      const result = new Promise<T>((resolve, reject) => {
        queued.push({ steps, resolve: (value) => resolve(value as T), reject })
      })
      // flush() reports every failure to the writers it carries and never rejects itself.
      if (queued.length === 1) queueMicrotask(() => void flush())
      return withDeadline(result, deadlineMs)
    },
    read: async <T>(steps: Steps<T>) => {
      if (queued.length > 0) await Promise.resolve()
      const work = begin('readonly').then((transaction) => steps((table) => transaction.objectStore(table)))
      return await withDeadline(work, deadlineMs)
    },
    destroy: async () => {
      if (fault('OFF-9')) return
      closed = true
      await connection.then(
        (db) => db.close(),
        () => undefined,
      )
      await withDeadline(
        requested(factory.deleteDatabase(name)).then(() => undefined),
        deadlineMs,
      )
    },
    close: async () => {
      closed = true
      await connection.then(
        (db) => db.close(),
        () => undefined,
      )
    },
  }
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort()
  } catch (error) {
    // Already aborted by the failed request itself: exactly what is wanted.
    if (!(error instanceof Error && error.name === 'InvalidStateError')) throw error
  }
}
