import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { seededRandom } from '../testing/random.ts'
import { structureOf } from '../testing/structure.ts'
import { chunkDocument, documentSize } from './index.ts'
import { randomCorpus } from './testing/corpus.ts'
import { visible } from './testing/edits.ts'

const soak = Number(process.env['MUTIRAO_SOAK'] ?? '1')
const apply = { v1: Y.applyUpdate, v2: Y.applyUpdateV2 }

describe('a document in chunks', () => {
  it('[UPD-14] applied in order they give the same document, and nothing ever waits', () => {
    let chunks = 0
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const random = seededRandom(seed)
        const { doc, updates } = randomCorpus(random, 50)
        for (const update of updates.slice(0, 3)) Y.applyUpdate(doc, update)
        const maxStructs = 1 + Math.floor(random() * 12)
        for (const format of ['v1', 'v2'] as const) {
          const copy = new Y.Doc()
          for (const chunk of chunkDocument(doc, maxStructs, format)) {
            apply[format](copy, chunk)
            chunks++
            expect(copy.store.pendingStructs ?? copy.store.pendingDs).toBeNull()
          }
          expect(visible(copy)).toEqual(visible(doc))
          expect(structureOf(copy)).toEqual(structureOf(doc))
        }
      }),
      { numRuns: 24 * soak },
    )
    expect(chunks).toBeGreaterThan(150)
  })

  it('[UPD-14] a document that keeps deleted content arrives with its deletions', () => {
    const doc = new Y.Doc({ gc: false })
    doc.getText('text').insert(0, 'hello world')
    doc.getText('text').delete(2, 4)
    doc.getMap('map').set('a', new Y.Map([['b', 1]]))
    doc.getMap('map').delete('a')
    const copy = new Y.Doc({ gc: false })
    for (const chunk of chunkDocument(doc, 1)) Y.applyUpdate(copy, chunk)
    expect(Y.encodeStateAsUpdate(copy)).toEqual(Y.encodeStateAsUpdate(doc))
  })

  it('[UPD-14] each chunk holds at most the structs it may, and an empty document gives none', () => {
    const doc = new Y.Doc()
    for (let i = 0; i < 25; i++) doc.getMap('map').set(`key-${i}`, new Y.Map())
    const sizes = [...chunkDocument(doc, 10)].map((chunk) => Y.decodeUpdate(chunk).structs.length)
    expect(sizes).toEqual([10, 10, 5])
    expect([...chunkDocument(new Y.Doc())]).toEqual([])
  })

  it('[UPD-16] tells how big a document is', () => {
    const doc = new Y.Doc()
    expect(documentSize(doc)).toEqual({ clients: 0, structs: 0, units: 0 })
    doc.getText('text').insert(0, 'hello')
    doc.getText('text').delete(0, 1)
    doc.getMap('map').set('a', 1)
    expect(documentSize(doc)).toEqual({ clients: 1, structs: 3, units: 6 })
  })
})
