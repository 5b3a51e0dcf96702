import { setImmediate as nextTurn } from 'node:timers/promises'
import * as decoding from 'lib0/decoding'
import { afterEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { Answers } from './answers.ts'
import type { Answering, Asking } from './answers.ts'
import { syncType } from './frames.ts'
import { Recording, pieceLimits } from './recording.ts'
import { Turns } from './turns.ts'

/** Of so many keys; a new document's first client wrote them all, as an import does. */
function largeDoc(keys = pieceLimits.maxStructs * 3): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (let i = 0; i < keys; i++) doc.getMap('map').set(`key-${i}`, i)
  })
  return doc
}

/** The document as the engine holds it: one recording, told of every change. */
function holding(doc: Y.Doc): Answering & { readonly made: Recording[]; told: ((update: Uint8Array) => void)[] } {
  const made: Recording[] = []
  const told: ((update: Uint8Array) => void)[] = []
  doc.on('update', (update: Uint8Array) => {
    made.at(-1)?.changed(update)
    for (const tell of told) tell(update)
  })
  return {
    doc,
    made,
    told,
    whole() {
      if (!made.at(-1)?.isFresh) made.push(new Recording(doc, () => made.splice(0)))
      return (made.at(-1) as Recording).read()
    },
  }
}

/** What is told to whoever runs the server. */
const logged: unknown[] = []
const log = { error: (told: unknown) => void logged.push(told) }

class Reader implements Asking {
  readonly held: ReturnType<typeof holding>
  readonly socket: object
  readonly copy = new Y.Doc()
  /** Sync types in the order they came. */
  readonly types: number[] = []
  readonly sizes: number[] = []
  unread = 0
  /** Takes one piece and then reads no more. */
  stalls = false
  onRead: (() => void) | null = null

  constructor(held: ReturnType<typeof holding>, socket: object = {}) {
    this.held = held
    this.socket = socket
    held.told.push((update) => Y.applyUpdate(this.copy, update))
  }

  say(body: Uint8Array): void {
    const decoder = decoding.createDecoder(body)
    decoding.readVarUint(decoder)
    const type = decoding.readVarUint(decoder)
    this.types.push(type)
    if (type === syncType.step1) return
    this.sizes.push(body.length)
    Y.applyUpdate(this.copy, decoding.readVarUint8Array(decoder))
  }

  sendNow(body: Uint8Array): void {
    this.say(body)
    if (this.stalls) this.unread = 2 ** 21
  }

  unreadBytes(): number {
    return this.unread
  }

  whenRead(call: () => void): void {
    this.onRead = call
  }

  closedFor: string | null = null
  close(reason: string): void {
    this.closedFor = reason
  }
}

const level = (copy: Y.Doc, doc: Y.Doc): void => {
  expect(copy.getMap('map').toJSON()).toEqual(doc.getMap('map').toJSON())
  expect(copy.store.pendingStructs ?? copy.store.pendingDs).toBeNull()
}

