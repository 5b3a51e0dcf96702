import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { describe, expect, it, vi } from 'vitest'
import { labBoard } from '../testing/lab.ts'
import type { AsideCopy, LocalStore, UnsentMark } from '../types.ts'
import { StorageError } from './errors.ts'
import { createIndexedDbStore } from './indexeddb.ts'
import { createMemoryDisk, createMemoryStore } from './memory.ts'

/** One device: several stores on it are several tabs, or one tab after another. */
interface Device {
  open(): LocalStore
}

const one = labBoard(1)
const two = labBoard(2)
const bytes = (...values: number[]): Uint8Array => Uint8Array.of(...values)
const mark = (owner: string, version: number, edits = version): UnsentMark => ({ name: one, owner, edits, version })
const local = (owner: string, version: number): Parameters<LocalStore['append']>[2] => ({
  mark: mark(owner, version),
  written: [7, version, version + 1, 1000 + version],
})
const aside: AsideCopy = {
  name: one,
  generation: 1,
  atMs: 5,
  update: bytes(9),
  refused: [{ path: 'a', code: 'bad_value', message: 'm' }],
}
const content = async (store: LocalStore, name = one): Promise<number[]> =>
  (await store.load(name)).updates.map(({ update }) => update[0] ?? -1)

const devices: readonly (readonly [kind: string, newDevice: () => Device])[] = [
  [
    'memory',
    () => {
      const disk = createMemoryDisk()
      return { open: () => createMemoryStore(disk) }
    },
  ],
  [
    'IndexedDB',
    () => {
      const indexedDB = new IDBFactory()
      return { open: () => createIndexedDbStore('mutirao:test', { indexedDB }) }
    },
  ],
]

describe.each(devices)('what every local store does: %s', (_kind, newDevice) => {
  it('[OFF-13] looking changes nothing: what another tab wrote since stays when this one rewrites what it holds', async () => {
    const device = newDevice()
    const [mine, other] = [device.open(), device.open()]
    await mine.append(one, bytes(1), null)
    await mine.load(one)
    await other.append(one, bytes(2), null)
    expect((await mine.peek(one)).map((update) => update[0])).toEqual([1, 2])
    expect(await mine.peek(two)).toEqual([])
    expect(await mine.compact(one, [bytes(9)])).toBe(true)
    expect(await content(other)).toEqual([9, 2])
  })

  it('[OFF-1] gives back what was appended, in order, after a restart, per document', async () => {
    const device = newDevice()
    const store = device.open()
    const empty = { generation: 1, everSynced: false, cursor: null, readOnly: null, updates: [], unsent: [] }
    expect(await store.load(one)).toEqual(empty)
    await Promise.all([1, 2, 3].map((value) => store.append(one, bytes(value), null)))
    await store.append(two, bytes(8), null)
    await store.remember(one, { everSynced: true, cursor: 'e1-7' })
    await store.close()
    const again = device.open()
    expect(await content(again)).toEqual([1, 2, 3])
    expect(await content(again, two)).toEqual([8])
    expect(await again.load(one)).toMatchObject({ everSynced: true, cursor: 'e1-7', generation: 1 })
    expect((await again.names()).toSorted()).toEqual([one, two])
    await again.remember(one, { everSynced: true })
    expect((await again.load(one)).cursor).toBe('e1-7')
  })

  it('[OFF-20] keeps what the server last said about the right to edit; of a document it said nothing of, nothing', async () => {
    const device = newDevice()
    const store = device.open()
    await store.append(two, bytes(1), null)
    await store.remember(one, { readOnly: true })
    await store.remember(one, { cursor: 'e1-7' })
    await store.flipGeneration(one, [bytes(2)], [])
    await store.close()
    const again = device.open()
    expect(await again.load(one)).toMatchObject({ readOnly: true, cursor: 'e1-7', generation: 2 })
    expect((await again.load(two)).readOnly).toBeNull()
    await again.remember(one, { readOnly: false })
    expect((await again.load(one)).readOnly).toBe(false)
  })

  it('[OFF-3] keeps the mark of an unsent edit in the same step as the edit, with the time it was written', async () => {
    const device = newDevice()
    const store = device.open()
    await store.append(one, bytes(1), local('tab', 1))
    await store.append(one, bytes(2), local('tab', 2))
    const loaded = await device.open().load(one)
    expect(loaded.unsent).toEqual([mark('tab', 2)])
    expect(loaded.updates.map(({ written }) => written)).toEqual([
      [7, 1, 2, 1001],
      [7, 2, 3, 1002],
    ])
    expect(await store.unsent()).toEqual([mark('tab', 2)])
  })

  it('[OFF-4] [OFF-3] removes a mark only when no newer edit has been marked', async () => {
    const store = newDevice().open()
    await store.append(one, bytes(1), local('a', 1))
    await store.append(one, bytes(2), local('a', 2))
    await store.append(one, bytes(3), local('b', 1))
    await store.confirm([mark('a', 1)])
    expect(await store.unsent()).toHaveLength(2)
    await store.confirm([mark('a', 2)])
    expect(await store.unsent()).toEqual([mark('b', 1)])
    await store.mark([{ name: two, owner: 'epoch e2', edits: 1, version: 1 }])
    expect((await store.unsent()).map(({ name }) => name).toSorted()).toEqual([one, two])
  })

  it('[OFF-5] rewriting replaces what this tab knows and keeps what another tab wrote', async () => {
    const device = newDevice()
    const [a, b] = [device.open(), device.open()]
    await a.append(one, bytes(1), null)
    await a.load(one)
    await b.append(one, bytes(2), null)
    await a.append(one, bytes(3), null)
    expect(a.rows(one)).toBe(2)
    expect(await a.compact(one, [bytes(13)])).toBe(true)
    expect(new Set(await content(b))).toEqual(new Set([13, 2]))
    expect(a.rows(one)).toBeLessThan(2)
  })

  it('[OFF-5] a tab that read before another one rewrote does not rewrite', async () => {
    const device = newDevice()
    const [a, b] = [device.open(), device.open()]
    await a.append(one, bytes(1), null)
    await a.load(one)
    await b.append(one, bytes(2), null)
    await b.load(one)
    expect(await b.compact(one, [bytes(12)])).toBe(true)
    expect(await a.compact(one, [bytes(1)])).toBe(false)
    expect(await content(a)).toEqual([12])
  })

  it('[OFF-6] [OFF-3] a new generation holds the new content and the unsent rows of other tabs, nothing else', async () => {
    const device = newDevice()
    const [a, b] = [device.open(), device.open()]
    await a.append(one, bytes(1), local('a', 1))
    await a.load(one)
    await b.load(one)
    await b.append(one, bytes(2), local('b', 1))
    await a.append(one, bytes(3), local('a', 2))
    expect(await a.flipGeneration(one, [bytes(50), bytes(51)], [mark('a', 2)])).toBe(2)
    const loaded = await device.open().load(one)
    expect(loaded.updates.map(({ update }) => update[0])).toEqual([50, 51, 2])
    expect(loaded).toMatchObject({ generation: 2, unsent: [mark('b', 1)] })
    await b.append(one, bytes(4), null)
    expect(new Set(await content(a))).toEqual(new Set([2, 4, 50, 51]))
  })

  it('[OFF-8] keeps projections, facts and set-aside copies', async () => {
    const device = newDevice()
    const store = device.open()
    await store.putProjection(one, { cards: [1, 2] })
    await store.putMeta('lastBoard', one)
    await store.keepAside(aside)
    const again = device.open()
    expect(await again.getProjection(one)).toEqual({ cards: [1, 2] })
    expect(await again.getProjection(two)).toBeUndefined()
    expect(await again.getMeta('lastBoard')).toBe(one)
    expect(await again.asides()).toEqual([aside])
    expect(await again.estimate()).toHaveProperty('usedBytes')
  })

  it('[OFF-9] signing out deletes everything, for every tab; what comes later is told that the store is closed', async () => {
    const device = newDevice()
    const [a, b] = [device.open(), device.open()]
    await a.append(one, bytes(1), local('a', 1))
    await b.load(one)
    await a.destroy()
    await expect(a.append(one, bytes(2), null)).rejects.toThrow(StorageError)
    await expect(b.append(one, bytes(2), null)).rejects.toMatchObject({ problem: 'closed' })
  })

  it('a closed store says so', async () => {
    const store = newDevice().open()
    await store.load(one)
    await store.close()
    await expect(store.load(one)).rejects.toMatchObject({ problem: 'closed' })
  })
})

