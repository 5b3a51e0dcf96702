import type { ReactElement } from 'react'

/** A place of the app beside the boards, for sidebar and bottom bar. */
export interface NavigationPage {
  readonly id: string
  readonly label: string
  readonly icon: ReactElement
  readonly href: string
  readonly current: boolean
  readonly onGo: () => void
}
