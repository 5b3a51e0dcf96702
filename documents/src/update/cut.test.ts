import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { seededRandom } from '../testing/random.ts'
import { structureOf } from '../testing/structure.ts'
import { cutUpdate } from './index.ts'
import { randomEdit, visible } from './testing/edits.ts'

const soak = Number(process.env['MUTIRAO_SOAK'] ?? '1')

describe('a long update, cut', () => {
  it('[UPD-23] gives the same document in many pieces, none of which waits for another', () => {
    let pieces = 0
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const random = seededRandom(seed)
        const author = new Y.Doc()
        for (let i = 0; i < 15; i++) randomEdit(author, random, { mischief: 0 })
        const [whole, cut] = [new Y.Doc(), new Y.Doc()]
        for (const doc of [whole, cut]) Y.applyUpdate(doc, Y.encodeStateAsUpdate(author))
        const before = Y.encodeStateVector(author)
        author.clientID++
        for (let i = 0; i < 15; i++) randomEdit(author, random, { mischief: 0.2 })
        const update = Y.encodeStateAsUpdate(author, before)
        Y.applyUpdate(whole, update)
        for (const piece of cutUpdate(update, { maxStructs: 1 + Math.floor(random() * 5), maxBytes: 200 })) {
          Y.applyUpdate(cut, piece)
          expect(cut.store.pendingStructs ?? cut.store.pendingDs).toBeNull()
          pieces++
        }
        expect(visible(cut)).toEqual(visible(whole))
        expect(structureOf(cut)).toEqual(structureOf(whole))
      }),
      { numRuns: 20 * soak },
    )
    expect(pieces).toBeGreaterThan(100)
  })

  it('[UPD-23] of several clients, or unreadable, it stays as it is; what is short is one piece', () => {
    const limits = { maxStructs: 3, maxBytes: 1_000 }
    const [one, two] = [new Y.Doc(), new Y.Doc()]
    one.getText('text').insert(0, 'one')
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one))
    two.getText('text').insert(1, 'two')
    const both = Y.encodeStateAsUpdate(two)
    expect([...cutUpdate(both, limits)]).toEqual([both])
    expect([...cutUpdate(Uint8Array.of(1, 200), limits)]).toEqual([Uint8Array.of(1, 200)])
    for (let i = 0; i < 7; i++) one.getMap('map').set(`key-${i}`, i)
    const long = [...cutUpdate(Y.encodeStateAsUpdate(one), limits)]
    expect(long.map((piece) => Y.decodeUpdate(piece).structs.length)).toEqual([3, 3, 2])
  })
})
