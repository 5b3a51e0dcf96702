import * as encoding from 'lib0/encoding'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { seededRandom } from '../testing/random.ts'
import { prepareUpdate } from './index.ts'
import { copyOf, randomCorpus } from './testing/corpus.ts'
import { allowAll } from './testing/rules.ts'

const soak = Number(process.env['MUTIRAO_SOAK'] ?? '1')
const options = { ownsClient: () => true }
type Id = readonly [client: number, clock: number]

/** Elements of `notes`, each between the neighbours it names. */
function elements(
  client: number,
  list: readonly { readonly left?: Id; readonly right?: Id | undefined }[],
): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const value of [1, list.length, client, 0]) encoding.writeVarUint(encoder, value)
  for (const { left, right } of list) {
    encoding.writeUint8(encoder, 7 | (left ? 128 : 0) | (right ? 64 : 0))
    for (const value of [...(left ?? []), ...(right ?? [])]) encoding.writeVarUint(encoder, value)
    if (!left && !right) {
      encoding.writeVarUint(encoder, 1)
      encoding.writeVarString(encoder, 'notes')
    }
    encoding.writeVarUint(encoder, 3)
    encoding.writeVarString(encoder, 'paragraph')
  }
  encoding.writeVarUint(encoder, 0)
  return encoding.toUint8Array(encoder)
}

/** One paragraph above the other, and as many which say that they stood alone. */
const upwards = (client: number, count: number): Uint8Array =>
  elements(
    client,
    Array.from({ length: count }, (_, i) => (i === 0 ? {} : { right: [client, i - 1] as const })),
  )
const alone = (client: number, count: number): Uint8Array =>
  elements(
    client,
    Array.from({ length: count }, () => ({})),
  )

/** How many items Yjs looks at, applying an update, to find the places of others: it puts each into two sets. */
function looksOf(doc: Y.Doc, update: Uint8Array): number {
  let looks = 0
  const add = vi.spyOn(Set.prototype, 'add')
  try {
    Y.applyUpdate(doc, update)
    looks = add.mock.calls.filter(([value]) => value instanceof Y.Item).length
  } finally {
    add.mockRestore()
  }
  return looks / 2
}

describe('updates that take long to place', () => {
  it('[UPD-26] as many steps are counted as Yjs takes, and little more for what is split', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { doc, updates } = randomCorpus(seededRandom(seed), 60)
        for (const update of updates) {
          const prepared = prepareUpdate(doc, update, allowAll, options)
          if (prepared.kind !== 'ready') continue
          const looks = looksOf(copyOf(doc), prepared.update)
          expect(prepared.steps).toBeGreaterThanOrEqual(looks)
          expect(prepared.steps).toBeLessThan(looks + 400)
        }
      }),
      { numRuns: 60 * soak },
    )
  })

  it('[ATK-17] [UPD-26] neighbours made up so that Yjs would look for hours are refused as a whole; what people write is not', () => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, upwards(5, 2_000))
    const kindOf = (update: Uint8Array): string => prepareUpdate(doc, update, allowAll, options).kind
    expect(kindOf(alone(6, 2_000))).toBe('costly')
    expect(kindOf(Y.mergeUpdates([upwards(7, 2_000), alone(6, 2_000)]))).toBe('costly')
    // Two people, each without the other, put hundreds of paragraphs above all.
    expect(kindOf(upwards(6, 150))).toBe('ready')
    expect(looksOf(doc, upwards(6, 150))).toBe(300_000)
    // Written one below the other, or into the middle of a long text.
    const writer = copyOf(doc)
    writer.getXmlFragment('notes').push(Array.from({ length: 5_000 }, () => new Y.XmlElement('paragraph')))
    const text = writer.getText('text')
    text.insert(0, 'x'.repeat(20_000))
    for (let i = 0; i < 2_000; i++) text.insert((i * 7_919) % text.length, 'y')
    expect(kindOf(Y.encodeStateAsUpdate(writer, Y.encodeStateVector(doc)))).toBe('ready')
  })

  it('[ATK-17] [UPD-26] so are deletions of every second letter before a heap of other things', () => {
    const doc = new Y.Doc()
    doc.clientID = 5
    doc.transact(() => {
      doc.getText('text').insert(0, 'x'.repeat(10_000))
      for (let i = 0; i < 40_000; i++) doc.getMap('map').set(`k${i}`, i)
    })
    const every = (step: number): Uint8Array => {
      const encoder = encoding.createEncoder()
      for (const value of [0, 1, 5, 10_000 / step]) encoding.writeVarUint(encoder, value)
      for (let at = 0; at < 10_000; at += step) for (const value of [at, 1]) encoding.writeVarUint(encoder, value)
      return encoding.toUint8Array(encoder)
    }
    expect(prepareUpdate(doc, every(2), allowAll, options).kind).toBe('costly')
    expect(prepareUpdate(doc, every(50), allowAll, options).kind).toBe('ready')
  })
})
