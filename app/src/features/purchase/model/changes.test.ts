import type { RequestContent } from '@mutirao/documents'
import { expect, it } from 'vitest'
import { changesBetween, linesOf } from './changes.ts'

const item = (id: string, more: Partial<RequestContent['items'][number]> = {}): RequestContent['items'][number] => ({
  id,
  description: `Item ${id}`,
  code: '',
  quantity: '2',
  unit: 'un',
  estimateCents: 1_000,
  costCentre: '',
  account: '',
  ...more,
})
const content = (more: Partial<RequestContent>): RequestContent => ({
  requester: 'bruno',
  title: 'Bancadas',
  justification: 'Oficina nova',
  costCentre: 'TI',
  category: '',
  project: '',
  place: '',
  priority: 'normal',
  needBy: null,
  currency: 'BRL',
  items: [item('a'), item('b'), item('c')],
  totalCents: 6_000,
  ...more,
})

it('[PUR-23] what changed is told field by field and item by item; what only moved is not told', () => {
  const after = content({
    needBy: '2026-12-05',
    costCentre: '',
    items: [item('c'), item('d', { quantity: '' }), item('a', { quantity: '5', estimateCents: null })],
  })
  const { fields, items } = changesBetween(content({}), after)
  expect(fields).toEqual([
    { field: 'costCentre', before: 'TI', after: '' },
    { field: 'needBy', before: '', after: '2026-12-05' },
  ])
  expect(items.map(({ kind, item: { id } }) => `${kind} ${id}`)).toEqual(['added d', 'changed a', 'removed b'])
  expect(items[1]).toMatchObject({ before: { quantity: '2' }, fields: ['quantity', 'estimate'] })
  expect(items.map(linesOf)).toEqual([
    { before: null, after: null },
    { before: 2_000, after: null },
    { before: 2_000, after: null },
  ])
  expect(changesBetween(after, after)).toEqual({ fields: [], items: [] })
})
