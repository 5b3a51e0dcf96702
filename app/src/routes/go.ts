import { useNavigate, type NavigateOptions } from '@tanstack/react-router'
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
