import type { Change, RefusalCode } from '@mutirao/documents'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { get, Lab, labBoard, set } from '../testing/lab.ts'
import { defaultTuning } from '../tuning.ts'
import type { DocumentHandle, Notice } from '../types.ts'
import { readFrame, updateFrame } from '../wire/frames.ts'
import { Patience } from './patience.ts'

const board = labBoard(1)
const almostAll = 0.9999
const minute = 60_000
/** What a person's tab has; the oracle sends no signs of life. */
const patient = { ...defaultTuning, silenceMs: 60 * minute, webSocketFailuresBeforeHttp: 1_000_000 }
let lab: Lab

/** Nobody waits: the clock is moved, and everything that is due happens. */
beforeEach(() => vi.useFakeTimers({ now: 0 }))
afterEach(async () => {
  const closed = lab.close()
  await vi.advanceTimersByTimeAsync(1000)
  await closed
  vi.useRealTimers()
})

interface Scene {
  readonly handle: DocumentHandle
  readonly notices: readonly Notice[]
  readonly asides: readonly { readonly update: Uint8Array }[]
  /** A program writes this as soon as it sees a new copy of the document, while it is on. */
  readonly phantom: { on: boolean }
}

async function scene(key: string, value: unknown): Promise<Scene> {
  const { client, notices, disk } = lab.client({ tuning: patient, random: () => almostAll })
  const handle = client.open(board)
  const phantom = { on: true }
  let seen = 0
  const write = (): void => {
    if (!phantom.on || !handle.state().synced || seen === handle.generation()) return
    seen = handle.generation()
    set(handle, key, value)
  }
  handle.subscribe(write)
  await vi.advanceTimersByTimeAsync(900)
  return { handle, notices, asides: disk.asides, phantom }
}

const leavingOut =
  (code: RefusalCode) =>
  (change: Change): RefusalCode | null =>
    change.value === 'forbidden' ? code : null

describe('a document of which something is refused again and again', () => {
  it('[CLI-27] [CLI-28] begins again at once, then ever less often, and tells it once, until it was well for a minute', async () => {
    lab = new Lab({ authenticate: () => ({ readOnly: true }) })
    const { handle, notices, phantom } = await scene('phantom', 1)
    // The first copy, and the one that took its place at once.
    expect(lab.server.attached).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(10 * minute)
    // After 1, 2, 4, 8, 16, 32 s, then once a minute.
    expect(lab.server.attached.length).toBeGreaterThan(14)
    expect(lab.server.attached.length).toBeLessThan(18)
    expect(notices).toMatchObject([{ type: 'refused', code: 'read_only' }])
    phantom.on = false
    await vi.advanceTimersByTimeAsync(3 * minute)
    expect(get(handle, 'phantom')).toBeUndefined()
    const generation = handle.generation()
    set(handle, 'phantom', 2)
    await vi.advanceTimersByTimeAsync(500)
    expect(handle.generation()).toBe(generation + 1)
    expect(notices).toHaveLength(2)
  })

  it('[CLI-27] [CLI-15] what is typed while it waits is saved, or lies aside when nothing is taken any more', async () => {
    lab = new Lab({ leaveOut: leavingOut('bad_value') })
    const taken = await scene('bad', 'forbidden')
    await vi.advanceTimersByTimeAsync(20_000)
    const generation = taken.handle.generation()
    set(taken.handle, 'typed', 1)
    await vi.advanceTimersByTimeAsync(1000)
    expect(taken.handle.generation()).toBe(generation)
    expect(lab.server.oracle(board).getMap('cards').get('typed')).toBe(1)
    await vi.advanceTimersByTimeAsync(2 * minute)
    expect(taken.handle.generation()).toBeGreaterThan(generation)
    expect(get(taken.handle, 'typed')).toBe(1)
    const closed = lab.close()
    await vi.advanceTimersByTimeAsync(1000)
    await closed

    lab = new Lab({ judge: () => 'malformed' })
    const refused = await scene('bad', 'forbidden')
    await vi.advanceTimersByTimeAsync(20_000)
    const before = refused.handle.generation()
    for (let i = 0; i < 5; i++) {
      set(refused.handle, 'typed', i)
      await vi.advanceTimersByTimeAsync(5000)
    }
    await vi.advanceTimersByTimeAsync(2 * minute)
    expect(refused.handle.generation()).toBeGreaterThan(before)
    const asides = refused.asides.map(({ update }) => {
      const doc = new Y.Doc()
      Y.applyUpdate(doc, update)
      return doc.getMap('cards').get('typed')
    })
    expect(asides).toContain(4)
    expect(lab.server.attached.length).toBeLessThan(40)
  })
})

