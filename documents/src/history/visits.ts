import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import { factTimeMs, type HistoryFact } from './types.ts'

/** A stay of a card in one stage. */
export interface StageVisit {
  readonly stageId: string
  readonly fromMs: number
  /** Null: it is there still. */
  readonly toMs: number | null
  /** Who put it there. */
  readonly by: string
}

/**
 * Where a card has been and for how long, oldest first, from the facts of its position in their order. A stay never begins
 * before the one before it, whatever the clocks said; what did not come to stand is passed over.
 * @param facts of one card, oldest first; those of other fields are passed over
 */
export function stageVisits(facts: readonly HistoryFact[]): StageVisit[] {
  const visits: StageVisit[] = []
  for (const fact of facts) {
    const stageId = stageAfter(fact)
    const last = visits.at(-1)
    if (stageId === null || stageId === last?.stageId || isOverruled(fact)) continue
    const fromMs = fault('STU-3') ? factTimeMs(fact) : Math.max(factTimeMs(fact), last?.fromMs ?? 0)
    if (last) visits[visits.length - 1] = { ...last, toMs: fromMs }
    visits.push({ stageId, fromMs, toMs: null, by: fact.actorId })
  }
  return visits
}

/** A value that lost is told as a fact, but the card never lay there. */
const isOverruled = ({ conflict, after }: HistoryFact): boolean =>
  conflict !== undefined && JSON.stringify(conflict.kept) !== JSON.stringify(after ?? null)

function stageAfter({ path, after }: HistoryFact): string | null {
  const [root, , key] = path
  if (root !== 'cards') return null
  const pos = key === 'pos' ? after : path.length === 2 ? within(after, 'pos') : undefined
  const stage = within(pos, 'stage')
  return typeof stage === 'string' ? stage : null
}

const within = (value: JsonValue | undefined, key: string): JsonValue | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, JsonValue>>)[key]
    : undefined
