import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { kinds } from '../kinds.ts'
import { judgeOf, testStartMs } from '../testing/index.ts'
import { createLedgerStore, ledgerMap, outcomeDays, writeLedger } from './index.ts'
import type { OutcomeSnapshot } from './index.ts'

const outcome = (id: string, more: Partial<OutcomeSnapshot> = {}): OutcomeSnapshot => ({
  id,
  type: 'request.approve',
  subject: 'request-1',
  by: 'carla',
  accepted: true,
  reason: 'approved',
  place: 1,
  atMs: testStartMs,
  ...more,
})
const page = (status: string, outcomes: OutcomeSnapshot[]) => ({
  subjects: new Map([['request-1', { status }]]),
  outcomes,
  rules: new Map([['policy', { version: 1 }]]),
})

describe('the ledger', () => {
  it('[LED-1] is written by nobody, whatever the role', () => {
    for (const role of ['admin', 'manager', 'editor', 'viewer'] as const) {
      const judge = judgeOf('ledger', undefined, 'ana-user', role)
      expect(judge('outcomes/abcdefgh', { accepted: true })).toBe('read_only')
      expect(judge('subjects/abcdefgh', undefined, { before: {} })).toBe('read_only')
      expect(judge('intents/abcdefgh', { type: 'x' })).toBe('read_only')
    }
  })

  it('[LED-2] writing the same again changes nothing; values keep their identity; strange data is passed over', () => {
    const doc = new Y.Doc()
    const store = createLedgerStore(doc)
    let [updates, calls] = [0, 0]
    doc.on('update', () => updates++)
    store.subscribe(() => void calls++)
    writeLedger(doc, page('pending_a1', [outcome('intent-1')]), testStartMs)
    const kept = store.subject('request-1')
    writeLedger(doc, page('pending_a1', [outcome('intent-1')]), testStartMs)
    expect([updates, calls, store.subject('request-1') === kept]).toEqual([1, 1, true])
    expect(store.outcome('intent-1')).toMatchObject({ accepted: true, reason: 'approved', place: 1 })
    expect(store.outcome('intent-1')).toBe(store.outcome('intent-1'))
    expect([store.outcome('intent-2'), store.rule('policy'), store.subjects().size]).toEqual([
      undefined,
      { version: 1 },
      1,
    ])
    ledgerMap(doc, 'outcomes').set('odd', 5)
    ledgerMap(doc, 'subjects').set('same', { status: 'x' })
    ledgerMap(doc, 'subjects').set('same', { status: 'x' })
    expect(store.outcome('odd')).toBeUndefined()
    expect(calls).toBe(3)
    store.destroy()
  })

  it('[LED-3] outcomes leave the document after a while; how things stand stays', () => {
    const doc = new Y.Doc()
    writeLedger(doc, page('aprovada', [outcome('intent-1')]), testStartMs)
    const later = testStartMs + (outcomeDays + 1) * 86_400_000
    writeLedger(doc, page('cancelada', [outcome('intent-2', { atMs: later, place: 2 })]), later)
    const store = createLedgerStore(doc)
    expect([store.outcome('intent-1'), store.outcome('intent-2')?.place]).toEqual([undefined, 2])
    expect(store.subject('request-1')).toEqual({ status: 'cancelada' })
  })

  it('[LED-5] of what one person asked in vain the last 200 stay; others’ and what was accepted stay', () => {
    const doc = new Y.Doc()
    const refused = { accepted: false, reason: 'wrong_state' }
    const many = Array.from({ length: 250 }, (_, i) => outcome(`flood-${i}`, { ...refused, by: 'gil', place: i + 2 }))
    const others = [
      outcome('first', { by: 'gil', place: 1 }),
      outcome('davi-1', { ...refused, by: 'davi', place: 300 }),
    ]
    writeLedger(doc, page('aprovada', [...others, ...many.slice(0, 120)]), testStartMs)
    writeLedger(doc, page('aprovada', many.slice(120)), testStartMs)
    const store = createLedgerStore(doc)
    expect(store.outcomesBy('gil').map(({ place }) => place)).toEqual([
      ...Array.from({ length: 200 }, (_, i) => 251 - i),
      1,
    ])
    expect(store.outcome('davi-1')).toBeDefined()
    store.destroy()
  })

  it('[LED-4] an accepted outcome means what it decided, once; a refused one nothing', () => {
    const fact = (id: string, accepted: boolean, before?: object) => ({
      path: ['outcomes', id],
      before: before as never,
      after: { type: 'request.approve', subject: 'request-1', by: 'carla', accepted, reason: 'approved' },
    })
    expect(kinds.ledger.meaning([fact('a', true), fact('b', false), fact('c', true, { accepted: true })])).toEqual([
      { name: 'request.approved', subject: 'request-1', args: { by: 'carla' } },
    ])
  })
})
