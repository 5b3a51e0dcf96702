import * as Y from 'yjs'
import { fault } from '../faults.ts'
import { ranksBetween } from '../rank.ts'
import { entryMap, plainAt } from '../writes.ts'
import { cardsMap } from './shape.ts'
import type { CardPosition } from './shape.ts'

/** A place in a column by its neighbours. Neighbours that are no longer in the stage are ignored; none = an end of the column. */
export interface Place {
  readonly stageId: string
  /** The card that shall stand directly above (before) the new place. */
  readonly aboveId?: string | undefined
  /** The card that shall stand directly below (after) the new place. */
  readonly belowId?: string | undefined
  /** Without neighbours: which end of the column. Default: bottom. */
  readonly at?: 'top' | 'bottom' | undefined
}

/** A card's position when it is whole, else undefined. */
export function positionOf(card: Y.Map<unknown>): CardPosition | undefined {
  const value = plainAt(card, 'pos')
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const { stage, rank, since } = value as { stage?: unknown; rank?: unknown; since?: unknown }
  if (typeof stage !== 'string' || typeof rank !== 'string') return undefined
  return typeof since === 'number' ? { stage, rank, since } : { stage, rank }
}

/** The position as it is written: whoever stays in the stage has been there as long as before, whoever comes has come now. */
export function placed(before: CardPosition | undefined, stage: string, rank: string, nowMs: number): PlacedJson {
  const since = before?.stage === stage && !fault('STU-1') ? before.since : nowMs
  return since === undefined ? { stage, rank } : { stage, rank, since }
}
type PlacedJson = { readonly [key in 'stage' | 'rank']: string } & { readonly since?: number }

/** Ranks of the stage's cards that are in sight, in no order. */
function* ranksIn(doc: Y.Doc, stageId: string, moving: ReadonlySet<string>): Generator<string> {
  for (const [id, entry] of cardsMap(doc).entries()) {
    if (!(entry instanceof Y.Map) || moving.has(id)) continue
    const position = positionOf(entry)
    if (position?.stage === stageId && typeof entry.get('deletedAt') !== 'number') yield position.rank
  }
}

function neighbourRank(doc: Y.Doc, id: string | undefined, stageId: string, moving: ReadonlySet<string>) {
  const card = id === undefined || moving.has(id) ? undefined : entryMap(cardsMap(doc), id)
  const position = card && positionOf(card)
  return position?.stage === stageId ? position.rank : null
}

const lesser = (a: string | null, b: string): string => (a === null || b < a ? b : a)
const greater = (a: string | null, b: string): string => (a === null || b > a ? b : a)

/** The ranks between which something goes; null is the end of the column. */
export interface Gap {
  readonly above: string | null
  readonly below: string | null
}

/**
 * Two neighbours are taken at their word, which needs no look at the column. With one, or when both have the same rank
 * (nothing fits between), the other side is the nearest different rank of the column.
 */
export function findGap(doc: Y.Doc, place: Place, moving: ReadonlySet<string>): Gap {
  const above = neighbourRank(doc, place.aboveId, place.stageId, moving)
  const below = neighbourRank(doc, place.belowId, place.stageId, moving)
  if (above !== null && below !== null && above < below) return { above, below }
  let nearest: string | null = null
  const ranks = ranksIn(doc, place.stageId, moving)
  if (above !== null && !fault('BRD-15')) {
    for (const rank of ranks) if (rank > above) nearest = lesser(nearest, rank)
    return { above, below: nearest }
  }
  if (below !== null) {
    for (const rank of ranks) if (rank < below) nearest = greater(nearest, rank)
    return { above: nearest, below }
  }
  for (const rank of ranks) nearest = place.at === 'top' ? lesser(nearest, rank) : greater(nearest, rank)
  return place.at === 'top' ? { above: null, below: nearest } : { above: nearest, below: null }
}

export const isInGap = (rank: string, { above, below }: Gap): boolean =>
  (above === null || rank > above) && (below === null || rank < below)

/** Ascending ranks for `count` cards put into the place. */
export function ranksAt(doc: Y.Doc, place: Place, count: number, random: () => number): string[] {
  const gap = findGap(doc, place, new Set())
  return ranksBetween(gap.above, gap.below, count, random)
}
