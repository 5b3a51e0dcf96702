/** A deal was won: the card glows once and a handful of paper leaves it. Small, short, and not at all with reduced motion. */
import { fault } from '@mutirao/documents'
import { reducedMotion } from '../../ui/index.ts'

const pieces = 14
const fallMs = 900
const ringMs = 700
/** The card has arrived in its column by then. */
const afterMs = 220
const colors = ['var(--brand)', 'var(--amber-ring)', 'var(--blue)', 'var(--violet)']

export function celebrate(cardIds: readonly string[]): void {
  if (reducedMotion() && !fault('OUT-5')) return
  setTimeout(() => {
    for (const cardId of cardIds.slice(0, 3)) {
      const card = document.querySelector<HTMLElement>(`[data-card="${CSS.escape(cardId)}"]`)
      if (card) burst(card)
    }
  }, afterMs)
}

function burst(card: HTMLElement) {
  card.animate(
    [
      { boxShadow: '0 0 0 0 color-mix(in srgb, var(--brand) 55%, transparent)' },
      { boxShadow: '0 0 0 10px transparent' },
    ],
    { duration: ringMs, easing: 'ease-out' },
  )
  const box = card.getBoundingClientRect()
  const layer = document.createElement('div')
  layer.setAttribute('aria-hidden', 'true')
  layer.dataset['celebration'] = ''
  Object.assign(layer.style, { position: 'fixed', inset: '0', pointerEvents: 'none', zIndex: '55', contain: 'strict' })
  document.body.append(layer)
  const runs = Array.from({ length: pieces }, (_, index) => throwPiece(layer, box, index))
  void Promise.allSettled(runs.map((run) => run.finished)).then(() => layer.remove())
}

/** Evenly spread over the upper half, a little uneven in reach, without dice: the same every time is calm. */
function throwPiece(layer: HTMLElement, box: DOMRect, index: number): Animation {
  const piece = document.createElement('i')
  const angle = Math.PI * (1.1 + (0.8 * index) / (pieces - 1))
  const reachPx = 46 + ((index * 37) % 5) * 9
  const [x, y] = [Math.cos(angle) * reachPx * 1.6, Math.sin(angle) * reachPx]
  Object.assign(piece.style, {
    position: 'absolute',
    left: `${box.left + box.width / 2}px`,
    top: `${box.top + box.height / 3}px`,
    width: '6px',
    height: index % 2 === 0 ? '6px' : '10px',
    borderRadius: index % 3 === 0 ? '50%' : '1.5px',
    background: colors[index % colors.length] ?? '',
  })
  layer.append(piece)
  return piece.animate(
    [
      { transform: 'translate(0, 0) scale(0.6)', opacity: 1 },
      { transform: `translate(${x}px, ${y}px) rotate(${index * 53}deg)`, opacity: 1, offset: 0.45 },
      { transform: `translate(${x * 1.15}px, ${y + 46}px) rotate(${index * 97}deg)`, opacity: 0 },
    ],
    { duration: fallMs, easing: 'cubic-bezier(0.15, 0.6, 0.4, 1)', fill: 'forwards' },
  )
}
