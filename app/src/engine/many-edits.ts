import {
  archiveCards,
  fault,
  moveCards,
  moveCardsWith,
  restoreCards,
  setCardsField,
  setCardsLabel,
  type BoardStore,
  type CardFieldName,
  type CardFields,
  type Place,
} from '@mutirao/documents'
import type { Runner, Telling } from './edit-runner.ts'

type Several = { readonly cardIds: readonly string[] }

/** What a person can do to several cards at once: each is one step of undo, told in a toast. */
export interface ManyEdits {
  moveCards(move: Place & Several, telling?: Telling): boolean
  /** A move that sets fields along with it: the owner of the lane, no reason of loss any more. */
  moveCardsWith(
    move: Place & Several & { readonly owner?: string | null; readonly lostReason?: string | null },
    telling?: Telling,
  ): boolean
  /** null clears the field. False when all had this value already. */
  setFieldOf<F extends Exclude<CardFieldName, 'title'>>(
    cardIds: readonly string[],
    field: F,
    value: CardFields[F] | null,
    telling?: Telling,
  ): boolean
  setLabelOf(cardIds: readonly string[], label: string, on: boolean): boolean
  archive(cardIds: readonly string[]): boolean
  restore(cardIds: readonly string[]): boolean
}

/** Runs a move of these cards to this stage, looking at where they lay before. */
export type WatchMove = (cardIds: readonly string[], stageId: string, move: () => boolean) => boolean

const loudly: Telling = { loud: true }

export function createManyEdits({ change }: Runner, onMove: WatchMove): ManyEdits {
  return {
    moveCards: (move, telling) =>
      onMove(move.cardIds, move.stageId, () => change((live, at) => moveCards(live, at, move), telling)),
    moveCardsWith: (move, telling) =>
      onMove(move.cardIds, move.stageId, () => change((live, at) => moveCardsWith(live, at, move), telling)),
    setFieldOf: (cardIds, field, value, telling = loudly) =>
      change((live, at) => setCardsField(live, at, { cardIds, field, value }), telling),
    setLabelOf: (cardIds, label, on) => change((live, at) => setCardsLabel(live, at, { cardIds, label, on }), loudly),
    archive: (cardIds) => change((live, at) => archiveCards(live, at, cardIds), loudly),
    restore: (cardIds) => change((live, at) => restoreCards(live, at, cardIds), loudly),
  }
}

/** Cards that a move brought into a won or lost stage. */
export interface Closed {
  readonly boardId: string
  readonly kind: 'won' | 'lost'
  readonly cardIds: readonly string[]
}

/** Tells of every move that closed deals: into a won or lost stage, from a stage of another kind. */
export function watchClosing(
  boardId: string,
  storeOf: () => BoardStore | null,
  tell: (closed: Closed) => void,
): WatchMove {
  return (cardIds, stageId, move) => {
    const store = storeOf()
    const kindOf = (id: string | null) => store?.stages().find((stage) => stage.id === id)?.kind ?? 'open'
    const kind = kindOf(stageId)
    const closing =
      kind === 'open'
        ? []
        : cardIds.filter((cardId) => kindOf(store?.stageOf(cardId) ?? null) !== kind || fault('OUT-3'))
    if (!move()) return false
    if (kind !== 'open' && closing.length > 0) tell({ boardId, kind, cardIds: closing })
    return true
  }
}
