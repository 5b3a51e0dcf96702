import { formatNumber } from '../../i18n/index.ts'
import { reducedMotion } from '../../ui/index.ts'

/** The lifted card under the pointer: a copy over everything, so that lists may scroll and unmount below it. */
export interface Preview {
  moveTo(x: number, y: number): void
  /** Glides to where the card came to lie, then goes. */
  settle(cardId: string): void
}

const settleMs = 120

/** @param from where the pointer took the card, and how many cards go along */
export function createPreview(
  card: HTMLElement,
  from: { readonly x: number; readonly y: number; readonly count: number },
): Preview {
  const { x, y, count } = from
  const box = card.getBoundingClientRect()
  const copy = card.cloneNode(true) as HTMLElement
  copy.removeAttribute('data-card')
  copy.removeAttribute('data-selected')
  copy.setAttribute('aria-hidden', 'true')
  copy.classList.add('card-lifted')
  const { width, height, left, top } = box
  // Its own height: some cards fill the row they lie in, and there is none here.
  Object.assign(copy.style, { width: `${width}px`, height: `${height}px`, left: `${left}px`, top: `${top}px` })
  copy.style.transform = ''
  const lean = reducedMotion() ? '' : ' rotate(1.2deg)'
  if (count > 1) stack(copy, count)
  document.body.append(copy)
  const { classList } = document.documentElement
  classList.add('dragging')
  // The others stay where they are until the drop, paler: the list must not jump under the hand.
  classList.toggle('dragging-many', count > 1)

  return {
    moveTo(nextX, nextY) {
      copy.style.transform = `translate(${nextX - x}px, ${nextY - y}px)${lean}`
    },
    settle(cardId) {
      classList.remove('dragging', 'dragging-many')
      // The board renders the card at its new place in this turn; its box is known in the next frame.
      requestAnimationFrame(() => {
        const target = document.querySelector(`[data-card="${CSS.escape(cardId)}"]`)?.getBoundingClientRect()
        if (!target || reducedMotion()) return copy.remove()
        const to = `translate(${target.left - box.left}px, ${target.top - box.top}px)`
        const run = copy.animate([{ transform: copy.style.transform }, { transform: to }], {
          duration: settleMs,
          easing: 'cubic-bezier(0.2, 0, 0, 1)',
        })
        run.onfinish = () => copy.remove()
        run.oncancel = () => copy.remove()
      })
    },
  }
}

/** Edges of two more cards below, and how many there are. */
function stack(copy: HTMLElement, count: number) {
  copy.classList.add('card-stack')
  const badge = document.createElement('span')
  badge.dataset['count'] = ''
  badge.className = 'card-count'
  badge.textContent = formatNumber(count)
  copy.append(badge)
}
