import { fault } from '@mutirao/documents'

export type ActivityTone = 'late' | 'today' | 'later'

/** How urgent an activity is. Days are `YYYY-MM-DD` and compare as text. One without a day is never late. */
export function activityTone(day: string | null, todayIs: string): ActivityTone {
  if (day === null || day > todayIs) return 'later'
  return day === todayIs || fault('FAC-1') ? 'today' : 'late'
}
