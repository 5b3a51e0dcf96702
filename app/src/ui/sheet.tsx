import { clsx } from 'clsx'
import { useEffect, useRef, useState, type ReactNode } from 'react'

export interface SheetProps {
  /** Accessible name: what is open. */
  readonly label: string
  readonly onClose: () => void
  readonly children: ReactNode
  readonly className?: string
}

/**
 * A panel over the right edge (the whole screen on a phone). Not modal: the board beside it stays alive, can be clicked
 * and walked. It takes the focus when it opens, unless something in it has taken it already, and gives it back to where it
 * came from.
 */
export function Sheet({ label, onClose, children, className }: SheetProps) {
  const panel = useRef<HTMLDialogElement>(null)
  const close = useRef(onClose)
  // Before anything in it may take the focus.
  const [before] = useState(() => document.activeElement)
  useEffect(() => {
    close.current = onClose
  }, [onClose])

  useEffect(() => {
    const element = panel.current
    if (!element?.contains(document.activeElement)) element?.focus({ preventScroll: true })
    return () => {
      const inside = element?.contains(document.activeElement) === true || document.activeElement === document.body
      if (inside && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [before])

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // A menu or a dialog on top closes itself first and marks the event.
      if (event.key !== 'Escape' || event.defaultPrevented || hasLayerOnTop()) return
      event.preventDefault()
      close.current()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])

  return (
    <dialog
      open
      ref={panel}
      tabIndex={-1}
      aria-label={label}
      className={clsx(
        'motion-sheet fixed inset-y-0 right-0 left-auto z-30 m-0 flex h-full max-h-none w-[540px] max-w-full border-0 p-0 text-text flex-col bg-surface shadow-3 outline-none phone:w-full phone:pb-[env(safe-area-inset-bottom)]',
        className,
      )}
    >
      {children}
    </dialog>
  )
}

const hasLayerOnTop = () =>
  document.querySelector('[data-radix-popper-content-wrapper], [role=dialog][data-state=open]') !== null
