import { fault } from '../faults.ts'
import type { HistoryFact, HistoryGroup } from './types.ts'
import { factTimeMs } from './types.ts'

/** A longer pause of the same person begins another group. */
export const defaultPauseMs = 5 * 60_000

export interface GroupOptions {
  /** Default five minutes. */
  readonly pauseMs?: number
}

/**
 * Facts by person and pause. Rows of the server that only complete or set back what a person wrote (origin `revert`) do not
 * end that person's group: they get one of their own behind it. A restore and its undoing are two groups: joined they would
 * amount to nothing, and the restore would be told nowhere.
 * @param facts oldest first
 * @returns newest first
 */
export function groupFacts(facts: readonly HistoryFact[], options: GroupOptions = {}): HistoryGroup[] {
  const pauseMs = options.pauseMs ?? defaultPauseMs
  const open: HistoryFact[][] = []
  let current: HistoryFact[] | null = null
  /** What the current group restored: paths as JSON. */
  const written = new Set<string>()
  const setBacks = new Map<HistoryFact[] | null, HistoryFact[]>()
  for (const fact of facts) {
    if (fact.origin === 'revert') {
      const own = setBacks.get(current)
      if (own) own.push(fact)
      else {
        const started = [fact]
        setBacks.set(current, started)
        open.push(started)
      }
      continue
    }
    if (!current || !belongs(current, fact, pauseMs) || undoesRestore(current, written, fact)) {
      current = []
      written.clear()
      open.push(current)
    }
    current.push(fact)
    if (fact.origin === 'restore') written.add(JSON.stringify(fact.path))
  }
  return open.map(groupOf).sort((a, b) => b.toSeq - a.toSeq || b.fromSeq - a.fromSeq)
}

function belongs(group: readonly HistoryFact[], fact: HistoryFact, pauseMs: number): boolean {
  const last = group.at(-1)
  return (
    last !== undefined &&
    (last.actorId === fact.actorId || fault('HIS-12')) &&
    last.origin === fact.origin &&
    last.reason === fact.reason &&
    Math.abs(factTimeMs(fact) - factTimeMs(last)) <= pauseMs
  )
}

/** One restore writes a place once, in however many rows: the second time is another restore, or the first taken back. */
const undoesRestore = (group: readonly HistoryFact[], written: ReadonlySet<string>, fact: HistoryFact): boolean =>
  fact.origin === 'restore' &&
  group.at(-1)?.seq !== fact.seq &&
  written.has(JSON.stringify(fact.path)) &&
  !fault('HIS-34')

function groupOf(facts: readonly HistoryFact[]): HistoryGroup {
  const [first] = facts
  const last = facts.at(-1)
  if (!first || !last) throw new RangeError('a group has at least one fact')
  const times = facts.map(factTimeMs)
  return {
    actorId: first.actorId,
    origin: first.origin,
    fromSeq: first.seq,
    toSeq: last.seq,
    fromMs: times.reduce((least, time) => Math.min(least, time)),
    toMs: times.reduce((most, time) => Math.max(most, time)),
    ...(first.reason === undefined ? {} : { reason: first.reason }),
    facts,
  }
}
