import * as encoding from 'lib0/encoding'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { kinds, mustParseName, prepareUpdate } from './index.ts'
import { judgeOf } from './testing/index.ts'
import type { Prepared } from './update/index.ts'

const list = 'abcdefgh'
const names = { board: `board:${list}`, card: `card:${list}.card0001` } as const

function prepared(kind: 'board' | 'card', doc: Y.Doc, update: Uint8Array): Extract<Prepared, { kind: 'ready' }> {
  const actor = { userId: 'ana-user', role: 'editor', groups: [] } as const
  const judge = kinds[kind].judge(actor, { document: mustParseName(names[kind]), doc })
  const found = prepareUpdate(doc, update, judge, { ownsClient: () => true })
  if (found.kind !== 'ready') throw new Error(found.kind)
  return found
}

const updateOf = (edit: (doc: Y.Doc) => void): Uint8Array => {
  const doc = new Y.Doc()
  edit(doc)
  return Y.encodeStateAsUpdate(doc)
}

/** One client, `count` gap fillers of one unit each. */
const fillers = (count: number): Uint8Array =>
  encoding.encode((encoder) => {
    for (const value of [1, count, 7, 0]) encoding.writeVarUint(encoder, value)
    for (let i = 0; i < count; i++) encoding.writeUint8Array(encoder, Uint8Array.of(0, 1))
    encoding.writeVarUint(encoder, 0)
  })

describe('updates made to be expensive', () => {
  it('[ATK-1] a list of values among the notes is left out, the text beside it is taken', () => {
    const doc = new Y.Doc()
    const notes = doc.getXmlFragment('notes')
    const paragraph = updateOf((made) => made.getXmlFragment('notes').insert(0, [new Y.XmlElement('paragraph')]))
    const values = updateOf((made) => made.getArray('notes').insert(0, [1, 2, 3]))
    const { refused, update } = prepared('card', doc, Y.mergeUpdates([paragraph, values]))
    expect(refused).toEqual([{ path: 'notes', code: 'bad_structure' }])
    Y.applyUpdate(doc, update)
    expect(notes.toArray().map((node) => node instanceof Y.XmlElement && node.nodeName)).toEqual(['paragraph'])
  })

  it('[ATK-1] an intent holds values and maps of bounded size, no lists and no texts', () => {
    const judge = judgeOf('board')
    const intent = 'intents/01HINTENT000000000000000AA'
    expect(judge(`${intent}/args`, { type: 'array' })).toBe('bad_structure')
    expect(judge(`${intent}/args`, { type: 'text' })).toBe('bad_structure')
    expect(judge(`${intent}/args`, [1, 2], { op: 'insert' })).toBe('bad_structure')
    expect(judge(`${intent}/args`, 'x'.repeat(70_000))).toBe('too_large')
    expect(judge(`${intent}/args`, { any: [1, 2, 3] })).toBe('allow')
    const doc = new Y.Doc()
    const update = updateOf((made) => made.getMap('intents').set('01HINTENT000000000000000AA', Y.Array.from([1, 2, 3])))
    const { update: taken } = prepared('board', doc, update)
    Y.applyUpdate(doc, taken)
    expect(doc.getMap('intents').size).toBe(0)
  })

  it('[ATK-2] gap fillers side by side are taken as one', () => {
    const doc = new Y.Doc()
    const { update } = prepared('board', doc, fillers(100_000))
    expect(update.length).toBeLessThan(20)
    Y.applyUpdate(doc, update)
    expect(Y.getState(doc.store, 7)).toBe(100_000)
    expect(doc.store.clients.get(7)?.length).toBe(1)
  })
})
