import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createMemoryDisk } from '../store/memory.ts'
import { Lab, labBoard, opened, saved, set } from '../testing/lab.ts'
import { until } from '../testing/until.ts'
import { readFrame, type InboundFrame } from '../wire/frames.ts'

const board = labBoard(1)
let lab: Lab
afterEach(() => lab.close())

/** What the client sends, as frames, in order. */
function tap(): InboundFrame[] {
  const frames: InboundFrame[] = []
  lab.network.spy = (frame) => frames.push(readFrame(frame))
  return frames
}
const updatesIn = (frames: readonly InboundFrame[]): Uint8Array[] =>
  frames.flatMap((frame) => (frame.kind === 'update' || frame.kind === 'step2' ? [frame.update] : []))

describe('one attachment', () => {
  it('[CLI-4] sends no edit before the server told what it has; then everything, once', async () => {
    lab = new Lab({ maxDelayMs: 20 })
    const frames = tap()
    const { client } = lab.client()
    const handle = await opened(client, board)
    for (let i = 0; i < 20; i++) {
      set(handle, `k${i}`, i)
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    await saved(client)
    const kinds = frames.map((frame) => frame.kind).filter((kind) => kind === 'step2' || kind === 'update')
    expect(kinds[0]).toBe('step2')
    const held = new Y.Doc()
    for (const update of updatesIn(frames)) {
      Y.applyUpdate(held, update)
      expect(held.store.pendingStructs).toBeNull()
    }
    expect(held.getMap('cards').size).toBe(20)
  })

  it('[CLI-12] every attachment has an address of its own; answers to an older one do not count', async () => {
    lab = new Lab({ commitMs: () => 30 })
    const frames = tap()
    const { client } = lab.client()
    const handle = await opened(client, board)
    await until(() => handle.state().synced)
    set(handle, 'a', 1)
    await until(() => updatesIn(frames).length > 1)
    lab.server.closeDocument(board)
    await until(() => new Set(frames.map((frame) => ('address' in frame ? frame.address : ''))).size > 1)
    await saved(client)
    expect(lab.server.holds(board, handle.doc())).toBe(true)
  })

  it('[CLI-19] edits within the batch time leave as one frame', async () => {
    lab = new Lab()
    const { client } = lab.client({ tuning: { batchMs: 50 } })
    const handle = await opened(client, board)
    await saved(client)
    const frames = tap()
    const beganAtMs = performance.now()
    for (let i = 0; i < 30; i++) set(handle, `k${i}`, i)
    await saved(client)
    expect(updatesIn(frames)).toHaveLength(1)
    for (let i = 0; i < 20; i++) {
      set(handle, `k${i}`, -i)
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    const batches = Math.ceil(performance.now() - beganAtMs) / 50 + 2
    await saved(client)
    expect(updatesIn(frames).length).toBeLessThanOrEqual(batches)
  })

  it('[CLI-14] what is too large for one message is sent in slices and counts when all are journalled', async () => {
    lab = new Lab()
    const frames = tap()
    lab.down()
    const { client } = lab.client({ tuning: { maxFrameBytes: 20_000 } })
    const handle = await opened(client, board)
    for (let i = 0; i < 3000; i++) set(handle, `k${i % 2500}`, `value number ${i}`)
    lab.up()
    await saved(client)
    const sizes = updatesIn(frames).map((update) => update.length)
    expect(sizes.length).toBeGreaterThan(3)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(20_000)
    expect(lab.server.holds(board, handle.doc())).toBe(true)
    frames.length = 0
    handle.doc().transact(() => {
      for (let i = 0; i < 3000; i++) set(handle, `n${i}`, `value number ${i}`)
    })
    await saved(client)
    expect(Math.max(...updatesIn(frames).map((update) => update.length))).toBeLessThanOrEqual(20_000)
    expect(lab.server.holds(board, handle.doc())).toBe(true)
  })

  it('[CLI-9] tells when edits were written that are older than their arrival, also after a restart', async () => {
    lab = new Lab()
    lab.down()
    const disk = createMemoryDisk()
    let nowMs = 1_000_000
    const first = lab.client({ disk, now: () => nowMs })
    const handle = await opened(first.client, board)
    const { clientID } = handle.doc()
    set(handle, 'a', 1)
    nowMs += 60_000
    set(handle, 'b', 2)
    await first.client.close()
    nowMs += 3_600_000
    lab.up()
    const second = lab.client({ disk, now: () => nowMs })
    await saved(second.client)
    const [written] = lab.server.heard.map(({ payload }) => JSON.parse(payload) as unknown)
    expect(written).toEqual({
      type: 'written',
      ranges: [
        [clientID, 0, 1, 1_000_000],
        [clientID, 1, 2, 1_060_000],
      ],
    })
  })

  it('[CLI-13] lets documents in through a window', async () => {
    lab = new Lab({ maxDelayMs: 4 })
    const waiting = new Set<string>()
    let most = 0
    lab.network.spy = (bytes) => {
      const frame = readFrame(bytes)
      if (frame.kind === 'token-request') most = Math.max(most, waiting.add(frame.address).size)
    }
    lab.network.spyDown = (bytes) => {
      const frame = readFrame(bytes)
      if (frame.kind === 'authenticated') waiting.delete(frame.address)
    }
    const { client } = lab.client({ tuning: { attachWindow: 50 } })
    const handles = await Promise.all(Array.from({ length: 200 }, (_, i) => opened(client, labBoard(i))))
    await until(() => handles.every((handle) => handle.state().synced))
    expect(most).toBeGreaterThan(40)
    expect(most).toBeLessThanOrEqual(50)
  })
})

describe('presence', () => {
  it('[CLI-8] is told at most five times a second, the last word always, and only when there is something to tell', async () => {
    lab = new Lab()
    const [ana, bruno] = [lab.client({ tuning: { presenceEveryMs: 200 } }), lab.client()]
    const [a, b] = [await opened(ana.client, board), await opened(bruno.client, board)]
    await Promise.all([saved(ana.client), saved(bruno.client)])
    const frames = tap()
    const seen = (): unknown => b.awareness.getStates().get(a.awareness.clientID)
    expect(frames.filter((frame) => frame.kind === 'awareness')).toEqual([])
    const beganAtMs = performance.now()
    for (let i = 0; i < 100; i++) {
      a.awareness.setLocalState({ step: i })
      await new Promise((resolve) => setTimeout(resolve, 4))
    }
    await until(() => JSON.stringify(seen()) === '{"step":99}')
    const elapsedMs = performance.now() - beganAtMs
    const told = frames.filter((frame) => frame.kind === 'awareness').length
    expect(told).toBeLessThanOrEqual(Math.ceil(elapsedMs / 200) + 1)
    a.release()
    await until(() => seen() === undefined)
  })

  it('people of a lost connection disappear, and come back with it', async () => {
    lab = new Lab()
    const [ana, bruno] = [lab.client(), lab.client()]
    const [a, b] = [await opened(ana.client, board), await opened(bruno.client, board)]
    a.awareness.setLocalState({ name: 'Ana' })
    await until(() => b.awareness.getStates().has(a.awareness.clientID))
    lab.down()
    await until(() => !b.awareness.getStates().has(a.awareness.clientID))
    lab.up()
    await until(() => b.awareness.getStates().has(a.awareness.clientID))
  })
})
