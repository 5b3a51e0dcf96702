import { fault } from '@mutirao/documents'
import { useCallback } from 'react'
import type { Destination } from './addresses.ts'
import { useRouter } from './routing/react.tsx'

/** Navigation for event handlers. */
export const useGo = (): ((to: Destination) => void) => useRouter().go

/**
 * Navigation the app decides by itself, from the page at `pathname`. A page stays mounted while the next one loads: what it
 * decides in that moment must not take the person back from where they chose to go.
 */
export function useGoFrom(pathname: string): (to: Destination) => void {
  const router = useRouter()
  return useCallback(
    (to) => {
      if (router.pathname() === pathname || fault('APP-44')) router.go(to)
    },
    [router, pathname],
  )
}
