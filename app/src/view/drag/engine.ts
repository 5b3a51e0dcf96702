/**
 * Dragging a card with the mouse or a finger, by pointer events of our own (docs/adr/0020-cards-are-dragged-by-our-own-engine.md: why not the
 * browser's drag and drop). A mouse lifts after 5 px; a finger after a long press, so that a swipe still scrolls.
 */
import { fault } from '@mutirao/documents'
import './drag.css'
import { autoScrollStep } from './edge-scroll.ts'
import { followMouse, type Carried } from './gesture.ts'
import { createPreview, type Preview } from './preview.ts'
import type { DragState } from './state.ts'

/** A column that takes what is dragged. */
export interface ColumnHandle {
  readonly stageId: string
  /** The owner whose lane it stands in, '' for nobody's, null without lanes. */
  readonly lane: string | null
  /** Unique among the columns: see `placeIn`. */
  readonly place: string
  /** Where a card may be dropped: head and list, or a stage's chip on a phone. */
  readonly element: () => HTMLElement | null
  /** The list that scrolls, or null (a chip). */
  readonly scroller: () => HTMLElement | null
  /** The place a card dropped at this height gets, counted without the dragged card. */
  readonly indexAt: (clientY: number) => number
  /** Scrolls the card into view and focuses it. False when it is not in this column. */
  readonly reveal: (cardId: string) => boolean
  /** A chip: hovering over it opens its stage. */
  readonly open?: () => void
}

export interface Drop {
  /** The card in the hand. */
  readonly cardId: string
  /** All that go along, in order. */
  readonly cardIds: readonly string[]
  readonly stageId: string
  /** The owner whose lane it is, '' for nobody's, null without lanes. */
  readonly lane: string | null
  /** Counted without the card itself. */
  readonly index: number
}
export interface DragHost {
  /** Those that are on the screen. */
  readonly columns: () => readonly ColumnHandle[]
  readonly state: DragState
  /** Scrolls sideways; null on a phone. */
  readonly board: () => HTMLElement | null
  /** The column a card lies in: see `ColumnHandle.place`. */
  readonly placeOf: (cardId: string) => string
  /** All cards that go along with this one, itself included. */
  readonly along: (cardId: string) => readonly string[]
  readonly onDrop: (drop: Drop) => void
  readonly onLift?: (cardId: string) => void
}

const mouseSlopPx = 5
const fingerSlopPx = 10
const longPressMs = 320
const chipOpensAfterMs = 450

/** Starts listening on the board's element; returns the stop function. */
export function startDragging(root: HTMLElement, host: DragHost): () => void {
  let end: (() => void) | null = null

  const onPointerDown = (event: PointerEvent) => {
    if (event.pointerType === 'touch' || event.button !== 0 || end) return
    const source = sourceOf(event.target)
    if (!source) return
    end = followMouse(event, {
      isMeant: (xPx, yPx) => Math.hypot(xPx, yPx) > mouseSlopPx,
      lift: (x, y) => lift(source, x, y, host),
      done: () => (end = null),
    })
  }
  const onTouchStart = (event: TouchEvent) => {
    const touch = event.touches[0]
    const source = sourceOf(event.target)
    if (!touch || event.touches.length > 1 || !source || end) return
    end = withFinger(touch, source, host, () => (end = null))
  }
  // A link inside a card would start the browser's own drag.
  const onDragStart = (event: DragEvent) => event.preventDefault()
  root.addEventListener('pointerdown', onPointerDown)
  root.addEventListener('touchstart', onTouchStart, { passive: true })
  root.addEventListener('dragstart', onDragStart)
  return () => {
    end?.()
    root.removeEventListener('pointerdown', onPointerDown)
    root.removeEventListener('touchstart', onTouchStart)
    root.removeEventListener('dragstart', onDragStart)
  }
}

interface Source {
  readonly cardId: string
  readonly element: HTMLElement
}
function sourceOf(target: EventTarget | null): Source | null {
  if (!(target instanceof Element) || target.closest('[data-no-drag]')) return null
  const element = target.closest<HTMLElement>('[data-card]')
  const cardId = element?.dataset['card']
  return element && cardId !== undefined && element.dataset['draggable'] === 'true' ? { cardId, element } : null
}

