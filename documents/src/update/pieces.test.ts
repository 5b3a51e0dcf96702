import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { seededRandom } from '../testing/random.ts'
import { structureOf } from '../testing/structure.ts'
import { piecesOf } from './index.ts'
import { randomCorpus } from './testing/corpus.ts'
import { randomEdit, visible } from './testing/edits.ts'

const soak = Number(process.env['MUTIRAO_SOAK'] ?? '1')
const vectorOf = (doc: Y.Doc): Map<number, number> => Y.decodeStateVector(Y.encodeStateVector(doc))
const waits = (doc: Y.Doc): boolean => (doc.store.pendingStructs ?? doc.store.pendingDs) !== null

/** Also says that nothing waits. */
function expectLevel(doc: Y.Doc, copy: Y.Doc): void {
  expect(visible(copy)).toEqual(visible(doc))
  expect(structureOf(copy)).toEqual(structureOf(doc))
}

/** A document and an older copy of it that may hold edits of its own. */
function behind(seed: number): { doc: Y.Doc; copy: Y.Doc; random: () => number } {
  const random = seededRandom(seed)
  const { doc, updates } = randomCorpus(random, 50)
  const copy = new Y.Doc({ gc: random() < 0.8 })
  copy.clientID = 77
  if (random() < 0.8) Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  for (const update of updates.slice(0, 3)) Y.applyUpdate(doc, update)
  for (let i = 0; i < 10; i++) randomEdit(doc, random, { mischief: 0.2 })
  if (random() < 0.5) randomEdit(copy, random, { mischief: 0 })
  return { doc, copy, random }
}

describe('what a copy lacks, in pieces', () => {
  it('[UPD-22] applied in order they bring the copy level, deletions included, and nothing ever waits', () => {
    let pieces = 0
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const { doc, copy, random } = behind(seed)
        const limits = { maxStructs: 1 + Math.floor(random() * 12), maxBytes: 1 + Math.floor(random() * 300) }
        for (const piece of piecesOf(doc, vectorOf(copy), limits)) {
          if (piece === null) continue
          Y.applyUpdate(copy, piece)
          pieces++
          expect(waits(copy)).toBe(false)
          const { structs } = Y.decodeUpdate(piece)
          // Marks are not cut (UPD-24).
          if (!structs.some((struct) => struct instanceof Y.Item && struct.content instanceof Y.ContentFormat))
            expect(structs.length).toBeLessThanOrEqual(limits.maxStructs)
        }
        Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy, Y.encodeStateVector(doc)))
        expectLevel(doc, copy)
      }),
      { numRuns: 25 * soak },
    )
    expect(pieces).toBeGreaterThan(150)
  })

  it('[UPD-22] the document may change between two of them: with the updates since the first, in any order, the copy is level', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const { doc, copy, random } = behind(seed)
        const limits = { maxStructs: 1 + Math.floor(random() * 12), maxBytes: 1 + Math.floor(random() * 300) }
        const late: Uint8Array[] = []
        doc.on('update', (update: Uint8Array) => (random() < 0.5 ? late.push(update) : Y.applyUpdate(copy, update)))
        for (const piece of piecesOf(doc, vectorOf(copy), limits)) {
          if (piece !== null) Y.applyUpdate(copy, piece)
          for (let i = Math.floor(random() * 3); i > 0; i--) randomEdit(doc, random, { mischief: 0.3 })
        }
        for (const update of late) Y.applyUpdate(copy, update)
        Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy, Y.encodeStateVector(doc)))
        expectLevel(doc, copy)
      }),
      { numRuns: 25 * soak },
    )
  })

  it('[UPD-22] what waits in the document itself waits in the copy too', () => {
    const author = new Y.Doc()
    const updates: Uint8Array[] = []
    author.on('update', (update: Uint8Array) => updates.push(update))
    author.getText('text').insert(0, 'one')
    author.getText('text').insert(3, 'two')
    author.getText('text').delete(3, 2)
    const [first, second, third] = updates as [Uint8Array, Uint8Array, Uint8Array]
    const [doc, copy] = [new Y.Doc(), new Y.Doc()]
    for (const update of [second, third]) Y.applyUpdate(doc, update)
    for (const piece of piecesOf(doc, new Map(), { maxStructs: 10, maxBytes: 100 }))
      if (piece) Y.applyUpdate(copy, piece)
    Y.applyUpdate(copy, first)
    expect(copy.getText('text').toJSON()).toBe('oneo')
  })

  it('[UPD-22] one client that wrote everything is cut within its structs, large values apart, a long list of deletions too', () => {
    const doc = new Y.Doc()
    for (let i = 0; i < 25; i++) doc.getMap('map').set(`key-${i}`, new Y.Map())
    const limits = { maxStructs: 10, maxBytes: 10_000 }
    const sizes = [...piecesOf(doc, new Map(), limits)].map((piece) => piece && Y.decodeUpdate(piece).structs.length)
    expect(sizes).toEqual([10, 10, 5])
    doc.getMap('map').set('large', 'x'.repeat(20_000))
    expect([...piecesOf(doc, new Map([[doc.clientID, 20]]), limits)].filter(Boolean)).toHaveLength(1)
    expect([...piecesOf(doc, new Map(), limits)].filter(Boolean)).toHaveLength(3)
    expect([...piecesOf(new Y.Doc(), new Map(), limits)]).toEqual([])
  })

  it('[UPD-25] a chain through many clients is walked once, a bounded stretch of it in each step', () => {
    const doc = new Y.Doc()
    const clients = 500
    for (let client = 1; client <= clients; client++) {
      doc.clientID = client
      doc.getArray('chain').push([client])
    }
    const limits = { maxStructs: 10, maxBytes: 10_000 }
    const copy = new Y.Doc()
    const steps: (Uint8Array | null)[] = []
    for (const piece of piecesOf(doc, new Map(), limits)) {
      steps.push(piece)
      if (piece) Y.applyUpdate(copy, piece)
      expect(waits(copy)).toBe(false)
    }
    // Down to its beginning without a piece, then up with nothing but pieces.
    const looking = steps.findIndex((piece, i) => i > 0 && piece !== null)
    expect(looking).toBeGreaterThanOrEqual(clients / (limits.maxStructs * 8))
    expect(steps.length).toBeLessThan(clients / limits.maxStructs + (2 * clients) / (limits.maxStructs * 8) + 3)
    expectLevel(doc, copy)
  })
})
