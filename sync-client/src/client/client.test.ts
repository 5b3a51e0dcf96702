import { afterEach, describe, expect, it, vi } from 'vitest'
import type * as Y from 'yjs'
import { StorageError } from '../store/errors.ts'
import { createMemoryDisk, createMemoryStore } from '../store/memory.ts'
import { get, Lab, labBoard, opened, saved, set } from '../testing/lab.ts'
import { until } from '../testing/until.ts'
import { readFrame } from '../wire/frames.ts'

const board = labBoard(1)
let lab: Lab
afterEach(async () => {
  await lab.close()
  vi.unstubAllGlobals()
})

describe('opening documents', () => {
  it('[CLI-1] works without a network: the copy of this device is there, editable, and kept', async () => {
    lab = new Lab()
    lab.down()
    const { client, disk } = lab.client()
    const handle = await opened(client, board)
    set(handle, 'a', 1)
    expect(handle.state()).toMatchObject({ loaded: true, everSynced: false, synced: false, unsent: 1 })
    await client.close()
    const again = await opened(lab.client({ disk }).client, board)
    expect(get(again, 'a')).toBe(1)
  })

  it('[OFF-21] [CLI-3] a copy the device does not give is read again; what waits in it counts until then', async () => {
    lab = new Lab()
    lab.down()
    const first = lab.client()
    set(await opened(first.client, board), 'a', 1)
    await first.client.close()
    lab.up()
    const store = createMemoryStore(first.disk)
    let reads = 0
    let answers = false
    const late = new StorageError('unavailable', 'no answer')
    const load: typeof store.load = (name) => (reads++, answers ? store.load(name) : Promise.reject(late))
    const { client } = lab.client({ disk: first.disk, store: { ...store, load } })
    await until(() => reads > 2)
    expect([client.status().state, client.pending()]).toEqual(['saving', [{ name: board, edits: 1 }]])
    answers = true
    await saved(client)
    expect(lab.server.oracle(board).getMap('cards').get('a')).toBe(1)
    await until(() => first.disk.unsent.size === 0)
  })

  it('[CLI-1] gives every handle the same document; it lives until the last one is released', async () => {
    lab = new Lab()
    const { client } = lab.client()
    const one = await opened(client, board)
    const two = await opened(client, board)
    expect(two.doc()).toBe(one.doc())
    await saved(client)
    const elsewhere = client.open(labBoard(7))
    one.release()
    one.release()
    // Long enough for another document to come: what is let go of is gone by then.
    await until(() => elsewhere.state().synced)
    set(two, 'a', 1)
    await until(() => lab.server.holds(board, two.doc()))
    expect((await opened(client, board)).doc()).toBe(two.doc())
  })

  it('[CLI-1] two people edit one document and see each other', async () => {
    lab = new Lab()
    const [ana, bruno] = [lab.client(), lab.client()]
    const [a, b] = [await opened(ana.client, board), await opened(bruno.client, board)]
    set(a, 'x', 1)
    set(b, 'y', 2)
    await until(() => get(a, 'y') === 2 && get(b, 'x') === 1)
    await Promise.all([saved(ana.client), saved(bruno.client)])
    expect(a.state()).toMatchObject({ synced: true, everSynced: true, unsent: 0, denied: null, readOnly: false })
  })

  it('[CLI-2] a released document stays attached until its edits are journalled, then leaves', async () => {
    lab = new Lab({ commitMs: () => 120 })
    const { client } = lab.client()
    const handle = await opened(client, board)
    await until(() => handle.state().synced)
    set(handle, 'a', 1)
    const doc = handle.doc()
    handle.release()
    expect(client.pending()).toEqual([{ name: board, edits: 1 }])
    await saved(client)
    expect(lab.server.holds(board, doc)).toBe(true)
    await until(() => doc.isDestroyed)
  })

  it('[CLI-3] [CLI-2] documents with unsent edits sync at the next start though nobody opens them', async () => {
    lab = new Lab()
    lab.down()
    const disk = createMemoryDisk()
    const first = lab.client({ disk })
    const docs: Y.Doc[] = []
    for (let i = 0; i < 20; i++) {
      const handle = await opened(first.client, labBoard(i))
      set(handle, 'a', i)
      docs.push(handle.doc())
    }
    await first.client.close()
    lab.up()
    const second = lab.client({ disk })
    await until(() => second.client.pending().length === 20)
    await saved(second.client)
    expect(second.client.pending()).toEqual([])
    for (let i = 0; i < 20; i++) expect(lab.server.oracle(labBoard(i)).getMap('cards').get('a')).toBe(i)
    await until(() => disk.unsent.size === 0)
  })

  it('[STA-2] counts edits over all documents, open or not', async () => {
    lab = new Lab()
    lab.down()
    const { client } = lab.client()
    set(await opened(client, labBoard(1)), 'a', 1)
    const two = await opened(client, labBoard(2))
    set(two, 'a', 1)
    set(two, 'b', 1)
    two.release()
    expect(client.status()).toMatchObject({ pending: 3 })
    lab.up()
    await saved(client)
    expect(client.pending()).toEqual([])
  })

  it('[CLI-20] an edit made before the local copy is applied is not lost', async () => {
    lab = new Lab()
    const { client } = lab.client()
    const handle = client.open(board)
    handle.doc().getMap('cards').set('early', 1)
    await handle.loaded
    expect(handle.state().unsent).toBe(1)
    await saved(client)
    expect(lab.server.oracle(board).getMap('cards').get('early')).toBe(1)
  })
})

