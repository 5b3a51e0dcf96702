import { fault } from '@mutirao/documents'
import { useCallback } from 'react'
import { usePeople, usePreference } from '../engine/index.ts'

/** One setting per board, so that marks set on two devices at once both stay. */
const keyOf = (boardId: string): string => `favorite:board:${boardId}`

/** Whether this person keeps the board at hand, and how to change that. */
export function useFavourite(boardId: string): readonly [boolean, () => void] {
  const [value, set] = usePreference(keyOf(boardId))
  const is = value === true
  return [is, useCallback(() => set(is && !fault('OWN-1') ? null : true), [set, is])]
}

/** The boards this person keeps at hand, in the order they are given in. */
export function useFavourites<T extends { readonly id: string }>(boards: readonly T[]): readonly T[] {
  const { preferences } = usePeople()
  return boards.filter((board) => preferences[keyOf(board.id)] === true)
}

/** How much room a card takes on this person's boards. */
export type Density = 'comfortable' | 'compact'

export function useDensity(): readonly [Density, (density: Density) => void] {
  const [value, set] = usePreference('density')
  const choose = useCallback((density: Density) => set(density === 'compact' ? density : null), [set])
  return [value === 'compact' ? 'compact' : 'comfortable', choose]
}
