import { afterEach, describe, expect, it } from 'vitest'
import { createMemoryDisk } from '../store/memory.ts'
import { get, Lab, labBoard, opened, saved, set } from '../testing/lab.ts'
import { until } from '../testing/until.ts'
import { splitUpdates } from './api.ts'
import { readChangedEvents } from './events.ts'

const board = labBoard(1)
let lab: Lab
afterEach(() => lab.close())

/** WebSockets do not get through, HTTP does. */
const blocked = { webSocketFailuresBeforeHttp: 3, pollMinMs: 20, pollMaxMs: 200, pushEveryMs: 5 }
function blockedLab(options: ConstructorParameters<typeof Lab>[0] = {}): Lab {
  lab = new Lab(options)
  lab.network.accept = null
  lab.http.up = true
  return lab
}

describe('where no WebSocket gets through', () => {
  it('[CLI-10] people work over HTTP, and the status says so', async () => {
    blockedLab()
    const [ana, bruno] = [lab.client({ tuning: blocked }), lab.client({ tuning: blocked })]
    const [a, b] = [await opened(ana.client, board), await opened(bruno.client, board)]
    set(a, 'x', 1)
    await saved(ana.client)
    expect(ana.client.status()).toMatchObject({ state: 'saved', transport: 'http' })
    expect(lab.server.holds(board, a.doc())).toBe(true)
    await until(() => get(b, 'x') === 1)
    set(b, 'y', 2)
    a.doc().getMap('cards').delete('x')
    await until(() => get(a, 'y') === 2 && get(b, 'x') === undefined)
    await Promise.all([saved(ana.client), saved(bruno.client)])
    expect(lab.server.holds(board, a.doc())).toBe(true)
    expect(lab.server.holds(board, b.doc())).toBe(true)
    expect(b.state()).toMatchObject({ synced: true, everSynced: true })
  })

  it('[CLI-34] after a lost connection, or in the middle of one, another journal confirms nothing and is offered everything', async () => {
    blockedLab()
    const { client } = lab.client({ tuning: blocked })
    const handle = await opened(client, board)
    set(handle, 'a', 1)
    await saved(client)
    set(handle, 'b', 2)
    await saved(client)
    lab.http.up = false
    await until(() => client.status().state !== 'saved')
    // Restored from a backup that is older than all of this: the document is not even told to have moved.
    lab.server.journal.clear()
    lab.server.epoch = 'e2'
    lab.http.up = true
    await saved(client)
    expect(lab.server.holds(board, handle.doc())).toBe(true)
    lab.server.journal.clear()
    lab.server.epoch = 'e3'
    set(handle, 'c', 3)
    await until(() => client.status().state !== 'saved')
    await saved(client)
    expect(lab.server.holds(board, handle.doc())).toBe(true)
  })

  it('[CLI-35] an answer over HTTP that comes when the WebSocket has taken over confirms nothing there', async () => {
    let commitMs = 1
    lab = new Lab({ commitMs: () => commitMs })
    const { accept } = lab.network
    lab.network.accept = null
    lab.http.up = true
    const { client } = lab.client({ tuning: blocked })
    const handle = await opened(client, board)
    set(handle, 'a', 1)
    await saved(client)
    const pushes = (): number => lab.http.calls.filter((call) => call.startsWith('POST')).length
    const before = pushes()
    commitMs = 300
    set(handle, 'b', 2)
    await until(() => pushes() > before)
    set(handle, 'c', 3)
    // Whatever comes from here on is journalled long after the answer to that push.
    await new Promise((resolve) => setTimeout(resolve, 20))
    commitMs = 900
    lab.network.accept = accept
    await saved(client)
    expect(lab.server.holds(board, handle.doc())).toBe(true)
    expect(client.status()).toMatchObject({ transport: 'websocket' })
  })

  it('[CLI-10] the WebSocket is tried all the time and used as soon as it opens', async () => {
    blockedLab()
    const { client } = lab.client({ tuning: blocked })
    const handle = await opened(client, board)
    set(handle, 'a', 1)
    await saved(client)
    lab.up()
    await until(() => {
      const status = client.status()
      return status.state === 'saved' && status.transport === 'websocket'
    })
    set(handle, 'b', 2)
    await saved(client)
    expect(lab.server.holds(board, handle.doc())).toBe(true)
    const calls = lab.http.calls.length
    set(handle, 'c', 3)
    await saved(client)
    expect(lab.http.calls.length).toBe(calls)
  })

  it('[STA-1] saved over HTTP means journalled, though answers are lost and the server dies', async () => {
    blockedLab({ commitMs: () => 4 })
    const { client } = lab.client({ tuning: blocked })
    const handle = await opened(client, board)
    let claims = 0
    for (let i = 0; i < 300; i++) {
      if (i % 3 === 0)
        handle
          .doc()
          .getMap('cards')
          .delete(`k${(i * 7) % 10}`)
      else set(handle, `k${i % 10}`, i)
      if (i % 40 === 20) {
        lab.server.kill()
        lab.server.start()
      }
      if (i % 50 === 10) lab.http.up = false
      if (i % 50 === 25) lab.http.up = true
      await new Promise((resolve) => setTimeout(resolve, 1))
      if (i % 50 === 49) await saved(client)
      if (client.status().state !== 'saved') continue
      claims += 1
      expect(lab.server.holds(board, handle.doc())).toBe(true)
    }
    lab.http.up = true
    await saved(client)
    expect(claims).toBeGreaterThan(5)
    expect(lab.server.holds(board, handle.doc())).toBe(true)
  }, 20_000)

  it('[STA-1] edits of an earlier life are pushed', async () => {
    blockedLab()
    lab.http.up = false
    const disk = createMemoryDisk()
    const first = lab.client({ disk })
    set(await opened(first.client, board), 'a', 1)
    await until(() => disk.unsent.size === 1)
    await first.client.close()
    lab.http.up = true
    const second = lab.client({ disk, tuning: blocked })
    await saved(second.client)
    expect(lab.server.oracle(board).getMap('cards').get('a')).toBe(1)
  })

  it('[CLI-15] a refused part: the rest is saved and the document is opened anew', async () => {
    blockedLab({ leaveOut: (change) => (change.value === 'forbidden' ? 'bad_value' : null) })
    const { client, notices } = lab.client({ tuning: blocked })
    const handle = await opened(client, board)
    set(handle, 'good', 1)
    set(handle, 'bad', 'forbidden')
    await until(() => handle.generation() === 2)
    await saved(client)
    expect(handle.doc().getMap('cards').toJSON()).toEqual({ good: 1 })
    expect(notices).toMatchObject([{ type: 'refused', code: 'bad_value' }])
  })

  it('[CLI-26] a viewer stays one, and an editor becomes one as soon as a pull says so', async () => {
    let readOnly = true
    blockedLab({ authenticate: () => ({ readOnly }) })
    const [gil, ana] = [lab.client({ tuning: blocked }), lab.client({ tuning: blocked })]
    const handle = await opened(gil.client, board)
    await saved(gil.client)
    expect(handle.state()).toMatchObject({ readOnly: true, synced: true })
    readOnly = false
    const writer = await opened(ana.client, board)
    set(writer, 'a', 1)
    await until(() => get(handle, 'a') === 1)
    expect(handle.state().readOnly).toBe(false)
    await until(() => gil.disk.documents.get(board)?.readOnly === false)
  })

  it('[CLI-11] asks seldom while nothing happens, often while something does', async () => {
    blockedLab()
    const { client } = lab.client({ tuning: { ...blocked, pollMinMs: 20, pollMaxMs: 400 } })
    const handle = await opened(client, board)
    await saved(client)
    const polls = (): number => lab.http.calls.filter((call) => call.endsWith('/heads')).length
    await new Promise((resolve) => setTimeout(resolve, 500))
    const before = polls()
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect(polls() - before).toBeLessThanOrEqual(3)
    // A busy machine makes fewer edits between two questions, never more.
    let edits = 0
    while (polls() - before <= 5) {
      set(handle, 'a', edits++)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    expect(edits).toBeLessThan(12)
  })

  it('[CLI-23] the event stream brings news at once, without polling', async () => {
    blockedLab()
    lab.http.events = true
    const tuning = { ...blocked, pollMinMs: 60_000, pollMaxMs: 60_000 }
    const [ana, bruno] = [lab.client({ tuning }), lab.client({ tuning })]
    const [a, b] = [await opened(ana.client, board), await opened(bruno.client, board)]
    await Promise.all([saved(ana.client), saved(bruno.client)])
    set(a, 'x', 1)
    await until(() => get(b, 'x') === 1)
  })
})

describe('bodies', () => {
  it('splits a pulled body into its updates and notices when it is cut short', () => {
    lab = new Lab()
    const long = new Uint8Array(300).fill(7)
    const body = Uint8Array.from([2, 1, 2, 0xac, 0x02, ...long, 0])
    expect(splitUpdates(body)).toEqual([Uint8Array.of(1, 2), long, new Uint8Array()])
    expect(() => splitUpdates(body.subarray(0, 20))).toThrow(RangeError)
  })

  it('reads events however they are cut, and passes over what it does not know', async () => {
    lab = new Lab()
    const text =
      'retry: 3000\n\nid: 1\nevent: changed\ndata: {"name":"a","cursor":"e-1"}\n\n: beat\n\nevent: changed\ndata: {oops\n\nevent: other\ndata: {}\n\nid: 2\r\nevent: changed\r\ndata: {"name":"b",\r\ndata: "cursor":"e-2"}\r\n\r\n'
    for (const size of [1, 7, 1000]) {
      const bytes = new TextEncoder().encode(text)
      const stream = new ReadableStream<Uint8Array>({
        start: (controller) => {
          for (let i = 0; i < bytes.length; i += size) controller.enqueue(bytes.subarray(i, i + size))
          controller.close()
        },
      })
      const events: unknown[] = []
      await readChangedEvents(stream, (event) => events.push(event))
      expect(events).toEqual([
        { name: 'a', cursor: 'e-1' },
        { name: 'b', cursor: 'e-2' },
      ])
    }
  })
})
