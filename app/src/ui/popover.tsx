import type { ReactElement, ReactNode } from 'react'
import { latePart } from './late.ts'
import { useOpener } from './opener.ts'
import { withProps } from './trigger.ts'

export interface PopoverProps {
  readonly trigger: ReactElement
  /** Accessible name of what opens. */
  readonly label: string
  readonly children: ReactNode
  readonly open?: boolean
  readonly onOpenChange?: (open: boolean) => void
  readonly align?: 'start' | 'center' | 'end'
  readonly className?: string
}

const inside = latePart(() => import('./popover-panel.tsx'))

/** A small panel next to what opened it. Esc or a click elsewhere closes it and gives the focus back. */
export function Popover(props: PopoverProps) {
  const { trigger, label, children, align = 'end', className } = props
  const { id, isOpen, change, ref, anchor, triggerProps, panel } = useOpener(props, inside)
  const ours = {
    ...triggerProps,
    'aria-haspopup': 'dialog',
    'aria-controls': isOpen && panel ? id : undefined,
    onClick: () => change(!isOpen),
  }
  return (
    <>
      {withProps(trigger, ours, ref)}
      {panel && anchor ? (
        <panel.Panel
          id={id}
          label={label}
          anchor={anchor}
          open={isOpen}
          onOpenChange={change}
          {...{ align, className }}
        >
          {children}
        </panel.Panel>
      ) : null}
    </>
  )
}
