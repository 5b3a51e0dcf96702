import { fault } from '@mutirao/documents'
import { useEffect, useRef, type RefObject } from 'react'

/**
 * For the place of a history. Whoever opened that of one field pressed a button which then is no more: the keyboard goes on
 * here instead of starting again at the top of the page.
 */
export function useFocusWhenAsked(field: string | null): RefObject<HTMLElement | null> {
  const place = useRef<HTMLElement>(null)
  useEffect(() => {
    if (field !== null && document.activeElement === document.body && !fault('HSC-31'))
      place.current?.focus({ preventScroll: true })
  }, [field])
  return place
}
