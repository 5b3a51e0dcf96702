import { useCallback, useSyncExternalStore, type ReactNode } from 'react'
import { createPortal } from 'react-dom'

/*
 * The place at the lower edge where bars stand that stay while something is going on (several cards chosen, a question
 * nobody must answer). Toasts stand above it, so that neither covers the other.
 */
let place: HTMLElement | null = null
const listeners = new Set<() => void>()
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Where docked bars come to stand; once, under the toasts. */
export function DockPlace() {
  const attach = useCallback((element: HTMLElement | null) => {
    place = element
    for (const listener of listeners) listener()
  }, [])
  return <div ref={attach} className="grid justify-items-center gap-2 empty:hidden" />
}

/** A bar in the dock. Without a shell around it (tests) it stands at the end of the page. */
export function Docked({ children }: { readonly children: ReactNode }) {
  const target = useSyncExternalStore(subscribe, () => place)
  return createPortal(children, target ?? document.body)
}
