import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createAccount, createAccountsStore, mergeAccounts, renameAccount } from '../accounts/index.ts'
import { kinds } from '../kinds.ts'
import { mustParseName } from '../names.ts'
import type { DocumentKindName } from '../names.ts'
import { numberedRequests } from '../purchase/index.ts'
import { randomAccountsEdit, randomRequestEdit, randomRequestsEdit, testContext } from '../testing/index.ts'
import { prepareUpdate } from '../update/index.ts'
import {
  documentState,
  encodeKeyWrites,
  Interpreter,
  isRestorable,
  replayFact,
  restorable,
  restoreWrites,
} from './index.ts'
import type { DocumentState } from './index.ts'
import { Office } from './testing/office.ts'

const runs = Number(process.env['MUTIRAO_SOAK'] ?? 1)
const nowMs = 1_800_000_000_000
const archivist = 4_000_000_000
type Entries = Record<string, Record<string, unknown>>

const subjects = [
  { kind: 'requests', name: 'requests:list-0001', edit: randomRequestsEdit },
  { kind: 'request', name: 'request:list-0001.request-1', edit: randomRequestEdit },
  { kind: 'accounts', name: 'accounts:workspace', edit: randomAccountsEdit },
] as const

/** A document that several people have edited, what it was after one of its rows, and somebody who is offline. */
function edited({ edit }: (typeof subjects)[number], seed: number) {
  const office = new Office(seed, 3)
  const contexts = office.desks.map(({ actorId }, i) => testContext(actorId, seed * 13 + i))
  office.work(90, (desk) => {
    const context = contexts[office.desks.indexOf(desk)]
    if (context) edit(desk.doc, context)
  })
  const moment = 1 + Math.floor(office.random() * office.rows.length)
  const interpreter = new Interpreter()
  const past: DocumentState = {}
  for (const row of office.rows.slice(0, moment)) for (const fact of interpreter.apply(row)) replayFact(past, fact)
  const server = new Y.Doc()
  for (const { update } of office.rows) Y.applyUpdate(server, update)
  return { server, past }
}

const offlineOf = (server: Y.Doc): Y.Doc => {
  const peer = new Y.Doc()
  Y.applyUpdate(peer, Y.encodeStateAsUpdate(server))
  return peer
}

/** What a restore is about: the document without what it never touches. */
function content(state: DocumentState, kind: DocumentKindName, roots: readonly string[]): Entries {
  const { isFixed } = restorable[kind]
  return Object.fromEntries(
    roots.map((root) => [
      root,
      JSON.parse(JSON.stringify(state[root] ?? {}), (key, value: unknown) =>
        isFixed(key) ? undefined : value,
      ) as object,
    ]),
  ) as Entries
}

describe.each(subjects)('restoring a document of kind $kind', (subject) => {
  const { kind, name } = subject
  it.each(Array.from({ length: 6 * runs }, (_, i) => i))(
    '[HIS-18] gives what stood then, passes the inspection and leaves concurrent edits alone (seed %i)',
    (seed) => {
      const { server, past } = edited(subject, seed)
      const before = documentState(server)
      const peer = offlineOf(server)
      const [root] = restorable[kind].entries
      const entry = [...peer.getMap(root ?? '').values()][0] as Y.Map<unknown>
      entry.set('category', 'escrito offline')
      const offline = Y.encodeStateAsUpdate(peer, Y.encodeStateVector(server))

      const update = encodeKeyWrites(archivist, restoreWrites(server, { kind, state: past, scope: {}, nowMs }))
      const actor = { userId: 'ana', role: 'editor', groups: [] } as const
      const judge = kinds[kind].judge(actor, { document: mustParseName(name), doc: server })
      const prepared = prepareUpdate(server, update, judge, { ownsClient: () => true })
      if (prepared.kind !== 'unchanged')
        expect(prepared.kind === 'ready' ? [prepared.refused, prepared.reverts, prepared.sunk] : prepared.kind).toEqual(
          [[], [], 0],
        )
      Y.applyUpdate(server, update)
      const now = documentState(server)
      const { flat, entries } = restorable[kind]
      expect(content(now, kind, flat)).toEqual(content(past, kind, flat))
      const [was, is] = [content(past, kind, entries), content(now, kind, entries)]
      for (const at of entries)
        for (const [id, one] of Object.entries(is[at] ?? {})) {
          const then = was[at]?.[id]
          if (then) expect([id, one]).toEqual([id, then])
          else expect([id, typeof (one as Record<string, unknown>)['deletedAt']]).toEqual([id, 'number'])
        }
      // Everything else is as it was: intents, comments, files, sums, other names.
      for (const other of Object.keys(before).filter((at) => ![...flat, ...entries].includes(at)))
        expect([other, now[other]]).toEqual([other, before[other]])
      Y.applyUpdate(server, offline)
      Y.applyUpdate(peer, Y.encodeStateAsUpdate(server))
      expect(documentState(server)).toEqual(documentState(peer))
      expect(entry.get('category')).toBe('escrito offline')
    },
  )
})

