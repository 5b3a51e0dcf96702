import * as encoding from 'lib0/encoding'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { seededRandom } from '../testing/random.ts'
import { prepareUpdate, setBack, trimUpdate } from './index.ts'
import { copyOf, randomCorpus } from './testing/corpus.ts'
import { randomEdit, visible, type Random } from './testing/edits.ts'
import { allowAll, testJudge } from './testing/rules.ts'

const soak = Number(process.env['MUTIRAO_SOAK'] ?? '1')
const options = { ownsClient: () => true }

/** Flips, drops, repeats and inserts bytes, in up to `most` places. */
function mutate(bytes: Uint8Array, random: Random, most = 4): Uint8Array {
  const list = [...bytes]
  const at = (): number => Math.floor(random() * list.length)
  for (let left = 1 + Math.floor(random() * most); left > 0; left--) {
    const dice = random()
    if (dice < 0.4) list[at()] = Math.floor(random() * 256)
    else if (dice < 0.55) list[at()] = (list[at()] ?? 0) + 1
    else if (dice < 0.7) list.splice(at(), 1 + Math.floor(random() * 3))
    else if (dice < 0.85) list.splice(at(), 0, ...list.slice(at(), at() + 6))
    else list.splice(at(), 0, ...[0xff, 0xff, 0xff, 0xff, 0x7f].slice(Math.floor(random() * 5)))
  }
  return Uint8Array.from(list)
}

/** Bytes of an update written by hand. */
function bytes(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  write(encoder)
  return encoding.toUint8Array(encoder)
}
const numbers = (encoder: encoding.Encoder, ...values: number[]): void => {
  for (const value of values) encoding.writeVarUint(encoder, value)
}

const kindOf = (update: Uint8Array, doc = new Y.Doc()): string => {
  const prepared = prepareUpdate(doc, update, allowAll, options)
  return prepared.kind === 'rejected' ? prepared.code : prepared.kind
}

