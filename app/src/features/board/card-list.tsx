import { fault } from '@mutirao/documents'
import { clsx } from 'clsx'
import type { StageSnapshot } from '@mutirao/documents'
import {
  memo,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  type Ref,
  type RefObject,
} from 'react'
import { EmptyColumn } from './empty-column.tsx'
import { useVirtualList, type VirtualList } from '../../ui/index.ts'
import { CardFace } from './card-face.tsx'
import { useBoardContext, useCardContext } from './context.ts'
import { placeIn } from './controller.ts'
import { useColumnDrag, type ColumnDrag } from '../../view/drag/state.ts'
import { arrive, remember, useGlide } from './glide.ts'
import { dropIndex, gapPx, rowOffset, type DragLayout } from './layout.ts'
import { focusSoon, useRovingTab } from './roving.ts'
import { countRow } from './render-count.ts'
import { useSetSize } from './set-size.ts'

export interface CardListHandle {
  readonly scroller: () => HTMLElement | null
  readonly indexAt: (clientY: number) => number
  readonly reveal: (cardId: string) => boolean
}
export interface CardListProps {
  readonly ref: Ref<CardListHandle>
  readonly stage: StageSnapshot
  readonly cardIds: readonly string[]
  readonly alone: boolean
  /** The owner whose lane it stands in: the list is then as high as its cards, up to a limit. */
  readonly lane?: string
}

/**
 * A card with title, account and one line, exactly: lists of such cards stand right at once. Others are measured, and
 * every list that was wrong renders again.
 */
const estimatedPx = { comfortable: 81, compact: 54 } as const
const overscan = 6
/** There are many lists then. */
const laneOverscan = 2

/** The cards of one stage; only those near the screen exist. */
export function CardList({ ref, stage, cardIds, alone, lane }: CardListProps) {
  const { drag: dragState, controller, density, store } = useBoardContext()
  const drag = useColumnDrag(dragState, placeIn(stage.id, lane ?? null))
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useRef<HTMLUListElement>(null)
  useGlide(rows, cardIds, store)
  useSetSize(rows, cardIds.length)
  const sourceIndex = drag.sourceId === '' ? -1 : cardIds.indexOf(drag.sourceId)
  const list = useVirtualList({
    keys: cardIds,
    scroller: () => scroller.current,
    rowPx: estimatedPx[density],
    gapPx,
    overscan: fault('APP-24') ? overscan * 100 : lane === undefined ? overscan : laneOverscan,
    // The card in the hand stays mounted however far the list scrolls: a finger's events belong to its element.
    keep: sourceIndex,
  })
  const layout = layoutOf(list, drag, sourceIndex)
  const closed = stage.kind !== 'open'
  const onFocus = useRovingTab(scroller, cardIds, (cardId) => controller.setFocused(cardId, stage.id))
  useFocusKeeper(cardIds, scroller, stage.id)

  useImperativeHandle(
    ref,
    () => ({
      scroller: () => scroller.current,
      indexAt: (clientY) => indexAt(clientY, scroller.current, list, dragState.get()?.cardId ?? '', cardIds),
      reveal: (cardId) => {
        const index = cardIds.indexOf(cardId)
        // Not where it is about to stand: what is near its old place goes away, and the focus with it.
        const now = (controller.laneStore(lane ?? '') ?? store).column(stage.id).indexOf(cardId)
        if (index < 0 || (index !== now && !fault('APP-61'))) return false
        list.reveal(index)
        focusSoon(() => scroller.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(cardId)}"]`) ?? null)
        return true
      },
    }),
    [cardIds, list, dragState, controller, store, stage.id, lane],
  )

  const slot = drag.slotIndex >= 0
  const slotPx = slot ? slotOffset(list, layout, cardIds.length) : 0
  const extraPx = slot && sourceIndex < 0 ? drag.heightPx + gapPx : 0
  return (
    <div
      ref={scroller}
      // Where the focus goes when the last card under it is archived.
      tabIndex={-1}
      onFocus={onFocus}
      // Inline: without a stylesheet (tests) the list must still scroll, or everything would be rendered.
      style={{ overflowY: 'auto' }}
      className={clsx(
        'outline-none',
        lane === undefined ? 'min-h-0 flex-1 overscroll-contain pb-4' : 'max-h-[420px] min-h-12 pb-1',
        alone ? 'px-3.5 pt-1.5 pb-24' : '-mx-1 px-1 pt-0.5',
      )}
    >
      {cardIds.length === 0 && !slot && lane === undefined ? <EmptyColumn stageId={stage.id} /> : null}
      <ul ref={rows} className="relative" style={{ height: list.totalPx() + extraPx }}>
        {list.rows().map((row) => (
          <Row
            key={fault('APP-25') ? `${row.key} ${row.index}` : row.key}
            cardId={cardIds[row.index] ?? ''}
            stageId={stage.id}
            index={row.index}
            offsetPx={rowOffset(row, layout)}
            lifted={row.index === sourceIndex}
            moving={drag.slotIndex >= 0 || sourceIndex >= 0}
            closed={closed}
            measure={list.measure}
          />
        ))}
        {slot ? (
          <li
            aria-hidden
            className="absolute inset-x-0 rounded-lg border-[1.5px] border-dashed border-brand bg-brand-weak"
            style={{ height: drag.heightPx, transform: `translateY(${slotPx}px)` }}
          />
        ) : null}
      </ul>
    </div>
  )
}

