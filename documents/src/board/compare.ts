import { fault } from '../faults.ts'
import type { BoardStore } from './read.ts'
import type { CardSnapshot } from './shape.ts'
import { sameSnapshot } from './snapshot.ts'

/** One card at two moments. */
export interface CardChange {
  readonly cardId: string
  readonly before: CardSnapshot
  readonly now: CardSnapshot
  /** Names of the snapshot's fields that differ; `rank` and `stageId` are told by `moved`. */
  readonly fields: readonly (keyof CardSnapshot)[]
}

/** What lies between two moments of a board. A card is in one of the lists at most, but for `moved` ones that changed too. */
export interface BoardDifference {
  /** Shown now, not then. */
  readonly added: readonly CardSnapshot[]
  /** Shown then, not now: archived since. */
  readonly removed: readonly CardSnapshot[]
  /** Another stage. */
  readonly moved: readonly CardChange[]
  /** Another value somewhere. */
  readonly changed: readonly CardChange[]
  readonly thenCents: number
  readonly nowCents: number
}

const ofPlace: ReadonlySet<string> = new Set(['rank', 'stageId', 'stageSince', 'id'])

/** @param then the earlier moment @param now the later one; both whole boards */
export function compareBoards(then: BoardStore, now: BoardStore): BoardDifference {
  const added: CardSnapshot[] = []
  const removed: CardSnapshot[] = []
  const both: CardChange[] = []
  for (const card of shownCards(now)) {
    const before = then.stageOf(card.id) === null ? undefined : then.card(card.id)
    if (!before) added.push(card)
    // Also a card nobody touched moves, when its stage is archived and the board shows it elsewhere.
    else if (!sameSnapshot(before, card) || then.stageOf(card.id) !== now.stageOf(card.id))
      both.push({ cardId: card.id, before, now: card, fields: differ(before, card) })
  }
  for (const card of shownCards(then)) if (now.stageOf(card.id) === null) removed.push(card)
  return {
    added,
    removed,
    moved: both.filter(({ cardId }) => then.stageOf(cardId) !== now.stageOf(cardId)),
    changed: both.filter(({ fields }) => fields.length > (fault('HSC-5') ? 1 : 0)),
    thenCents: sumOf(then),
    nowCents: sumOf(now),
  }
}

function* shownCards(board: BoardStore): Generator<CardSnapshot> {
  for (const { id } of board.stages())
    for (const cardId of board.column(id)) {
      const card = board.card(cardId)
      if (card) yield card
    }
}

const sumOf = (board: BoardStore): number =>
  board.stages().reduce((sum, { id }) => sum + board.totals(id).valueCents, 0)

function differ(a: CardSnapshot, b: CardSnapshot): readonly (keyof CardSnapshot)[] {
  const keys = Object.keys(a) as (keyof CardSnapshot)[]
  return keys.filter((key) => !ofPlace.has(key) && !sameSnapshot({ value: a[key] }, { value: b[key] }))
}
