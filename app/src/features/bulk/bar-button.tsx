import type { ReactElement, ReactNode } from 'react'
import { Button } from '../../ui/index.ts'

/** A button of the bar. Where there is no room beside the sign, its words stand under it: a sign alone says too little. */
export function barButton(icon: ReactNode, label: string, phone: boolean): ReactElement {
  return (
    <Button variant="plain" icon={icon} className={phone ? 'h-12! min-w-14 flex-col gap-0.5! px-1! text-2xs' : 'px-2!'}>
      {label}
    </Button>
  )
}