interface RowProps {
  readonly cardId: string
  readonly stageId: string
  readonly index: number
  readonly offsetPx: number
  readonly lifted: boolean
  readonly moving: boolean
  readonly closed: boolean
  readonly measure: (element: HTMLElement | null) => void
}

/** The place of a card. It renders with its column; the card inside does not. */
const Row = memo(function Row(props: RowProps) {
  const { cardId, stageId, index, offsetPx, lifted, moving, closed, measure } = props
  const { store } = useCardContext()
  countRow(cardId)
  const element = useRef<HTMLLIElement | null>(null)
  const attach = useCallback(
    (node: HTMLLIElement | null) => {
      element.current = node
      measure(node)
    },
    [measure],
  )
  useLayoutEffect(() => {
    const card = element.current?.querySelector<HTMLElement>('[data-card]')
    if (card) arrive(cardId, card)
    return () => {
      // Scrolled out of sight is no move.
      const now = store.stageOf(cardId)
      if (card && now !== null && now !== stageId) remember(cardId, card)
    }
  }, [cardId, stageId, store])
  return (
    <li
      ref={attach}
      data-index={index}
      aria-posinset={index + 1}
      className={clsx(
        // A row's inside lays out nobody else.
        'absolute inset-x-0 top-0 [contain:layout_style]',
        lifted && 'invisible',
        moving && 'transition-transform duration-(--quick)',
      )}
      style={{ transform: `translateY(${offsetPx}px)` }}
    >
      <CardFace cardId={cardId} closed={closed} />
    </li>
  )
})

function layoutOf(list: VirtualList, drag: ColumnDrag, sourceIndex: number): DragLayout {
  const sourceSizePx = sourceIndex < 0 ? 0 : (list.box(sourceIndex)?.sizePx ?? drag.heightPx)
  return { sourceIndex, sourceSizePx, slotIndex: drag.slotIndex, slotSizePx: drag.heightPx }
}

/** The slot stands where its place's present row would stand without it; below the last one at the end. */
function slotOffset(list: VirtualList, layout: DragLayout, count: number): number {
  const { sourceIndex, slotIndex } = layout
  const row = sourceIndex >= 0 && slotIndex >= sourceIndex ? slotIndex + 1 : slotIndex
  const without: DragLayout = { ...layout, slotIndex: -1 }
  const box = list.box(row)
  if (box) return rowOffset(box, without)
  const lastIndex = sourceIndex === count - 1 ? count - 2 : count - 1
  const last = list.box(lastIndex)
  return last ? rowOffset(last, without) + last.sizePx + gapPx : 0
}

function indexAt(
  clientY: number,
  scroller: HTMLElement | null,
  list: VirtualList,
  cardId: string,
  cardIds: readonly string[],
): number {
  if (!scroller) return 0
  const box = scroller.getBoundingClientRect()
  if (clientY < box.top) return 0
  const sourceIndex = cardIds.indexOf(cardId)
  const source = list.box(sourceIndex) ?? null
  return dropIndex(clientY - box.top + scroller.scrollTop, source, cardIds.length, list.at)
}

/**
 * The focus follows the card: the card just moved is focused as soon as its new column shows it; when its element went
 * away under the focus (a colleague moved or archived it), the card is found where it is now, else its neighbour.
 */
function useFocusKeeper(cardIds: readonly string[], scroller: RefObject<HTMLElement | null>, stageId: string) {
  const { controller, store } = useBoardContext()
  const before = useRef(cardIds)
  useEffect(() => {
    const index = before.current.indexOf(controller.focused()?.cardId ?? '')
    before.current = cardIds
    const wanted = controller.wanted()
    if (wanted?.stageId === stageId && cardIds.includes(wanted.cardId)) return controller.reveal(wanted.cardId, stageId)
    const focused = controller.focused()
    if (!focused || index < 0 || cardIds.includes(focused.cardId) || document.activeElement !== document.body) return
    const now = store.stageOf(focused.cardId)
    if (now !== null && now !== focused.stageId && !fault('APP-37')) return controller.reveal(focused.cardId, now)
    const neighbour = cardIds[Math.min(index, cardIds.length - 1)]
    if (now === null && neighbour !== undefined) return controller.reveal(neighbour, stageId)
    if (now === null) scroller.current?.focus({ preventScroll: true })
  }, [cardIds, controller, store, scroller, stageId])
}
