import { clsx } from 'clsx'
import { Popover as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

export interface AnchoredProps {
  /** Accessible name of what opens. */
  readonly label: string
  /** Esc, or a click elsewhere. */
  readonly onClose: () => void
  /** Gets the focus as it opens. */
  readonly focus: { readonly current: HTMLElement | null }
  readonly children: ReactNode
  readonly className?: string
}

/** A panel over the positioned box it is rendered in, open as long as it is mounted. Who closes it gives the focus back. */
export function Anchored({ label, onClose, focus, children, className }: AnchoredProps) {
  return (
    <Radix.Root open onOpenChange={(next) => (next ? undefined : onClose())}>
      <Radix.Anchor asChild>
        <span aria-hidden className="absolute inset-0" />
      </Radix.Anchor>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align="start"
          sideOffset={2}
          collisionPadding={8}
          onOpenAutoFocus={(event) => {
            event.preventDefault()
            focus.current?.focus()
          }}
          onCloseAutoFocus={(event) => event.preventDefault()}
          className={clsx(
            'motion-pop z-40 max-h-(--radix-popover-content-available-height) max-w-[calc(100vw-16px)] overflow-y-auto rounded-lg bg-raised shadow-2 outline-none',
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
