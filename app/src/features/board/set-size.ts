import { fault } from '@mutirao/documents'
import { useLayoutEffect, type RefObject } from 'react'

/**
 * Says on every row how many there are in all. Written on the elements: as a prop of the rows, each card that comes or goes far
 * below would render all that are in sight.
 */
export function useSetSize(rows: RefObject<HTMLElement | null>, count: number): void {
  // After every render: rows come and go with the scroll position.
  useLayoutEffect(() => {
    const size = String(fault('APP-51') ? 1 : count)
    for (const row of rows.current?.children ?? [])
      if (row.hasAttribute('data-index') && row.getAttribute('aria-setsize') !== size)
        row.setAttribute('aria-setsize', size)
  })
}
