/** The clock on somebody's wall, by the name of their time zone (IANA), summer time included. */

export const firstTimeZone = 'America/Sao_Paulo'

const formats = new Map<string, Intl.DateTimeFormat | null>()

/** Null for what is no zone here. */
function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone)
  if (known !== undefined) return known
  let made: Intl.DateTimeFormat | null = null
  try {
    const numeric = 'numeric'
    const fields = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric } as const
    made = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...fields })
  } catch {
    // A RangeError: no such zone, or one this device has not heard of.
  }
  // Whoever may write names of zones must not fill the memory with them.
  if (formats.size < 1_000) formats.set(zone, made)
  return made
}

export const isTimeZone = (zone: unknown): zone is string =>
  typeof zone === 'string' && zone.length > 0 && zone.length <= 64 && formatOf(zone) !== null

const minuteMs = 60_000

/** What the wall shows at a moment, as if it were UTC; whole minutes. */
function wallMs(zone: string, atMs: number): number {
  const parts = new Map<string, number>()
  for (const { type, value } of formatOf(zone)?.formatToParts(atMs) ?? []) parts.set(type, Number(value))
  const at = (type: string): number => parts.get(type) ?? 0
  return Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'))
}

const dayMs = 86_400_000

/** Minutes since midnight there. */
export const wallMinutes = (zone: string, atMs: number): number => (wallMs(zone, atMs) % dayMs) / minuteMs

/**
 * The first moment after this one at which the wall there shows so many minutes since midnight. Of an hour that happens twice the
 * first, of one that does not happen the moment the clocks are put forward.
 */
export function nextAt(zone: string, minutes: number, afterMs: number): number {
  const midnight = Math.floor(wallMs(zone, afterMs) / dayMs) * dayMs
  for (const day of [0, 1, 2]) {
    const wanted = midnight + day * dayMs + minutes * minuteMs
    const at = momentOf(zone, wanted)
    if (at > afterMs) return at
  }
  return afterMs + dayMs
}

/** By the offsets a day around it: one of both is right. */
function momentOf(zone: string, wanted: number): number {
  const offsets = [wanted - dayMs, wanted + dayMs].map((atMs) => wallMs(zone, atMs) - atMs)
  const moments = offsets.map((offset) => wanted - offset)
  const right = moments.filter((atMs) => wallMs(zone, atMs) === wanted)
  return right.length > 0 ? Math.min(...right) : Math.max(...moments)
}
