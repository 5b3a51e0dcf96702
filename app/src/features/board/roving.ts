import { fault } from '@mutirao/documents'
import { useCallback, useEffect, useLayoutEffect, useRef, type FocusEvent, type RefObject } from 'react'

/**
 * One Tab stop per column: the card that last had the focus, else the first on the screen. Set on the elements directly,
 * because changing it through props would render cards on every step with the arrow keys.
 */
export function useRovingTab(
  list: RefObject<HTMLElement | null>,
  cardIds: readonly string[],
  onCard: (cardId: string) => void,
): (event: FocusEvent) => void {
  const stop = useRef<string | null>(null)
  const apply = useCallback(() => {
    const cards = [...(list.current?.querySelectorAll<HTMLElement>('[data-card]') ?? [])]
    const wanted = cards.find((card) => card.dataset['card'] === stop.current) ?? cards[0]
    for (const card of cards) {
      const tabIndex = card === wanted || fault('APP-33') ? 0 : -1
      if (card.tabIndex !== tabIndex) card.tabIndex = tabIndex
    }
  }, [list])
  // After every render: rows come and go with the scroll position. Not in a layout effect: every list measures its rows there,
  // and what one writes between two of them makes the browser lay out the page once more for each.
  useEffect(apply)
  useLayoutEffect(() => {
    if (fault('VIS-11')) apply()
  })
  useLayoutEffect(() => {
    if (stop.current !== null && !cardIds.includes(stop.current)) stop.current = null
  }, [cardIds])
  return (event) => {
    // Also from the card's menu button.
    const card = event.target.closest('li')?.querySelector<HTMLElement>('[data-card]')
    const cardId = card?.dataset['card']
    if (cardId === undefined) return
    stop.current = cardId
    onCard(cardId)
    apply()
  }
}

const maxFrames = 12

/** Focuses an element as soon as the virtual list has made it. */
export function focusSoon(find: () => HTMLElement | null, frame = 0): void {
  const element = find()
  if (element) return element.focus({ preventScroll: true })
  if (frame < maxFrames) requestAnimationFrame(() => focusSoon(find, frame + 1))
}
