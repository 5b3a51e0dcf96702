import { useEffect, useRef, type RefObject } from 'react'

/** A field that appears because somebody asked for it gets the focus, once. */
export function useFocusOnce<T extends HTMLElement>(): RefObject<T | null> {
  const field = useRef<T>(null)
  useEffect(() => field.current?.focus(), [])
  return field
}
