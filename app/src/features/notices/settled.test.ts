import type { NotificationSnapshot } from '@mutirao/documents'
import { expect, it } from 'vitest'
import type { Approvals } from '../../engine/purchase/index.ts'
import { settledNotices } from './settled.ts'

const notice = (id: string, subject: string, event = 'purchase_request_waiting') =>
  ({
    id,
    event,
    subject,
    document: 'requests:01',
    args: {},
    group: '',
    atMs: 0,
    isRead: false,
  }) satisfies NotificationSnapshot
const waits = (id: string, said: object | null = null, reopening: object | null = null) =>
  ({ request: { id }, said, view: { reopening } }) as Approvals['queue'][number]

it('[NTC-10] a notice that asks for a word is settled once nobody waits for it, and never before that is known', () => {
  const all = [
    notice('5', 'open'),
    notice('4', 'open'),
    notice('3', 'decided'),
    notice('2', 'said'),
    notice('1', 'decided', 'purchase_request_approved'),
    notice('0', 'wish', 'purchase_request_reopening_asked'),
    notice('-', 'granted', 'purchase_request_reopening_asked'),
  ]
  const queue = [waits('open'), waits('said', {}), waits('wish', null, {})]
  expect([...settledNotices(all, { queue, opening: 0, missing: [] })]).toEqual(['4', '3', '2', '-'])
  expect(settledNotices(all, { queue, opening: 1, missing: [] }).size).toBe(0)
  expect(settledNotices(all, { queue, opening: 0, missing: ['Compras'] }).size).toBe(0)
})
