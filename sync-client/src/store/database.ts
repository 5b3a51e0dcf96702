import { fault } from '@mutirao/documents'
import { asStorageError, StorageError } from './errors.ts'
import { tables, withDeadline, WriteQueue, type Commit, type Steps } from './write-queue.ts'

export type { Steps } from './write-queue.ts'
const schemaVersion = 1

/** A promise of one IndexedDB request. Awaiting only such promises keeps the transaction alive. */
export function requested<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(asStorageError(request.error))
  })
}

export interface Database {
  /**
   * Resolves when it is committed; what is asked for in one turn, or while another write runs, shares one transaction, in the order
   * of the calls. What failed is tried again with the next write: its error's `written` says when it is there.
   * @param together see WriteQueue
   */
  write<T>(steps: Steps<T>, together?: boolean): Promise<T>
  read<T>(steps: Steps<T>): Promise<T>
  destroy(): Promise<void>
  close(): Promise<void>
}

/** @param mustExist it was there before: an empty one in its place would look like nothing to open */
function openConnection(factory: IDBFactory, name: string, mustExist: boolean): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name, schemaVersion)
    request.onupgradeneeded = () => {
      if (mustExist) return request.transaction?.abort()
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
  let opened = false
  let connection: Promise<IDBDatabase> | null = null
  /** Opens it again when the browser closed it, or could not open it before. */
  const connected = (): Promise<IDBDatabase> => {
    connection ??= openConnection(factory, name, opened).then(
      (db) => {
        opened = true
        // Another tab deletes the database (somebody signed out): this connection must not hold it up.
        db.onversionchange = () => {
          closed = true
          db.close()
        }
        db.onclose = () => (connection = null)
        return db
      },
      (error: unknown) => {
        connection = null
        throw error
      },
    )
    return connection
  }
  // Whoever reads or writes hears of a failure.
  connected().catch(() => undefined)
  const disconnect = async (): Promise<void> => {
    closed = true
    await connection?.then(
      (db) => db.close(),
      () => undefined,
    )
  }

  const begin = async (mode: IDBTransactionMode): Promise<IDBTransaction> => {
    if (closed) throw new StorageError('closed', 'this store is closed')
    const db = await connected()
    if (closed) throw new StorageError('closed', 'this store is closed')
    return db.transaction(tables, mode)
  }
  const commit: Commit = async (work, begun) => {
    const transaction = await begin('readwrite')
    const done = committed(transaction)
    begun()
    try {
      const result = await work((table) => transaction.objectStore(table))
      await done
      return result
    } catch (error) {
      // An aborted transaction rejects `done` too; the error that aborted it says more.
      done.catch(() => undefined)
      abort(transaction)
      throw error
    }
  }
  const queue = new WriteQueue(commit, deadlineMs)

  return {
    write: (steps, together = false) => queue.add(steps, together),
    read: async (steps) => {
      const work = async () => {
        await queue.ahead()
        const transaction = await begin('readonly')
        return await steps((table) => transaction.objectStore(table))
      }
      return await withDeadline(work(), deadlineMs)
    },
    destroy: async () => {
      if (fault('OFF-9')) return
      await disconnect()
      await withDeadline(
        requested(factory.deleteDatabase(name)).then(() => undefined),
        deadlineMs,
      )
    },
    close: async () => {
      await queue.idle()
      await disconnect()
    },
  }
}

const committed = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(asStorageError(transaction.error))
  })

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort()
  } catch (error) {
    // Already aborted by the failed request itself: exactly what is wanted.
    if (!(error instanceof Error && error.name === 'InvalidStateError')) throw error
  }
}
