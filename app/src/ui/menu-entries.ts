/** What stands in a menu, as the trigger's part and the late panel both know it. */
import type { ReactNode } from 'react'

export interface MenuItemProps {
  readonly onSelect: () => void
  readonly children: ReactNode
  readonly icon?: ReactNode
  /** Keys that do the same, as for `Kbd`. */
  readonly shortcut?: string
  readonly danger?: boolean
  readonly disabled?: boolean
}

export interface MenuChoicesProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly { readonly value: string; readonly label: string; readonly icon?: ReactNode }[]
}

export interface MenuSubProps {
  readonly label: string
  readonly icon?: ReactNode
  readonly children: ReactNode
}
