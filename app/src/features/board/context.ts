import { createContext, use } from 'react'
import type { BoardStore } from '@mutirao/documents'
import type { BoardEdits } from '../../engine/index.ts'
import type { Density } from '../../view/own-settings.ts'
import type { Selection } from '../../view/selection.ts'
import type { VisibleBoard } from '../../view/index.ts'
import type { BoardController } from './controller.ts'
import type { DragState } from '../../view/drag/state.ts'

/** What every part of one board needs. The value changes only when the board's store or the person's rights change. */
export interface BoardContextValue {
  readonly boardId: string
  /** The board as the query shows it; `store.base` is all of it. */
  readonly store: VisibleBoard
  readonly edits: BoardEdits
  readonly readOnly: boolean
  readonly currency: string
  readonly density: Density
  /** Cards stand in lanes, one for each owner. */
  readonly grouped: boolean
  readonly controller: BoardController
  readonly drag: DragState
  /** The chosen cards, shared with the other screens of this board. */
  readonly selection: Selection
  readonly openCard: (cardId: string) => void
  /** Opens the card's menu at its button. */
  readonly openMenu: (cardId: string, anchor: HTMLElement) => void
  /** Opens the form "Mover para…". */
  readonly askMove: (cardId: string) => void
  /** The address of an open card, for links. */
  readonly cardHref: (cardId: string) => string
}

export const BoardContext = createContext<BoardContextValue | null>(null)

export function useBoardContext(): BoardContextValue {
  const value = use(BoardContext)
  if (!value) throw new Error('a part of the board outside its BoardContext')
  return value
}

/**
 * What a card needs. Unlike the board's value it stays while somebody filters or sorts: a card that stays in sight is not
 * rendered again with every letter typed.
 */
export interface CardContextValue extends Pick<
  BoardContextValue,
  'boardId' | 'readOnly' | 'currency' | 'density' | 'selection' | 'openCard' | 'openMenu' | 'cardHref'
> {
  /** The whole board: a card says the same whoever looks. */
  readonly store: BoardStore
  /** The board as it is shown at this moment, for handlers. */
  readonly board: () => BoardContextValue
}

export const CardContext = createContext<CardContextValue | null>(null)

export function useCardContext(): CardContextValue {
  const value = use(CardContext)
  if (!value) throw new Error('a card outside its CardContext')
  return value
}
