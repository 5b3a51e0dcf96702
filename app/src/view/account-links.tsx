import { createContext, use } from 'react'

/** Where a card's account leads, for board and card: they do not know the addresses of the app. */
export interface AccountLinks {
  /** The account of this name, or the page of a name that is none yet. */
  readonly href: (name: string) => string
  readonly open: (name: string) => void
}

const AccountLinksContext = createContext<AccountLinks | null>(null)
export const AccountLinksProvider = AccountLinksContext.Provider

/** Null where a screen stands alone (tests): no links then. */
export const useAccountLinks = (): AccountLinks | null => use(AccountLinksContext)
