/** What every part of an open card needs. */
import type { BoardStore, CardSnapshot } from '@mutirao/documents'
import { createContext, use } from 'react'
import type { BoardEdits, CardEdits, FieldEdits, Present } from '../../engine/index.ts'

export interface CardContextValue {
  readonly boardId: string
  readonly store: BoardStore
  readonly card: CardSnapshot
  readonly currency: string
  readonly edits: BoardEdits
  readonly fieldEdits: FieldEdits
  readonly details: CardEdits
  /** The fields, which live on the board, cannot be edited. */
  readonly readOnly: boolean
  /** Who else has this card open. */
  readonly others: readonly Present[]
  /** Tells the others which field I am in; null when I left it. */
  readonly enterField: (field: string | null) => void
  /** Opens the history of one field; null where there is none to show. */
  readonly showHistory: ((field: string) => void) | null
}

export const CardContext = createContext<CardContextValue | null>(null)

export function useCardContext(): CardContextValue {
  const value = use(CardContext)
  if (!value) throw new Error('a part of a card outside its CardContext')
  return value
}
