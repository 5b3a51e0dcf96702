import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Change, Judgement } from '../kind.ts'
import { isEmptyUpdate, prepareUpdate } from './index.ts'
import { cards, Pair, putCard } from './testing/pair.ts'

const refuse = (code: 'hard_delete' | 'bad_value' | 'bad_structure' | 'read_only'): Judgement => ({
  kind: 'refuse',
  code,
})
const isEntry = (change: Change): boolean => change.path.length === 2

/** Entries stay; the value `bad` is bad everywhere. */
function boardRules(change: Change, before: unknown): Judgement | undefined {
  if (isEntry(change) && (change.op === 'delete' || before !== undefined)) return refuse('hard_delete')
  return JSON.stringify(change.value)?.includes('bad') === true ? refuse('bad_value') : undefined
}

function boardPair(rules = boardRules): Pair {
  const pair = new Pair(rules)
  putCard(pair.author, 'card-a', { title: 'Primeiro', value: 100 })
  pair.send()
  pair.takeAsked()
  return pair
}

describe('judging an update', () => {
  it('[UPD-6] asks about containers before their keys, with value, size and what stood there before', () => {
    const pair = new Pair()
    putCard(pair.author, 'card-a', { title: 'Primeiro', pos: { stage: 's', rank: 'r' } })
    const { changes } = pair.send()
    expect(changes).toEqual([
      { path: ['cards', 'card-a'], op: 'set', value: { type: 'map' }, bytes: 1 },
      { path: ['cards', 'card-a', 'title'], op: 'set', value: 'Primeiro', bytes: 11 },
      { path: ['cards', 'card-a', 'pos'], op: 'set', value: { stage: 's', rank: 'r' }, bytes: expect.any(Number) },
    ])
    cards(pair.author).get('card-a')?.set('title', 'Segundo')
    pair.send()
    expect(pair.asked.at(-1)).toMatchObject({ before: 'Primeiro', change: { value: 'Segundo' } })
    cards(pair.author).get('card-a')?.delete('title')
    pair.send()
    expect(pair.asked.at(-1)).toMatchObject({
      before: 'Segundo',
      change: { op: 'delete', path: ['cards', 'card-a', 'title'] },
    })
    cards(pair.author).delete('card-a')
    pair.send()
    expect(pair.asked.at(-1)).toMatchObject({ before: { pos: { stage: 's', rank: 'r' } }, change: { op: 'delete' } })
  })

  it('[UPD-6] tells every kind of content for what it is', () => {
    const pair = new Pair()
    const { author } = pair
    author.transact(() => {
      const map = author.getMap<unknown>('map')
      map.set('bytes', Uint8Array.of(1, 2))
      map.set('text', new Y.Text())
      map.set('list', new Y.Array())
      map.set('xml', new Y.XmlFragment())
      map.set('doc', new Y.Doc())
      author.getArray('list').push([1, { a: null }])
      author.getText('text').insertEmbed(0, { image: 'x' })
      author.getText('text').insert(1, 'a', { bold: true })
    })
    const values = pair.send().changes.map(({ path, op, value }) => [op, path.join('/'), value])
    expect(values).toEqual([
      ['set', 'map/bytes', { type: 'binary' }],
      ['set', 'map/text', { type: 'text' }],
      ['set', 'map/list', { type: 'array' }],
      ['set', 'map/xml', { type: 'xml' }],
      ['set', 'map/doc', { type: 'subdoc' }],
      ['insert', 'list', [1, { a: null }]],
      ['insert', 'text', { image: 'x' }],
      ['insert', 'text', { bold: true }],
      ['insert', 'text', 'a'],
      ['insert', 'text', { bold: null }],
    ])
  })

  it('[UPD-8] leaves a refused deletion out, tells it once by its topmost path, and takes the rest', () => {
    const pair = boardPair()
    pair.author.transact(() => {
      cards(pair.author).delete('card-a')
      putCard(pair.author, 'card-b', { title: 'Outro' })
    })
    const prepared = pair.send()
    expect(prepared.refused).toEqual([{ path: 'cards/card-a', code: 'hard_delete' }])
    expect(pair.takeAsked()).toEqual(['set cards/card-b', 'set cards/card-b/title', 'delete cards/card-a'])
    expect(cards(pair.server).toJSON()).toEqual({
      'card-a': { title: 'Primeiro', value: 100 },
      'card-b': { title: 'Outro' },
    })
    const again = pair.prepare(pair.handshake())
    expect(again).toMatchObject({ kind: 'ready', refused: [{ path: 'cards/card-a', code: 'hard_delete' }] })
    expect(again.kind === 'ready' && isEmptyUpdate(again.update)).toBe(true)
  })

  it('[UPD-8] an allowed deletion of a container takes its content along without asking about it', () => {
    const pair = boardPair(() => undefined)
    cards(pair.author).delete('card-a')
    expect(pair.send().changes.map(({ op, path }) => `${op} ${path.join('/')}`)).toEqual(['delete cards/card-a'])
    expect(pair.takeAsked()).toEqual(['delete cards/card-a'])
    expect(cards(pair.server).size).toBe(0)
  })

  it('[UPD-9] overwriting a container is judged as its deletion first, whatever the rules say about setting it', () => {
    const pair = boardPair((change) => (isEntry(change) && change.op === 'delete' ? refuse('hard_delete') : undefined))
    putCard(pair.author, 'card-a', { title: 'Ein anderer' })
    const prepared = pair.send()
    expect(prepared.refused).toEqual([{ path: 'cards/card-a', code: 'hard_delete' }])
    expect(pair.takeAsked()).toEqual(['delete cards/card-a'])
    expect(cards(pair.server).toJSON()).toEqual({ 'card-a': { title: 'Primeiro', value: 100 } })
  })

  it('[UPD-9] a container that may be replaced is asked about twice: its deletion, then the new one', () => {
    const pair = boardPair(() => undefined)
    putCard(pair.author, 'card-a', { title: 'Ein anderer' })
    pair.send()
    expect(pair.takeAsked()).toEqual(['delete cards/card-a', 'set cards/card-a', 'set cards/card-a/title'])
    expect(cards(pair.server).toJSON()).toEqual({ 'card-a': { title: 'Ein anderer' } })
  })

  it('[UPD-10] asks about the outcome of an update only, not about what it overwrites or deletes itself', () => {
    const pair = boardPair()
    const card = cards(pair.author).get('card-a')
    card?.set('title', 'bad for a moment')
    card?.set('title', 'good')
    card?.set('extra', 'bad but removed')
    card?.delete('extra')
    pair.author.getText('text').insert(0, 'bad')
    pair.author.getText('text').delete(0, 3)
    const prepared = pair.send()
    expect(pair.takeAsked()).toEqual(['set cards/card-a/title', 'delete text'])
    expect(prepared.refused).toEqual([])
    expect(cards(pair.server).get('card-a')?.toJSON()).toEqual({ title: 'good', value: 100 })
  })

  it('[UPD-10] a key written and deleted in one update is judged as the deletion it is', () => {
    const pair = boardPair((change) => (change.op === 'delete' ? refuse('read_only') : undefined))
    const card = cards(pair.author).get('card-a')
    card?.set('title', 'x')
    card?.delete('title')
    expect(pair.send().refused).toEqual([{ path: 'cards/card-a/title', code: 'read_only' }])
    expect(cards(pair.server).get('card-a')?.get('title')).toBe('Primeiro')
  })

  it('[UPD-13] text typed next to refused text keeps its place', () => {
    const pair = boardPair()
    const text = pair.author.getText('text')
    text.insert(0, 'start end')
    pair.send()
    text.insert(6, 'bad')
    pair.send()
    text.insert(9, 'middle ')
    pair.send()
    expect(pair.server.getText('text').toJSON()).toBe('start middle end')
    pair.receive()
    expect(text.toJSON()).toBe('start middle end')
  })

  it('[UPD-7] nothing below a refused container is taken', () => {
    const pair = boardPair((change) => (change.path[1] === 'card-x' ? refuse('bad_structure') : undefined))
    putCard(pair.author, 'card-x', { title: 'secret' })
    const prepared = pair.send()
    expect(pair.takeAsked()).not.toContain('set cards/card-x/title')
    expect(prepared.refused).toEqual([{ path: 'cards/card-x', code: 'bad_structure' }])
    expect(Buffer.from(prepared.update).includes('secret')).toBe(false)
    cards(pair.author).get('card-a')?.set('value', 7)
    pair.send()
    expect(cards(pair.server).toJSON()).toEqual({ 'card-a': { title: 'Primeiro', value: 7 } })
  })

  it('[UPD-17] refuses what no judge may allow without asking', () => {
    const pair = boardPair()
    const card = cards(pair.author).get('card-a')
    card?.set('a', 1n)
    card?.set('b', Number.NaN)
    card?.set('c', undefined)
    card?.set('d', { deep: Uint8Array.of(1) })
    pair.author.getArray('list').push([{ big: 1n }])
    const prepared = pair.send()
    expect(prepared.refused).toEqual(
      ['cards/card-a/a', 'cards/card-a/b', 'cards/card-a/c', 'cards/card-a/d', 'list'].map((path) => ({
        path,
        code: 'bad_value',
      })),
    )
    expect(prepared.changes).toEqual([])
    expect(cards(pair.server).get('card-a')?.toJSON()).toEqual({ title: 'Primeiro', value: 100 })
  })

  it('[UPD-17] refuses containers nested deeper than any reader needs', () => {
    const pair = boardPair()
    pair.author.transact(() => {
      let map = pair.author.getMap<unknown>('deep')
      for (let depth = 0; depth < 400; depth++) {
        const inner = new Y.Map<unknown>()
        map.set('k', inner)
        map = inner
      }
    })
    const { refused, changes } = pair.send()
    expect(refused).toEqual([{ path: expect.any(String), code: 'bad_structure' }])
    expect(changes.length).toBe(199)
  })

  it('[UPD-18] a refused value of a key its author may empty heals in every copy, and later edits of the key arrive', () => {
    const pair = boardPair()
    const card = cards(pair.author).get('card-a')
    card?.set('title', 'bad')
    card?.set('account', 'bad')
    const prepared = pair.send()
    expect(prepared.refused.map(({ path }) => path)).toEqual(['cards/card-a/title', 'cards/card-a/account'])
    expect(prepared.reverts.map(({ rule, before }) => [rule, before])).toEqual([
      ['refused', 'Primeiro'],
      ['refused', undefined],
    ])
    expect(cards(pair.server).get('card-a')?.toJSON()).toEqual({ title: 'Primeiro', value: 100 })
    pair.receive()
    expect(cards(pair.author).toJSON()).toEqual(cards(pair.server).toJSON())
    expect(pair.prepare(pair.handshake()).kind).toBe('unchanged')
    card?.set('title', 'better')
    pair.send()
    expect(cards(pair.server).get('card-a')?.get('title')).toBe('better')
  })

  it('[UPD-18] also when the author writes on before hearing of it', () => {
    const pair = boardPair()
    const card = cards(pair.author).get('card-a')
    card?.set('title', 'bad')
    pair.send()
    card?.set('title', 'corrected')
    pair.send()
    expect(cards(pair.server).get('card-a')?.get('title')).toBe('corrected')
  })

  it('[UPD-19] a refused value of a key its author may not empty has no effect and brings no content', () => {
    const pair = boardPair((change) =>
      change.value === 'mine now' || change.op === 'delete' ? refuse('read_only') : undefined,
    )
    cards(pair.author).get('card-a')?.set('title', 'mine now')
    const before = JSON.stringify(pair.server.toJSON())
    const prepared = pair.send()
    expect(prepared.reverts).toEqual([])
    expect(prepared.update).toEqual(Uint8Array.of(1, 1, 20, 3, 0, 1, 0))
    expect(JSON.stringify(pair.server.toJSON())).toBe(before)
    expect(cards(pair.server).get('card-a')?.get('title')).toBe('Primeiro')
  })

  it('[UPD-20] an edit inside something deleted meanwhile is taken and counted, and nobody is asked about it', () => {
    const pair = boardPair(() => undefined)
    cards(pair.author).get('card-a')?.set('title', 'typed offline')
    const late = pair.frame()
    cards(pair.server).delete('card-a')
    pair.takeAsked()
    const prepared = pair.send(late)
    expect(pair.takeAsked()).toEqual([])
    expect(prepared.changes).toEqual([])
    expect(prepared.sunk).toBe(1)
    expect(cards(pair.server).size).toBe(0)
  })
})

describe('whose update it is', () => {
  it('[UPD-5] new structs of somebody else or of the server reject the whole update; known ones do not', () => {
    const colleague = new Y.Doc()
    colleague.clientID = 30
    putCard(colleague, 'card-a', { title: 'x' })
    const author = new Y.Doc()
    author.clientID = 20
    Y.applyUpdate(author, Y.encodeStateAsUpdate(colleague))
    putCard(author, 'card-b', { title: 'y' })
    const server = new Y.Doc()
    const ownsClient = (clientId: number): boolean => clientId === 20
    const prepare = (forbidden: readonly number[] = []): unknown => {
      const options = { ownsClient, forbiddenClients: new Set(forbidden) }
      return prepareUpdate(server, Y.encodeStateAsUpdate(author), () => ({ kind: 'allow' }), options)
    }
    expect(prepare()).toEqual({ kind: 'rejected', code: 'foreign_client' })
    Y.applyUpdate(server, Y.encodeStateAsUpdate(colleague))
    expect(prepare()).toMatchObject({ kind: 'ready', clients: [20] })
    expect(prepare([20])).toEqual({ kind: 'rejected', code: 'foreign_client' })
  })
})
