import { describe, expect, it, vi } from 'vitest'
import { cardName, isMutiraoError } from '@mutirao/documents'
import type { Files } from './files.ts'
import { createLateFiles } from './late-files.ts'
import type { Upload } from './types.ts'

const document = cardName('01HBOARD0000000000000000AA', '01HCARD00000000000000000AA')
const waiting = [{ key: 'k', state: 'waiting' }] as unknown as readonly Upload[]
const prepared = { name: 'a.pdf', bytes: 1, sha256: 'ab' }

/** Files that hold one upload, behind code that first does not come `failures` times. */
function late(failures = 0) {
  const closed = vi.fn(() => Promise.resolve())
  const opened = {
    uploads: () => waiting,
    subscribe: () => () => undefined,
    isHere: () => true,
    maxFileBytes: () => 5,
    add: () => Promise.resolve(prepared),
    known: () => Promise.resolve(),
    close: closed,
  } as unknown as Files
  let left = failures
  const open = vi.fn(() => (left-- > 0 ? Promise.reject(new TypeError('no network')) : Promise.resolve(opened)))
  const network = new Set<() => void>()
  const onNetwork = (listener: () => void) => {
    network.add(listener)
    return () => network.delete(listener)
  }
  const files = createLateFiles({ name: 'x', open, onNetwork })
  const networkChanges = () => {
    for (const listener of network) listener()
  }
  return { files, open, closed, networkChanges }
}

describe('files whose code comes later', () => {
  it('[UPL-13] come by themselves a moment after the start, and say what waits', async () => {
    vi.useFakeTimers()
    try {
      const { files, open } = late()
      const told = vi.fn()
      files.subscribe(told)
      expect([files.uploads(), files.isHere('k'), open.mock.calls.length]).toEqual([[], false, 0])
      await vi.advanceTimersByTimeAsync(10_000)
      expect([files.uploads(), files.isHere('k'), open.mock.calls.length]).toEqual([waiting, true, 1])
      expect(told).toHaveBeenCalled()
    } finally {
      vi.useRealTimers()
    }
  })

  it('[UPL-13] come with the first file, once', async () => {
    const { files, open } = late()
    const both = await Promise.all([files.add(document, new File(['a'], 'a.pdf')), files.known()])
    expect(both[0]).toEqual(prepared)
    expect(open).toHaveBeenCalledTimes(1)
    await files.close()
  })

  it('[UPL-13] are asked for again when the network changes; until then whoever needs one hears why', async () => {
    vi.useFakeTimers()
    try {
      const { files, networkChanges, open } = late(2)
      const error = await files.add(document, new File(['a'], 'a.pdf')).catch((reason: unknown) => reason)
      expect(isMutiraoError(error, 'unreachable')).toBe(true)
      await vi.advanceTimersByTimeAsync(10_000)
      expect([files.uploads(), open.mock.calls.length]).toEqual([[], 2])
      networkChanges()
      await vi.advanceTimersByTimeAsync(0)
      expect(files.uploads()).toEqual(waiting)
    } finally {
      vi.useRealTimers()
    }
  })

  it('[UPL-13] closed before or while they come, they stay closed', async () => {
    const early = late()
    await early.files.close()
    early.networkChanges()
    expect(early.open).not.toHaveBeenCalled()
    const meanwhile = late()
    const coming = meanwhile.files.known()
    await meanwhile.files.close()
    await coming
    expect(meanwhile.closed).toHaveBeenCalledTimes(1)
  })
})
