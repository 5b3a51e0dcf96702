import type { Change, RefusalCode } from '@mutirao/documents'
import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createMemoryDisk, createMemoryStore } from '../store/memory.ts'
import { get, Lab, labBoard, opened, saved, set } from '../testing/lab.ts'
import { until } from '../testing/until.ts'
import { readFrame } from '../wire/frames.ts'

const board = labBoard(1)
let lab: Lab
afterEach(() => lab.close())

/** Refuses, with this code, every update that contains the word. */
const refusing =
  (code: RefusalCode) =>
  (_name: string, update: Uint8Array): RefusalCode | null =>
    Buffer.from(update).includes('forbidden') ? code : null
const leavingOut =
  (code: RefusalCode) =>
  (change: Change): RefusalCode | null =>
    change.value === 'forbidden' ? code : null

describe('recovery after a refusal', () => {
  // `document_full` is the one that says nothing against what was written: it must be kept and told all the same.
  it.each(['bad_value', 'document_full'] as const)(
    '[CLI-15] %s: keeps a copy aside, opens the document anew from the server, and tells the person',
    async (code) => {
      lab = new Lab({ leaveOut: leavingOut(code) })
      const { client, notices, disk } = lab.client()
      const handle = await opened(client, board)
      await saved(client)
      set(handle, 'good', 1)
      await saved(client)
      const before = handle.doc()
      handle.awareness.setLocalState({ name: 'Ana' })
      set(handle, 'bad', 'forbidden')
      await until(() => handle.generation() === 2)
      expect(handle.doc()).not.toBe(before)
      expect(handle.doc().clientID).not.toBe(before.clientID)
      expect(get(handle, 'good')).toBe(1)
      expect(get(handle, 'bad')).toBeUndefined()
      expect(handle.awareness.getLocalState()).toEqual({ name: 'Ana' })
      await saved(client)
      expect(notices).toMatchObject([{ type: 'refused', name: board, code }])
      const aside = new Y.Doc()
      Y.applyUpdate(aside, disk.asides[0]?.update ?? new Uint8Array())
      expect(aside.getMap('cards').get('bad')).toBe('forbidden')
      set(handle, 'after', 2)
      await saved(client)
      expect(lab.server.oracle(board).getMap('cards').get('after')).toBe(2)
      await client.close()
      const again = await opened(lab.client({ disk }).client, board)
      expect(again.generation()).toBe(2)
      expect(again.doc().getMap('cards').toJSON()).toEqual({ good: 1, after: 2 })
    },
  )

  it('[CLI-15] waits until everything that was taken is saved, and loses nothing typed meanwhile', async () => {
    lab = new Lab({ leaveOut: leavingOut('bad_structure'), commitMs: () => 15 })
    const { client } = lab.client()
    const handle = await opened(client, board)
    await saved(client)
    set(handle, 'bad', 'forbidden')
    for (let i = 0; handle.generation() === 1; i++) {
      set(handle, 'typed', i)
      set(handle, `k${i}`, i)
      await new Promise((resolve) => setTimeout(resolve, i < 10 ? 5 : 40))
    }
    const typed = [...Array(10).keys()].map((i) => `k${i}`)
    await until(() => typed.every((key) => get(handle, key) !== undefined))
    await saved(client)
    expect(lab.server.holds(board, handle.doc())).toBe(true)
  })

  it('[CLI-15] does not wait for what will never be taken', async () => {
    for (const code of ['foreign_client', 'read_only', 'malformed'] as const) {
      lab = new Lab({ judge: refusing(code) })
      const { client, notices, disk } = lab.client()
      const handle = await opened(client, board)
      set(handle, 'good', 1)
      await saved(client)
      set(handle, 'bad', 'forbidden')
      await until(() => handle.generation() === 2)
      await saved(client)
      expect(handle.doc().getMap('cards').toJSON()).toEqual({ good: 1 })
      expect(disk.asides).toHaveLength(1)
      expect(notices).toMatchObject([{ code }])
      await lab.close()
    }
    lab = new Lab()
  })

  it('a transient refusal heals without a word', async () => {
    let refusals = 2
    lab = new Lab({ judge: () => (refusals-- > 0 ? 'unknown_dependency' : null) })
    const { client, notices } = lab.client()
    const handle = await opened(client, board)
    set(handle, 'a', 1)
    await saved(client)
    expect(lab.server.holds(board, handle.doc())).toBe(true)
    expect(handle.generation()).toBe(1)
    expect(notices).toEqual([])
  })
})

