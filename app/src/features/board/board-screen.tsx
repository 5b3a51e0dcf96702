import './board.css'
import { Suspense, useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react'
import { fault, NO_STAGE, type BoardStore } from '@mutirao/documents'
import { frames, useBoard, useBoardEdits, useStoreKey, type BoardView } from '../../engine/index.ts'
import { lateComponent, latePart, lazyPart, usePhone, whenHere } from '../../ui/index.ts'
import { useVisibleBoard, type VisibleBoard } from '../../view/index.ts'
import { startDragging } from '../../view/drag/engine.ts'
import { createDragState } from '../../view/drag/state.ts'
import { useDensity } from '../../view/own-settings.ts'
import type { Selection } from '../../view/selection.ts'
import { meant } from './choosing.ts'
import { BoardProvider } from './board-provider.tsx'
import type { BoardContextValue } from './context.ts'
import { createBoardController, placeIn } from './controller.ts'
import { Header, type BoardTab } from './header.tsx'
import { addNear, useBoardKeys } from './keys.ts'
import { hostIn, laneOf, ownerOf } from './lanes.ts'
import { moveGroup } from './moves.ts'
import { PhoneBoard } from './phone-board.tsx'
import { neighboursAt } from './stage-form.ts'
import { BareHeader, BoardState } from './states.tsx'
import { WideBoard } from './wide-board.tsx'

const stageDragging = latePart(() => import('./stage-drag.ts').then((module) => module.startStageDragging))
const Archived = lateComponent(() => import('./archived.tsx').then((module) => module.Archived))
const EmptyBoard = lateComponent(() => import('./empty-board.tsx').then((module) => module.EmptyBoard))
const LaneBoard = lateComponent(() => import('./lane-board.tsx').then((module) => module.LaneBoard))
const MoveDialog = lazyPart(() => import('./move-dialog.tsx'))
const CardMenu = lazyPart(() => import('./card-menu.tsx').then((module) => ({ default: module.CardMenu })))

export interface BoardScreenProps {
  readonly boardId: string
  readonly tab: BoardTab
  readonly onTab: (tab: BoardTab) => void
  /** The card open in the drawer, or null. */
  readonly openCardId: string | null
  readonly onOpenCard: (cardId: string) => void
  readonly cardHref: (cardId: string) => string
  readonly selection: Selection
  readonly onImport: () => void
  readonly onExport: () => void
  /** Opens the custom fields of the board. */
  readonly onFields: () => void
  readonly onOtherBoards: () => void
  readonly onShortcuts: () => void
  /** The same cards as a table: shown when `tab` asks for it. */
  readonly table: ReactNode
  /** The status pill: always on the screen. */
  readonly status: ReactNode
  /** Between head and cards: search, filters, views. */
  readonly find?: (board: VisibleBoard) => ReactNode
}

/** A board in all its states: the last known screen, the living board, not here, not for you. */
export function BoardScreen(props: BoardScreenProps) {
  const view = useBoard(props.boardId)
  const { store, phase } = view
  if (!store || (phase !== 'ready' && phase !== 'projected')) {
    return (
      <div className="flex h-full min-h-0 flex-col" aria-busy={phase === 'opening'}>
        <BareHeader status={props.status} opening={phase === 'opening'} />
        <BoardState
          phase={phase === 'ready' || phase === 'projected' ? 'opening' : phase}
          onOther={props.onOtherBoards}
        />
      </div>
    )
  }
  return <LiveBoard {...props} view={view} store={store} />
}

interface LiveBoardProps extends BoardScreenProps {
  readonly view: BoardView
  readonly store: BoardStore
}

function LiveBoard({ view, store: whole, ...props }: LiveBoardProps) {
  const { boardId, tab, openCardId } = props
  const store = useVisibleBoard(whole)
  const { board, layers } = useBoardValue(view, store, props)
  const root = useRef<HTMLDivElement>(null)
  const columns = useRef<HTMLDivElement>(null)
  const phone = usePhone()
  const stages = useStoreKey(store, 'stages', (one) => one.stages())
  const isEmpty = useIsEmpty(whole)
  const Wide = board.grouped ? LaneBoard : WideBoard
  useBoardKeys(board, { cardId: openCardId, isTable: tab === 'table' })
  useDragging(root, columns, board)
  useFocusBack(root, board, openCardId)
  const add = () => addNear(board, board.controller.focused()?.stageId ?? null)

  return (
    <BoardProvider value={board}>
      <div
        ref={root}
        tabIndex={-1}
        className="relative flex h-full min-h-0 flex-col outline-none"
        data-board={boardId}
        data-phase={view.phase}
      >
        <Header {...props} viewOnly={view.viewOnly} onAdd={add} />
        {props.find?.(store)}
        {tab === 'archived' ? (
          <Archived />
        ) : tab === 'table' ? (
          props.table
        ) : phone ? (
          <PhoneBoard stages={stages} />
        ) : (
          <Wide ref={columns} stages={stages} />
        )}
        {isEmpty && tab === 'board' && !view.readOnly ? <EmptyBoard onAdd={add} onImport={props.onImport} /> : null}
        <Suspense fallback={null}>
          {layers.moving === null ? null : <MoveDialog cardId={layers.moving} onClose={() => layers.setMoving(null)} />}
          {layers.menu === null ? null : (
            <CardMenu key={layers.menu.cardId} board={board} {...layers.menu} onClose={() => layers.setMenu(null)} />
          )}
        </Suspense>
      </div>
    </BoardProvider>
  )
}

/** The context's value: new only when the store, the rights or the currency change. */
function useBoardValue(view: BoardView, store: VisibleBoard, props: BoardScreenProps) {
  const { boardId, selection } = props
  const edits = useBoardEdits(boardId)
  const [controller] = useState(createBoardController)
  const [drag] = useState(createDragState)
  const [moving, setMoving] = useState<string | null>(null)
  const [menu, setMenu] = useState<{ readonly cardId: string; readonly anchor: HTMLElement } | null>(null)
  const currency = useStoreKey(store, 'meta', (board) => board.meta().currency)
  const [density] = useDensity()
  const phone = usePhone()
  // One stage at a time leaves no room for lanes.
  const grouped = store.query.group === 'owner' && !phone
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  const { readOnly } = view
  const board = useMemo<BoardContextValue>(
    () => ({
      boardId,
      store,
      edits,
      readOnly,
      currency,
      density,
      grouped,
      controller,
      drag,
      selection,
      openCard: (cardId) => latest.current.onOpenCard(cardId),
      cardHref: (cardId) => latest.current.cardHref(cardId),
      openMenu: (cardId, anchor) => setMenu({ cardId, anchor }),
      askMove: setMoving,
    }),
    [boardId, store, edits, readOnly, currency, density, grouped, controller, drag, selection],
  )
  return { board, layers: { moving, setMoving, menu, setMenu } }
}

function useDragging(
  root: { readonly current: HTMLElement | null },
  columns: { readonly current: HTMLElement | null },
  board: BoardContextValue,
) {
  useEffect(() => {
    const element = root.current
    if (!element || board.readOnly) return
    const stopStages = whenHere(stageDragging, (start) =>
      start(element, {
        board: () => columns.current,
        onDrop: (stageId, index) => {
          const stages = board.store.stages().filter((stage) => stage.id !== NO_STAGE)
          board.edits.moveStage(stageId, neighboursAt(stages, stageId, index))
        },
      }),
    )
    const stopCards = startDragging(element, {
      columns: () => board.controller.columns(),
      state: board.drag,
      board: () => columns.current,
      placeOf: (cardId) => placeIn(board.store.stageOf(cardId) ?? '', laneOf(board, cardId)),
      along: (cardId) => (fault('SEL-6') ? [cardId] : meant(board, cardId)),
      onDrop: ({ cardId, cardIds, stageId, lane, index }) =>
        moveGroup(hostIn(board, lane), { cardIds, leadId: cardId }, stageId, index, ownerOf(lane)),
    })
    return () => {
      stopStages()
      stopCards()
    }
  }, [root, columns, board])
}

/** The drawer gives the focus back to the card it came from; when that was moved or archived meanwhile, the board looks for it. */
function useFocusBack(
  root: { readonly current: HTMLElement | null },
  { store, controller }: BoardContextValue,
  openCardId: string | null,
) {
  const before = useRef(openCardId)
  useEffect(() => {
    const closed = before.current
    before.current = openCardId
    if (closed === null || openCardId !== null || document.activeElement !== document.body) return
    const stageId = store.stageOf(closed)
    if (stageId === null) root.current?.focus({ preventScroll: true })
    else controller.reveal(closed, stageId)
  }, [root, store, controller, openCardId])
}

/** True while there is not one card, archived ones included. */
function useIsEmpty(store: BoardStore): boolean {
  const stages = useStoreKey(store, 'stages', (board) => board.stages())
  const archived = useStoreKey(store, 'archived', (board) => board.archived())
  const subscribe = useMemo(
    () => (listener: () => void) => {
      const stops = stages.map((stage) =>
        frames.follow(listener, (later) => store.subscribe(`totals:${stage.id}`, later)),
      )
      return () => {
        for (const stop of stops) stop()
      }
    },
    [store, stages],
  )
  const none = useSyncExternalStore(subscribe, () => stages.every((stage) => store.totals(stage.id).count === 0))
  return none && archived.length === 0
}
