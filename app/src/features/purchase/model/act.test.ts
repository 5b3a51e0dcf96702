import { contentDigest, type RequestContent, type RequestView } from '@mutirao/documents'
import { expect, it } from 'vitest'
import { intentFor } from './act.ts'

const content: RequestContent = {
  requester: 'bruno',
  title: 'Notebooks',
  justification: '',
  costCentre: 'TI',
  category: '',
  project: '',
  place: '',
  priority: 'normal',
  needBy: null,
  currency: 'BRL',
  items: [
    {
      id: 'item-0001',
      description: 'Notebook',
      code: '',
      quantity: '1',
      unit: 'un',
      estimateCents: 500,
      costCentre: '',
      account: '',
    },
  ],
  totalCents: 500,
}
const seen = { content, digest: contentDigest(content) }
const view: RequestView = {
  status: 'pending_a1',
  requester: 'bruno',
  number: { year: 2026, number: 1 },
  round: 2,
  digest: seen.digest,
  totalCents: 500,
  policy: 3,
  level: 1,
  waiting: ['carla'],
  approvals: [],
  escalations: [],
  edited: [],
  editorsMay: true,
  levelSinceMs: 0,
  submittedAtMs: 0,
  changedAtMs: 0,
  reason: { code: '', text: '', by: '' },
  reopening: null,
}

it('[PUR-5] a yes carries what was on the screen, and none is sent for what the round is not about', () => {
  expect(intentFor('r1', { action: 'approve', voice: 'carla' }, view, seen)).toEqual({
    intent: {
      type: 'request.approve',
      subject: 'r1',
      digest: seen.digest,
      args: { round: 2, level: 1, policy: 3, shownCents: 500, for: 'carla' },
    },
  })
  expect(intentFor('r1', { action: 'approve' }, { ...view, digest: 'other' }, seen)).toEqual({ problem: 'changed' })
  expect(intentFor('r1', { action: 'approve' }, view, null)).toEqual({ problem: 'not_here' })
})

it('[PUR-5] what needs words is not sent without, and nothing incomplete is submitted', () => {
  expect(intentFor('r1', { action: 'return', reason: '  ' }, view, seen)).toEqual({ problem: 'reason' })
  const nothing = { content: { ...content, items: [], totalCents: 0 }, digest: '' }
  expect(intentFor('r1', { action: 'submit' }, null, nothing)).toEqual({ problem: 'incomplete' })
  const unknown = { content: { ...content, totalCents: null }, digest: seen.digest }
  expect(intentFor('r1', { action: 'approve' }, view, unknown)).toEqual({ problem: 'incomplete' })
  expect(intentFor('r1', { action: 'submit' }, null, seen)).toEqual({
    intent: { type: 'request.submit', subject: 'r1', digest: seen.digest },
  })
  expect(intentFor('r1', { action: 'cancel', reason: ' não precisa ' }, view, null)).toEqual({
    intent: { type: 'request.cancel', subject: 'r1', args: { reason: 'não precisa' } },
  })
})
