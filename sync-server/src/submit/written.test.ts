import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { WrittenClaims, maxWrittenBytes, parseWritten } from './written.ts'

const edit = (doc: Y.Doc, key: string): Uint8Array => {
  let update: Uint8Array = new Uint8Array(0)
  doc.once('update', (bytes: Uint8Array) => (update = bytes))
  doc.getMap('meta').set(key, 1)
  return update
}

describe('the message `written`', () => {
  it('is read when it is well formed; ranges that are not are left out', () => {
    const message = { type: 'written', ranges: [[7, 0, 3, 1_000], [7, 5, 5, 1], ['7', 0, 1, 1], [7, -1, 2, 1], [1]] }
    expect(parseWritten(JSON.stringify(message))).toEqual([[7, 0, 3, 1_000]])
  })

  it('is nothing when it is something else', () => {
    for (const payload of ['', 'written', '[]', 'null', '{', '{"type":"other","ranges":[]}', '{"type":"written"}']) {
      expect(parseWritten(payload)).toBeNull()
    }
    expect(parseWritten(JSON.stringify({ type: 'written', ranges: [], pad: 'x'.repeat(maxWrittenBytes) }))).toBeNull()
  })
})

describe('claims of one connection', () => {
  it('[SUB-11] are taken out by the update they speak of, cut to its structs', () => {
    const doc = new Y.Doc()
    const [first, second] = [edit(doc, 'a'), edit(doc, 'b')]
    const claims = new WrittenClaims()
    claims.add([
      [doc.clientID, 0, 2, 1_000],
      [99, 0, 5, 2_000],
    ])
    expect(claims.take(first)).toEqual([[doc.clientID, 0, 1, 1_000]])
    expect(claims.take(first)).toEqual([])
    expect(claims.take(second)).toEqual([[doc.clientID, 1, 2, 1_000]])
  })

  it('are bounded', () => {
    const claims = new WrittenClaims()
    for (let i = 0; i < 20; i++)
      claims.add(Array.from({ length: 1_000 }, (_, at) => [1, i * 1_000 + at, i * 1_000 + at + 1, 1]))
    const doc = new Y.Doc()
    doc.clientID = 1
    doc.getArray('list').insert(
      0,
      Array.from({ length: 30_000 }, () => 1),
    )
    expect(claims.take(Y.encodeStateAsUpdate(doc)).length).toBe(5_000)
  })
})
