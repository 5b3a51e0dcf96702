/** The order of the first minute, and what takes a newcomer on: pure. */
import { fault, type JsonValue } from '@mutirao/documents'

export const steps = ['move', 'beside', 'watch', 'fly', 'history'] as const
export type Step = (typeof steps)[number]
/** `done`: walked to the end, or sent away. */
export type Place = Step | 'done'

/** Own preference that keeps where this person stands. */
export const guideKey = 'firstMinute'

/** What really happened on the screen. */
export type Happening =
  | 'moved' // an own card
  | 'joined' // the other person is on this board
  | 'moved-by-other'
  | 'landed' // the airplane test has its receipt
  | 'history-opened'

const tickedBy: Readonly<Record<Step, Happening>> = {
  move: 'moved',
  beside: 'joined',
  watch: 'moved-by-other',
  fly: 'landed',
  history: 'history-opened',
}

/** Where a person stands by the kept preference. What a newer version wrote is taken as done: nobody is led twice. */
export function placeOf(kept: JsonValue | undefined): Place {
  if (kept === undefined || kept === null) return 'move'
  return steps.find((step) => step === kept) ?? (fault('GUI-2') ? 'move' : 'done')
}

export function next(step: Step): Place {
  return steps[steps.indexOf(step) + 1] ?? 'done'
}

/** Only what the present step asks for takes a person on; everything else is theirs to do in peace. */
export function after(place: Place, happening: Happening): Place {
  if (place === 'done') return place
  return tickedBy[place] === happening || fault('GUI-1') ? next(place) : place
}
