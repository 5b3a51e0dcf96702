import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { kinds } from '../kinds.ts'
import { EMPTY, emptyQuery, ME, withCondition } from '../query/index.ts'
import { judgeOf, map, testContext } from '../testing/index.ts'
import { archiveView, createView } from '../views-edit.ts'
import { createRequest, createRequestsStore, findRequests, requestCodec } from './index.ts'
import type { RequestAsker, RequestEntry, RequestFilterField, RequestQuery } from './index.ts'

const bruno = testContext('bruno', 1)
const asker: RequestAsker = {
  me: 'carla',
  today: '2026-11-27',
  dayOf: (ms) => new Date(ms).toISOString().slice(0, 10),
  personName: (id) => ({ ana: 'Ana', bruno: 'Bruno', carla: 'Ágata' })[id] ?? '',
}

function entries(): readonly RequestEntry[] {
  const doc = new Y.Doc()
  const store = createRequestsStore(doc)
  const make = (
    fields: Parameters<typeof createRequest>[2],
    { by = 'bruno', ...more }: Partial<RequestEntry> & { by?: string } = {},
  ): RequestEntry => {
    const { requestId } = createRequest(doc, testContext(by, store.requests().length + 2), fields)
    const request = store.request(requestId)
    if (!request) throw new Error('not made')
    const known = { status: 'rascunho', number: '', totalCents: request.totalCents, waitsFor: [] } as const
    return { ...known, request, requesterName: asker.personName(by), ...more }
  }
  return [
    make(
      { title: 'Notebooks', costCentre: 'TI', total: 6_000_000, priority: 'urgent', needBy: '2026-11-20' },
      { status: 'pending_a2', number: 'SC-2026-0002', waitsFor: ['carla', 'davi'] },
    ),
    make({ title: 'Cadeiras', costCentre: 'Administração', needBy: '2026-12-02' }, { by: 'carla' }),
    make(
      { title: 'Toner', total: 5_000, priority: 'low', needBy: '2026-11-20' },
      { status: 'aprovada', number: 'SC-2026-0001', by: 'ana' },
    ),
  ]
}

describe('a list of requests as a query shows it', () => {
  const all = entries()
  const found = (query: Partial<RequestQuery>) =>
    findRequests(all, { ...emptyQuery, ...query }, asker).map(({ request }) => request.title)

  it('[PUR-15] is filtered by how requests stand, whom they wait for, sums, days and words', () => {
    expect(found({})).toEqual(['Notebooks', 'Cadeiras', 'Toner'])
    expect(found({ filters: { waiting: { kind: 'among', values: [ME], not: false } } })).toEqual(['Notebooks'])
    expect(found({ filters: { waiting: { kind: 'among', values: [EMPTY], not: false } } })).toHaveLength(2)
    expect(found({ filters: { requester: { kind: 'among', values: [ME], not: false } } })).toEqual(['Cadeiras'])
    const status = { kind: 'among', values: ['pending_a2', 'aprovada'], not: true } as const
    expect(found({ filters: { status } })).toEqual(['Cadeiras'])
    expect(found({ filters: { total: { kind: 'range', min: 5_000, max: 10_000 } } })).toEqual(['Toner'])
    expect(found({ filters: { costCentre: { kind: 'contains', text: 'ADMINISTRACAO', not: false } } })).toEqual([
      'Cadeiras',
    ])
    // What is approved is not late any more.
    expect(found({ filters: { needBy: { kind: 'when', when: 'overdue' } } })).toEqual(['Notebooks'])
    expect(found({ text: 'agata cade' })).toEqual(['Cadeiras'])
    expect(found({ text: '0002' })).toEqual(['Notebooks'])
    expect(found({ archived: 'only' })).toEqual([])
  })

  it('[PUR-15] is sorted by steps in their order, people by name, empty ones last both ways', () => {
    const sorted = (by: RequestFilterField) =>
      [false, true].map((descending) =>
        found({ sort: { by, descending } })
          .map((title) => title[0])
          .join(''),
      )
    expect(sorted('status')).toEqual(['CNT', 'TNC'])
    expect(sorted('priority')).toEqual(['TCN', 'NCT'])
    expect(sorted('total')).toEqual(['TNC', 'NTC'])
    expect(sorted('requester')).toEqual(['CTN', 'NTC'])
    expect(sorted('number')).toEqual(['TNC', 'NTC'])
    expect(sorted('waiting')[0]?.[0]).toBe('N')
  })

  it('[PUR-15] has an address that is read back as the same query, and keeps its names', () => {
    const query: RequestQuery = {
      ...withCondition<RequestFilterField>(emptyQuery, 'waiting', {
        kind: 'among',
        values: [ME],
        not: false,
      }),
      sort: { by: 'needBy', descending: true },
      text: 'frota',
    }
    const params = requestCodec.encode(query)
    expect(params).toEqual({ q: 'frota', aguarda: 'eu', ordem: '-precisa' })
    expect(requestCodec.decode({ ...params, grupo: 'dono', dono: 'eu', valor: 'x' })).toEqual(query)
    expect(['situacao', 'centro', 'prioridade', 'solicitacao', 'layout'].map(requestCodec.isParam)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
  })
})

describe('views people share on a list of requests', () => {
  it('[VUE-6] stand in its document, are told to its readers, and are written by whoever may write requests', () => {
    const doc = new Y.Doc()
    const store = createRequestsStore(doc)
    let calls = 0
    store.subscribe(() => void calls++)
    const { viewId } = createView(doc, bruno, { name: 'Urgentes', query: 'prioridade=urgent' })
    expect([calls, store.views().map(({ name, query, by }) => [name, query, by])]).toEqual([
      1,
      [['Urgentes', 'prioridade=urgent', 'bruno']],
    ])
    archiveView(doc, bruno, viewId)
    expect([calls, store.views()]).toEqual([2, []])
    const judge = judgeOf('requests')
    expect(judge('views/01HVIEW0000000000000000000', map)).toBe('allow')
    expect(judge('views/01HVIEW0000000000000000000', undefined, { before: {} })).toBe('hard_delete')
    expect(judge('views/01HVIEW0000000000000000000/name', 'x'.repeat(101))).toBe('too_large')
    expect(judgeOf('requests', undefined, 'gil-user', 'viewer')('views/01HVIEW0000000000000000000', map)).toBe(
      'read_only',
    )
    const facts = [{ path: ['views', viewId, 'name'], before: 'Urgentes', after: 'Para hoje' }]
    expect(kinds.requests.meaning(facts).map(({ name }) => name)).toEqual(['view.changed'])
  })
})
