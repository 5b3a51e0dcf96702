import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { frame } from './frames.ts'
import { actor, cardField, createHarness, putCard } from './testing/harness.ts'
import type { Harness, TestNode } from './testing/harness.ts'
import { until } from './testing/until.ts'

const cards = 700
const cardId = (i: number): string => `card-${String(i).padStart(6, '0')}`

/** A board made by one import, which is edited without a pause: values change, fields go, cards come. */
class Busy {
  readonly name: string
  readonly doc = new Y.Doc()
  /** The card that came last. */
  last = ''
  private readonly node: TestNode
  edits = 0

  private constructor(node: TestNode, name: string) {
    this.node = node
    this.name = name
  }

  static async begin(node: TestNode, name: string): Promise<Busy> {
    const busy = new Busy(node, name)
    busy.doc.transact(() => {
      for (let i = 0; i < cards; i++)
        putCard(busy.doc, cardId(i), { title: `${i}`, value: i, account: 'a', source: 's', createdBy: 'ana' })
    })
    await busy.submit(new Uint8Array([0]))
    return busy
  }

  private async submit(since: Uint8Array): Promise<void> {
    const update = Y.encodeStateAsUpdate(this.doc, since)
    await this.node.engine.submitUpdate(this.name, update, actor('ana'), { origin: 'client' })
  }

  /** @param count of edits, one row each */
  async edit(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      const before = Y.encodeStateVector(this.doc)
      const n = this.edits++
      const id = cardId((n * 389) % cards)
      if (n % 3 === 0) this.doc.getMap<Y.Map<unknown>>('cards').get(id)?.delete('value')
      else if (n % 3 === 1) putCard(this.doc, id, { title: `edit ${n}` })
      else putCard(this.doc, (this.last = cardId(cards + n)), { title: `new ${n}`, createdBy: 'ana' })
      await this.submit(before)
    }
  }
}

const json = (doc: Y.Doc): string => {
  const all = doc.getMap<Y.Map<unknown>>('cards')
  return JSON.stringify(
    [...all.keys()]
      .sort()
      .map((id) => [id, Object.entries(all.get(id)?.toJSON() ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))]),
  )
}
const waits = (doc: Y.Doc): boolean => (doc.store.pendingStructs ?? doc.store.pendingDs) !== null

describe('opening a large board', () => {
  let harness: Harness
  beforeAll(async () => {
    harness = await createHarness()
  })
  afterAll(() => harness.end())

  it('[SYN-38] [SYN-40] everybody who opens it while it is edited ends up level: new, behind, stock; whoever leaves halfway leaves nothing', async () => {
    const node = await harness.node()
    const board = await harness.board()
    const busy = await Busy.begin(node, board.name)
    const old = Y.encodeStateAsUpdate(busy.doc)
    await busy.edit(9)
    const behind = (): Y.Doc => {
      const doc = new Y.Doc()
      Y.applyUpdate(doc, old)
      return doc
    }
    const [ana, bia, cai] = [await node.connect('ana'), await node.connect('bia'), await node.connect('cai')]
    const stock = new HocuspocusProvider({
      websocketProvider: new HocuspocusProviderWebsocket({ url: node.url, WebSocketPolyfill: WebSocket }),
      name: board.name,
      token: 'davi',
    })
    let whenSynced = 0
    stock.on('synced', () => (whenSynced = stock.document.getMap('cards').size))
    stock.attach()
    const alone = await ana.attach(board.name)
    expect(alone.updates.length).toBeGreaterThan(1)
    const editing = busy.edit(15)
    const early = [ana.begin(board.name), ana.begin(board.name, { doc: behind() }), bia.begin(board.name)]
    // Ends between two pieces.
    const leaver = cai.begin(board.name)
    await until('a piece is there', () => leaver.updates.length > 0)
    cai.close()
    const { edits } = busy
    await until('an edit has come since the first piece', () => busy.edits > edits + 1)
    const late = [bia.begin(board.name, { doc: behind() }), bia.begin(board.name)]
    await editing
    const all = [...early, ...late]
    await until('all have their last piece', () => all.every(({ step2s }) => step2s === 1) && stock.synced)
    const docs = [...all.map(({ doc }) => doc), stock.document]
    // What was written last arrives last.
    await until('all have the last edit', () => docs.every((doc) => doc.getMap('cards').has(busy.last)))
    expect(docs.map(json)).toEqual(docs.map(() => json(busy.doc)))
    expect(docs.map(waits)).not.toContain(true)
    expect(whenSynced).toBeGreaterThanOrEqual(cards + 3)
    expect(Math.max(...all.flatMap(({ updates }) => updates.map(({ length }) => length)))).toBeLessThan(110 * 1024)
    putCard(all[0]?.doc ?? new Y.Doc(), cardId(1), { title: 'from a reader' })
    await until('and goes on', () => docs.every((doc) => cardField(doc, cardId(1), 'title') === 'from a reader'))
    stock.configuration.websocketProvider.destroy()
    stock.destroy()
    for (const client of [ana, bia]) client.close()
    await until('nothing is left', () => node.engine.stats().documents === 0 && node.engine.stats().sockets === 0)
    await node.stop()
  })

  it('[SYN-40] a question that is none ends the attach and nothing else', async () => {
    const node = await harness.node()
    const board = await harness.board()
    const ana = await node.connect('ana')
    const [one, other] = [await ana.attach(board.name), await ana.attach(board.name)]
    one.sendSync(0, Uint8Array.of(200))
    await until('it is closed', () => one.closed !== null)
    expect(one.closed).toBe('update_required')
    putCard(other.doc, cardId(1), { title: 'still here', createdBy: 'ana' })
    await until('the other goes on', () => other.acked === 2)
    await node.stop()
  })

  it('[SYN-42] [SYN-43] a question in a SyncReply is not asked back; one that hides behind a longer type gets nothing', async () => {
    const node = await harness.node()
    const board = await harness.board()
    const ana = await node.connect('ana')
    const [one, other] = [await ana.attach(board.name), await ana.attach(board.name)]
    const ask = (document: typeof one, ...types: number[]): void =>
      document.send((encoder) => encoding.writeUint8Array(encoder, Uint8Array.of(...types, 1, 0)))
    ask(one, frame.syncReply, 0)
    await until('it is answered', () => one.step2s === 2)
    // Behind the answer, if anything.
    ask(one, frame.sync, 0)
    await until('and the next one', () => one.step2s === 3 && one.step1s > 1)
    expect(one.step1s).toBe(2)
    ask(one, frame.sync, 0x80, 0)
    await until('this one is closed', () => one.closed !== null)
    expect([one.closed, one.step2s]).toEqual(['update_required', 3])
    putCard(other.doc, cardId(1), { title: 'still here', createdBy: 'ana' })
    await until('the other goes on', () => other.acked === 2)
    ask(other, 0x80, 0, 0)
    await until('the socket ends', () => ana.closed !== null)
    expect([ana.closed, other.step2s]).toEqual([{ code: 1007, reason: 'not_a_frame' }, 1])
    await node.stop()
  })
})
