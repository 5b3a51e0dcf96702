import type { StageSnapshot } from '@mutirao/documents'
import { describe, expect, it } from 'vitest'
import type { BoardCards, PlacedCard } from '../../engine/index.ts'
import { parts, urgentCount, workOf } from './work.ts'

const stage = (kind: StageSnapshot['kind']): StageSnapshot => ({
  id: kind,
  name: kind,
  rank: '',
  kind,
  probability: 0,
  color: '',
  wipLimit: null,
  deletedAt: null,
})
const base = {
  stageId: 'open',
  rank: '',
  stageSince: null,
  valueCents: null,
  account: '',
  contactName: '',
  contactEmail: '',
  contactPhone: '',
  ownerId: 'me',
  closeOn: null,
  nextActivity: '',
  nextActivityOn: null,
  source: '',
  labels: [],
  lostReason: '',
  fields: {},
  createdAt: null,
  createdBy: null,
  deletedAt: null,
} as const
const placed = (
  id: string,
  more: Partial<PlacedCard['card']> = {},
  kind: StageSnapshot['kind'] = 'open',
): PlacedCard => ({
  boardId: 'a',
  card: { ...base, id, title: id, ...more },
  stage: stage(kind),
})
const board = (boardId: string, cards: readonly PlacedCard[]): BoardCards => ({
  boardId,
  title: boardId,
  currency: 'BRL',
  write: true,
  cards,
})
/** Thursday. */
const today = '2026-11-26'

describe('my work', () => {
  it('[MYW-1] holds my live cards of open stages of all boards, and nobody else’s', () => {
    const work = workOf(
      [
        board('a', [placed('mine'), placed('theirs', { ownerId: 'ana' }), placed('old', { deletedAt: 1 })]),
        board('b', [placed('also'), placed('won', {}, 'won'), placed('lost', {}, 'lost')]),
      ],
      'me',
      today,
    )
    expect(parts.flatMap((part) => work[part].map(({ card }) => card.id))).toEqual(['also', 'mine'])
  })

  it('[MYW-2] puts each card into one part by the earlier of its two days, the most urgent first', () => {
    const cards = [
      placed('late', { closeOn: '2026-11-20', nextActivityOn: '2026-12-20' }),
      placed('later', { closeOn: '2026-11-10' }),
      placed('now', { nextActivityOn: today }),
      placed('sunday', { nextActivityOn: '2026-11-29' }),
      placed('monday', { nextActivityOn: '2026-11-30' }),
      placed('words', { nextActivity: 'Ligar' }),
      placed('closing', { closeOn: '2026-12-20' }),
      placed('nothing'),
    ]
    const work = workOf([board('a', cards)], 'me', today)
    expect(Object.fromEntries(parts.map((part) => [part, work[part].map(({ card }) => card.id)]))).toEqual({
      overdue: ['later', 'late'],
      today: ['now'],
      week: ['sunday'],
      later: ['monday', 'words'],
      none: ['closing', 'nothing'],
    })
    expect(urgentCount(work)).toBe(3)
  })
})
