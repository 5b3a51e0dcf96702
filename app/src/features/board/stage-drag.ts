/**
 * Dragging a whole stage by its head, with the mouse. (A finger uses the arrows of the stage's panel: a long press on the
 * board already lifts a card.) The columns make room while the hand moves; nothing renders until the drop.
 */
import { autoScrollStep } from '../../view/drag/edge-scroll.ts'
import { followMouse, type Carried } from '../../view/drag/gesture.ts'
import { placeOf } from './stage-form.ts'

export interface StageDragHost {
  /** Holds the columns and scrolls sideways. */
  readonly board: () => HTMLElement | null
  /** @param index counted without the stage itself */
  readonly onDrop: (stageId: string, index: number) => void
}

const slopPx = 5

/** Starts listening on the board's element; returns the stop function. */
export function startStageDragging(root: HTMLElement, host: StageDragHost): () => void {
  let end: (() => void) | null = null
  const onPointerDown = (event: PointerEvent) => {
    if (event.pointerType === 'touch' || event.button !== 0 || end) return
    const head = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-stage-head]') : null
    if (!head || (event.target as Element).closest('button:not([data-stage-name]), input')) return
    const section = head.closest<HTMLElement>('[data-stage]')
    const board = host.board()
    if (!section || !board) return
    end = followMouse(event, {
      isMeant: (xPx) => Math.abs(xPx) > slopPx,
      lift: (x) => lift(section, board, x, (index) => host.onDrop(section.dataset['stage'] ?? '', index)),
      done: () => (end = null),
    })
  }
  root.addEventListener('pointerdown', onPointerDown)
  return () => {
    end?.()
    root.removeEventListener('pointerdown', onPointerDown)
  }
}

function lift(section: HTMLElement, board: HTMLElement, fromX: number, onDrop: (index: number) => void): Carried {
  const columns = [...board.querySelectorAll<HTMLElement>('[data-stage]')].filter((one) => one.dataset['stage'] !== '')
  const others = columns.filter((one) => one !== section)
  const home = columns.indexOf(section)
  const startScroll = board.scrollLeft
  const boxes = others.map((one) => one.getBoundingClientRect())
  const own = section.getBoundingClientRect()
  const stepPx = (columns[1]?.offsetLeft ?? own.width) - (columns[0]?.offsetLeft ?? 0)
  // Without the one in the hand, those right of it stand one step to the left.
  const middlesPx = boxes.map((box, index) => box.left + box.width / 2 - (index >= home ? stepPx : 0))
  let x = fromX
  let index = home
  let frame = requestAnimationFrame(tick)
  document.documentElement.classList.add('dragging')
  section.classList.add('stage-lifted')

  function draw() {
    const scrolled = board.scrollLeft - startScroll
    const shiftPx = x - fromX + scrolled
    index = placeOf(middlesPx, own.left + own.width / 2 + shiftPx - stepPx / 2)
    section.style.transform = `translateX(${shiftPx}px)`
    others.forEach((other, at) => {
      const now = at >= home ? 1 : 0
      const then = at >= index ? 1 : 0
      other.style.transition = 'transform var(--quick) var(--ease)'
      other.style.transform = now === then ? '' : `translateX(${(then - now) * stepPx}px)`
    })
  }
  function tick() {
    const box = board.getBoundingClientRect()
    board.scrollLeft += autoScrollStep(x, box.left, box.right, 0)
    draw()
    frame = requestAnimationFrame(tick)
  }
  return {
    moveTo(nextX) {
      x = nextX
    },
    /** Puts everything back where React drew it. */
    release(drop) {
      cancelAnimationFrame(frame)
      draw()
      document.documentElement.classList.remove('dragging')
      section.classList.remove('stage-lifted')
      for (const one of columns) {
        one.style.transform = ''
        one.style.transition = ''
      }
      if (drop && index !== home) onDrop(index)
    },
  }
}
