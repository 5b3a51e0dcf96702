/** Accounts and contacts: the list of customers and the page of one. Loaded when somebody goes there. */
import type { ReactNode } from 'react'
import { PlacesContext, type AccountPlaces } from './context.ts'
import { AccountsScreen } from './list/screen.tsx'
import { AccountPage } from './page/page.tsx'

export type { AccountPlaces } from './context.ts'

export interface AccountsProps {
  /** An account's id, or `~` and a name on cards; null: the list. */
  readonly accountKey: string | null
  readonly places: AccountPlaces
  /** The status pill: always on the screen. */
  readonly status: ReactNode
}

export default function Accounts({ accountKey, places, status }: AccountsProps) {
  return (
    <PlacesContext value={places}>
      {accountKey === null ? (
        <AccountsScreen status={status} />
      ) : (
        <AccountPage accountKey={accountKey} status={status} />
      )}
    </PlacesContext>
  )
}