describe('IndexedDB that misbehaves', () => {
  it('[OFF-7] a database that never answers is unavailable after the deadline', async () => {
    const silent = { open: () => ({}) } as unknown as IDBFactory
    const store = createIndexedDbStore('x', { indexedDB: silent, deadlineMs: 20 })
    await expect(store.load(one)).rejects.toMatchObject({ problem: 'unavailable' })
    await expect(store.append(one, Uint8Array.of(1), null)).rejects.toBeInstanceOf(StorageError)
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

  it('[OFF-7][OFF-17] a full disk rejects every write of the turn as full; all of it is written with the next, in order', async () => {
    const indexedDB = new IDBFactory()
    const store = createIndexedDbStore('full', { indexedDB })
    await store.append(one, Uint8Array.of(1), null)
    const full = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError')
    })
    try {
      const writes = await Promise.allSettled([2, 3].map((value) => store.append(one, Uint8Array.of(value), null)))
      expect(writes).toMatchObject([
        { status: 'rejected', reason: { problem: 'full' } },
        { status: 'rejected', reason: { problem: 'full' } },
      ])
      expect(await content(store)).toEqual([1])
    } finally {
      full.mockRestore()
    }
    await store.append(one, Uint8Array.of(4), null)
    expect(await content(store)).toEqual([1, 2, 3, 4])
  })

  it('[OFF-17] [OFF-3] a database that could not be opened is opened when asked again, and gets what waited', async () => {
    const indexedDB = new IDBFactory()
    let broken = true
    const factory = {
      open: (...args: Parameters<IDBFactory['open']>) => {
        if (broken) throw new DOMException('no', 'UnknownError')
        return indexedDB.open(...args)
      },
    } as unknown as IDBFactory
    const store = createIndexedDbStore('mended', { indexedDB: factory })
    const error = await store.append(one, bytes(1), local('a', 1)).then(
      () => null,
      (failed: StorageError) => failed,
    )
    expect(error).toMatchObject({ problem: 'unavailable', late: false })
    broken = false
    await store.putMeta('asked', 1)
    await error?.written
    expect(await content(store)).toEqual([1])
    expect(await store.unsent()).toEqual([mark('a', 1)])
  })

  it('[OFF-6][OFF-17] a change of generation that failed is made up for as it was meant', async () => {
    const store = createIndexedDbStore('flip', { indexedDB: new IDBFactory() })
    await store.load(one)
    await store.append(one, bytes(1), local('a', 1))
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError')
    })
    try {
      await expect(store.flipGeneration(one, [bytes(9)], [mark('a', 1)])).rejects.toMatchObject({ problem: 'full' })
    } finally {
      full.mockRestore()
    }
    await store.append(one, bytes(2), null)
    expect(await content(store)).toEqual([9, 2])
    expect((await store.load(one)).generation).toBe(2)
    expect(await store.unsent()).toEqual([])
  })
})
