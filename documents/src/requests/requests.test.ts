import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readIntents } from '../decisions/intents.ts'
import { leaveIntent } from '../decisions/index.ts'
import type { MutiraoError } from '../errors.ts'
import type { Fact } from '../kind.ts'
import { kinds } from '../kinds.ts'
import {
  addItems,
  createRequestDetailStore,
  itemsMap,
  lineCents,
  maxItemsAtOnce,
  moveItem,
  removeItems,
  setItemCells,
  setItemField,
  setJustification,
  totalCents,
} from '../request/index.ts'
import type { Role } from '../protocol.ts'
import { judgeOf, map, testContext } from '../testing/index.ts'
import {
  archiveRequest,
  createRequest,
  createRequestsStore,
  requestsMap,
  restoreRequest,
  setRequestField,
  setRequestLabel,
  setRequestsMeta,
} from './index.ts'

const code = (expected: string) => expect.objectContaining({ code: expected }) as MutiraoError
const entry = '01HREQUEST0000000000000000'

describe('a list of requests', () => {
  it('[REQ-1] holds what a person wrote, newest first, archived ones apart', () => {
    const [doc, ana] = [new Y.Doc(), testContext('ana-user', 1)]
    const store = createRequestsStore(doc)
    setRequestsMeta(doc, ana, { title: 'Compras', currency: 'BRL' })
    const first = createRequest(doc, ana, { title: ' Cadeiras ', priority: 'high', needBy: '2026-12-01' }).requestId
    const second = createRequest(doc, ana, { title: 'Notebooks', total: 6_000_000, costCentre: 'TI' }).requestId
    expect(store.requests().map(({ id }) => id)).toEqual([second, first])
    expect(store.request(first)).toMatchObject({ title: 'Cadeiras', priority: 'high', needBy: '2026-12-01' })
    expect(store.request(second)).toMatchObject({ totalCents: 6_000_000, createdBy: 'ana-user', priority: 'normal' })
    setRequestLabel(doc, ana, { requestId: first, label: 'obra', on: true })
    expect(store.request(first)?.labels).toEqual(['obra'])
    const undo = archiveRequest(doc, ana, first)
    expect([store.requests().length, store.archived().map(({ id }) => id)]).toEqual([1, [first]])
    expect(archiveRequest(doc, ana, first)).toBeNull()
    undo?.apply(doc, ana)
    archiveRequest(doc, ana, first)
    restoreRequest(doc, ana, first)
    expect(store.requests()).toHaveLength(2)
    expect(store.meta()).toEqual({ title: 'Compras', currency: 'BRL' })
    store.destroy()
    createRequest(doc, ana, { title: 'Depois' })
    expect(store.requests()).toHaveLength(2)
  })

  it('[REQ-1] refuses what has no form before anything is written', () => {
    const [doc, ana] = [new Y.Doc(), testContext('ana-user', 1)]
    expect(() => createRequest(doc, ana, { title: '  ' })).toThrow(code('bad_value'))
    const { requestId } = createRequest(doc, ana, { title: 'A' })
    const set = (field: 'needBy' | 'title' | 'total', value: string | number | null) => (): unknown =>
      setRequestField(doc, ana, { requestId, field, value: value as never })
    expect(set('needBy', '2026-13-01')).toThrow(code('bad_value'))
    expect(set('title', '')).toThrow(code('bad_value'))
    expect(set('total', 1.5)).toThrow(code('bad_value'))
    expect(set('title', 'x'.repeat(1_001))).toThrow(code('too_large'))
    expect(() => setRequestField(doc, ana, { requestId: 'nowhere0', field: 'place', value: 'x' })).toThrow(
      code('not_found'),
    )
    expect(() => leaveIntent(doc, ana, { type: 'x', subject: 'no id' })).toThrow(code('bad_value'))
    expect(requestsMap(doc).size).toBe(1)
  })

  it('[REQ-2] keeps what did not change, passes over strange data, tells only what changed', () => {
    const [doc, ana] = [new Y.Doc(), testContext('ana-user', 1)]
    const [a, b] = ['A', 'B'].map((title) => createRequest(doc, ana, { title }).requestId) as [string, string]
    const store = createRequestsStore(doc)
    const kept = store.request(a)
    let calls = 0
    store.subscribe(() => void calls++)
    setRequestField(doc, ana, { requestId: b, field: 'place', value: 'Matriz' })
    ;(requestsMap(doc).get(a) as Y.Map<unknown>).set('title', 'A')
    expect([store.request(a) === kept, calls]).toEqual([true, 1])
    requestsMap(doc).set('odd-entry', 7)
    requestsMap(doc).set(
      'half-entry',
      new Y.Map<unknown>([
        ['title', 9],
        ['needBy', 'soon'],
        ['priority', 'x'],
      ]),
    )
    doc.getMap('intents').set('odd-intent', 'no intent')
    expect(store.request('half-entry')).toMatchObject({ title: '', needBy: null, priority: 'normal' })
    expect([store.requests().length, store.intents()]).toEqual([3, []])
    const id = leaveIntent(doc, ana, { type: 'request.submit', subject: a, digest: 'd' })
    expect(store.intents()).toMatchObject([{ id, type: 'request.submit', subject: a, by: 'ana-user', digest: 'd' }])
    expect(readIntents(doc)).toEqual(store.intents())
  })

  it('[REQ-12] only administrators change the currency; who makes the list writes the usual one', () => {
    const judge = (role: Role) => judgeOf('requests', undefined, 'bruno-user', role)
    expect(judge('editor')('meta/currency', 'BRL')).toBe('allow')
    for (const role of ['editor', 'manager'] as const) {
      expect(judge(role)('meta/currency', 'USD')).toBe('admins_only')
      expect(judge(role)('meta/currency', 'USD', { before: 'BRL' })).toBe('admins_only')
      expect(judge(role)('meta/currency', undefined, { before: 'USD' })).toBe('admins_only')
      expect(judge(role)('meta/currency', 'USD', { before: 'USD' })).toBe('allow')
      expect(judge(role)('meta/title', 'Compras')).toBe('allow')
    }
    expect(judge('admin')('meta/currency', 'USD', { before: 'BRL' })).toBe('allow')
    expect(judge('admin')('meta/currency', 7)).toBe('bad_value')
  })

  it('[REQ-5] rules: entries are never removed, values have their form, an intent is written once, a viewer leaves intents only', () => {
    const judge = judgeOf('requests')
    expect(judge(`requests/${entry}`, map)).toBe('allow')
    expect(judge(`requests/${entry}`, undefined, { before: {} })).toBe('hard_delete')
    expect(judge(`requests/${entry}/needBy`, '2026-02-30')).toBe('bad_value')
    expect(judge(`requests/${entry}/title`, 'x'.repeat(1_001))).toBe('too_large')
    expect(judge(`requests/${entry}/title`, map)).toBe('bad_structure')
    expect(judge(`requests/${entry}/later`, 'kept')).toBe('allow')
    expect(judge(`requests/${entry}/createdBy`, 'bruno', { before: 'ana-user' })).toBe('created_by')
    expect(judge('meta/schemaVersion', 9)).toBe('server_only')
    expect(judge('outcomes/abcdefgh', { accepted: true })).toBe('bad_structure')
    const intent = { type: 'request.submit', by: 'ana-user', at: 1 }
    expect(judge(`intents/${entry}`, intent)).toBe('allow')
    expect(judge(`intents/${entry}`, intent, { before: intent })).toBe('hard_delete')
    expect(judge(`intents/${entry}`, undefined, { before: intent })).toBe('hard_delete')
    expect(judge(`intents/${entry}`, map)).toBe('bad_structure')
    expect(judge(`intents/${entry}`, intent, { bytes: 70_000 })).toBe('too_large')
    const viewer = judgeOf('requests', undefined, 'gil-user', 'viewer')
    expect([viewer(`intents/${entry}`, intent), viewer(`requests/${entry}`, map)]).toEqual(['allow', 'read_only'])
  })

  it('[REQ-4] a request and an item are signed with the person who sent them', () => {
    const doc = new Y.Doc()
    requestsMap(doc).set(entry, new Y.Map<unknown>([['createdBy', 'somebody-else']]))
    itemsMap(doc).set(entry, new Y.Map<unknown>([['description', 'A']]))
    const actor = { userId: 'ana-user', role: 'editor', groups: [] } as const
    for (const [kind, root] of [
      ['requests', 'requests'],
      ['request', 'items'],
    ] as const) {
      const change = { path: [root, entry], op: 'set', value: map, bytes: 1 } as const
      expect(kinds[kind].complete(doc, [change], actor)).toEqual([
        { path: [root, entry, 'createdBy'], rule: 'created_by', before: 'ana-user' },
      ])
    }
  })

  it('[REQ-10] changes have names', () => {
    const set = (path: string[], before: Fact['before'], after: Fact['after']): Fact => ({ path, before, after })
    expect(
      kinds.requests
        .meaning([
          set(['requests', entry], undefined, { title: 'A' }),
          set(['requests', 'other-entry', 'place'], 'x', 'y'),
          set(['requests', 'other-entry', 'deletedAt'], undefined, 5),
          set(['requests', 'other-entry', 'label:obra'], undefined, true),
          set(['requests', 'other-entry', 'total'], 1, 2),
        ])
        .map(({ name }) => name),
    ).toEqual(['request.created', 'request.field_changed', 'request.archived', 'request.labelled'])
    expect(
      kinds.request
        .meaning([
          set(['details', 'justification'], 'a', 'b'),
          set(['items', entry], undefined, { description: 'A' }),
          set(['items', 'other-entry', 'quantity'], '1', '2'),
          set(['items', 'other-entry', 'deletedAt'], undefined, 5),
          set(['items', 'other-entry', 'rank'], 'a', 'b'),
          set(['comments', entry], undefined, { text: 'Oi' }),
        ])
        .map(({ name }) => name),
    ).toEqual(['request.justified', 'item.added', 'item.field_changed', 'item.removed', 'comment.added'])
  })
})