describe('bytes from anywhere', () => {
  it('[UPD-1] [UPD-2] never throw, and what is taken of damaged updates leaves a document that works', () => {
    const outcomes: Record<string, number> = {}
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const random = seededRandom(seed)
        const { doc, updates } = randomCorpus(random, 25)
        for (const update of updates) {
          const damaged = mutate(update, random)
          const prepared = prepareUpdate(doc, damaged, random() < 0.5 ? allowAll : testJudge, options)
          const outcome = prepared.kind === 'rejected' ? prepared.code : prepared.kind
          outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
          if (prepared.kind !== 'ready') continue
          const copy = copyOf(doc)
          Y.applyUpdate(copy, prepared.update)
          expect(copy.store.pendingStructs ?? copy.store.pendingDs).toBeNull()
          expect(trimUpdate(copy, prepared.update)).toBeNull()
          // Order in lists may differ between copies when neighbours are made up; content and structure may not break.
          expect(() => JSON.stringify(visible(copyOf(copy)))).not.toThrow()
        }
      }),
      { numRuns: 50 * soak, examples: [[2068898170], [2146959355], [505268340]] },
    )
    expect(outcomes['ready']).toBeGreaterThan(10)
    expect(outcomes['malformed']).toBeGreaterThan(10)
  })

  it('[UPD-7] damaged updates carry nothing past the judge', () => {
    let taken = 0
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const random = seededRandom(seed)
        const { doc: server } = randomCorpus(random, 20, 0)
        const author = copyOf(server)
        for (let i = 0; i < 3; i++) randomEdit(author, random, { mischief: 0.3 })
        const update = Y.encodeStateAsUpdate(author, Y.encodeStateVector(server))
        for (let round = 0; round < 10; round++) {
          const prepared = prepareUpdate(server, mutate(update, random, 1), testJudge, options)
          if (prepared.kind !== 'ready') continue
          taken++
          const copy = copyOf(server)
          Y.applyUpdate(copy, prepared.update)
          setBack(copy, prepared.reverts)
          expect(JSON.stringify(visible(copy))).not.toMatch(/[§¤]/)
        }
      }),
      { numRuns: 45 * soak },
    )
    expect(taken).toBeGreaterThan(10)
  })

  it('[UPD-1] malformed: nothing, too little, too much, text that is not UTF-8, content nobody knows', () => {
    const valid = bytes((encoder) => {
      numbers(encoder, 1, 1, 5, 0, 0x04, 1)
      encoding.writeVarString(encoder, 'text')
      encoding.writeVarString(encoder, 'hi')
      numbers(encoder, 0)
    })
    expect(kindOf(valid)).toBe('ready')
    expect(kindOf(new Uint8Array())).toBe('malformed')
    for (let length = 1; length < valid.length; length++) expect(kindOf(valid.subarray(0, length))).toBe('malformed')
    expect(kindOf(Uint8Array.of(...valid, 0))).toBe('malformed')
    const at = valid.indexOf(104)
    expect(kindOf(valid.map((byte, i) => (i === at ? 0xff : byte)))).toBe('malformed')
    expect(kindOf(valid.map((byte, i) => (i === 4 ? 0x0b : byte)))).toBe('malformed')
    expect(() => trimUpdate(new Y.Doc(), Uint8Array.of(1))).toThrow(RangeError)
  })

  it('[UPD-1] malformed: structs that refer to their own future, wait for each other, or come twice', () => {
    const item = (encoder: encoding.Encoder, client: number, clock: number): void => {
      encoding.writeUint8(encoder, 0x84)
      numbers(encoder, client, clock)
      encoding.writeVarString(encoder, 'x')
    }
    const ownFuture = bytes((encoder) => {
      numbers(encoder, 1, 1, 5, 0)
      item(encoder, 5, 0)
      numbers(encoder, 0)
    })
    expect(kindOf(ownFuture)).toBe('malformed')
    const foreign = bytes((encoder) => {
      numbers(encoder, 1, 1, 5, 0)
      item(encoder, 6, 0)
      numbers(encoder, 0)
    })
    expect(kindOf(foreign)).toBe('unknown_dependency')
    const circle = bytes((encoder) => {
      numbers(encoder, 2, 1, 6, 0)
      item(encoder, 5, 0)
      numbers(encoder, 1, 5, 0)
      item(encoder, 6, 0)
      numbers(encoder, 0)
    })
    expect(kindOf(circle)).toBe('malformed')
    const twice = bytes((encoder) => numbers(encoder, 2, 1, 5, 0, 0, 1, 1, 5, 1, 0, 1, 0))
    expect(kindOf(twice)).toBe('malformed')
    expect(kindOf(bytes((encoder) => numbers(encoder, 1, 1, 5, 0, 0, 0, 0)))).toBe('malformed')
  })

  it('[UPD-1] malformed: values nested so deep that encoding the document again would overflow', () => {
    const deepAny = bytes((encoder) => {
      numbers(encoder, 1, 1, 5, 0, 0x08, 1)
      encoding.writeVarString(encoder, 'list')
      numbers(encoder, 1)
      for (let i = 0; i < 100_000; i++) encoding.writeUint8Array(encoder, Uint8Array.of(117, 1))
      encoding.writeUint8(encoder, 126)
      numbers(encoder, 0)
    })
    expect(kindOf(deepAny)).toBe('malformed')
    const deepJson = bytes((encoder) => {
      numbers(encoder, 1, 1, 5, 0, 0x05, 1)
      encoding.writeVarString(encoder, 'text')
      encoding.writeVarString(encoder, '['.repeat(100_000) + ']'.repeat(100_000))
      numbers(encoder, 0)
    })
    expect(kindOf(deepJson)).toBe('malformed')
  })

  it('[UPD-1] malformed: names that would swap the prototype of what readers build', () => {
    const doc = new Y.Doc()
    doc.getMap('map').set('__proto__', 1)
    expect(kindOf(Y.encodeStateAsUpdate(doc))).toBe('malformed')
    const value = new Y.Doc()
    value.getMap('map').set('key', JSON.parse('{"__proto__": {"isAdmin": true}}'))
    expect(kindOf(Y.encodeStateAsUpdate(value))).toBe('malformed')
  })

  it('[UPD-1] huge counts and clocks cost nothing', () => {
    const huge = 2 ** 50
    expect(kindOf(bytes((encoder) => numbers(encoder, huge, huge, 5, 0)))).toBe('malformed')
    expect(kindOf(bytes((encoder) => numbers(encoder, 1, huge, 5, 0, 0, 1)))).toBe('malformed')
    expect(kindOf(bytes((encoder) => numbers(encoder, 1, 1, 5, 0, 0, huge, 0)))).toBe('malformed')
    expect(kindOf(bytes((encoder) => numbers(encoder, 0, huge)))).toBe('malformed')
    expect(kindOf(bytes((encoder) => numbers(encoder, 0, 1, 5, 1, 0, huge)))).toBe('malformed')
    // Many empty fillers are one.
    const fillers = bytes((encoder) => {
      numbers(encoder, 1, 100_000, 5, 0)
      for (let i = 0; i < 100_000; i++) numbers(encoder, 0, 1)
      numbers(encoder, 0)
    })
    expect(kindOf(fillers)).toBe('ready')
  })

  it('[ATK-15] more new clients than a lifetime of page loads are refused as a whole; a document may have any number', () => {
    const from = (first: number, count: number): Uint8Array =>
      Y.mergeUpdates(
        Array.from({ length: count }, (_, i) => {
          const doc = new Y.Doc()
          doc.clientID = first + i
          doc.getMap('map').set(`key-${first + i}`, 1)
          return Y.encodeStateAsUpdate(doc)
        }),
      )
    const server = new Y.Doc()
    expect(kindOf(from(1, 1_001), server)).toBe('malformed')
    for (const first of [1, 1_001, 2_001]) {
      expect(kindOf(from(first, 1_000), server)).toBe('ready')
      Y.applyUpdate(server, from(first, 1_000))
    }
    // Somebody who has everything says so, and a little more.
    expect(kindOf(Y.encodeStateAsUpdate(server), server)).toBe('unchanged')
    expect(kindOf(from(2_002, 1_000), server)).toBe('ready')
    // What was taken before is never doubted.
    expect(trimUpdate(new Y.Doc(), Y.encodeStateAsUpdate(server))).not.toBeNull()
  })

  it('[UPD-2] a gap is found by clocks alone, also where Yjs needs no neighbour', () => {
    const doc = new Y.Doc()
    doc.clientID = 20
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    for (const key of ['a', 'b', 'c']) doc.getMap('map').set(key, 1)
    const [first, second, third] = updates as [Uint8Array, Uint8Array, Uint8Array]
    const server = new Y.Doc()
    expect(kindOf(second, server)).toBe('unknown_dependency')
    Y.applyUpdate(server, first)
    expect(kindOf(third, server)).toBe('unknown_dependency')
    expect(kindOf(Y.mergeUpdates([first, third]), server)).toBe('unknown_dependency')
    expect(kindOf(second, server)).toBe('ready')
    expect(kindOf(Uint8Array.of(0, 1, 20, 1, 5, 1), server)).toBe('unknown_dependency')
  })

  it('[UPD-7] made-up neighbours hide nothing from the judge', () => {
    const server = new Y.Doc()
    server.clientID = 7
    server.getText('text').insert(0, 'a')
    server.getText('wall').insert(0, 'b')
    server.getXmlFragment('notes').insert(0, [new Y.XmlText('gone')])
    server.getXmlFragment('notes').delete(0, 1)
    const between = (right: number): Uint8Array =>
      bytes((encoder) => {
        numbers(encoder, 1, 1, 50, 0)
        encoding.writeUint8(encoder, 0xc4)
        numbers(encoder, 7, 0, 7, right)
        encoding.writeVarString(encoder, '§')
        numbers(encoder, 0)
      })
    expect(kindOf(between(1), server)).toBe('malformed')
    // Next to a gap filler: Yjs drops it here, but a copy that collects no garbage would show it.
    expect(server.store.clients.get(7)?.at(-1)).toBeInstanceOf(Y.GC)
    const prepared = prepareUpdate(server, between(4), testJudge, options)
    expect(prepared).toMatchObject({ kind: 'ready', sunk: 1, refused: [{ path: 'text', code: 'bad_value' }] })
  })
})
