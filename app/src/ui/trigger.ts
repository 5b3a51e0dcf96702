/** What makes an element of somebody else's open a layer: handlers, state and a reference, without a wrapper around it. */
import { cloneElement, type ReactElement, type Ref } from 'react'

type Props = Readonly<Record<string, unknown>>
type Handler = (event: { readonly defaultPrevented: boolean }) => void
const isHandler = (value: unknown): value is Handler => typeof value === 'function'

/** Both handlers, the element's own first; when that one prevents the default, ours does not run. */
const both =
  (own: Handler, ours: Handler): Handler =>
  (event) => {
    own(event)
    if (!event.defaultPrevented) ours(event)
  }

/** Sets both references. */
export function joinRefs<T>(first: Ref<T> | undefined, second: Ref<T> | undefined): Ref<T> {
  return (value) => {
    const cleanups = [set(first, value), set(second, value)]
    return () => {
      for (const cleanup of cleanups) cleanup()
    }
  }
}

function set<T>(ref: Ref<T> | undefined, value: T | null): () => void {
  if (typeof ref === 'function') {
    const cleanup = ref(value)
    return typeof cleanup === 'function' ? cleanup : () => void ref(null)
  }
  if (ref) ref.current = value
  return () => {
    if (ref) ref.current = null
  }
}

/** The element with more props: handlers are joined, everything else of the element itself wins. `ref` replaces its own (`joinRefs`). */
export function withProps(element: ReactElement, ours: Props, ref?: Ref<HTMLElement>): ReactElement {
  const own = element.props as Props
  const joined: Record<string, unknown> = { ...ours, ...own }
  for (const [name, value] of Object.entries(ours)) {
    const theirs = own[name]
    if (/^on[A-Z]/.test(name) && isHandler(value) && isHandler(theirs)) joined[name] = both(theirs, value)
  }
  return cloneElement(element, ref === undefined ? joined : { ...joined, ref })
}
