import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { IconButton } from './icon-button.tsx'
import { giveFocusBack } from './last-place.ts'

export interface DialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  /** One sentence under the title; also what a screen reader says after it. */
  readonly description?: ReactNode
  readonly children?: ReactNode
  /** Buttons, right-aligned; the primary one last. */
  readonly footer?: ReactNode
  /** Accessible name of the cross. */
  readonly closeLabel: string
  readonly size?: 'sm' | 'md' | 'lg'
  /** There is something to read first: no field takes the focus, and no keyboard of a phone covers half of it. */
  readonly isRead?: boolean
}
const widths = { sm: 'max-w-[400px]', md: 'max-w-[560px]', lg: 'max-w-[880px]' }

/** A modal question or form. Fills the screen from below on a phone. */
export function Dialog({
  open,
  onClose,
  title,
  description,
  children,
  footer,
  closeLabel,
  size = 'sm',
  isRead,
}: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className="motion-fade fixed inset-0 z-40 grid place-items-center overflow-y-auto bg-scrim p-4 phone:items-end phone:p-0">
          <Radix.Content
            {...(description === undefined ? { 'aria-describedby': undefined } : {})}
            onOpenAutoFocus={isRead ? focusContent : focusFirstField}
            onEscapeKeyDown={leaveToField}
            onCloseAutoFocus={(event) => {
              event.preventDefault()
              giveFocusBack()
            }}
            className={clsx(
              'motion-pop flex max-h-[min(100dvh,calc(100dvh-32px))] w-full flex-col rounded-xl bg-raised shadow-3 outline-none phone:max-w-none phone:rounded-b-none phone:pb-[env(safe-area-inset-bottom)]',
              widths[size],
            )}
          >
            <header className="flex items-start gap-3 px-5 pt-4">
              <div className="min-w-0 flex-1">
                <Radix.Title className="text-md">{title}</Radix.Title>
                {description === undefined ? null : (
                  <Radix.Description asChild>
                    <div className="mt-1 text-muted">{description}</div>
                  </Radix.Description>
                )}
              </div>
              <Radix.Close asChild>
                <IconButton label={closeLabel} quiet className="-mt-1 -mr-2">
                  <X />
                </IconButton>
              </Radix.Close>
            </header>
            {children === undefined ? null : <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>}
            {footer === undefined ? null : (
              <footer className="flex flex-wrap items-center justify-end gap-2 px-5 pt-2 pb-4">{footer}</footer>
            )}
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** A field with something typed in it takes the first Esc for itself: one layer at a time. */
function leaveToField(event: KeyboardEvent) {
  if (event.target instanceof Element && event.target.closest('[data-own-escape]')) event.preventDefault()
}

/** The first thing to fill in, not the cross beside the title; without fields the dialog itself, so that reading starts at its title. */
function focusFirstField(event: Event) {
  const content = event.currentTarget
  if (!(content instanceof HTMLElement)) return
  event.preventDefault()
  const field = content.querySelector<HTMLElement>(
    'input:not([type=hidden], [type=radio]:not(:checked)), textarea, select, [role=combobox]',
  )
  ;(field ?? content).focus()
}

function focusContent(event: Event) {
  event.preventDefault()
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
}