describe('the items of a request', () => {
  it('[REQ-8] quantities are decimal text and add up to the cent, halves up, never through floating point', () => {
    const line = (quantity: string, estimateCents: number | null): number | null =>
      lineCents({ quantity, estimateCents })
    expect(line('1.005', 100)).toBe(101)
    expect(line('1,005', 100)).toBe(101)
    expect(line('0.1', 3)).toBe(0)
    expect(line('0.5', 1)).toBe(1)
    expect(line('999999999999', 9_007)).toBe(9_006_999_999_990_993)
    expect(line('999999999999.999999', 90_072)).toBeNull()
    expect([line('', 5), line('dez', 5), line('1.000,5', 5), line('-1', 5), line('2', null), line('2', -5)]).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ])
    expect(
      totalCents([
        { quantity: '2', estimateCents: 150 },
        { quantity: '0,5', estimateCents: 3 },
      ]),
    ).toBe(302)
    expect([totalCents([]), totalCents([{ quantity: '', estimateCents: 1 }])]).toEqual([0, null])
  })

  it('[REQ-9] keep their order and their objects; one paste is one step', () => {
    const [doc, ana] = [new Y.Doc(), testContext('ana-user', 1)]
    const store = createRequestDetailStore(doc)
    const { itemIds, undo } = addItems(doc, ana, [
      { description: 'A', quantity: '2', estimate: 150 },
      { description: 'B', quantity: 'dois' },
      { description: 'C' },
    ])
    const [a = '', b = '', c = ''] = itemIds
    expect([store.items().map(({ id }) => id), store.totalCents()]).toEqual([itemIds, null])
    const kept = store.items()[0]
    setItemCells(doc, ana, [
      { itemId: b, field: 'quantity', value: ' 2 ' },
      { itemId: b, field: 'estimate', value: 100 },
      { itemId: c, field: 'quantity', value: '1' },
      { itemId: c, field: 'estimate', value: 1 },
    ])
    expect([store.items()[0] === kept, store.totalCents()]).toEqual([true, 501])
    expect(moveItem(doc, ana, { itemId: c, belowId: a })).not.toBeNull()
    expect(store.items().map(({ id }) => id)).toEqual([c, a, b])
    expect(moveItem(doc, ana, { itemId: c, belowId: a })).toBeNull()
    const back = removeItems(doc, ana, [a, b])
    expect(removeItems(doc, ana, [a])).toBeNull()
    expect(store.items()).toHaveLength(1)
    back?.apply(doc, ana)
    expect(store.items()).toHaveLength(3)
    setJustification(doc, ana, 'Faltam cadeiras')
    expect(store.justification()).toBe('Faltam cadeiras')
    expect(undo?.apply(doc, ana)).toMatchObject({ done: 1, skipped: 2 })
    const many = Array.from({ length: maxItemsAtOnce + 1 }, () => ({ description: 'x' }))
    expect(() => addItems(doc, ana, many)).toThrow(code('invalid_request'))
    expect(() => setItemField(doc, ana, { itemId: a, field: 'description', value: ' ' })).toThrow(code('bad_value'))
    expect(addItems(doc, ana, [])).toEqual({ itemIds: [], undo: null })
  })

  it('[REQ-5] rules of the details', () => {
    const judge = judgeOf('request')
    expect(judge(`items/${entry}`, map)).toBe('allow')
    expect(judge(`items/${entry}`, undefined, { before: {} })).toBe('hard_delete')
    expect(judge(`items/${entry}/estimate`, 1.5)).toBe('bad_value')
    expect(judge(`items/${entry}/quantity`, 'dois')).toBe('allow')
    expect(judge(`items/${entry}/quantity`, 'x'.repeat(41))).toBe('too_large')
    expect(judge('details/justification', 'Porque sim')).toBe('allow')
    expect(judge(`comments/${entry}`, map)).toBe('allow')
    expect(judge('intents/abcdefgh', { type: 'x' })).toBe('bad_structure')
    const viewer = judgeOf('request', undefined, 'gil-user', 'viewer')
    expect(viewer(`items/${entry}/quantity`, '1')).toBe('read_only')
  })
})
