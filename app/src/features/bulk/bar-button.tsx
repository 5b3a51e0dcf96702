import type { ReactElement, ReactNode } from 'react'
import { Button, IconButton } from '../../ui/index.ts'

/** A button of the bar: its words give way to the icon where there is no room. */
export function barButton(icon: ReactNode, label: string, phone: boolean): ReactElement {
  return phone ? (
    <IconButton quiet label={label}>
      {icon}
    </IconButton>
  ) : (
    <Button variant="plain" icon={icon} className="px-2!">
      {label}
    </Button>
  )
}
