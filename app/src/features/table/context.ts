/** What every part of one table needs. Changes when columns, rights or names change, never when a cell does. */
import type { BoardStore } from '@mutirao/documents'
import { createContext, use } from 'react'
import type { BoardEdits } from '../../engine/index.ts'
import type { Selection } from '../../view/selection.ts'
import type { Actions } from './actions.ts'
import type { Grid } from '../../view/cells/grid.ts'
import type { Column } from './model/columns.ts'
import type { Surroundings } from './model/values.ts'

export interface TableContextValue {
  readonly boardId: string
  readonly store: BoardStore
  readonly edits: BoardEdits
  readonly grid: Grid<Column>
  readonly actions: Actions
  readonly selection: Selection
  readonly around: Surroundings
  readonly columns: readonly Column[]
  /** How many of the first columns stay in sight. */
  readonly frozen: number
  readonly readOnly: boolean
  /** A phone: rows open the card, cells are not edited in place. */
  readonly phone: boolean
  readonly openCard: (cardId: string) => void
}

export const TableContext = createContext<TableContextValue | null>(null)

export function useTable(): TableContextValue {
  const value = use(TableContext)
  if (!value) throw new Error('a part of the table outside its TableContext')
  return value
}
