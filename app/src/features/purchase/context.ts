import { createContext, use } from 'react'

/** Where the screens of requests lead; the routes know the addresses. */
export interface PurchasePlaces {
  readonly listHref: (listId: string) => string
  readonly onList: (listId: string) => void
  readonly requestHref: (listId: string, requestId: string) => string
  readonly onRequest: (listId: string, requestId: string | null) => void
  readonly onLayout: (layout: Layout) => void
  /** Asks what of the list shall leave as a file. */
  readonly onExport: (listId: string) => void
  readonly onApprovals: (tab: ApprovalsTab) => void
}
export type Layout = 'board' | 'table' | 'archived'
export type ApprovalsTab = 'queue' | 'absences' | 'policy'

export const PlacesContext = createContext<PurchasePlaces | null>(null)

export function usePlaces(): PurchasePlaces {
  const value = use(PlacesContext)
  if (!value) throw new Error('a screen of requests outside its PlacesContext')
  return value
}
