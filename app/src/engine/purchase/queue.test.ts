import {
  createLedgerStore,
  createRequest,
  createRequestsStore,
  leaveIntent,
  writeLedger,
  type JsonValue,
  type Role,
} from '@mutirao/documents'
import { testContext } from '@mutirao/documents/testing'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { queueOf } from './queue.ts'

const bruno = testContext('bruno', 1)

it('[PUR-36] a wish to reopen waits in the queue of every manager and administrator but whoever wishes it, with its own two answers', () => {
  const [list, ledger] = [new Y.Doc(), new Y.Doc()]
  const { requestId } = createRequest(list, bruno, { title: 'Cadeiras' })
  const { requestId: pending } = createRequest(list, bruno, { title: 'Mesas' })
  const wish = { by: 'marina', text: 'Há verba', atMs: 700 }
  const subjects = new Map<string, JsonValue>([
    [requestId, { status: 'cancelada', requester: 'bruno', reopening: wish, changedAtMs: 500, levelSinceMs: 100 }],
    [
      pending,
      { status: 'pending_a1', level: 1, requester: 'bruno', waiting: ['ana'], totalCents: 100, levelSinceMs: 600 },
    ],
  ])
  writeLedger(ledger, { subjects, outcomes: [], rules: new Map() }, bruno.nowMs)
  const stores = { store: createRequestsStore(list), ledger: createLedgerStore(ledger) }
  const waits = (userId: string, role: Role) =>
    queueOf('list', 'Compras', { ...stores, me: { userId, role }, nowMs: bruno.nowMs }).map((one) => ({
      title: one.request.title,
      answers: one.answers,
      sinceMs: one.sinceMs,
      said: one.said?.type,
    }))
  const asked = { title: 'Cadeiras', answers: ['grant_reopening', 'deny_reopening'], sinceMs: 700, said: undefined }
  const level = { title: 'Mesas', answers: ['approve', 'return', 'reject'], sinceMs: 600, said: undefined }
  expect(waits('ana', 'admin')).toEqual(expect.arrayContaining([asked, level]))
  expect(waits('leo', 'manager')).toEqual([asked])
  expect([waits('marina', 'manager'), waits('bruno', 'editor')]).toEqual([[], []])
  leaveIntent(list, testContext('leo', 2), { type: 'reopening.grant', subject: requestId })
  expect(waits('leo', 'manager')).toEqual([{ ...asked, said: 'reopening.grant' }])
})
