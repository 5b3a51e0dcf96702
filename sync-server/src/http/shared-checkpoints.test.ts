import { chunkDocument } from '@mutirao/documents'
import type { Checkpoint } from '@mutirao/persistence'
import { afterEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { SharedCheckpoints } from './shared-checkpoints.ts'

const doc = new Y.Doc()
for (let i = 0; i < 60; i++) doc.getMap('map').set(`key-${i}`, i)
const checkpoint: Checkpoint = { epoch: 'a1', seq: 5, chunks: [...chunkDocument(doc, 10, 'v2')] }

/** All of it, as a copy and a seq. */
async function read(shared: SharedCheckpoints): Promise<{ size: number; seq: number; pieces: number }> {
  const copy = new Y.Doc()
  const updates = shared.updates(7, () => true)
  for (let pieces = 0; ; pieces++) {
    const { value, done } = await updates.next()
    if (done) return { size: copy.getMap('map').size, seq: value, pieces }
    Y.applyUpdate(copy, value)
  }
}

describe('a checkpoint for several who pull', () => {
  afterEach(() => void vi.useRealTimers())

  it('[HTT-25] is read once for all of them; and again when it was forgotten', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const latest = vi.fn(async () => checkpoint)
    const shared = new SharedCheckpoints({ latest })
    const whole = { size: 60, seq: 5, pieces: 6 }
    expect(await Promise.all([read(shared), read(shared), read(shared)])).toEqual([whole, whole, whole])
    const leaving = shared.updates(7, () => true)
    await leaving.next()
    vi.advanceTimersByTime(60_000)
    expect(await read(shared)).toEqual(whole)
    expect(latest).toHaveBeenCalledTimes(1)
    await leaving.return(0)
    vi.advanceTimersByTime(6_000)
    expect(await read(shared)).toEqual(whole)
    expect(latest).toHaveBeenCalledTimes(2)
  })

  it('none, one that is not wanted, and a database that fails are told to each; the next one asks again', async () => {
    const latest = vi.fn<() => Promise<Checkpoint | null>>(async () => null)
    const shared = new SharedCheckpoints({ latest })
    expect((await read(shared)).seq).toBe(0)
    const failing = new SharedCheckpoints({ latest })
    latest.mockRejectedValueOnce(new Error('away'))
    await expect(read(failing)).rejects.toThrow('away')
    latest.mockResolvedValue(checkpoint)
    expect((await read(failing)).seq).toBe(5)
    expect(await failing.updates(7, () => false).next()).toEqual({ done: true, value: 0 })
  })
})
