/**
 * A card that changes columns flies there, so that the eye sees where it went. The column it leaves remembers its box;
 * the column it reaches animates a copy from there. A card dragged by hand needs none: the hand was the motion.
 */
import type { BoardStore } from '@mutirao/documents'
import { useLayoutEffect, useRef, type RefObject } from 'react'
import { reducedMotion } from '../../ui/index.ts'

interface Leaving {
  readonly box: DOMRect
  readonly copy: HTMLElement
  readonly atMs: number
}
const leaving = new Map<string, Leaving>()
const glideMs = 150
/** Leaving and arriving happen in one commit, which takes a busy machine a while; anything later is another story. */
const sameCommitMs = 400

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

/** A little longer than `--move`, which it lets run out. */
const rowsGlideMs = 180

/**
 * For the moment in which the order changes, rows glide to their new places; at all other times they jump with the scroll,
 * and when somebody looks for something else: a hundred rows on their way would only be in it.
 */
export function useGlide(rows: RefObject<HTMLElement | null>, cardIds: readonly string[], store: BoardStore) {
  const before = useRef({ cardIds, store })
  useLayoutEffect(() => {
    const list = rows.current
    const { current } = before
    before.current = { cardIds, store }
    if (current.cardIds === cardIds || current.store !== store || !list) return
    // Cards that come below those in sight (an import) move none of them: the class would style every card anew.
    const stays = (row: Element) => {
      const index = Number(row.getAttribute('data-index'))
      return cardIds[index] === current.cardIds[index]
    }
    if ([...list.children].every(stays)) return
    list.classList.add('rows-glide')
    const timer = setTimeout(() => list.classList.remove('rows-glide'), rowsGlideMs)
    return () => {
      clearTimeout(timer)
      list.classList.remove('rows-glide')
    }
  }, [rows, cardIds, store])
}
