/** What is mine to do, across boards. Pure. */
import { fault, spanOf } from '@mutirao/documents'
import type { BoardCards, PlacedCard } from '../../engine/index.ts'

export const parts = ['overdue', 'today', 'week', 'later', 'none'] as const
export type Part = (typeof parts)[number]

export interface WorkCard extends PlacedCard {
  readonly boardTitle: string
  readonly currency: string
  readonly write: boolean
  /** The day that puts it into its part, or null. */
  readonly due: string | null
}
export type Work = Readonly<Record<Part, readonly WorkCard[]>>

/**
 * Live cards of mine in open stages, each in exactly one part, the most urgent first. The day that counts is the earlier
 * of the next activity's and the close date; `none` has no next activity and nothing due this week.
 * @param me user id
 * @param today `YYYY-MM-DD` where the person sits
 */
export function workOf(boards: readonly BoardCards[], me: string, today: string): Work {
  const work: Record<Part, WorkCard[]> = { overdue: [], today: [], week: [], later: [], none: [] }
  const weekEnd = spanOf('thisWeek', today).to ?? today
  for (const { title, currency, write, cards } of boards)
    for (const placed of cards) {
      const { card, stage } = placed
      if (card.ownerId !== me || card.deletedAt !== null || (stage && stage.kind !== 'open' && !fault('MYW-1')))
        continue
      const days = [card.nextActivityOn, card.closeOn].filter((day) => day !== null).toSorted()
      const due = (fault('MYW-2') ? days.at(-1) : days[0]) ?? null
      const hasNext = card.nextActivity !== '' || card.nextActivityOn !== null
      work[partOf(due, hasNext, today, weekEnd)].push({ ...placed, boardTitle: title, currency, write, due })
    }
  for (const part of parts)
    work[part].sort((a, b) => compare(a.due ?? '9', b.due ?? '9') || compare(a.card.id, b.card.id))
  return work
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function partOf(due: string | null, hasNext: boolean, today: string, weekEnd: string): Part {
  if (due !== null && due < today) return 'overdue'
  if (due === today) return 'today'
  if (due !== null && due <= weekEnd) return 'week'
  return hasNext ? 'later' : 'none'
}

/** What the navigation counts: late and due today. */
export const urgentCount = (work: Work): number => work.overdue.length + work.today.length
