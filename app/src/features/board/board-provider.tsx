import { fault } from '@mutirao/documents'
import { useLayoutEffect, useMemo, useRef, type ReactNode } from 'react'
import { BoardContext, CardContext, type BoardContextValue, type CardContextValue } from './context.ts'

/** Gives the board to its parts, and to its cards what does not change with the query. */
export function BoardProvider({
  value,
  children,
}: {
  readonly value: BoardContextValue
  readonly children: ReactNode
}) {
  const latest = useRef(value)
  // Before any handler of the new screen can run.
  useLayoutEffect(() => {
    latest.current = value
  })
  const { boardId, readOnly, currency, density, selection } = value
  const store = fault('VIS-10') ? value.store : value.store.base
  const card = useMemo<CardContextValue>(
    () => ({
      boardId,
      store,
      readOnly,
      currency,
      density,
      selection,
      board: () => latest.current,
      openCard: (cardId) => latest.current.openCard(cardId),
      openMenu: (cardId, anchor) => latest.current.openMenu(cardId, anchor),
      cardHref: (cardId) => latest.current.cardHref(cardId),
    }),
    [boardId, store, readOnly, currency, density, selection],
  )
  return (
    <BoardContext value={value}>
      <CardContext value={card}>{children}</CardContext>
    </BoardContext>
  )
}
