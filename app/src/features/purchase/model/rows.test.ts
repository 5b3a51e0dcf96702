import { createLedgerStore, createRequest, createRequestsStore, leaveIntent, writeLedger } from '@mutirao/documents'
import { testContext } from '@mutirao/documents/testing'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { columnOf, findRows, rowOf, rowsOf } from './rows.ts'

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

  it('[PUR-2] is found by number, words of its fields and the name of who made it; in any spelling', () => {
    const { ledger, stores, requestId } = office()
    const subjects = new Map([[requestId, { status: 'pending_a1', number: { year: 2026, number: 7 } }]])
    writeLedger(ledger, { subjects, outcomes: [], rules: new Map() }, bruno.nowMs)
    const all = rowsOf(stores)
    const found = (text: string, scope: 'all' | 'mine' | 'waiting' = 'all', me = 'bruno') =>
      findRows(all, { text, scope, me, waitsForMe: ({ request }) => request.id === requestId }, () => 'Bruno Almeida')
        .map(({ request }) => request.title)
        .toSorted()
    expect(found('sc-2026-0007')).toEqual(['Notebooks'])
    expect(found('note ti')).toEqual(['Notebooks'])
    expect(found('ALMÉIDA')).toEqual(['Cadeiras', 'Notebooks'])
    expect(found('', 'waiting')).toEqual(['Notebooks'])
    expect(found('', 'mine', 'carla')).toEqual([])
    expect((['rejeitada', 'cancelada', 'aprovada'] as const).map(columnOf)).toEqual(['closed', 'closed', 'aprovada'])
  })
})
