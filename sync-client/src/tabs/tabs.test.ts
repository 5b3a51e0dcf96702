import { afterEach, describe, expect, it } from 'vitest'
import { createMemoryDisk, type MemoryDisk } from '../store/memory.ts'
import { get, Lab, labBoard, opened, saved, set, type LabClient } from '../testing/lab.ts'
import { until } from '../testing/until.ts'
import { readFrame } from '../wire/frames.ts'

const board = labBoard(1)
let lab: Lab
afterEach(() => lab.close())

function tab(id: string, disk: MemoryDisk): LabClient {
  return lab.client({ disk, tabs: lab.tabs.open(id), tuning: { leaderAnswersInMs: 60 } })
}
/** The tab ends without a word. */
function kill(id: string, { client }: LabClient): void {
  lab.tabs.kill(id)
  client.setNetwork(false)
}

describe('tabs of one person', () => {
  it('[TAB-1] share one socket; every tab edits, sees the others and says saved', async () => {
    lab = new Lab()
    const disk = createMemoryDisk()
    const tabs = ['t1', 't2', 't3'].map((id) => tab(id, disk))
    const handles = await Promise.all(tabs.map(({ client }) => opened(client, board)))
    await Promise.all(tabs.map(({ client }) => saved(client)))
    expect(lab.network.sockets()).toBe(1)
    handles.forEach((handle, i) => set(handle, `k${i}`, i))
    await Promise.all(tabs.map(({ client }) => saved(client)))
    for (const handle of handles) {
      await until(() => handle.doc().getMap('cards').size === 3)
      expect(lab.server.holds(board, handle.doc())).toBe(true)
    }
    expect(lab.network.sockets()).toBe(1)
  })

  it("[TAB-2] [TAB-1] a follower says saved only when the server has the follower's own edits", async () => {
    lab = new Lab({ commitMs: () => Math.random() * 30 })
    const disk = createMemoryDisk()
    const [leader, follower] = [tab('t1', disk), tab('t2', disk)]
    await opened(leader.client, board)
    const handle = await opened(follower.client, board)
    await saved(follower.client)
    let claims = 0
    for (let i = 0; i < 150; i++) {
      if (i % 3 === 0)
        handle
          .doc()
          .getMap('cards')
          .delete(`k${(i * 7) % 10}`)
      else set(handle, `k${i % 10}`, i)
      if (i % 30 === 15) lab.network.cut()
      await new Promise((resolve) => setTimeout(resolve, 1))
      if (i % 10 === 0) await saved(follower.client)
      if (follower.client.status().state !== 'saved') continue
      claims += 1
      expect(lab.server.holds(board, handle.doc())).toBe(true)
    }
    await saved(follower.client)
    expect(claims).toBeGreaterThan(5)
    expect(lab.server.holds(board, handle.doc())).toBe(true)
  }, 20_000)

  it('[TAB-3] [TAB-1] when the leader dies another tab leads; nothing is lost', async () => {
    lab = new Lab()
    const disk = createMemoryDisk()
    const [leader, follower] = [tab('t1', disk), tab('t2', disk)]
    await opened(leader.client, board)
    const handle = await opened(follower.client, board)
    await saved(follower.client)
    kill('t1', leader)
    set(handle, 'a', 1)
    await saved(follower.client)
    expect(lab.server.holds(board, handle.doc())).toBe(true)
    expect(lab.network.sockets()).toBe(1)
  })

  it('[TAB-3] [TAB-1] a tab takes the lead from one that is frozen', async () => {
    lab = new Lab()
    const disk = createMemoryDisk()
    const frozen = lab.tabs.open('frozen')
    let lost = false
    frozen.lead({ onLead: () => undefined, onLost: () => (lost = true) }, false)
    const { client } = tab('t2', disk)
    const handle = await opened(client, board)
    set(handle, 'a', 1)
    await saved(client)
    expect(lost).toBe(true)
    expect(lab.server.holds(board, handle.doc())).toBe(true)
  })

  it('[TAB-4] [TAB-1] the sessions of a dead follower are closed at the server', async () => {
    lab = new Lab()
    const disk = createMemoryDisk()
    const [leader, follower] = [tab('t1', disk), tab('t2', disk)]
    await opened(leader.client, labBoard(2))
    const handle = await opened(follower.client, board)
    handle.awareness.setLocalState({ name: 'Ana' })
    await saved(follower.client)
    const closed: string[] = []
    lab.network.spy = (bytes) => {
      const frame = readFrame(bytes)
      if (frame.kind === 'close') closed.push(frame.address)
    }
    lab.tabs.kill('t2')
    await until(() => closed.length > 0)
    expect(closed[0]).toContain(`${board}\0t2.`)
    await until(() => !lab.server.isOpen(board))
  })

  it('[TAB-5] without a network an edit shows in the other tabs', async () => {
    lab = new Lab()
    lab.down()
    const disk = createMemoryDisk()
    const [one, two] = [tab('t1', disk), tab('t2', disk)]
    const [a, b] = [await opened(one.client, board), await opened(two.client, board)]
    set(a, 'x', 1)
    await until(() => get(b, 'x') === 1)
    expect(two.client.status()).toMatchObject({ pending: 1 })
    set(b, 'y', 2)
    await until(() => get(a, 'y') === 2)
    lab.up()
    await Promise.all([saved(one.client), saved(two.client)])
    expect(lab.server.holds(board, a.doc())).toBe(true)
    await until(() => disk.unsent.size === 0)
  })

  it('[TAB-6] [TAB-1] what a dead tab had not sent is sent by the others', async () => {
    lab = new Lab()
    const disk = createMemoryDisk()
    const [one, two] = [tab('t1', disk), tab('t2', disk)]
    await opened(one.client, labBoard(2))
    const handle = await opened(two.client, board)
    await Promise.all([saved(one.client), saved(two.client)])
    lab.network.silent = true
    set(handle, 'a', 1)
    await until(() => disk.unsent.size === 1)
    kill('t2', two)
    await until(() => one.client.pending().length === 1)
    lab.network.silent = false
    lab.network.cut()
    await saved(one.client)
    expect(lab.server.oracle(board).getMap('cards').get('a')).toBe(1)
  })

  it('[TAB-7] [TAB-1] what the leading tab had not sent is sent by the one that leads next', async () => {
    lab = new Lab()
    const disk = createMemoryDisk()
    const [one, two] = [tab('t1', disk), tab('t2', disk)]
    const handle = await opened(one.client, labBoard(2))
    await opened(two.client, board)
    await Promise.all([saved(one.client), saved(two.client)])
    lab.network.silent = true
    set(handle, 'a', 1)
    await until(() => disk.unsent.size === 1)
    kill('t1', one)
    lab.network.silent = false
    lab.network.cut()
    await saved(two.client)
    await until(() => disk.unsent.size === 0)
    expect(lab.server.oracle(labBoard(2)).getMap('cards').get('a')).toBe(1)
  })

  it('[CLI-18] [TAB-1] a tab whose network is switched off lets another one lead', async () => {
    lab = new Lab()
    const disk = createMemoryDisk()
    const [one, two] = [tab('t1', disk), tab('t2', disk)]
    const handle = await opened(two.client, board)
    await Promise.all([saved(one.client), saved(two.client)])
    one.client.setNetwork(false)
    set(handle, 'a', 1)
    await saved(two.client)
    expect(one.client.status().state).toBe('offline')
    one.client.setNetwork(true)
    await saved(one.client)
    expect(lab.network.sockets()).toBe(1)
  })
})
