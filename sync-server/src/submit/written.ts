import type { WrittenRange } from '@mutirao/documents'
import * as Y from 'yjs'

/** Longer `written` messages are ignored. */
export const maxWrittenBytes = 256 * 1024
const maxRanges = 5_000

const isClock = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

function toRange(value: unknown): WrittenRange | null {
  if (!Array.isArray(value) || value.length !== 4) return null
  const [clientId, fromClock, toClock, atMs] = value as unknown[]
  if (!isClock(clientId) || !isClock(fromClock) || !isClock(toClock) || !isClock(atMs)) return null
  return fromClock < toClock ? [clientId, fromClock, toClock, atMs] : null
}

/** Reads the stateless message `written` (CONTRACT). Null for everything else, whatever it is. */
export function parseWritten(payload: string): readonly WrittenRange[] | null {
  if (payload.length > maxWrittenBytes || !payload.startsWith('{')) return null
  let message: unknown
  try {
    message = JSON.parse(payload)
  } catch {
    return null
  }
  if (typeof message !== 'object' || message === null) return null
  const { type, ranges } = message as { type?: unknown; ranges?: unknown }
  if (type !== 'written' || !Array.isArray(ranges)) return null
  return ranges
    .slice(0, maxRanges)
    .map(toRange)
    .filter((range) => range !== null)
}

/** What one connection said about when its next updates were written, until those updates come. */
export class WrittenClaims {
  private ranges: WrittenRange[] = []

  add(ranges: readonly WrittenRange[]): void {
    this.ranges = [...this.ranges, ...ranges].slice(-maxRanges)
  }

  /** Takes the claims about structs of this update out, cut to it. Claims about later structs stay. */
  take(update: Uint8Array): readonly WrittenRange[] {
    if (this.ranges.length === 0) return []
    const { from, to } = Y.parseUpdateMeta(update)
    const taken: WrittenRange[] = []
    const rest: WrittenRange[] = []
    for (const range of this.ranges) {
      const [clientId, fromClock, toClock, atMs] = range
      const [first, end] = [from.get(clientId), to.get(clientId)]
      if (first === undefined || end === undefined || fromClock >= end) rest.push(range)
      else {
        if (toClock > first) taken.push([clientId, Math.max(fromClock, first), Math.min(toClock, end), atMs])
        if (toClock > end) rest.push([clientId, end, toClock, atMs])
      }
    }
    this.ranges = rest
    return taken
  }
}