describe('signing in and rights', () => {
  it('[CLI-16] an ended session keeps every edit; after signing in again all of it is sent', async () => {
    lab = new Lab()
    let ended = true
    const token = (): Promise<string> =>
      ended ? Promise.reject(Object.assign(new Error('ended'), { code: 'signed_out' })) : Promise.resolve('token')
    const { client } = lab.client({ token })
    const handle = await opened(client, board)
    await until(() => client.status().state === 'signed-out')
    set(handle, 'a', 1)
    set(handle, 'b', 2)
    expect(client.status()).toEqual({ state: 'signed-out', pending: 2 })
    ended = false
    client.signedIn()
    await saved(client)
    expect(lab.server.holds(board, handle.doc())).toBe(true)
  })

  it('[CLI-16] a token the server does not like is asked for anew, without a word to the person', async () => {
    let accepted = 'old'
    lab = new Lab({
      authenticate: (token) => {
        if (token !== accepted) throw Object.assign(new Error('no'), { reason: 'signed_out' })
        return { readOnly: false }
      },
    })
    let current = 'old'
    const { client } = lab.client({ token: () => Promise.resolve(current) })
    const handle = await opened(client, board)
    await saved(client)
    accepted = current = 'new'
    lab.network.cut()
    set(handle, 'a', 1)
    await saved(client)
    expect(lab.server.holds(board, handle.doc())).toBe(true)
  })

  it('[CLI-17] a document that is not for this person says so and does not disturb the others', async () => {
    lab = new Lab({
      authenticate: (_token, name) => {
        if (name === labBoard(2)) throw Object.assign(new Error('no'), { reason: 'forbidden' })
        if (name === labBoard(3)) throw Object.assign(new Error('no'), { reason: 'document_gone' })
        return { readOnly: false }
      },
    })
    const { client } = lab.client()
    await opened(client, labBoard(1))
    const forbidden = await opened(client, labBoard(2))
    const gone = await opened(client, labBoard(3))
    await saved(client)
    expect(forbidden.state().denied).toBe('forbidden')
    expect(gone.state().denied).toBe('document_gone')
  })

  it('[CLI-17] a denial for any other reason is tried again', async () => {
    let failures = 3
    lab = new Lab({
      authenticate: () => {
        if (failures-- > 0) throw Object.assign(new Error('no'), { reason: 'permission-denied' })
        return { readOnly: false }
      },
    })
    const { client } = lab.client()
    const handle = await opened(client, board)
    await until(() => handle.state().synced)
    expect(handle.state().denied).toBeNull()
  })

  it('[CLI-21] a viewer is told so and sends nothing', async () => {
    let readOnly = false
    lab = new Lab({ authenticate: () => ({ readOnly }) })
    const writer = lab.client()
    set(await opened(writer.client, board), 'a', 1)
    await saved(writer.client)
    readOnly = true
    const rows = lab.server.journal.get(board)?.length
    const sent: string[] = []
    lab.network.spy = (frame) => sent.push(readFrame(frame).kind)
    const { client, notices } = lab.client()
    const handle = await opened(client, board)
    await saved(client)
    expect(get(handle, 'a')).toBe(1)
    expect(sent).not.toContain('step2')
    expect(handle.state()).toMatchObject({ readOnly: true, synced: true })
    expect(lab.server.journal.get(board)?.length).toBe(rows)
    expect(notices).toEqual([])
  })

  it('[CLI-25] a viewer stays one where no server answers, until the server says otherwise', async () => {
    let readOnly = true
    lab = new Lab({ authenticate: () => ({ readOnly }) })
    const { client, disk } = lab.client()
    await opened(client, board)
    await saved(client)
    await client.close()
    lab.down()
    const second = lab.client({ disk })
    const handle = await opened(second.client, board)
    expect(handle.state()).toMatchObject({ readOnly: true, synced: false })
    readOnly = false
    lab.up()
    await saved(second.client)
    expect(handle.state().readOnly).toBe(false)
    await second.client.close()
    lab.down()
    // Now an editor, whatever was believed before the server said so.
    const third = lab.client({ disk, readOnlyAtFirst: () => true })
    expect((await opened(third.client, board)).state().readOnly).toBe(false)
  })

  it('[CLI-25] of a document nobody has told anything about the person is asked, from the first moment on', async () => {
    lab = new Lab({ authenticate: () => ({ readOnly: false }) })
    lab.down()
    const { client } = lab.client({ readOnlyAtFirst: (name) => name === board })
    const handle = client.open(board)
    expect(handle.state()).toMatchObject({ loaded: false, readOnly: true })
    await handle.loaded
    expect(handle.state()).toMatchObject({ loaded: true, readOnly: true })
    expect((await opened(client, labBoard(2))).state().readOnly).toBe(false)
    lab.up()
    await until(() => !handle.state().readOnly)
  })
})

