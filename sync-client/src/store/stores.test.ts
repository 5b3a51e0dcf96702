import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { describe, expect, it } from 'vitest'
import { describeStore } from '../testing/store-contract.ts'
import { labBoard } from '../testing/lab.ts'
import { StorageError } from './errors.ts'
import { createIndexedDbStore } from './indexeddb.ts'
import { createMemoryDisk, createMemoryStore } from './memory.ts'

describeStore('memory', () => {
  const disk = createMemoryDisk()
  return { open: () => createMemoryStore(disk) }
})

describeStore('IndexedDB', () => {
  const indexedDB = new IDBFactory()
  return { open: () => createIndexedDbStore('mutirao:test', { indexedDB }) }
})

const board = labBoard(1)

describe('IndexedDB that misbehaves', () => {
  it('[OFF-7] a database that never answers is unavailable after the deadline', async () => {
    const silent = { open: () => ({}) } as unknown as IDBFactory
    const store = createIndexedDbStore('x', { indexedDB: silent, deadlineMs: 20 })
    await expect(store.load(board)).rejects.toMatchObject({ problem: 'unavailable' })
    await expect(store.append(board, Uint8Array.of(1), null)).rejects.toBeInstanceOf(StorageError)
  })

  it('[OFF-7] a database that cannot be opened is unavailable', async () => {
    const broken = {
      open: () => {
        const request = { onerror: null as (() => void) | null, error: new DOMException('no', 'InvalidStateError') }
        queueMicrotask(() => request.onerror?.())
        return request
      },
    } as unknown as IDBFactory
    const store = createIndexedDbStore('x', { indexedDB: broken, deadlineMs: 200 })
    await expect(store.unsent()).rejects.toMatchObject({ problem: 'unavailable' })
  })

  it('[OFF-7] a full disk rejects every write of the turn as full, and writes nothing of it', async () => {
    const indexedDB = new IDBFactory()
    const store = createIndexedDbStore('full', { indexedDB })
    await store.append(board, Uint8Array.of(1), null)
    const put = IDBObjectStore.prototype.add
    IDBObjectStore.prototype.add = () => {
      throw new DOMException('no room', 'QuotaExceededError')
    }
    try {
      const writes = await Promise.allSettled([2, 3].map((value) => store.append(board, Uint8Array.of(value), null)))
      expect(writes).toMatchObject([
        { status: 'rejected', reason: { problem: 'full' } },
        { status: 'rejected', reason: { problem: 'full' } },
      ])
    } finally {
      IDBObjectStore.prototype.add = put
    }
    await store.append(board, Uint8Array.of(4), null)
    expect((await store.load(board)).updates.map(({ update }) => update[0])).toEqual([1, 4])
  })
})
