import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { cardField, createHarness, putCard } from './testing/harness.ts'
import type { Harness, TestNode } from './testing/harness.ts'
import { until } from './testing/until.ts'

describe('who may open what', () => {
  let harness: Harness
  let node: TestNode
  const failing = { authenticate: false, access: false, beforeLoad: false }
  const rejections: unknown[] = []
  const remember = (reason: unknown): void => void rejections.push(reason)
  beforeAll(async () => {
    process.on('unhandledRejection', remember)
    harness = await createHarness()
    node = await harness.node({
      failing,
      beforeLoad: async () => {
        if (failing.beforeLoad) throw new Error('the people module fails')
      },
    })
  })
  afterEach(() => {
    Object.assign(failing, { authenticate: false, access: false, beforeLoad: false })
    expect(rejections).toEqual([])
  })
  afterAll(async () => {
    await harness.end()
    process.off('unhandledRejection', remember)
  })

  it('[SYN-25] each reason is told in its own word', async () => {
    harness.roles.set('nora', null)
    const board = await harness.board()
    const begin = async (userId: string, name: string) => (await node.connect(userId)).begin(name)
    const documents = {
      signed_out: await begin('bad token', board.name),
      forbidden: await begin('nora', board.name),
      document_gone: await begin('ana', 'board:nao-existe-aqui'),
    }
    const nonsense = await begin('ana', 'nonsense')
    for (const [reason, document] of Object.entries(documents)) {
      await until(`${reason} is told`, () => document.denied !== null)
      expect(document.denied).toBe(reason)
    }
    await until('a name that is none is refused', () => nonsense.denied === 'forbidden')
    expect(node.engine.stats().documents).toBe(0)
  })

  it('[SYN-25] one socket speaks for one person', async () => {
    const board = await harness.board()
    const client = await node.connect('ana')
    await client.attach(board.name)
    const other = client.begin(board.name, { lively: false })
    await until('the same person is fine', () => other.scope !== null)
    const third = client.begin(board.name, { token: 'bia' })
    await until('another one is not', () => third.denied !== null)
    expect(third.denied).toBe('forbidden')
  })

  it('[SYN-30] when it cannot be known, the client is told to come again, and the process lives on', async () => {
    const board = await harness.board()
    const client = await node.connect('ana')
    for (const question of ['authenticate', 'access'] as const) {
      failing[question] = true
      const document = client.begin(board.name)
      await until(`${question} fails`, () => document.denied !== null)
      expect(document.denied).toBe('journal_unavailable')
      failing[question] = false
    }
    failing.beforeLoad = true
    await client.attach(board.name)
  })

  it('[SYN-28] a role that is lost or given counts at once, in open documents too', async () => {
    const board = await harness.board()
    const [ana, mia] = [await node.connect('ana'), await node.connect('mia')]
    const [theirs, mine] = [await ana.attach(board.name), await mia.attach(board.name)]
    harness.roles.set('mia', 'viewer')
    await node.engine.recheck('mia')
    await until('she is told', () => mine.scope === 'readonly')
    putCard(mine.doc, 'card-0001', { title: 'sem direito', createdBy: 'mia' })
    await until('it is refused', () => mine.refusals('read_only').length === 1)
    harness.roles.set('mia', 'editor')
    await node.engine.recheck('mia')
    await until('what was refused comes after all', () => cardField(theirs.doc, 'card-0001', 'title') === 'sem direito')
    expect(mine.scope).toBe('read-write')
    harness.roles.set('mia', null)
    await node.engine.recheck('mia')
    await until('she is detached', () => mine.closed !== null)
    expect([mine.closed, theirs.closed]).toEqual(['forbidden', null])
    harness.roles.delete('mia')
  })

  it('[SYN-29] a person is detached everywhere, a document from everybody', async () => {
    const [first, second] = [await harness.board(), await harness.board()]
    const [ana, bia] = [await node.connect('ana'), await node.connect('bia')]
    const [mine, theirs] = [await ana.attach(first.name), await bia.attach(first.name)]
    const other = await bia.attach(second.name)
    node.engine.closePerson('ana', 'another workspace', 'signed_out')
    node.engine.closePerson('ana', null, 'signed_out')
    await until('ana’s socket is closed', () => ana.closed !== null)
    expect([ana.closed, mine.closed, bia.closed]).toEqual([{ code: 4401, reason: 'signed_out' }, 'signed_out', null])
    node.engine.closeDocument(first.name, 'document_gone')
    await until('the document is closed', () => theirs.closed !== null)
    expect([theirs.closed, other.closed, bia.closed]).toEqual(['document_gone', null, null])
  })

  it('a renewed token keeps the document open, a bad one closes it', async () => {
    const board = await harness.board()
    const document = await (await node.connect('ana')).attach(board.name)
    document.sendToken('ana')
    putCard(document.doc, 'card-0001', { title: 'segue', createdBy: 'ana' })
    await until('acknowledged', () => document.acked === 2)
    document.sendToken('bad token')
    await until('closed', () => document.closed !== null)
    expect(document.closed).toBe('signed_out')
  })
})