describe('an answer', () => {
  afterEach(() => void vi.useRealTimers())

  it('[SYN-40] of a large document comes in pieces, the last one as SyncStep2, and of a small one as stock servers give it', async () => {
    const [small, large] = [new Reader(holding(largeDoc(10))), new Reader(holding(largeDoc()))]
    const answers = new Answers(new Turns(), log)
    const both = [small, large].map((reader) => answers.begin(reader, new Map()).done)
    expect(large.types).toEqual([])
    await Promise.all(both)
    const { step1, step2, update } = syncType
    expect(small.types).toEqual([step2, step1])
    expect(large.types).toEqual([update, update, step2, step1])
    expect(Math.max(...large.sizes)).toBeLessThan(pieceLimits.maxBytes * 1.1)
    for (const reader of [small, large]) level(reader.copy, reader.held.doc)
  })

  it('[SYN-37] waits for a reader who does not read', async () => {
    const reader = new Reader(holding(largeDoc()))
    reader.unread = 2 ** 20 + 1
    const answer = new Answers(new Turns(), log).begin(reader, new Map())
    for (let i = 0; i < 5; i++) await nextTurn()
    expect([reader.types, reader.onRead === null]).toEqual([[], false])
    reader.unread = 0
    reader.onRead?.()
    await answer.done
    level(reader.copy, reader.held.doc)
  })

  it('[SYN-38] is made once for all who ask at the same time; whoever comes later misses nothing', async () => {
    const held = holding(largeDoc())
    const answers = new Answers(new Turns(), log)
    const first = new Reader(held)
    const begun = answers.begin(first, new Map())
    await nextTurn()
    held.doc.getMap('map').set('key-0', 'while the first reads')
    held.doc.getMap('map').delete('key-1')
    const second = new Reader(held)
    await Promise.all([begun.done, answers.begin(second, new Map()).done])
    held.doc.getMap('map').set('key-2', 'after')
    const third = new Reader(held)
    await answers.begin(third, new Map()).done
    expect(held.made).toHaveLength(1)
    for (const reader of [first, second, third]) level(reader.copy, held.doc)
    for (let i = 0; i < 501; i++) held.doc.getMap('map').set('key-3', i)
    const late = new Reader(held)
    await answers.begin(late, new Map()).done
    expect(held.made).toHaveLength(2)
    level(late.copy, held.doc)
  })

  it('[SYN-37] [SYN-39] that nobody wants any more ends, and what was shared goes when nobody has read it for a while', async () => {
    const held = holding(largeDoc())
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const leaving = new Reader(held)
    leaving.stalls = true
    const answer = new Answers(new Turns(), log).begin(leaving, new Map())
    while (leaving.onRead === null) await nextTurn()
    vi.advanceTimersByTime(60_000)
    expect(held.made).toHaveLength(1)
    answer.stop()
    await answer.done
    const sent = leaving.types.length
    for (let i = 0; i < 3; i++) await nextTurn()
    expect(leaving.types.length).toBe(sent)
    vi.advanceTimersByTime(4_000)
    expect(held.made).toHaveLength(1)
    vi.advanceTimersByTime(2_000)
    expect(held.made).toHaveLength(0)
  })

  it('[SYN-44] waits for the others of its socket and holds nothing meanwhile, however many there are', async () => {
    const held = holding(largeDoc())
    let begun = 0
    const whole = held.whole.bind(held)
    held.whole = () => {
      begun++
      return whole()
    }
    const socket = {}
    const readers = Array.from({ length: 20 }, () => new Reader(held, socket))
    const answers = new Answers(new Turns(), log)
    const [first] = readers as [Reader]
    first.stalls = true
    // Whoever names a client nobody knows has nothing of the document, and shares it like others.
    const vector = new Map([[5, 1]])
    const all = readers.map((reader) => answers.begin(reader, vector))
    const elsewhere = new Reader(held)
    await answers.begin(elsewhere, new Map()).done
    while (first.onRead === null) await nextTurn()
    expect([begun, held.made.length, readers.filter(({ types }) => types.length > 0).length]).toEqual([2, 1, 1])
    level(elsewhere.copy, held.doc)
    all[1]?.stop()
    all[0]?.stop()
    await Promise.all(all.map(({ done }) => done))
    expect([first.types.includes(syncType.step2), readers[1]?.types]).toEqual([false, []])
    for (const { copy } of readers.slice(2)) level(copy, held.doc)
  })

  it('[SYN-41] that cannot be made ends this attach and nothing else', async () => {
    const broken = holding(largeDoc())
    const [first, second, other] = [new Reader(broken), new Reader(broken), new Reader(holding(largeDoc(10)))]
    const answers = new Answers(new Turns(), log)
    const begun = [first, second, other].map((one) => answers.begin(one, new Map()).done)
    broken.whole().return()
    broken.doc.store.clients.clear()
    await Promise.all(begun)
    // Nobody takes the pieces there are for the whole.
    for (const { closedFor, types } of [first, second])
      expect([closedFor, types.includes(syncType.step2)]).toEqual(['journal_unavailable', false])
    expect([logged.length, other.closedFor]).toEqual([2, null])
    level(other.copy, other.held.doc)
  })
})
