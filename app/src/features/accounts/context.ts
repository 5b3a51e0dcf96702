import { createContext, use } from 'react'

/** Where links lead: a feature does not know the addresses of the app. */
export interface AccountPlaces {
  readonly accountHref: (key: string) => string
  readonly onOpenAccount: (key: string, replace?: boolean) => void
  readonly cardHref: (boardId: string, cardId: string) => string
  readonly onOpenCard: (boardId: string, cardId: string) => void
  readonly onList: () => void
  /** What happened to all accounts; null for those who may not look. */
  readonly onHistory: (() => void) | null
}

export const PlacesContext = createContext<AccountPlaces | null>(null)

export function usePlaces(): AccountPlaces {
  const value = use(PlacesContext)
  if (!value) throw new Error('a part of the accounts outside its PlacesContext')
  return value
}
