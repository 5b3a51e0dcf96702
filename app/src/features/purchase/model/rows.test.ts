import {
  archiveRequest,
  createLedgerStore,
  createRequest,
  createRequestsStore,
  emptyQuery,
  findRequests,
  leaveIntent,
  writeLedger,
} from '@mutirao/documents'
import { testContext } from '@mutirao/documents/testing'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { archivedRows, columnOf, rowOf, rowsOf } from './rows.ts'

const bruno = testContext('bruno', 1)

function office() {
  const [list, ledger] = [new Y.Doc(), new Y.Doc()]
  const { requestId } = createRequest(list, bruno, { title: 'Notebooks', costCentre: 'TI', total: 1_000 })
  const { requestId: other } = createRequest(list, bruno, { title: 'Cadeiras' })
  const stores = { store: createRequestsStore(list), ledger: createLedgerStore(ledger) }
  return { list, ledger, requestId, other, stores }
}

describe('requests with how they stand', () => {
  it('[PUR-1] what was asked shows until its outcome stands, and no longer', () => {
    const { list, ledger, requestId, stores } = office()
    const id = leaveIntent(list, bruno, { type: 'request.submit', subject: requestId })
    expect(rowOf(stores, requestId)?.asked.map((one) => one.type)).toEqual(['request.submit'])
    expect(rowOf(stores, requestId)?.status).toBe('rascunho')
    const outcome = {
      id,
      type: 'request.submit',
      subject: requestId,
      by: 'bruno',
      accepted: true,
      reason: 'submitted',
      place: 1,
      atMs: bruno.nowMs,
    }
    const subjects = new Map([[requestId, { status: 'pending_a1', number: { year: 2026, number: 7 } }]])
    writeLedger(ledger, { subjects, outcomes: [outcome], rules: new Map() }, bruno.nowMs)
    const row = rowOf(stores, requestId)
    expect([row?.asked, row?.status, row?.number]).toEqual([[], 'pending_a1', 'SC-2026-0007'])
  })

  it('[PUR-24] what was archived stands together with how it stood, the last first', () => {
    const { list, ledger, stores, requestId, other } = office()
    const subjects = new Map([[requestId, { status: 'cancelada', number: { year: 2026, number: 7 } }]])
    writeLedger(ledger, { subjects, outcomes: [], rules: new Map() }, bruno.nowMs)
    archiveRequest(list, { ...bruno, nowMs: bruno.nowMs + 1_000 }, requestId)
    archiveRequest(list, { ...bruno, nowMs: bruno.nowMs + 2_000 }, other)
    const told = archivedRows(stores).map(({ request, number, status }) => [request.title, number, status])
    expect(told).toEqual([
      ['Cadeiras', '', 'rascunho'],
      ['Notebooks', 'SC-2026-0007', 'cancelada'],
    ])
  })

  it('[PUR-2] is found by number, words of its fields and the name of who made it; in any spelling', () => {
    const { list, ledger, stores, requestId, other } = office()
    const subjects = new Map([[requestId, { status: 'pending_a1', number: { year: 2026, number: 7 } }]])
    writeLedger(ledger, { subjects, outcomes: [], rules: new Map() }, bruno.nowMs)
    const nameOf = () => 'Bruno Almeida'
    const asker = { me: 'carla', today: '2026-11-27', dayOf: () => '2026-11-27', personName: nameOf }
    const found = (text: string) =>
      findRequests(
        rowsOf(stores, { delegations: [], leaders: [], now: () => 0, nameOf }),
        { ...emptyQuery, text },
        asker,
      )
        .map(({ request }) => request.title)
        .toSorted()
    expect(found('sc-2026-0007')).toEqual(['Notebooks'])
    expect(found('note ti')).toEqual(['Notebooks'])
    expect(found('ALMÉIDA')).toEqual(['Cadeiras', 'Notebooks'])
    archiveRequest(list, bruno, other)
    expect(found('almeida')).toEqual(['Notebooks'])
    expect((['rejeitada', 'cancelada', 'aprovada'] as const).map(columnOf)).toEqual(['closed', 'closed', 'aprovada'])
  })

  it('[PUR-15] waits for whom the policy names and for whoever stands in for them', () => {
    const { ledger, requestId, stores } = office()
    const state = { status: 'pending_a1', level: 1, requester: 'bruno', waiting: ['carla'] }
    writeLedger(ledger, { subjects: new Map([[requestId, state]]), outcomes: [], rules: new Map() }, bruno.nowMs)
    const away = { id: 'd', from: 'carla', to: 'eva', startMs: 0, endMs: 10, reason: '', by: 'carla', isTold: true }
    const waitsFor = (nowMs: number) =>
      rowsOf(stores, { delegations: [away], leaders: [], now: () => nowMs, nameOf: () => '' }).find(
        ({ request }) => request.id === requestId,
      )?.waitsFor
    expect([waitsFor(5), waitsFor(10)]).toEqual([['carla', 'eva'], ['carla']])
  })

  it('[PUR-26] a wish to reopen waits for who leads, except for whoever has it', () => {
    const { ledger, requestId, stores } = office()
    const reopening = { by: 'ana', text: 'Há verba', atMs: 1 }
    const state = { status: 'cancelada', level: null, requester: 'bruno', waiting: [], reopening }
    writeLedger(ledger, { subjects: new Map([[requestId, state]]), outcomes: [], rules: new Map() }, bruno.nowMs)
    const ask = { delegations: [], leaders: ['ana', 'marina'], now: () => 5, nameOf: () => '' }
    const row = rowsOf(stores, ask).find(({ request }) => request.id === requestId)
    expect(row?.waitsFor).toEqual(['marina'])
  })
})
