import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { JsonValue } from '../kind.ts'
import type { DerivedFact } from './index.ts'
import { factsOfRows, Office } from './testing/office.ts'

const runs = Number(process.env['MUTIRAO_SOAK'] ?? 1)
const keys = ['a', 'b', 'c']

/** One write: its value is its id, and what its author had before the eyes. */
interface Write {
  readonly author: string
  readonly saw: string | undefined
}

const text = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value))

const told = (facts: readonly DerivedFact[]): string[] =>
  facts
    .flatMap(({ seq, path, collision }) =>
      collision ? [`${seq} ${path[1]} kept ${text(collision.kept)} lost ${text(collision.lost)}`] : [],
    )
    .sort()

/**
 * Brute force, without a look into Yjs: what everybody saw when they wrote is written down while they write; what the
 * journal kept is read from a copy after every row.
 */
function expected(
  office: Office,
  writes: ReadonlyMap<string, Write>,
  rowWrites: readonly (readonly string[])[],
): string[] {
  const doc = new Y.Doc()
  const values = doc.getMap<string>('values')
  const out: string[] = []
  const journalled = new Set<string>()
  /** Written by the same person and overwritten before it was ever sent. */
  const isOwn = (id: string, actorId: string): boolean => writes.get(id)?.author === actorId && !journalled.has(id)
  for (const [i, row] of office.rows.entries()) {
    const before = new Map(keys.map((key) => [key, values.get(key)]))
    Y.applyUpdate(doc, row.update)
    for (const key of keys) {
      const own = (rowWrites[i] ?? []).filter((id) => id.startsWith(`${key}-`))
      const overwritten = new Set(own.map((id) => writes.get(id)?.saw))
      const after = values.get(key)
      for (const tip of own.filter((id) => !overwritten.has(id))) {
        let base = writes.get(tip)?.saw
        while (base !== undefined && isOwn(base, row.actorId)) base = writes.get(base)?.saw
        const stood = before.get(key)
        if (tip !== after) out.push(`${row.seq} ${key} kept ${after ?? 'null'} lost ${tip}`)
        else if (stood !== undefined && stood !== base) out.push(`${row.seq} ${key} kept ${after} lost ${stood}`)
      }
    }
    for (const id of rowWrites[i] ?? []) journalled.add(id)
  }
  return out.sort()
}

function random(seed: number) {
  const office = new Office(seed, 3)
  const writes = new Map<string, Write>()
  let count = 0
  office.work(150, ({ doc, actorId }) => {
    const values = doc.getMap<string>('values')
    const key = keys[Math.floor(office.random() * keys.length)] ?? 'a'
    const id = `${key}-${++count}`
    writes.set(id, { author: actorId, saw: values.get(key) })
    values.set(key, id)
  })
  return { office, writes }
}

/** Which writes arrived with which row: found by their values in the bytes, whatever the frame looked like. */
function writesOfRows(office: Office, writes: ReadonlyMap<string, Write>): string[][] {
  const seen = new Set<string>()
  return office.rows.map(({ update }) => {
    const text = new TextDecoder('latin1').decode(update)
    const own = [...writes.keys()].filter((id) => !seen.has(id) && new RegExp(`${id}(?![0-9])`).test(text))
    for (const id of own) seen.add(id)
    return own
  })
}

describe('concurrent writes', () => {
  it.each(Array.from({ length: 60 * runs }, (_, i) => i))(
    '[HIS-3] are told exactly when one value was dropped unseen (seed %i)',
    (seed) => {
      const { office, writes } = random(seed)
      expect(told(factsOfRows(office.rows))).toEqual(expected(office, writes, writesOfRows(office, writes)))
    },
  )

  /** Two people, one value each, unseen by the other; who arrives first loses or wins by client id alone. */
  const race = (first: (values: Y.Map<unknown>) => void, second: (values: Y.Map<unknown>) => void, ids = [1, 2]) => {
    const base = new Y.Doc()
    base.clientID = 9
    base.getMap('cards').set(
      'c',
      new Y.Map([
        ['pos', { stage: 's1', rank: 'a' }],
        ['value', 1],
      ] as const),
    )
    const rows = [Y.encodeStateAsUpdate(base)]
    for (const [i, edit] of [first, second].entries()) {
      const doc = new Y.Doc()
      Y.applyUpdate(doc, rows[0] ?? new Uint8Array())
      doc.clientID = ids[i] ?? 1
      const vector = Y.encodeStateVector(doc)
      doc.transact(() => edit(doc.getMap('cards').get('c') as Y.Map<unknown>))
      rows.push(Y.encodeStateAsUpdate(doc, vector))
    }
    const facts = factsOfRows(
      rows.map((update, i) => ({
        seq: i + 1,
        actorId: `p${i}`,
        origin: 'client',
        receivedAtMs: i,
        update,
        note: null,
      })),
    )
    return facts.flatMap(({ collision }) => (collision ? [collision] : []))
  }
  const set = (key: string, value: unknown) => (card: Y.Map<unknown>) => void card.set(key, value)

  it.each([
    [[1, 2], { kept: 3, lost: 2, rowWrote: 'kept' }],
    [[2, 1], { kept: 2, lost: 3, rowWrote: 'lost' }],
  ])('[HIS-3] tell the lost value whoever wins (client ids %j)', (ids, collision) => {
    expect(race(set('value', 2), set('value', 3), ids)).toEqual([collision])
    expect(race(set('value', 2), set('value', 2), ids)).toEqual([])
  })

  it('[HIS-4] [HIS-3] to two places of one column are no conflict, to two columns they are', () => {
    expect(race(set('pos', { stage: 's1', rank: 'b' }), set('pos', { stage: 's1', rank: 'c' }))).toEqual([])
    const [b, c] = [
      { stage: 's2', rank: 'b' },
      { stage: 's3', rank: 'c' },
    ]
    expect(race(set('pos', b), set('pos', c))).toEqual([{ kept: c, lost: b, rowWrote: 'kept' }])
  })

  it('[HIS-3] a value that arrives below a cleared one is told as lost, a value that replaces a cleared one loses nothing', () => {
    const clearAfter = (card: Y.Map<unknown>): void => {
      card.set('value', 2)
      card.delete('value')
    }
    expect(race(clearAfter, set('value', 3), [2, 1])).toEqual([{ kept: null, lost: 3, rowWrote: 'lost' }])
    expect(race(clearAfter, set('value', 3), [1, 2])).toEqual([])
    expect(race((card) => card.delete('value'), set('value', 3))).toEqual([])
  })
})
