import { useSyncExternalStore } from 'react'

const queries = new Map<string, MediaQueryList>()
function match(query: string): MediaQueryList {
  const known = queries.get(query)
  if (known) return known
  const list = window.matchMedia(query)
  queries.set(query, list)
  return list
}

/** Follows a media query. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = match(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    () => match(query).matches,
  )
}

/** The layout with one column and a bottom bar. */
export const usePhone = (): boolean => useMedia('(max-width: 719.98px)')

/** The person asked the system for less motion. */
export const reducedMotion = (): boolean => match('(prefers-reduced-motion: reduce)').matches
