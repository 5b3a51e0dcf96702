import type { When } from './query.ts'

const dayMs = 86_400_000

/** Days `YYYY-MM-DD` as numbers one can count with; no time zone is ever involved. */
const numberOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayMs
const dayOf = (number: number): string => new Date(number * dayMs).toISOString().slice(0, 10)

export const addDays = (day: string, days: number): string => dayOf(numberOf(day) + days)

export interface DaySpan {
  /** Included; null = no beginning. */
  readonly from: string | null
  /** Included; null = no end. */
  readonly to: string | null
}

/** The days a relative span means, seen from `today` (`YYYY-MM-DD`). */
export function spanOf(when: When, today: string): DaySpan {
  switch (when) {
    case 'overdue':
      return { from: null, to: addDays(today, -1) }
    case 'today':
      return { from: today, to: today }
    case 'thisWeek': {
      // Day 0 was a Thursday: Mondays are 4 later.
      const sinceMonday = (((numberOf(today) - 4) % 7) + 7) % 7
      return { from: addDays(today, -sinceMonday), to: addDays(today, 6 - sinceMonday) }
    }
    case 'thisMonth': {
      const [year = 1970, month = 1] = today.split('-').map(Number)
      return { from: `${today.slice(0, 7)}-01`, to: dayOf(Date.UTC(year, month, 0) / dayMs) }
    }
    case 'next7':
      return { from: today, to: addDays(today, 6) }
    case 'next30':
      return { from: today, to: addDays(today, 29) }
  }
}
