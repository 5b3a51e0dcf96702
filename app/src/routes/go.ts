import { useNavigate, useRouter, type NavigateOptions } from '@tanstack/react-router'
import { useCallback } from 'react'

/** Navigation for event handlers. What a page throws while it loads is shown by the router; anything else is reported. */
export function useGo(): (to: NavigateOptions) => void {
  const navigate = useNavigate()
  return useCallback(
    (to) => {
      navigate(to).catch(reportError)
    },
    [navigate],
  )
}

/**
 * Navigation the app decides by itself, from the page at `pathname`. A page stays mounted while the next one loads: what it
 * decides in that moment must not take the person back from where they chose to go.
 */
export function useGoFrom(pathname: string): (to: NavigateOptions) => void {
  const go = useGo()
  const { history } = useRouter()
  return useCallback(
    (to) => {
      if (history.location.pathname === pathname) go(to)
    },
    [go, history, pathname],
  )
}
