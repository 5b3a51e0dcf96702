import { createContext, use, type MouseEvent } from 'react'

/** Where links lead: a feature does not know the addresses of the app. */
export interface AccountPlaces {
  readonly accountHref: (key: string) => string
  readonly onOpenAccount: (key: string, replace?: boolean) => void
  readonly cardHref: (boardId: string, cardId: string) => string
  readonly onOpenCard: (boardId: string, cardId: string) => void
  readonly onList: () => void
}

export const PlacesContext = createContext<AccountPlaces | null>(null)

export function usePlaces(): AccountPlaces {
  const value = use(PlacesContext)
  if (!value) throw new Error('a part of the accounts outside its PlacesContext')
  return value
}

/** A plain click stays in the app; every other one is the browser's business (new tab, new window). */
export const inApp = (go: () => void) => (event: MouseEvent) => {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  go()
}
