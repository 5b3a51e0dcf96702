/** The inside of popovers: fetched before the first one opens (popover.tsx). */
import { clsx } from 'clsx'
import { Popover as Radix } from 'radix-ui'
import { Suspense, type ReactNode } from 'react'
import { AnchorProxy } from './anchor-proxy.tsx'

interface PanelProps {
  readonly id: string
  readonly label: string
  readonly anchor: HTMLElement
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly align: 'start' | 'center' | 'end'
  readonly className: string | undefined
  readonly children: ReactNode
}

export function Panel({ id, label, anchor, open, onOpenChange, align, className, children }: PanelProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>
        <AnchorProxy anchor={anchor} />
      </Radix.Trigger>
      {/* On a phone there is no elsewhere but other things to tap: the tap that closes it must not open the card below. */}
      <Radix.Portal>
        <div aria-hidden data-cover className="fixed inset-0 z-39 hidden phone:block" />
      </Radix.Portal>
      <Radix.Portal>
        <Radix.Content
          id={id}
          aria-label={label}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className={clsx(
            'motion-pop z-40 max-h-(--radix-popover-content-available-height) max-w-[calc(100vw-16px)] overflow-y-auto rounded-xl bg-raised shadow-2 outline-none',
            className,
          )}
        >
          {/* What is inside may still be on its way; the screen around it must not wait. */}
          <Suspense fallback={null}>{children}</Suspense>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
