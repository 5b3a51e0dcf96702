/** What carries a request over its board: the view's drag, asking for a decision instead of a place. */
import { useEffect, useRef, useState } from 'react'
import { words } from '../../../i18n/index.ts'
import { announce, toast } from '../../../ui/index.ts'
import { startDragging, type ColumnHandle } from '../../../view/drag/engine.ts'
import { createDragState, type DragState } from '../../../view/drag/state.ts'
import { columns, type ColumnId, type RequestRow } from '../model/rows.ts'
import { closedTo, type StepsAsk } from '../model/steps.ts'
import type { RequestsProps } from './requests-props.ts'

/** The columns on the screen and what is in the hand. */
export interface Drag {
  readonly state: DragState
  readonly register: (handle: ColumnHandle) => () => void
}
interface DragParts {
  readonly root: { readonly current: HTMLDivElement | null }
  readonly phone: boolean
  readonly rows: readonly RequestRow[]
  readonly placeOf: (row: RequestRow) => ColumnId
  readonly askOf: (row: RequestRow) => StepsAsk
  readonly onMove: RequestsProps['onMove']
}

export function useDrag(parts: DragParts): Drag {
  const latest = useRef(parts)
  useEffect(() => {
    latest.current = parts
  })
  const [{ handles, ...drag }] = useState(() => {
    const known = new Set<ColumnHandle>()
    const register = (handle: ColumnHandle) => {
      known.add(handle)
      return () => void known.delete(handle)
    }
    return { handles: known, state: createDragState(), register }
  })
  const { root, phone } = parts
  useEffect(() => {
    if (!root.current) return
    const rowOf = (id: string) => latest.current.rows.find(({ request }) => request.id === id)
    return startDragging(root.current, {
      columns: () => [...handles],
      state: drag.state,
      board: () => (phone ? null : root.current),
      placeOf: (id) => {
        const row = rowOf(id)
        return row ? latest.current.placeOf(row) : ''
      },
      along: (id) => [id],
      onDrop({ cardId, stageId }) {
        const [row, column] = [rowOf(cardId), columns.find((id) => id === stageId)]
        if (row && column) drop(latest.current, row, column)
      },
    })
  }, [root, phone, handles, drag.state])
  return drag
}

/** Into an open column: it is asked. Into a closed one: it says why. */
function drop({ askOf, placeOf, onMove }: DragParts, row: RequestRow, column: ColumnId): void {
  if (placeOf(row) === column) return
  const why = closedTo(column, askOf(row))
  if (why === null) return onMove(row.request.id, column)
  const message = words.t('purchase:move.closedTo', {
    column: words.t(`purchase:column.${column}`),
    why: words.t(`purchase:move.why.${why}`),
  })
  toast({ message, tone: 'warning', key: 'act' })
  announce(message)
}

/** Requests have no order of their own within a column. */
export const placeless = (id: ColumnId) => ({
  stageId: id,
  place: id,
  lane: null,
  indexAt: () => 0,
  reveal: () => false,
})