describe('a restored database', () => {
  it('[CLI-5] another epoch: everything this device holds is offered again, open or not', async () => {
    lab = new Lab()
    const disk = createMemoryDisk()
    const first = lab.client({ disk })
    const [one, two] = [await opened(first.client, labBoard(1)), await opened(first.client, labBoard(2))]
    set(one, 'a', 1)
    set(two, 'a', 2)
    await saved(first.client)
    two.release()
    await until(() => two.doc().isDestroyed)
    // The backup is older than these edits.
    lab.down()
    lab.server.kill()
    lab.server.journal.clear()
    lab.server.epoch = 'e2'
    lab.up()
    await saved(first.client)
    await until(() => lab.server.oracle(labBoard(2)).getMap('cards').get('a') === 2)
    expect(lab.server.oracle(labBoard(1)).getMap('cards').get('a')).toBe(1)
  })
})

describe("a line lost between the server's place and what is there", () => {
  it('[CLI-31] the place is kept only with all up to there: the other way brings what was missed', async () => {
    lab = new Lab()
    const writer = lab.client()
    set(await opened(writer.client, board), 'a', 1)
    await saved(writer.client)
    let told = false
    lab.network.damage = (frame) => {
      const { kind } = readFrame(frame)
      told ||= kind === 'stateless'
      return kind === 'step2' || kind === 'update' ? [] : [frame]
    }
    const tuning = { webSocketFailuresBeforeHttp: 3, pollMinMs: 20, pollMaxMs: 200 }
    const { client, disk } = lab.client({ tuning })
    const handle = await opened(client, board)
    await until(() => told && lab.server.attached.length > 1)
    lab.down()
    lab.http.up = true
    await until(() => handle.state().synced)
    expect(get(handle, 'a')).toBe(1)
    await until(() => disk.documents.get(board)?.cursor === 'e1-1')
  })
})

describe('a hole in what is here', () => {
  it('[CLI-32] an update lost on its way: the socket asks anew, and is in step when all of it is there', async () => {
    lab = new Lab()
    const writer = await opened(lab.client().client, board)
    const reader = await opened(lab.client().client, board)
    await until(() => writer.state().synced && reader.state().synced)
    let lost = 0
    lab.network.damage = (frame) => (readFrame(frame).kind === 'update' ? (lost++, []) : [frame])
    set(writer, 'a', 1)
    // This server tells the author too.
    await until(
      () => lost === 2 && writer.state().unsent === 0,
      5000,
      () => JSON.stringify([lost, writer.state()]),
    )
    lab.network.damage = (frame) => [frame]
    const attached = lab.server.attached.length
    set(writer, 'b', 2)
    await until(() => get(reader, 'a') === 1 && get(reader, 'b') === 2 && reader.state().synced)
    expect(lab.server.attached.length).toBe(attached + 1)
  })

  it('[CLI-32] in what the server tells: never in step, and edits go out all the same', async () => {
    lab = new Lab()
    const source = new Y.Doc()
    source.getMap('cards').set('a', 1)
    const before = Y.encodeStateVector(source)
    source.getMap('cards').set('b', 2)
    lab.server.journal.set(board, [Y.encodeStateAsUpdate(source, before)])
    const { client } = lab.client()
    const handle = await opened(client, board)
    let wasInStep = false
    handle.subscribe(() => (wasInStep ||= handle.state().synced))
    set(handle, 'mine', 3)
    await until(() => handle.state().unsent === 0)
    expect([wasInStep, get(handle, 'b')]).toEqual([false, undefined])
    expect(lab.server.oracle(board).getMap('cards').get('mine')).toBe(3)
    // What fills it comes from somebody else.
    const other = lab.client()
    Y.applyUpdate((await opened(other.client, board)).doc(), Y.encodeStateAsUpdate(source))
    await until(() => handle.state().synced)
    expect(get(handle, 'b')).toBe(2)
  })

  it('[CLI-32] behind a place kept wrongly: HTTP pulls from the beginning', async () => {
    lab = new Lab()
    const writer = lab.client()
    const source = await opened(writer.client, board)
    set(source, 'a', 1)
    await saved(writer.client)
    const disk = createMemoryDisk()
    await createMemoryStore(disk).remember(board, { cursor: 'e1-1', everSynced: true })
    set(source, 'b', 2)
    await saved(writer.client)
    lab.down()
    lab.http.up = true
    const tuning = { webSocketFailuresBeforeHttp: 3, pollMinMs: 20, pollMaxMs: 200 }
    const handle = await opened(lab.client({ disk, tuning }).client, board)
    await until(() => handle.state().synced)
    expect([get(handle, 'a'), get(handle, 'b')]).toEqual([1, 2])
  })
})