/** Touch events, not pointer events: they stay with the finger's first target even when it scrolls away or is unmounted. */
function withFinger(down: Touch, source: Source, host: DragHost, done: () => void): () => void {
  const target = down.target
  let hand: Carried | null = null
  const timer = setTimeout(
    () => {
      hand = lift(source, down.clientX, down.clientY, host)
      navigator.vibrate?.(12)
    },
    fault('APP-29') ? 0 : longPressMs,
  )

  const onMove = (event: Event) => {
    const touch = (event as TouchEvent).touches[0]
    if (!touch) return
    if (hand) {
      event.preventDefault() // the page must not scroll along
      hand.moveTo(touch.clientX, touch.clientY)
    } else if (
      !fault('APP-29') &&
      Math.hypot(touch.clientX - down.clientX, touch.clientY - down.clientY) > fingerSlopPx
    )
      stop(false)
  }
  const stop = (drop: boolean) => {
    clearTimeout(timer)
    target.removeEventListener('touchmove', onMove)
    target.removeEventListener('touchend', onEnd)
    target.removeEventListener('touchcancel', onCancel)
    window.removeEventListener('contextmenu', onMenu, true)
    hand?.release(drop)
    done()
  }
  const onEnd = (event: Event) => {
    if (hand) event.preventDefault() // no click on what lies under the finger
    stop(true)
  }
  const onCancel = () => stop(false)
  // The long press of a link opens the browser's menu.
  const onMenu = (event: Event) => event.preventDefault()
  target.addEventListener('touchmove', onMove, { passive: false })
  target.addEventListener('touchend', onEnd, { passive: false })
  target.addEventListener('touchcancel', onCancel)
  window.addEventListener('contextmenu', onMenu, true)
  return () => stop(false)
}

/** The card is in the hand: preview, target, scrolling at the edges. */
function lift(source: Source, x: number, y: number, host: DragHost): Carried {
  const cardIds = host.along(source.cardId)
  const preview: Preview = createPreview(source.element, { x, y, count: cardIds.length })
  const fromPlace = host.placeOf(source.cardId)
  const heightPx = source.element.offsetHeight
  let at = { x, y }
  let frame = requestAnimationFrame(tick)
  const scroll = createEdgeScroller()
  let openedAt = { x: Number.NEGATIVE_INFINITY, y: 0 }
  let chip: { readonly handle: ColumnHandle; readonly sinceMs: number } | null = null
  host.onLift?.(source.cardId)

  function look() {
    const handle = columnAt(host.columns(), at.x, at.y)
    const over = handle
      ? { place: handle.place, stageId: handle.stageId, lane: handle.lane, index: handle.indexAt(at.y) }
      : null
    host.state.set({ cardId: source.cardId, fromPlace, heightPx, over })
    return handle
  }
  function hoverChip(handle: ColumnHandle | null) {
    // Opening a stage scrolls the row of chips: the one that then lies under a resting finger was not meant.
    const rests = Math.hypot(at.x - openedAt.x, at.y - openedAt.y) < fingerSlopPx
    if (!handle?.open || rests) chip = null
    else if (chip?.handle !== handle) chip = { handle, sinceMs: performance.now() }
    else if (performance.now() - chip.sinceMs > chipOpensAfterMs) {
      openedAt = at
      handle.open()
    }
  }
  function tick() {
    const handle = look()
    hoverChip(handle)
    scroll(handle, host.board(), at)
    frame = requestAnimationFrame(tick)
  }
  return {
    moveTo(nextX, nextY) {
      at = { x: nextX, y: nextY }
      preview.moveTo(nextX, nextY)
    },
    release(wanted) {
      const drop = wanted || fault('APP-28')
      cancelAnimationFrame(frame)
      if (drop) look()
      const over = host.state.get()?.over ?? null
      host.state.set(null)
      const { stageId, lane, index } = over ?? { stageId: '', lane: null, index: 0 }
      if (drop && over) host.onDrop({ cardId: source.cardId, cardIds, stageId, lane, index })
      preview.settle(source.cardId)
    },
  }
}

function columnAt(columns: readonly ColumnHandle[], x: number, y: number): ColumnHandle | null {
  for (const handle of columns) {
    const box = handle.element()?.getBoundingClientRect()
    if (!box || x < box.left || x >= box.right) continue
    // Below a column is still the column; below a lane is the next one.
    const ends = handle.open !== undefined || handle.lane !== null
    if (y >= box.top && (!ends || y < box.bottom)) return handle
  }
  return null
}

/** Scrolls the list under the pointer and the board sideways, faster the longer the pointer waits at an edge. */
function createEdgeScroller() {
  const since = { list: 0, board: 0, lanes: 0 }
  const step = (which: 'list' | 'board' | 'lanes', position: number, from: number, to: number): number => {
    const now = performance.now()
    const pixels = autoScrollStep(position, from, to, since[which] === 0 ? 0 : now - since[which])
    since[which] = pixels === 0 ? 0 : since[which] || now
    return pixels
  }
  return (handle: ColumnHandle | null, board: HTMLElement | null, at: { readonly x: number; readonly y: number }) => {
    const list = handle?.scroller()
    const listBox = list?.getBoundingClientRect()
    // On the column's head a card goes to the very top; the list itself need not scroll there.
    if (list && listBox && at.y >= listBox.top) list.scrollTop += step('list', at.y, listBox.top, listBox.bottom)
    const boardBox = board?.getBoundingClientRect()
    if (!board || !boardBox || at.y < boardBox.top) return
    board.scrollLeft += step('board', at.x, boardBox.left, boardBox.right)
    // Lanes stand under each other: the board then scrolls up and down too.
    if (board.scrollHeight > board.clientHeight) board.scrollTop += step('lanes', at.y, boardBox.top, boardBox.bottom)
  }
}
