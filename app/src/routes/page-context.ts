import { createContext, use } from 'react'

/** What a page may ask of the frame around it. */
export interface PageControls {
  readonly onShortcuts: () => void
  readonly onNewBoard: () => void
  readonly onSignIn: () => void
}
export const PageContext = createContext<PageControls | null>(null)

export function usePageControls(): PageControls {
  const value = use(PageContext)
  if (!value) throw new Error('a page outside the frame')
  return value
}
