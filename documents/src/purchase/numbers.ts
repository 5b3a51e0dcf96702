import { fault } from '../faults.ts'
import type { JsonObject } from '../decisions/types.ts'

/** São Paulo, where no summer time has been kept since 2019: the year of a number is the year of its people. */
const offsetMs = -3 * 3_600_000

const yearOf = (atMs: number): number => new Date(atMs + offsetMs).getUTCFullYear()

/** The next number of this year and the world in which it is given. Kept with the decision or not at all: no gaps. */
export function takeNumber(
  world: JsonObject,
  nowMs: number,
): { readonly number: { readonly year: number; readonly number: number }; readonly world: JsonObject } {
  const year = yearOf(nowMs)
  const raw = world['numbers']
  const given = typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? (raw as JsonObject) : {}
  const last = given[String(year)]
  const number = (typeof last === 'number' ? last : 0) + (fault('APV-16') ? 2 : 1)
  return { number: { year, number }, world: { ...world, numbers: { ...given, [String(year)]: number } } }
}
