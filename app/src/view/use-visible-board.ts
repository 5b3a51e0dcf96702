import { filterType, isCustomField, type BoardQuery, type BoardStore } from '@mutirao/documents'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { useMe, usePeople } from '../engine/index.ts'
import { today, words } from '../i18n/index.ts'
import { useBoardQuery } from './query-context.tsx'
import { useToday } from './today.ts'
import { createVisibleBoard, type VisibleBoard } from './visible-board.ts'

/** The board as the query in the address shows it. A new object per query, board and day; inside it, values keep their identity. */
export function useVisibleBoard(store: BoardStore): VisibleBoard {
  const { query } = useBoardQuery()
  return useBoardThrough(store, query)
}

/** The same for any query. */
export function useBoardThrough(store: BoardStore, query: BoardQuery): VisibleBoard {
  const me = useMe().id
  const todayIs = useToday()
  const { members } = usePeople()
  // Only a sort by people reads names: a new colleague must not rebuild every board.
  const names = sortsByPeople(query) ? members : null
  const board = useMemo(() => {
    const personName = (userId: string) => names?.get(userId)?.name ?? words.t('common:unknownPerson')
    return createVisibleBoard(store, query, { me, today: todayIs, dayOf: today, personName })
  }, [store, query, me, todayIs, names])
  useEffect(() => board.retain(), [board])
  return board
}

const sortsByPeople = ({ sort }: BoardQuery): boolean =>
  sort !== null && (isCustomField(sort.by) || filterType(sort.by) === 'person')

/** All visible cards in one list, in the query's order. @public */
export const useRows = (board: VisibleBoard): readonly string[] => useSyncExternalStore(board.onRows, board.rows)
/** How many cards are visible, and how many there are. @public */
export const useCounts = (board: VisibleBoard) => useSyncExternalStore(board.onRows, board.counts)