describe('restoring', () => {
  it('[HIS-35] of a whole list leaves alone what was sent for approval, unless it is chosen; nothing decided is restorable', () => {
    const doc = new Y.Doc()
    const write = (id: string, title: string) => doc.getMap('requests').set(id, new Y.Map([['title', title]]))
    const state: DocumentState = { requests: { 'sent-0001': { title: 'Antes' }, 'draft-001': { title: 'Antes' } } }
    for (const id of ['sent-0001', 'draft-001', 'sent-late', 'draftlate']) write(id, 'Depois')
    const ledger = new Y.Doc()
    const number = { year: 2026, number: 7 }
    for (const id of ['sent-0001', 'sent-late']) ledger.getMap('subjects').set(id, { status: 'pending_a1', number })
    ledger.getMap('subjects').set('draft-001', { status: 'rascunho', number: null })
    const onlyChosen = numberedRequests(ledger)
    const keys = (scope: { entries?: string[] }) =>
      restoreWrites(doc, { kind: 'requests', state, scope, onlyChosen, nowMs }).map(({ key, value }) => [key, value])
    expect(keys({})).toEqual([
      ['title', 'Antes'],
      ['deletedAt', nowMs],
    ])
    expect(keys({ entries: ['sent-0001'] })).toEqual([['title', 'Antes']])
    expect([isRestorable('ledger'), isRestorable('user'), isRestorable('requests')]).toEqual([false, false, true])
    expect(restoreWrites(ledger, { kind: 'ledger', state: { subjects: {} }, scope: {}, nowMs })).toEqual([])
  })

  it('[HIS-36] the name of an account keeps the present one as another name; a merge is taken apart', () => {
    const [doc, ana] = [new Y.Doc(), testContext('ana', 1)]
    const acme = createAccount(doc, ana, { name: 'Acme' }).accountId
    const hidrel = createAccount(doc, ana, { name: 'Hidrel' }).accountId
    const state = structuredClone(documentState(doc))
    renameAccount(doc, ana, { accountId: acme, name: 'Acme do Brasil' })
    mergeAccounts(doc, ana, { keep: acme, drop: [hidrel] })
    const writes = restoreWrites(doc, { kind: 'accounts', state, scope: {}, nowMs })
    Y.applyUpdate(doc, encodeKeyWrites(archivist, writes))
    const store = createAccountsStore(doc)
    expect(store.account(acme)?.name).toBe('Acme')
    expect(store.named('Acme do Brasil')?.id).toBe(acme)
    expect(store.named('Hidrel')?.id).toBe(hidrel)
    store.destroy()
  })

  it('[HIS-38] names that every object has are nothing special: neither read, nor written beyond the document', () => {
    const doc = new Y.Doc()
    doc.getMap('cards').set('constructor', new Y.Map([['toString', 'meu']]))
    const state: DocumentState = { cards: { constructor: { title: 'Um' } } }
    const wish = { kind: 'board', state, scope: { entries: ['constructor'] }, nowMs } as const
    expect(restoreWrites(doc, wish).map(({ key, value }) => [key, value])).toEqual([
      ['toString', undefined],
      ['title', 'Um'],
    ])
    expect(restoreWrites(doc, { ...wish, scope: { field: 'valueOf' } })).toEqual([])
    const replayed: DocumentState = JSON.parse('{"cards":{}}') as DocumentState
    replayFact(replayed, { path: ['cards', '__proto__', 'polluted'], kind: 'set', after: true, text: undefined })
    const reached = 'polluted' in {}
    Reflect.deleteProperty(Object.prototype, 'polluted')
    expect([reached, replayed]).toEqual([false, { cards: {} }])
  })
})
