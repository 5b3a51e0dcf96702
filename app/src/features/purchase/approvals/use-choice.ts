/** Which request of the queue is open and which are chosen, whatever comes, goes and is decided by others. */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Queued } from '../../../engine/purchase/index.ts'

export const keyOf = ({ listId, request }: Queued): string => `${listId}.${request.id}`

/** Somebody asks to take up again what was cancelled: no level, no yes, another pair of words. */
export const isWishToReopen = ({ answers }: Queued): boolean => answers.includes('grant_reopening')

export interface Choice {
  readonly open: Queued | undefined
  readonly setOpenKey: (key: string | null) => void
  readonly chosen: readonly Queued[]
  readonly toggle: (key: string) => void
  readonly clear: () => void
}

/** @param isAlone on a phone nothing is open until somebody opens it, and one at a time covers the list */
export function useChoice(queue: readonly Queued[], isAlone: boolean): Choice {
  const [openKey, setOpenKey] = useState<string | null>(null)
  const [place, setPlace] = useState(0)
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const chosen = useMemo(
    () => queue.filter((one) => keys.has(keyOf(one)) && one.said === null && !isWishToReopen(one)),
    [queue, keys],
  )
  const at = queue.findIndex((one) => keyOf(one) === openKey)
  if (at >= 0 && at !== place) setPlace(at)
  // The first one stays open when another comes before it; when the open one leaves, the next takes its place.
  const next = queue[Math.min(place, queue.length - 1)]
  if (at < 0 && !isAlone && next) setOpenKey(keyOf(next))
  if (at < 0 && isAlone && openKey !== null) setOpenKey(null)
  return {
    open: queue[at],
    setOpenKey,
    chosen,
    toggle: (key) => {
      const toggled = new Set(keys)
      if (!toggled.delete(key)) toggled.add(key)
      setKeys(toggled)
    },
    clear: () => setKeys(new Set()),
  }
}

/**
 * Hears of each request that leaves the queue while it is open, and afterwards gives the focus a place when it went with it.
 * @param onLeft what was open, as it last stood here
 */
export function useLeaving(queue: readonly Queued[], open: Queued | undefined, onLeft: (left: Queued) => void): void {
  const last = useRef<Queued | undefined>(undefined)
  const hear = useRef(onLeft)
  useEffect(() => {
    hear.current = onLeft
  })
  useEffect(() => {
    const before = last.current
    last.current = open
    if (!before || queue.some((one) => keyOf(one) === keyOf(before))) return
    hear.current(before)
    if (document.activeElement === null || document.activeElement === document.body) focusQueued(open ?? queue[0])
  }, [queue, open])
}

/** The row of this one; without one, the queue itself. */
export function focusQueued(queued: Queued | undefined): void {
  const row = queued && document.querySelector<HTMLElement>(`[data-queued="${queued.request.id}"] a`)
  const place = row ?? document.querySelector<HTMLElement>('[data-queue]')
  place?.focus()
}
