/** Hands: mouse and finger, as events of the page. (That a real swipe scrolls is the browser's part: e2e.) */

export interface Point {
  readonly x: number
  readonly y: number
}
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))

export function middleOf(element: Element): Point {
  const box = element.getBoundingClientRect()
  return { x: box.left + box.width / 2, y: box.top + Math.min(box.height / 2, 200) }
}

function pointer(target: EventTarget, type: string, at: Point) {
  const event = { clientX: at.x, clientY: at.y, button: 0, pointerType: 'mouse', bubbles: true, cancelable: true }
  target.dispatchEvent(new PointerEvent(type, event))
}

/** Down, several moves, up. `drop: false` keeps holding. */
export async function dragByMouse(from: Element, to: Point, options: { readonly drop?: boolean } = {}): Promise<void> {
  const start = middleOf(from)
  pointer(from, 'pointerdown', start)
  for (let step = 1; step <= 6; step++) {
    pointer(window, 'pointermove', {
      x: start.x + ((to.x - start.x) * step) / 6,
      y: start.y + ((to.y - start.y) * step) / 6,
    })
    await frame()
  }
  if (options.drop === false) return
  pointer(window, 'pointerup', to)
  await frame()
}

function touch(target: Element, type: 'touchstart' | 'touchmove' | 'touchend', at: Point) {
  const finger = new Touch({ identifier: 1, target, clientX: at.x, clientY: at.y })
  const touches = type === 'touchend' ? [] : [finger]
  target.dispatchEvent(new TouchEvent(type, { touches, changedTouches: [finger], bubbles: true, cancelable: true }))
}

export async function dragByFinger(from: Element, to: Point): Promise<void> {
  // A card that still flies home after the drag before would be taken for this one, and the finger would move too soon.
  await frames(() => document.querySelector('.card-lifted') === null, 'a card is still in the air')
  const start = middleOf(from)
  touch(from, 'touchstart', start)
  await frames(() => document.querySelector('.card-lifted') !== null, 'the card was not lifted')
  for (let step = 1; step <= 6; step++) {
    touch(from, 'touchmove', {
      x: start.x + ((to.x - start.x) * step) / 6,
      y: start.y + ((to.y - start.y) * step) / 6,
    })
    await frame()
  }
  await frame()
  touch(from, 'touchend', to)
}

export async function swipe(from: Element, to: Point): Promise<void> {
  const start = middleOf(from)
  touch(from, 'touchstart', start)
  for (let step = 1; step <= 4; step++) {
    touch(from, 'touchmove', { x: start.x + ((to.x - start.x) * step) / 4, y: start.y + step * 20 })
    await frame()
  }
  touch(from, 'touchend', to)
}

async function frames(until: () => boolean, otherwise: string): Promise<void> {
  for (let waited = 0; waited < 120; waited++) {
    if (until()) return
    await frame()
  }
  throw new Error(otherwise)
}
