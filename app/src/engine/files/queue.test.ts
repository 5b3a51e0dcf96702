import { createFakeDisk } from '@mutirao/sync-client/testing'
import { MutiraoError } from '@mutirao/documents'
import { describe, expect, it, vi } from 'vitest'
import { createDevice, cut, makeFile, type DeviceOptions } from './testing/world.ts'
import type { QueuedFile } from './types.ts'

const newDevice = (options: Partial<DeviceOptions> = {}) =>
  createDevice({ disk: { factory: createFakeDisk(), name: 'files' }, ...options })
const kilobyte = 1024

async function whole(file: QueuedFile, blob: Blob, bytes: Uint8Array): Promise<void> {
  expect(Buffer.from(bytes).equals(Buffer.from(await blob.arrayBuffer()))).toBe(true)
  expect(bytes.length).toBe(file.bytes)
}
const stateOf = (device: ReturnType<typeof newDevice>) => device.queue.items().map(({ state }) => state)

describe('files on their way', () => {
  it('[UPL-1] are on disk before anybody is told, and a new tab sends what the last one left', async () => {
    const device = newDevice({ online: false })
    const { file, blob } = makeFile('a', 700 * kilobyte)
    await device.queue.add(file, blob)
    expect(stateOf(device)).toEqual(['waiting'])
    const next = await device.reload()
    expect(next.queue.items()).toMatchObject([{ key: file.key, name: 'a.pdf', state: 'waiting', sent: 0 }])
    next.queue.setOnline(true)
    await vi.waitFor(() => expect(next.queue.items()).toEqual([]))
    await whole(file, blob, await device.server.bytesOf(file))
    expect(await (await next.reload()).store.queued()).toEqual([])
  })

  it('[UPL-1] [UPL-2] go on from what the server has after a cut in the middle, a lost answer and a reload', async () => {
    const device = newDevice()
    const { file, blob } = makeFile('b', 2_000 * kilobyte)
    // Every third call goes wrong, before or after the server took the piece.
    device.server.trouble = ({ count }) => (count % 3 === 0 ? cut(count % 2 === 0 ? 'before' : 'after') : null)
    await device.queue.add(file, blob)
    await vi.waitFor(() => {
      device.pass()
      expect(device.server.sent.length).toBeGreaterThan(2)
    })
    const next = await device.reload()
    await vi.waitFor(() => {
      next.pass()
      expect(next.queue.items()).toEqual([])
    })
    await whole(file, blob, await device.server.bytesOf(file))
    const twice = device.server.sent.filter(({ at }, i, all) => all.findIndex((other) => other.at === at) !== i)
    expect(twice, 'pieces sent again that were taken').toEqual([])
  })

  it('[UPL-2] begin anew when the server lost what it had', async () => {
    const device = newDevice()
    const { file, blob } = makeFile('c', 400 * kilobyte)
    device.server.trouble = ({ count }) => (count === 3 ? cut() : null)
    await device.queue.add(file, blob)
    await vi.waitFor(() => expect(device.waits).toHaveLength(1))
    device.server.forget(file)
    device.pass()
    await vi.waitFor(() => expect(device.queue.items()).toEqual([]))
    await whole(file, blob, await device.server.bytesOf(file))
  })

  it('[UPL-3] stop without a network and go on by themselves, without counting it as a failure', async () => {
    const device = newDevice()
    const { file, blob } = makeFile('d', 900 * kilobyte)
    device.server.trouble = ({ count }) => {
      if (count === 3) device.queue.setOnline(false)
      return null
    }
    await device.queue.add(file, blob)
    await vi.waitFor(() => expect(stateOf(device)).toEqual(['waiting']))
    const sent = device.server.sent.length
    device.pass()
    expect([device.server.sent.length, device.waits]).toEqual([sent, []])
    device.queue.setOnline(true)
    await vi.waitFor(() => expect(device.queue.items()).toEqual([]))
    await whole(file, blob, await device.server.bytesOf(file))
  })

  it('[UPL-4] stay until their entry is at the server, too', async () => {
    const device = newDevice()
    const { file, blob } = makeFile('e', 10)
    device.server.entries = 0
    await device.queue.add(file, blob)
    await vi.waitFor(() => expect(stateOf(device)).toEqual(['settling']))
    expect(device.queue.items()[0]).toMatchObject({ sent: 10 })
    device.server.entries = 1
    device.pass()
    await vi.waitFor(() => expect(device.queue.items()).toEqual([]))
  })

  it('[UPL-4] leave when the document says that the server has them, whoever brought them', async () => {
    const device = newDevice({ online: false })
    const { file, blob } = makeFile('f', 10)
    await device.queue.add(file, blob)
    device.setEntry(file.sha256, 'stored')
    expect(device.queue.items()).toEqual([])
    await vi.waitFor(async () => expect(await device.store.queued()).toEqual([]))
    // The copy stays, for opening it without network.
    expect(await device.store.bytes(file.key)).not.toBeNull()
  })

  it('[UPL-5] wait while their entry is removed, go when it comes back, and leave the device after a day', async () => {
    const device = newDevice({ online: false })
    const { file, blob } = makeFile('1', 10)
    await device.queue.add(file, blob)
    device.setEntry(file.sha256, 'gone')
    device.queue.setOnline(true)
    expect(stateOf(device)).toEqual(['paused'])
    expect(device.server.announced).toBe(0)
    device.setEntry(file.sha256, 'waiting')
    await vi.waitFor(() => expect(device.queue.items()).toEqual([]))
    const other = makeFile('2', 10)
    device.queue.setOnline(false)
    await device.queue.add(other.file, other.blob)
    device.nowMs = 2_000 + 25 * 3_600_000
    device.setEntry(other.file.sha256, 'gone')
    await vi.waitFor(async () => expect(await device.store.bytes(other.file.key)).toBeNull())
    expect(device.queue.items()).toEqual([])
  })

  it.each(['file_too_large', 'file_type_refused', 'files_full', 'read_only', 'not_found'] as const)(
    '[UPL-6] %s stops with its reason, the others go on, and a retry starts it again',
    async (code) => {
      const device = newDevice()
      const [bad, good] = [makeFile('3', 10), makeFile('4', 10)]
      device.server.trouble = ({ count }) => (count === 1 ? { when: 'before', error: new MutiraoError(code) } : null)
      await device.queue.add(bad.file, bad.blob)
      await vi.waitFor(() => expect(device.queue.items()).toMatchObject([{ state: 'failed', problem: code }]))
      await device.queue.add(good.file, good.blob)
      await vi.waitFor(() => expect(device.queue.items()).toMatchObject([{ key: bad.file.key, state: 'failed' }]))
      expect(device.waits).toEqual([])
      device.queue.retry(bad.file.key)
      await vi.waitFor(() => expect(device.queue.items()).toEqual([]))
    },
  )

  it('[UPL-6] bytes that arrive wrong are sent once more; bytes that are gone say so; both can be given up', async () => {
    const device = newDevice({ random: 0 })
    const [wrong, lost] = [makeFile('5', 10), makeFile('6', 10)]
    const mismatch = { when: 'after', error: new MutiraoError('file_mismatch') } as const
    device.server.trouble = ({ kind }) => (kind === 'send' ? mismatch : null)
    await device.queue.add(wrong.file, wrong.blob)
    await vi.waitFor(() => expect(device.waits).toEqual([0]))
    device.server.forget(wrong.file)
    device.pass()
    await vi.waitFor(() => expect(device.queue.items()).toMatchObject([{ problem: 'file_mismatch' }]))
    device.queue.setOnline(false)
    await device.queue.add(lost.file, lost.blob)
    await device.store.discard(lost.file.key)
    device.queue.setOnline(true)
    await vi.waitFor(() => expect(device.queue.items()[1]).toMatchObject({ state: 'failed', problem: 'lost' }))
    await device.queue.discard(wrong.file.key)
    await device.queue.discard(lost.file.key)
    expect(device.queue.items()).toEqual([])
    expect(await device.store.keys()).toEqual([])
  })

  it('[UPL-7] are tried for ever, with growing pauses and never sooner than the server asked', async () => {
    const device = newDevice({ random: 1 })
    const { file, blob } = makeFile('7', 10)
    const slow = new MutiraoError('too_fast', undefined, { retryAfterSeconds: 30 })
    device.server.trouble = ({ count }) => {
      if (count > 12) return null
      return count === 2 ? { when: 'before', error: slow } : cut()
    }
    await device.queue.add(file, blob)
    await vi.waitFor(() => {
      device.pass()
      expect(device.queue.items()).toEqual([])
    })
    expect(device.waits).toEqual([1, 30, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60].map((seconds) => seconds * 1_000))
    expect(device.failures).toEqual([])
  })

  it('[UPL-7] wait while the server takes no more announcements, without a problem to tell, and go on', async () => {
    const device = newDevice({ random: 0 })
    const { file, blob } = makeFile('9', 10)
    const busy = new MutiraoError('too_many_uploads', undefined, { retryAfterSeconds: 30 })
    device.server.trouble = ({ count }) => (count === 1 ? { when: 'before', error: busy } : null)
    await device.queue.add(file, blob)
    await vi.waitFor(() => expect(device.waits).toEqual([30_000]))
    expect(device.queue.items()).toMatchObject([{ state: 'waiting', problem: null }])
    device.pass()
    await vi.waitFor(() => expect(device.queue.items()).toEqual([]))
  })

  it('[UPL-1] [UPL-9] are sent by the leading tab only, also those another tab added', async () => {
    const disk = { factory: createFakeDisk(), name: 'files' }
    const follower = createDevice({ disk, leading: false })
    const leader = createDevice({ disk, server: follower.server })
    const { file, blob } = makeFile('8', 10)
    await follower.queue.add(file, blob)
    expect(follower.server.announced).toBe(0)
    await leader.queue.refresh()
    await vi.waitFor(() => expect(leader.queue.items()).toEqual([]))
    await follower.queue.refresh()
    expect([follower.queue.items(), follower.server.announced]).toEqual([[], 1])
  })

  it('[UPL-9] travel two at a time', async () => {
    const device = newDevice({ online: false })
    for (const digit of ['1', '2', '3', '4', '5']) {
      const { file, blob } = makeFile(digit, 300 * kilobyte)
      await device.queue.add(file, blob)
    }
    device.queue.setOnline(true)
    await vi.waitFor(() => expect(device.queue.items()).toEqual([]))
    expect(device.server.mostActive).toBe(2)
  })
})
