import { useCallback, useMemo, useState } from 'react'
import type { JsonValue } from '@mutirao/documents'
import { usePreference } from '../../engine/index.ts'
import { firstLayout, readLayout, type Layout } from './model/layout.ts'

/** The person's own arrangement of this board's table, on all of the person's devices. */
export function useLayout(boardId: string): readonly [Layout, (layout: Layout) => void] {
  const [stored, store] = usePreference(`table:${boardId}`)
  // What could not be kept (too much for one setting) still holds on this screen.
  const [local, setLocal] = useState<Layout | null>(null)
  const layout = useMemo(() => local ?? (stored === undefined ? firstLayout : readLayout(stored)), [stored, local])
  const set = useCallback(
    (next: Layout) => {
      const kept = [next, { ...next, widths: {} }].some((candidate) => tryTo(() => store(asJson(candidate))))
      setLocal(kept ? null : next)
    },
    [store],
  )
  return [layout, set]
}

const asJson = ({ order, hidden, widths, frozen }: Layout): JsonValue => ({ order, hidden, widths, frozen })

function tryTo(work: () => void): boolean {
  try {
    work()
    return true
  } catch {
    return false // `too_large`: tried with less, then kept on this screen only
  }
}
