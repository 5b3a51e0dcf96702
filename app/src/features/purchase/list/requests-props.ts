import type { ListView } from '../../../engine/purchase/index.ts'
import type { ColumnId, ListRow } from '../model/rows.ts'

/** What every way of showing the requests of a list is given. */
export interface RequestsProps {
  readonly listId: string
  readonly list: ListView
  readonly rows: readonly ListRow[]
  readonly currency: string
  readonly openId: string | null
  readonly nameOf: (userId: string) => string
  /** Somebody wants to move a request, there or wherever it may go. */
  readonly onMove: (requestId: string, column: ColumnId | null) => void
}
