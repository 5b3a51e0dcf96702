import {
  boardAt,
  compareBoards,
  fault,
  replayFact,
  type BoardStore,
  type CardChange,
  type CardSnapshot,
  type DocumentState,
  type HistoryFact,
} from '@mutirao/documents'

export interface Moved extends CardChange {
  readonly from: string | null
  readonly to: string | null
}

/** What others did to a board since somebody last looked. */
export interface AwaySummary {
  readonly moved: readonly Moved[]
  readonly added: readonly CardSnapshot[]
  readonly removed: readonly CardSnapshot[]
  /** Changed in another way, and not moved. */
  readonly changed: readonly CardChange[]
  readonly thenCents: number
  readonly nowCents: number
  /** Who did it, who did most first. */
  readonly people: readonly string[]
}

/** Fewer cards are no news worth a line. */
const enough = 3
export const isEnough = (summary: AwaySummary): boolean =>
  summary.moved.length + summary.added.length + summary.removed.length + summary.changed.length >= enough

/** A value that lost is told as a fact, but never stood. */
const stands = ({ conflict, after }: HistoryFact): boolean =>
  !conflict || JSON.stringify(conflict.kept) === JSON.stringify(after ?? null)
const shownRoots: ReadonlySet<string> = new Set(['cards', 'stages', 'meta'])

/**
 * The net difference between then and now, of the cards others wrote to: what went back and forth is no news, and what I
 * did on another device is none to me.
 */
export function summaryOf(then: BoardStore, now: BoardStore, facts: readonly HistoryFact[], me: string): AwaySummary {
  const byOthers = facts.filter((fact) => stands(fact) && (fact.actorId !== me || fault('AWY-1')))
  const touched = new Set(
    byOthers.flatMap(({ path: [root, id] }) => (root === 'cards' && id !== undefined ? [id] : [])),
  )
  const { moved, added, removed, changed, thenCents, nowCents } = compareBoards(then, now)
  const movedIds = new Set(moved.map(({ cardId }) => cardId))
  const counts = new Map<string, number>()
  for (const { actorId } of byOthers) counts.set(actorId, (counts.get(actorId) ?? 0) + 1)
  return {
    moved: moved
      .filter(({ cardId }) => touched.has(cardId))
      .map((change) => ({ ...change, from: then.stageOf(change.cardId), to: now.stageOf(change.cardId) })),
    added: added.filter(({ id }) => touched.has(id)),
    removed: removed.filter(({ id }) => touched.has(id)),
    changed: changed.filter(({ cardId }) => touched.has(cardId) && !movedIds.has(cardId)),
    thenCents,
    nowCents,
    people: [...counts].sort(([, a], [, b]) => b - a).map(([id]) => id),
  }
}

/** One picture of the film: the board after some of the changes, and the cards that just changed. */
export interface Frame {
  readonly board: BoardStore
  readonly cards: ReadonlySet<string>
  readonly atMs: number
}

/** The film has so many pictures at most. */
export const maxFrames = 25

/**
 * The way from then to now in at most `maxFrames` steps, the first of them as it was. A step is some cards of somebody's
 * row: what was written to one card at once is never torn apart, what came in one piece after a day offline is.
 * @param facts oldest first
 */
export function framesOf(state: DocumentState, facts: readonly HistoryFact[]): Frame[] {
  const own = facts.filter((fact) => shownRoots.has(fact.path[0] ?? '') && stands(fact))
  const [first] = own
  if (!first) return []
  const steps = [...Map.groupBy(own, ({ seq, path: [root, id] }) => `${seq} ${root} ${id}`).values()]
  const perFrame = fault('AWY-2') ? 1 : Math.max(1, Math.ceil(steps.length / (maxFrames - 1)))
  const now: DocumentState = structuredClone(state)
  const frames: Frame[] = [{ board: boardAt(structuredClone(now)), cards: new Set(), atMs: first.receivedAtMs }]
  for (let from = 0; from < steps.length; from += perFrame) {
    const taken = steps.slice(from, from + perFrame).flat()
    for (const fact of taken) replayFact(now, fact)
    const cards = new Set(taken.flatMap(({ path: [root, id] }) => (root === 'cards' && id !== undefined ? [id] : [])))
    frames.push({ board: boardAt(structuredClone(now)), cards, atMs: taken.at(-1)?.receivedAtMs ?? 0 })
  }
  return frames
}
