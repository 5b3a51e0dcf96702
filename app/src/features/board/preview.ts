import { reducedMotion } from '../../ui/index.ts'

/** The lifted card under the pointer: a copy over everything, so that lists may scroll and unmount below it. */
export interface Preview {
  moveTo(x: number, y: number): void
  /** Glides to where the card came to lie, then goes. */
  settle(cardId: string): void
}

const settleMs = 120

export function createPreview(card: HTMLElement, x: number, y: number): Preview {
  const box = card.getBoundingClientRect()
  const copy = card.cloneNode(true) as HTMLElement
  copy.removeAttribute('data-card')
  copy.setAttribute('aria-hidden', 'true')
  copy.classList.add('card-lifted')
  Object.assign(copy.style, { width: `${box.width}px`, left: `${box.left}px`, top: `${box.top}px`, transform: '' })
  const lean = reducedMotion() ? '' : ' rotate(1.2deg)'
  document.body.append(copy)
  document.documentElement.classList.add('dragging')

  return {
    moveTo(nextX, nextY) {
      copy.style.transform = `translate(${nextX - x}px, ${nextY - y}px)${lean}`
    },
    settle(cardId) {
      document.documentElement.classList.remove('dragging')
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
