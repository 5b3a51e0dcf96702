import { useLayoutEffect, type Ref } from 'react'

/** Stands where Radix expects its trigger and hands it an element that is rendered elsewhere, without touching that element. */
export function AnchorProxy({ anchor, ref }: { readonly anchor: HTMLElement; readonly ref?: Ref<HTMLElement> }) {
  useLayoutEffect(() => {
    if (typeof ref !== 'function') return
    const cleanup = ref(anchor)
    return () => {
      if (typeof cleanup === 'function') cleanup()
      else ref(null)
    }
  }, [anchor, ref])
  return null
}
