/** What menus and popovers share: an element that opens a layer whose code is fetched later. */
import { useId, useMemo, useState, type ReactElement, type Ref } from 'react'
import { useLatePart, type LatePart } from './late.ts'
import { joinRefs } from './trigger.ts'

export interface OpenerProps {
  /** One element that takes a ref. */
  readonly trigger: ReactElement
  readonly open?: boolean
  readonly onOpenChange?: (open: boolean) => void
}

/** State of the layer and what its trigger needs; `panel` is the layer's code once it was wanted and has come. */
export function useOpener<T>({ trigger, open, onOpenChange }: OpenerProps, part: LatePart<T>) {
  const id = useId()
  const [own, setOwn] = useState(false)
  const isOpen = open ?? own
  // Its last animation outlives the closing: once opened, the layer stays in the tree.
  const [used, setUsed] = useState(false)
  if (isOpen && !used) setUsed(true)
  const loaded = useLatePart(part, isOpen)
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const theirs = (trigger.props as { readonly ref?: Ref<HTMLElement> }).ref
  const ref = useMemo(() => joinRefs<HTMLElement>(theirs, setAnchor), [theirs])
  const change = (next: boolean) => {
    setOwn(next)
    onOpenChange?.(next)
  }
  const triggerProps = {
    'aria-expanded': isOpen,
    'data-state': isOpen ? 'open' : 'closed',
    onPointerEnter: part.hint,
    onFocus: part.hint,
  }
  return { id, isOpen, change, ref, anchor, triggerProps, panel: used && anchor !== null ? loaded : null }
}
