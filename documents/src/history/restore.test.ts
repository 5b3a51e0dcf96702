import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { kinds } from '../kinds.ts'
import { mustParseName } from '../names.ts'
import { testContext } from '../testing/context.ts'
import { randomBoardEdit, seedTestBoard } from '../testing/editor.ts'
import { prepareUpdate } from '../update/index.ts'
import { documentState, encodeKeyWrites, Interpreter, replayFact, restoreWrites } from './index.ts'
import type { DocumentState } from './index.ts'
import { Office } from './testing/office.ts'

const runs = Number(process.env['MUTIRAO_SOAK'] ?? 1)
const nowMs = 1_800_000_000_000
const fixed = new Set(['createdAt', 'createdBy'])

type Entries = Record<string, Record<string, unknown>>
const without = (entry: Record<string, unknown> | undefined): Record<string, unknown> =>
  Object.fromEntries(Object.entries(entry ?? {}).filter(([key]) => !fixed.has(key)))

/** A board that several people have edited, and what it was after one of its rows. */
function edited(seed: number): { readonly server: Y.Doc; readonly past: DocumentState; readonly office: Office } {
  const office = new Office(seed, 3)
  const contexts = office.desks.map(({ actorId }, i) => testContext(actorId, seed * 11 + i))
  const [first] = office.desks
  const [context] = contexts
  if (first && context) seedTestBoard(first.doc, context)
  if (first) office.send(first)
  for (const desk of office.desks) office.receive(desk)
  office.work(90, (desk) => {
    const own = contexts[office.desks.indexOf(desk)]
    if (own) randomBoardEdit(desk.doc, own)
  })
  const moment = 1 + Math.floor(office.random() * office.rows.length)
  const interpreter = new Interpreter()
  const past: DocumentState = {}
  for (const row of office.rows.slice(0, moment)) for (const fact of interpreter.apply(row)) replayFact(past, fact)
  const server = new Y.Doc()
  for (const { update } of office.rows) Y.applyUpdate(server, update)
  server.getMap('intents').set('intent-0001', new Y.Map([['type', 'approve']]))
  return { server, past, office }
}

describe('restoring a board', () => {
  it.each(Array.from({ length: 20 * runs }, (_, i) => i))(
    '[HIS-18] gives what stood past, passes the inspection, and leaves concurrent edits alone (seed %i)',
    (seed) => {
      const { server, past } = edited(seed)
      // Somebody who is offline meanwhile.
      const peer = new Y.Doc()
      Y.applyUpdate(peer, Y.encodeStateAsUpdate(server))
      const card = [...peer.getMap('cards').values()][0] as Y.Map<unknown>
      card.set('nextActivity', 'Ligar')
      const offline = Y.encodeStateAsUpdate(peer, Y.encodeStateVector(server))

      const update = encodeKeyWrites(
        4_000_000_000,
        restoreWrites(server, { kind: 'board', state: past, scope: {}, nowMs }),
      )
      const actor = { userId: 'ana', role: 'editor', groups: [] } as const
      const judge = kinds.board.judge(actor, { document: mustParseName('board:board-0001'), doc: server })
      const prepared = prepareUpdate(server, update, judge, { ownsClient: () => true })
      expect(prepared.kind === 'ready' ? [prepared.refused, prepared.reverts, prepared.sunk] : prepared.kind).toEqual(
        prepared.kind === 'unchanged' ? 'unchanged' : [[], [], 0],
      )
      Y.applyUpdate(server, update)
      expect(server.getMap('intents').size).toBe(1)
      const now = documentState(server)
      expect(now['meta']).toEqual(past['meta'])
      for (const root of ['stages', 'cards', 'fields']) {
        const [was, is] = [(past[root] ?? {}) as Entries, (now[root] ?? {}) as Entries]
        for (const [id, entry] of Object.entries(is)) {
          if (was[id]) expect([id, without(entry)]).toEqual([id, without(was[id])])
          else expect([id, typeof entry['deletedAt']]).toEqual([id, 'number'])
        }
      }
      Y.applyUpdate(server, offline)
      Y.applyUpdate(peer, Y.encodeStateAsUpdate(server))
      expect(documentState(server)).toEqual(documentState(peer))
      expect(card.get('nextActivity')).toBe('Ligar')
    },
  )

  it('[HIS-18] of one field or some entries writes nothing else', () => {
    const { server, past } = edited(3)
    const before = documentState(server)
    const id = Object.keys((past['cards'] ?? {}) as Entries).find(
      (card) => JSON.stringify((before['cards'] as Entries)[card]) !== JSON.stringify((past['cards'] as Entries)[card]),
    )
    expect(id).toBeDefined()
    const writes = restoreWrites(server, { kind: 'board', state: past, scope: { entries: [id ?? ''] }, nowMs })
    Y.applyUpdate(server, encodeKeyWrites(4_000_000_000, writes))
    const now = documentState(server)
    expect(without((now['cards'] as Entries)[id ?? ''])).toEqual(without((past['cards'] as Entries)[id ?? '']))
    const rest = (state: DocumentState): unknown => ({
      ...state,
      cards: { ...(state['cards'] as Entries), [id ?? '']: 0 },
    })
    expect(rest(now)).toEqual(rest(before))
  })

  it('[HIS-51] puts back objects and lists, under keys nobody knows too, changed or removed', () => {
    const server = new Y.Doc()
    const card = new Y.Map<unknown>()
    server.getMap('cards').set('card-0001', card)
    const place = { lat: -23.5, of: [1, { unit: 'deg' }] }
    for (const [key, value] of Object.entries({ place, gone: place, tags: ['a', { b: 1 }], none: {} }))
      card.set(key, value)
    const past = documentState(server)
    card.set('place', { lat: 0 })
    card.set('tags', ['c'])
    card.set('none', 1)
    card.delete('gone')
    const writes = restoreWrites(server, { kind: 'board', state: past, scope: { entries: ['card-0001'] }, nowMs })
    const update = encodeKeyWrites(4_000_000_000, writes)
    const actor = { userId: 'ana', role: 'editor', groups: [] } as const
    const judge = kinds.board.judge(actor, { document: mustParseName('board:board-0001'), doc: server })
    expect(prepareUpdate(server, update, judge, { ownsClient: () => true })).toMatchObject({
      kind: 'ready',
      refused: [],
    })
    Y.applyUpdate(server, update)
    expect(documentState(server)).toEqual(past)
  })
})
