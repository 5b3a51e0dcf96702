import type { DocumentKindName, HistoryFact } from '@mutirao/documents'
import { describe, expect, it } from 'vitest'
import { waysOf } from './ways.ts'

const fact = (path: readonly string[], kind: HistoryFact['kind'] = 'set'): HistoryFact => ({
  seq: 1,
  index: 0,
  path,
  kind,
  actorId: 'ana',
  origin: 'client',
  receivedAtMs: 1,
  writtenAtMs: null,
})
const ways = (kind: DocumentKindName, ...facts: readonly HistoryFact[]) =>
  waysOf({
    key: '1',
    source: { name: 'x', kind, query: {} },
    group: { actorId: 'ana', origin: 'client', fromSeq: 1, toSeq: 1, fromMs: 1, toMs: 1, facts },
  })

describe('the ways back from a row of the history', () => {
  it('[HSC-19] of a card and a request are its fields and all of it, of a card’s own document the notes', () => {
    expect(ways('board', fact(['cards', 'a', 'value']), fact(['cards', 'a', 'createdBy']))).toEqual({
      fields: ['value'],
      entries: [],
      whole: true,
    })
    expect(ways('requests', fact(['requests', 'r', 'costCentre']), fact(['requests', 'r', 'total']))).toEqual({
      fields: ['costCentre'],
      entries: [],
      whole: true,
    })
    expect(ways('requests', fact(['intents', 'i'])).whole).toBe(false)
    expect(ways('card', fact(['notes'], 'text'), fact(['comments', 'c', 'text']))).toEqual({
      fields: ['notes'],
      entries: [],
      whole: false,
    })
    expect(ways('board', fact(['cards', 'a'], 'insert'))).toEqual({ fields: [], entries: [], whole: false })
  })

  it('[HSC-19] inside a request are the justification and each item that was changed; one that was made goes with all', () => {
    expect(
      ways(
        'request',
        fact(['details', 'justification']),
        fact(['items', 'new'], 'insert'),
        fact(['items', 'new', 'quantity']),
        fact(['items', 'old', 'quantity']),
        fact(['items', 'old', 'deletedAt']),
      ),
    ).toEqual({ fields: ['justification'], entries: ['old'], whole: true })
    expect(ways('request', fact(['items', 'new'], 'insert'))).toEqual({ fields: [], entries: [], whole: true })
    expect(ways('request', fact(['comments', 'c', 'text'])).whole).toBe(false)
  })
})
