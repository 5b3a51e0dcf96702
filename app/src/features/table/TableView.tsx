import '../../view/cells/cells.css'
/** The cards of a board as a table: the same documents, edits, selection and query as the board. */
import { Table2 } from 'lucide-react'
import { fault, type BoardStore } from '@mutirao/documents'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useBoard, useBoardEdits, useEditing, useEngineEvents, useFieldEdits, useStoreKey } from '../../engine/index.ts'
import { useTranslation } from '../../i18n/index.ts'
import { EmptyState, Skeleton, usePhone } from '../../ui/index.ts'
import { useCounts, useRows, useVisibleBoard } from '../../view/index.ts'
import type { Selection } from '../../view/selection.ts'
import { createActions, type Told } from './actions.ts'
import { TableContext, type TableContextValue } from './context.ts'
import { createGrid, type Grid } from '../../view/cells/grid.ts'
import { GridView } from './GridView.tsx'
import { columnsOf, presenceField, type Column } from './model/columns.ts'
import { visible } from './model/layout.ts'
import { Status } from './Status.tsx'
import { Troubles } from './Troubles.tsx'
import { useHeldRows } from './use-held-rows.ts'
import { useGrid } from '../../view/cells/use-grid.ts'
import { useLayout } from './use-layout.ts'
import { useSurroundings } from './use-surroundings.ts'

export interface TableViewProps {
  readonly boardId: string
  /** The card open in the drawer, or null. */
  readonly openCardId: string | null
  readonly onOpenCard: (cardId: string) => void
  readonly selection: Selection
}

export function TableView(props: TableViewProps) {
  const { store, readOnly } = useBoard(props.boardId)
  return store === null ? <Skeleton className="m-4 h-40" /> : <LiveTable {...props} store={store} readOnly={readOnly} />
}

interface LiveTableProps extends TableViewProps {
  readonly store: BoardStore
  readonly readOnly: boolean
}

function LiveTable({ store, readOnly, ...props }: LiveTableProps) {
  const { boardId, openCardId, selection } = props
  const { t } = useTranslation('table')
  const board = useVisibleBoard(store)
  const { rows, isStale, reorder } = useHeldRows(useRows(board), board.query)
  const counts = useCounts(board)
  const phone = usePhone()
  const { all, columns, frozen, layout, setLayout } = useColumns(boardId, store, phone)
  const [grid] = useState(() => createGrid<Column>())
  const [told, setTold] = useState<Told | null>(null)
  // Taken back, nothing of it holds any more.
  useEngineEvents(({ type }) => (type === 'undone' && !fault('TBL-20') ? setTold(null) : undefined))
  const table = useTableValue({ ...props, store, readOnly, grid, columns, frozen, phone, setTold })
  useLayoutEffect(() => grid.setColumns(columns), [grid, columns])
  useLayoutEffect(() => grid.setRows(rows), [grid, rows])
  useEffect(() => selection.keep((cardId) => store.stageOf(cardId) !== null), [selection, store, rows])
  return (
    <TableContext value={table}>
      {openCardId === null ? <MyPlace boardId={boardId} grid={grid} /> : null}
      {rows.length === 0 && (board.isFiltered || readOnly || fault('TBL-21')) ? (
        <EmptyState icon={<Table2 />} title={t(board.isFiltered ? 'nothingFound' : 'empty')}>
          {board.isFiltered ? t('nothingFoundText') : t('emptyText')}
        </EmptyState>
      ) : (
        <GridView rows={rows} all={all} layout={layout} onLayout={setLayout} board={board} />
      )}
      {told === null ? null : <Troubles told={told} onClose={() => setTold(null)} />}
      <Status rows={rows} counts={counts} {...(isStale ? { onReorder: reorder } : {})} />
    </TableContext>
  )
}

function useColumns(boardId: string, store: BoardStore, phone: boolean) {
  const { t } = useTranslation('table')
  const fields = useStoreKey(store, 'fields', (board) => board.fields())
  const [layout, setLayout] = useLayout(boardId)
  const all = useMemo(() => columnsOf(fields, (id) => t(`column.${id}`)), [fields, t])
  const columns = useMemo(() => {
    const shown = visible(all, layout)
    return phone ? shown.map((column) => (column.id === 'title' ? { ...column, widthPx: 168 } : column)) : shown
  }, [all, layout, phone])
  const frozen = Math.min(phone ? 1 : layout.frozen, columns.length)
  return { all, columns, frozen, layout, setLayout }
}

interface ValueOptions extends TableViewProps {
  readonly store: BoardStore
  readonly readOnly: boolean
  readonly grid: Grid<Column>
  readonly columns: readonly Column[]
  readonly frozen: number
  readonly phone: boolean
  readonly setTold: (told: Told | null) => void
}

/** The context's value: new only when columns, rights or names change. */
function useTableValue(options: ValueOptions): TableContextValue {
  const { boardId, store, readOnly, grid, columns, frozen, phone, selection, setTold } = options
  const edits = useBoardEdits(boardId)
  const cells = useFieldEdits(boardId)
  const around = useSurroundings(store)
  const latest = useRef(options)
  useLayoutEffect(() => {
    latest.current = options
  })
  const actions = useMemo(
    () => createActions({ grid, edits: cells, around, tell: setTold }),
    [grid, cells, around, setTold],
  )
  return useMemo(
    () => ({
      boardId,
      store,
      edits,
      grid,
      actions,
      selection,
      around,
      columns,
      frozen,
      readOnly,
      phone,
      openCard: (cardId: string) => latest.current.onOpenCard(cardId),
    }),
    [boardId, store, edits, grid, actions, selection, around, columns, frozen, readOnly, phone],
  )
}

/** Tells the others in which cell I am; not while a card is open, which tells its own place. */
function MyPlace({ boardId, grid }: { readonly boardId: string; readonly grid: Grid<Column> }) {
  const place = useGrid(grid, (one) => one.activePlace())
  const field = place ? presenceField(place.columnId as Column['id']) : null
  useEditing(boardId, place ? { cardId: place.rowId, field } : null)
  return null
}
