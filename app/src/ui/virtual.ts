import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/react-virtual'
import { useLayoutEffect, useReducer, useState } from 'react'

export type VirtualList = Virtualizer<HTMLElement, Element>
type Options = Omit<
  VirtualizerOptions<HTMLElement, Element>,
  'observeElementRect' | 'observeElementOffset' | 'scrollToFn' | 'onChange'
>

/**
 * Only the rows near the screen exist. The virtualizer's own class with the smallest binding: it renders again when the
 * range or a measured size changed, never synchronously inside a scroll event (the overscan covers that frame).
 */
export function useVirtualList(options: Options): VirtualList {
  const [, render] = useReducer((count: number) => count + 1, 0)
  const complete = { ...options, observeElementRect, observeElementOffset, scrollToFn: elementScroll, onChange: render }
  const [list] = useState(() => new Virtualizer<HTMLElement, Element>(complete))
  list.setOptions(complete)
  useLayoutEffect(() => list._didMount(), [list])
  useLayoutEffect(() => list._willUpdate())
  return list
}
