import { receivedUpdates } from '@mutirao/documents'
import { afterEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { createMemoryDisk, createMemoryStore } from '../store/memory.ts'
import { get, Lab, labBoard, opened, saved, set } from '../testing/lab.ts'
import { until } from '../testing/until.ts'
import type { SyncClientOptions } from '../types.ts'

const board = labBoard(1)
let lab: Lab
afterEach(() => lab.close())

describe('the copy on this device', () => {
  it('[OFF-2] edits of an earlier life count as unsent until the server has confirmed them', async () => {
    lab = new Lab()
    lab.down()
    const disk = createMemoryDisk()
    const first = lab.client({ disk })
    const handle = await opened(first.client, board)
    for (let i = 0; i < 3; i++) set(handle, `k${i}`, i)
    await until(() => disk.unsent.size === 1)
    await first.client.close()
    const second = lab.client({ disk })
    const again = await opened(second.client, board)
    expect(again.state().unsent).toBe(3)
    lab.up()
    await saved(second.client)
    expect(lab.server.holds(board, again.doc())).toBe(true)
  })

  it('[OFF-14] [OFF-2] what waits is counted once, however often the device restarts and whichever tab made it', async () => {
    lab = new Lab()
    lab.down()
    const disk = createMemoryDisk()
    const counts: number[] = []
    for (let life = 0; life < 3; life++) {
      const { client } = lab.client({ disk })
      const handle = await opened(client, board)
      set(handle, `k${life}`, life)
      counts.push(handle.state().unsent)
      await until(() => disk.unsent.size === life + 1)
      await client.close()
    }
    expect(counts).toEqual([1, 2, 3])
    const tabs = [lab.client({ disk, tabs: lab.tabs.open('a') }), lab.client({ disk, tabs: lab.tabs.open('b') })]
    const handles = await Promise.all(tabs.map(({ client }) => opened(client, board)))
    for (const [i, handle] of handles.entries()) set(handle, `tab${i}`, i)
    await until(() => handles.every((handle) => handle.state().unsent === 5) && disk.unsent.size === 5)
    await Promise.all(tabs.map(({ client }) => client.close()))
    const again = await opened(lab.client({ disk }).client, board)
    expect(again.state().unsent).toBe(5)
  })

  it('[OFF-15] [OFF-2] what was confirmed before the network was cut does not wait again after a restart', async () => {
    lab = new Lab()
    const disk = createMemoryDisk()
    const { client } = lab.client({ disk, tuning: { confirmDelayMs: 3_600_000 } })
    const handle = await opened(client, board)
    for (let i = 0; i < 3; i++) set(handle, `k${i}`, i)
    await saved(client)
    expect(disk.unsent.size).toBe(1)
    client.setNetwork(false)
    await until(() => disk.unsent.size === 0)
    set(handle, 'in the air', 1)
    await until(() => disk.unsent.size === 1)
    const second = lab.client({ disk })
    second.client.setNetwork(false)
    expect((await opened(second.client, board)).state().unsent).toBe(1)
  })

  it('[OFF-10] a large copy is applied in pieces; other work runs in between', async () => {
    lab = new Lab()
    const disk = createMemoryDisk()
    const source = new Y.Doc()
    const store = createMemoryStore(disk)
    for (let row = 0; row < 20; row++) {
      const before = Y.encodeStateVector(source)
      source.transact(() => {
        for (let i = 0; i < 800; i++) source.getMap('cards').set(`k${row}-${i}`, 'x'.repeat(200))
      })
      await store.append(board, Y.encodeStateAsUpdate(source, before), null)
    }
    const { client } = lab.client({ disk, tuning: { sliceMs: 1 } })
    const handle = client.open(board)
    const sizes = new Set<number>()
    let loaded = false
    const watch = async (): Promise<void> => {
      while (!loaded) {
        sizes.add(handle.doc().getMap('cards').size)
        await new Promise((resolve) => setTimeout(resolve, 0))
      }
    }
    const watching = watch()
    await handle.loaded
    loaded = true
    await watching
    expect(handle.doc().getMap('cards').size).toBe(16_000)
    expect(sizes.size).toBeGreaterThan(4)
  })

  it('[OFF-11] many small rows become few, and the document stays the same', async () => {
    lab = new Lab()
    const disk = createMemoryDisk()
    const first = lab.client({ disk, tuning: { compactAboveRows: 50 } })
    const handle = await opened(first.client, board)
    for (let i = 0; i < 120; i++) set(handle, `k${i % 40}`, i)
    handle.doc().getMap('cards').delete('k3')
    const rows = (): number => disk.documents.get(board)?.rows.length ?? 0
    await until(() => rows() > 50)
    await saved(first.client)
    await until(() => rows() < 10)
    set(handle, 'later', 1)
    await saved(first.client)
    const content = handle.doc().getMap('cards').toJSON()
    await first.client.close()
    lab.down()
    const again = await opened(lab.client({ disk }).client, board)
    expect(again.doc().getMap('cards').toJSON()).toEqual(content)
    expect(get(again, 'later')).toBe(1)
    expect(again.state()).toMatchObject({ everSynced: true, unsent: 0 })
  })

  it('[CLI-24] the first opening of a board pulls its history over HTTP, then joins the socket', async () => {
    lab = new Lab()
    const writer = lab.client()
    const source = await opened(writer.client, board)
    for (let i = 0; i < 30; i++) {
      set(source, `k${i}`, i)
      if (i % 10 === 0) await saved(writer.client)
    }
    await saved(writer.client)
    lab.http.up = true
    const reader = lab.client()
    const handle = await opened(reader.client, board)
    await until(() => handle.state().synced)
    expect(lab.http.calls).toContain(`GET /api/documents/${encodeURIComponent(board)}/updates`)
    expect(handle.doc().getMap('cards').size).toBe(30)
    set(source, 'live', 1)
    await until(() => get(handle, 'live') === 1)
  })
})

describe('who watches the copies', () => {
  it('[CLI-30] is there before anything of the server, and is given its updates as they came', async () => {
    lab = new Lab()
    const source = await opened(lab.client().client, board)
    set(source, 'a', 1)
    await until(() => source.state().unsent === 0)
    let begin: ((end: () => void) => void) | null = null as ((end: () => void) => void) | null
    let ended = 0
    const came: (readonly Uint8Array[] | undefined)[] = []
    const { client } = lab.client({
      watch: ({ name, doc, wasMine }) => {
        expect([name, wasMine(doc.clientID)]).toEqual([board, false])
        doc.on('afterTransaction', ({ meta, local }: Y.Transaction) => {
          if (!local) came.push(meta.get(receivedUpdates) as Uint8Array[] | undefined)
        })
        return new Promise((resolve) => (begin = resolve))
      },
    })
    const handle = client.open(board)
    await until(() => begin !== null)
    expect([handle.state().loaded, came]).toEqual([false, []])
    begin?.(() => (ended += 1))
    await until(() => get(handle, 'a') === 1)
    set(source, 'b', 2)
    await until(() => get(handle, 'b') === 2)
    expect(came).not.toContain(undefined)
    const bytes = came.flatMap((updates) => updates ?? [])
    const again = new Y.Doc()
    for (const update of bytes) Y.applyUpdate(again, update)
    expect(again.getMap('cards').toJSON()).toEqual({ a: 1, b: 2 })
    handle.release()
    await client.close()
    expect(ended).toBe(1)
  })

  it('opens the document all the same when it cannot come', async () => {
    lab = new Lab()
    const reported: unknown[] = []
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error))
    const { client } = lab.client({ watch: () => Promise.reject(new Error('no such chunk')) })
    set(await opened(client, board), 'a', 1)
    await saved(client)
    vi.unstubAllGlobals()
    expect(reported).toMatchObject([{ message: 'no such chunk' }])
  })

  it('[CLI-30] knows what this device typed in an earlier life, while the server may not', async () => {
    lab = new Lab()
    lab.down()
    const disk = createMemoryDisk()
    const first = await opened(lab.client({ disk }).client, board)
    set(first, 'a', 1)
    await until(() => disk.unsent.size === 1)
    const known: boolean[] = []
    const watch: NonNullable<SyncClientOptions['watch']> = ({ wasMine }) =>
      Promise.resolve(() => void known.push(wasMine(first.doc().clientID), wasMine(1)))
    const { client } = lab.client({ disk, watch })
    await opened(client, board)
    await client.close()
    expect(known).toEqual([true, false])
  })
})
