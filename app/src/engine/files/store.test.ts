import { createFakeDisk } from '@mutirao/sync-client/testing'
import { StorageError } from '@mutirao/sync-client'
import { describe, expect, it } from 'vitest'
import { nextPieceBytes } from './pieces.ts'
import { createFileStore, oldestBeyond } from './store.ts'
import { makeFile } from './testing/world.ts'

const kilobyte = 1024

describe('bytes of files on a device', () => {
  it('[UPL-1] row and bytes come and go together and outlive the tab', async () => {
    const factory = createFakeDisk()
    const first = createFileStore('x', factory)
    const { file, blob } = makeFile('a', 100)
    await first.enqueue(file, blob)
    await first.close()
    await expect(first.queued()).rejects.toBeInstanceOf(StorageError)
    const second = createFileStore('x', factory)
    expect(await second.queued()).toEqual([file])
    expect((await second.bytes(file.key))?.size).toBe(100)
    await second.dequeue(file.key)
    expect([await second.queued(), await second.keys()]).toEqual([[], [file.key]])
    await second.discard(file.key)
    expect(await second.bytes(file.key)).toBeNull()
    await second.destroy()
  })

  it('[UPL-10] the oldest copies go first, what has to be sent never', () => {
    const copies = [
      { key: 'old', bytes: 40, atMs: 1 },
      { key: 'queued', bytes: 1_000, atMs: 0 },
      { key: 'new', bytes: 50, atMs: 3 },
      { key: 'middle', bytes: 30, atMs: 2 },
    ]
    expect(oldestBeyond(copies, new Set(['queued']), 85)).toEqual(['old'])
    expect(oldestBeyond(copies, new Set(['queued']), 0)).toEqual(['new', 'middle', 'old'])
    expect(oldestBeyond(copies, new Set(['queued']), 500)).toEqual([])
  })

  it('[UPL-1] [UPL-10] bytes that still have to be sent outlive every clean-up', async () => {
    const store = createFileStore('y', createFakeDisk(), () => 5)
    const [queued, copy] = [makeFile('b', 300), makeFile('c', 200)]
    await store.enqueue(queued.file, queued.blob)
    await store.keep(copy.file.key, copy.blob, 9)
    expect(await store.trim(100)).toEqual([copy.file.key])
    expect(await store.keys()).toEqual([queued.file.key])
  })

  it('[UPL-8] pieces grow on a fast line, shrink on a slow one, and stay within what the server takes', () => {
    expect(nextPieceBytes(128 * kilobyte, 50)).toBe(256 * kilobyte)
    expect(nextPieceBytes(128 * kilobyte, 1_200)).toBe(128 * kilobyte)
    expect(nextPieceBytes(128 * kilobyte, 9_000)).toBe(64 * kilobyte)
    expect(nextPieceBytes(64 * kilobyte, 9_000)).toBe(64 * kilobyte)
    expect(nextPieceBytes(1024 * kilobyte, 1)).toBe(1024 * kilobyte)
  })
})