describe('an update that cannot be applied', () => {
  it('[CLI-29] ends the attachment, is tried again ever less often, and nothing is in step until all of it is there', async () => {
    lab = new Lab()
    const garbage = Uint8Array.of(9, 9, 9)
    const writer = lab.client({ tuning: patient }).client.open(board)
    await vi.advanceTimersByTimeAsync(900)
    set(writer, 'a', 1)
    await vi.advanceTimersByTimeAsync(900)
    let broken = true
    lab.network.damage = (frame) => {
      const read = readFrame(frame)
      return broken && read.kind === 'step2' ? [updateFrame(read.address, garbage), frame] : [frame]
    }
    const attached = lab.server.attached.length
    const handle = lab.client({ tuning: patient, random: () => almostAll }).client.open(board)
    let everInStep = false
    handle.subscribe(() => (everInStep ||= handle.state().synced))
    await vi.advanceTimersByTimeAsync(5 * minute)
    expect(everInStep).toBe(false)
    expect(lab.server.attached.length - attached).toBeGreaterThan(6)
    expect(lab.server.attached.length - attached).toBeLessThan(20)
    broken = false
    await vi.advanceTimersByTimeAsync(61_000)
    expect(handle.state().synced).toBe(true)
    expect(get(handle, 'a')).toBe(1)
    const reported: unknown[] = []
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error))
    const asked = lab.server.attached.length
    handle.doc().on('afterTransaction', () => {
      throw new Error('an observer of the application')
    })
    set(writer, 'a', 2)
    await vi.advanceTimersByTimeAsync(1000)
    vi.unstubAllGlobals()
    expect(get(handle, 'a')).toBe(2)
    expect(reported).toMatchObject([{ message: 'an observer of the application' }])
    expect(handle.state().synced).toBe(true)
    expect(lab.server.attached).toHaveLength(asked)
  })
})

describe('patience', () => {
  const tuning = { refusalBaseMs: 1000, refusalCapMs: minute }
  const refused = { code: 'bad_value', path: 'a/b', message: '' } as const

  it('[CLI-27] waits not at all, then uniform below a cap that doubles from 1 s to 60 s', () => {
    lab = new Lab()
    const patience = new Patience(tuning)
    const waits = Array.from({ length: 9 }, () => patience.refused(0, 0.5))
    expect(waits).toEqual([0, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
    expect(patience.refused(0, 0)).toBe(0)
    expect(patience.refused(0, 0.9)).toBe(54_000)
  })

  it('[CLI-27] [CLI-28] an edit that is taken makes it new again, but not one that is taken each time', () => {
    lab = new Lab()
    const patience = new Patience(tuning)
    const again = (nowMs: number): number => {
      const waitMs = patience.refused(nowMs, 0.5)
      patience.begun(nowMs)
      return waitMs
    }
    expect([again(0), patience.mayTell(refused, false), patience.mayTell(refused, false)]).toEqual([0, true, false])
    patience.acknowledged(900)
    expect(again(900)).toBe(500)
    patience.acknowledged(2800)
    expect(again(2800)).toBe(1000)
    patience.acknowledged(6800)
    expect([again(6800), patience.mayTell(refused, false)]).toEqual([0, true])
    expect(patience.mayTell({ ...refused, path: 'a/c' }, false)).toBe(true)
    expect([patience.mayTell(refused, true), patience.mayTell(refused, true)]).toEqual([true, false])
  })
})
