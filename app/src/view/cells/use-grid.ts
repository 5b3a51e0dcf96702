import { useEffect, useReducer, useSyncExternalStore } from 'react'
import type { Grid, GridColumn } from './grid.ts'

/** Follows one value of the grid that keeps its identity while unchanged. */
export const useGrid = <T, C extends GridColumn>(grid: Grid<C>, get: (grid: Grid<C>) => T): T =>
  useSyncExternalStore(grid.subscribe, () => get(grid))

/** Renders again after something changed, once a frame however often it did: for sums over many cells. */
export function useOncePerFrame(...sources: readonly ((listener: () => void) => () => void)[]): void {
  const [, render] = useReducer((count: number) => count + 1, 0)
  const [first, second] = sources
  useEffect(() => {
    let frame = 0
    const later = () => {
      if (frame !== 0) return
      frame = requestAnimationFrame(() => {
        frame = 0
        render()
      })
    }
    const stops = [first, second].map((subscribe) => subscribe?.(later))
    return () => {
      cancelAnimationFrame(frame)
      for (const stop of stops) stop?.()
    }
  }, [first, second])
}
