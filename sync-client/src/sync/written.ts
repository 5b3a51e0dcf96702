import { fault, type ClientMessage, type WrittenRange } from '@mutirao/documents'

/**
 * When local edits were written. Yjs updates carry no time, so a day offline would arrive as one moment; the server
 * keeps these ranges as the writer's claim beside its own time of arrival (CONTRACT "written").
 * Kept only until the server has them: the log is empty while everything is saved.
 */
export interface WrittenLog {
  /** Neighbouring ranges of one client within a second become one. Returns what was added, or null for a pure deletion. */
  add(clientId: number, fromClock: number, toClock: number, atMs: number): WrittenRange | null
  /** Ranges of an earlier life, kept on the device. */
  restore(ranges: readonly WrittenRange[]): void
  /**
   * The messages to send before updates which the server does not have yet. Only what is older than `minAgeMs` is worth
   * a word: for the rest the time of arrival says the same. What is taken is not told again until `restart`.
   */
  take(nowMs: number, minAgeMs: number, known: ReadonlyMap<number, number> | null): readonly ClientMessage[]
  /** A new session: what was told may not have arrived. */
  restart(): void
  clear(): void
}

const sameMomentMs = 1000
const rangesPerMessage = 2000

export function createWrittenLog(): WrittenLog {
  let ranges: WrittenRange[] = []
  let told = 0
  return {
    add: (clientId, fromClock, toClock, atMs) => {
      if (toClock <= fromClock) return null
      const range: WrittenRange = [clientId, fromClock, toClock, atMs]
      const last = ranges.length > told ? ranges.at(-1) : undefined
      if (last && last[0] === clientId && last[2] === fromClock && atMs - last[3] < sameMomentMs) {
        ranges[ranges.length - 1] = [clientId, last[1], toClock, last[3]]
      } else {
        ranges.push(range)
      }
      return range
    },
    restore: (earlier) => {
      ranges = [...earlier, ...ranges]
      told = 0
    },
    take: (nowMs, minAgeMs, known) => {
      const due = ranges
        .slice(told)
        .filter((range) => nowMs - range[3] >= minAgeMs && (known?.get(range[0]) ?? 0) < range[2] && !fault('CLI-9'))
      told = ranges.length
      const messages: ClientMessage[] = []
      for (let i = 0; i < due.length; i += rangesPerMessage) {
        messages.push({ type: 'written', ranges: due.slice(i, i + rangesPerMessage) })
      }
      return messages
    },
    restart: () => {
      told = 0
    },
    clear: () => {
      ranges = []
      told = 0
    },
  }
}
