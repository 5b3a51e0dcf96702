import { isFiltering } from '@mutirao/documents'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { Chip, usePhone } from '../../../ui/index.ts'
import { useRequestQuery } from '../../../view/index.ts'
import { columnOf, columns, type ColumnId, type RequestRow } from '../model/rows.ts'
import { wishedColumn } from '../model/steps.ts'
import { placeless, useDrag, type Drag } from './dragging.ts'
import { Column } from './RequestColumn.tsx'
import type { RequestsProps } from './requests-props.ts'
import { useStepsAsk } from './steps-ask.ts'

/** Columns by how the requests stand. A card that is moved asks for the decision that leads there. */
export function RequestBoard(props: RequestsProps) {
  const phone = usePhone()
  const { t } = useTranslation('purchase')
  const { rows, list } = props
  const askOf = useStepsAsk(list)
  const isFiltered = isFiltering(useRequestQuery().query)
  // What somebody asked for stands where it was sent, until the server has spoken.
  const placeOf = useCallback((row: RequestRow) => wishedColumn(row, askOf(row).rules) ?? columnOf(row.status), [askOf])
  const byColumn = useMemo(() => Map.groupBy(rows, placeOf), [rows, placeOf])
  const [chosen, setChosen] = useState<ColumnId | null>(null)
  const root = useRef<HTMLDivElement>(null)
  const drag = useDrag({ root, phone, rows, placeOf, askOf, onMove: props.onMove })
  const dragged = useSyncExternalStore(drag.state.subscribe, () => drag.state.get()?.cardId ?? '')
  const inHand = rows.find(({ request }) => request.id === dragged)
  const ask = inHand ? askOf(inHand) : null
  const filled = inHand ? columns : columns.filter((id) => byColumn.has(id))
  const shown = chosen !== null && (inHand || byColumn.has(chosen)) ? chosen : (filled[0] ?? 'rascunho')
  const column = (id: ColumnId) => (
    <Column key={id} id={id} {...props} rows={byColumn.get(id) ?? []} {...{ ask, drag, placeOf, isFiltered }} />
  )
  if (!phone)
    return (
      <div ref={root} className="flex min-h-0 flex-1 gap-3 overflow-x-auto px-4 pt-2 pb-3">
        {columns.map(column)}
      </div>
    )
  return (
    <div ref={root} className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-none gap-1.5 overflow-x-auto px-3.5 py-2">
        {filled.map((id) => (
          <DropChip key={id} id={id} drag={drag} onOpen={setChosen}>
            <Chip selected={id === shown} aria-pressed={id === shown} onClick={() => setChosen(id)}>
              {t(`column.${id}`)} <span className="text-soft">{byColumn.get(id)?.length ?? 0}</span>
            </Chip>
          </DropChip>
        ))}
      </div>
      {column(shown)}
    </div>
  )
}

interface DropChipProps {
  readonly id: ColumnId
  readonly drag: Drag
  readonly onOpen: (id: ColumnId) => void
  readonly children: ReactNode
}

/** A column's chip takes what is dropped on it, and opens it for who rests over it. */
function DropChip({ id, drag, onOpen, children }: DropChipProps) {
  const element = useRef<HTMLSpanElement>(null)
  const { register } = drag
  useEffect(
    () =>
      register({
        ...placeless(id),
        element: () => element.current,
        scroller: () => null,
        open: () => onOpen(id),
      }),
    [register, id, onOpen],
  )
  return <span ref={element}>{children}</span>
}
