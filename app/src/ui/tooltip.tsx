import { Tooltip as Radix } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { Kbd } from './kbd.tsx'

/** Wrap the app once: moving between two tooltips then shows the second at once. */
export function TooltipProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={500} skipDelayDuration={200}>
      {children}
    </Radix.Provider>
  )
}

export interface TooltipProps {
  readonly label: ReactNode
  /** Keys to show behind the label, as for `Kbd`. */
  readonly shortcut?: string
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
  /** One element that takes a ref; it keeps its own accessible name. */
  readonly trigger: ReactElement
}

/** A hint for pointers and keyboards. Never the only place where something is said: fingers do not hover. */
export function Tooltip({ label, shortcut, side = 'bottom', trigger }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="motion-fade z-50 flex max-w-72 items-center gap-2 rounded-md bg-toast px-2 py-1 text-sm text-on-toast shadow-2"
        >
          {label}
          {shortcut === undefined ? null : <Kbd keys={shortcut} inverted />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
