/** Carrying a list item with mouse or finger: the handle captures the pointer, a line shows where the item will go. */
import { useEffect, useRef, useState, type PointerEvent as ReactPointerEvent, type RefObject } from 'react'
import { placeAt, type ItemPlace } from '../model/move-item.ts'

export interface ItemDrag {
  readonly draggedId: string | null
  /** Where the line stands at this item while something is carried over it. */
  readonly edgeOf: (itemId: string) => 'top' | 'bottom' | null
  /** Put these on the item's handle. */
  readonly handle: (itemId: string) => {
    readonly onPointerDown: (event: ReactPointerEvent<HTMLElement>) => void
    readonly onPointerMove: (event: ReactPointerEvent<HTMLElement>) => void
    readonly onPointerUp: () => void
    readonly onPointerCancel: () => void
  }
}

interface Carried {
  readonly itemId: string
  /** Place in the list, counted without the item itself. */
  readonly index: number
}

export function useItemDrag(
  list: RefObject<HTMLElement | null>,
  ids: readonly string[],
  onDrop: (itemId: string, place: ItemPlace) => void,
): ItemDrag {
  const [carried, setCarried] = useState<Carried | null>(null)
  const latest = useRef(carried)
  useEffect(() => {
    latest.current = carried
  })
  useCancelOnEscape(carried !== null, () => setCarried(null))

  const end = (drop: boolean) => {
    const last = latest.current
    setCarried(null)
    const place = drop && last ? placeAt(ids, last.itemId, last.index) : null
    if (last && place) onDrop(last.itemId, place)
  }
  const others = carried === null ? ids : ids.filter((id) => id !== carried.itemId)
  return {
    draggedId: carried?.itemId ?? null,
    edgeOf(itemId) {
      if (carried === null || placeAt(ids, carried.itemId, carried.index) === null) return null
      if (others[carried.index] === itemId) return 'top'
      return carried.index === others.length && others.at(-1) === itemId ? 'bottom' : null
    },
    handle: (itemId) => ({
      onPointerDown(event) {
        if (event.button !== 0) return
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        setCarried({ itemId, index: ids.indexOf(itemId) })
      },
      onPointerMove(event) {
        if (latest.current?.itemId !== itemId) return
        const index = indexAt(list.current, itemId, event.clientY)
        setCarried((present) => (present && present.index !== index ? { itemId, index } : present))
      },
      onPointerUp: () => end(true),
      onPointerCancel: () => end(false),
    }),
  }
}

/** How many other items have their middle above this height. */
function indexAt(list: HTMLElement | null, itemId: string, clientY: number): number {
  const rows = list?.querySelectorAll<HTMLElement>('[data-item]') ?? []
  let above = 0
  for (const row of rows) {
    if (row.dataset['item'] === itemId) continue
    const box = row.getBoundingClientRect()
    if (box.top + box.height / 2 < clientY) above++
  }
  return above
}

/** Esc lets go of what is carried, before it closes anything. */
function useCancelOnEscape(active: boolean, cancel: () => void): void {
  const latest = useRef(cancel)
  useEffect(() => {
    latest.current = cancel
  })
  useEffect(() => {
    if (!active) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [active])
}
