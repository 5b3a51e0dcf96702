/**
 * A card that changes columns flies there, so that the eye sees where it went. The column it leaves remembers its box;
 * the column it reaches animates a copy from there. A card dragged by hand needs none: the hand was the motion.
 */
import { reducedMotion } from '../../ui/index.ts'

interface Leaving {
  readonly box: DOMRect
  readonly copy: HTMLElement
  readonly atMs: number
}
const leaving = new Map<string, Leaving>()
const glideMs = 150
/** Leaving and arriving happen in one commit; anything later is another story. */
const sameCommitMs = 100

/** Call while the element is still in the page. */
export function remember(cardId: string, element: HTMLElement): void {
  if (reducedMotion() || document.documentElement.classList.contains('dragging')) return
  const box = element.getBoundingClientRect()
  leaving.set(cardId, { box, copy: element.cloneNode(true) as HTMLElement, atMs: performance.now() })
  setTimeout(() => leaving.delete(cardId), sameCommitMs)
}

/** Call when the element is in the page. */
export function arrive(cardId: string, element: HTMLElement): void {
  const from = leaving.get(cardId)
  if (!from || performance.now() - from.atMs > sameCommitMs) return
  leaving.delete(cardId)
  const box = element.getBoundingClientRect()
  const { copy } = from
  copy.removeAttribute('data-card')
  copy.setAttribute('aria-hidden', 'true')
  copy.classList.add('card-gliding')
  Object.assign(copy.style, { left: `${from.box.left}px`, top: `${from.box.top}px`, width: `${from.box.width}px` })
  document.body.append(copy)
  element.style.opacity = '0'
  const to = `translate(${box.left - from.box.left}px, ${box.top - from.box.top}px)`
  const run = copy.animate([{ transform: 'none' }, { transform: to }], {
    duration: glideMs,
    easing: 'cubic-bezier(0.2, 0, 0, 1)',
  })
  const finish = () => {
    copy.remove()
    element.style.opacity = ''
  }
  run.onfinish = finish
  run.oncancel = finish
}
