import type { ReactElement, ReactNode } from 'react'

/** A place of the app beside the boards, for sidebar and bottom bar. */
export interface NavigationPage {
  readonly id: string
  readonly label: string
  readonly icon: ReactElement
  /** What waits there, at the end of the sidebar's line. */
  readonly badge?: ReactNode
  readonly href: string
  readonly current: boolean
  readonly onGo: () => void
  /** Not in the bar of a phone, which has room for five: a place for a desk. */
  readonly wideOnly?: true
  /** On a phone it stands in the menu of further places instead. */
  readonly inMenu?: true
}