describe('the network switch', () => {
  it('[CLI-18] off really cuts and tries nothing; on sends what was kept', async () => {
    lab = new Lab()
    const { client } = lab.client()
    const handle = await opened(client, board)
    await saved(client)
    client.setNetwork(false)
    expect(lab.network.sockets()).toBe(0)
    const before = lab.network.opened
    set(handle, 'a', 1)
    expect(client.status()).toEqual({ state: 'offline', pending: 1 })
    client.syncNow()
    // Somebody else comes and is served meanwhile: one socket, theirs.
    const other = lab.client().client
    await opened(other, board)
    await saved(other)
    expect(lab.network.opened).toBe(before + 1)
    await other.close()
    client.setNetwork(true)
    await saved(client)
    expect(lab.server.holds(board, handle.doc())).toBe(true)
  })

  /** A browser's word about the network, by hand. */
  function browser(): (onLine: boolean) => void {
    const page = new EventTarget()
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
    vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
    vi.stubGlobal('document', new EventTarget())
    return (onLine) => {
      vi.stubGlobal('navigator', { onLine })
      page.dispatchEvent(new Event(onLine ? 'online' : 'offline'))
    }
  }

  it('[STA-11] is offline in the moment in which the browser says so, though the line looks open', async () => {
    lab = new Lab()
    const says = browser()
    const { client } = lab.client()
    const handle = await opened(client, board)
    await saved(client)
    lab.network.silent = true
    set(handle, 'a', 1)
    says(false)
    expect(client.status()).toEqual({ state: 'offline', pending: 1 })
    lab.network.silent = false
    says(true)
    await saved(client)
    expect(lab.server.holds(board, handle.doc())).toBe(true)
  })

  it('[STA-11] a server that answers though there is no network, as on this very machine, is used', async () => {
    lab = new Lab()
    const says = browser()
    const { client } = lab.client()
    const handle = await opened(client, board)
    await saved(client)
    says(false)
    expect(client.status().state).toBe('offline')
    set(handle, 'a', 1)
    await saved(client)
    expect(lab.server.holds(board, handle.doc())).toBe(true)
  })

  it('[STA-11] over HTTP, too', async () => {
    lab = new Lab()
    lab.network.accept = null
    lab.http.up = true
    const says = browser()
    const { client } = lab.client({ tuning: { webSocketFailuresBeforeHttp: 1 } })
    await opened(client, board)
    await saved(client)
    expect(client.status()).toMatchObject({ transport: 'http' })
    lab.http.up = false
    says(false)
    expect(client.status().state).toBe('offline')
    lab.http.up = true
    says(true)
    await saved(client)
  })

  it('[STA-6] says connecting, then offline, then saved again, as it happens', async () => {
    lab = new Lab()
    const { client } = lab.client()
    await opened(client, board)
    const seen: string[] = []
    client.onStatus(() => seen.push(client.status().state))
    await saved(client)
    lab.down()
    await until(() => client.status().state === 'offline')
    lab.up()
    await saved(client)
    const moves = seen.filter((state, i) => state !== seen[i - 1])
    expect(moves.slice(moves.indexOf('saved'))).toEqual(['saved', 'connecting', 'offline', 'connecting', 'saved'])
  })
})

describe('storage', () => {
  it('[OFF-7] a device that keeps nothing is told once; the client goes on and asks not to leave', async () => {
    lab = new Lab({ commitMs: () => 60 })
    const { client, notices, disk } = lab.client()
    disk.failing = 'full'
    const handle = await opened(client, board)
    await until(() => handle.state().synced)
    await until(() => notices.length > 0)
    set(handle, 'a', 1)
    set(handle, 'b', 1)
    // In the same turn: a moment later the server has them.
    expect(client.unsafeToLeave()).toBe(true)
    expect(client.storage()).toBe('full')
    await saved(client)
    expect(client.unsafeToLeave()).toBe(false)
    expect(notices).toHaveLength(1)
    expect(notices[0]).toMatchObject({ type: 'storage', state: 'full' })
    expect(lab.server.holds(board, handle.doc())).toBe(true)
  })

  it('[OFF-7][OFF-18][OFF-19] a device that keeps again gets everything it lacked, says so by itself, and may be left without a network', async () => {
    lab = new Lab()
    const { client, notices, disk } = lab.client()
    const handle = await opened(client, board)
    await saved(client)
    client.setNetwork(false)
    disk.failing = 'unavailable'
    for (let edit = 0; edit < 20; edit++) set(handle, `k${edit}`, edit)
    await until(() => client.storage() === 'unavailable')
    expect(client.unsafeToLeave()).toBe(true)
    disk.failing = null
    await until(() => client.storage() === 'ok')
    expect(client.unsafeToLeave()).toBe(false)
    expect(notices).toMatchObject([{ state: 'unavailable' }, { type: 'storage', state: 'ok' }])
    const again = await opened(lab.client({ disk }).client, board)
    expect(get(again, 'k19')).toBe(19)
    expect(again.state().unsent).toBe(20)
  })
})
