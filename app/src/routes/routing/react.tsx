/** The router for components. */
import { createContext, startTransition, use, useEffect, useState, type ReactNode } from 'react'
import type { ParamsOf, Path, SearchOf } from '../addresses.ts'
import type { Here, Router } from './router.ts'

const RouterContext = createContext<Router | null>(null)
const HereContext = createContext<Here | null>(null)

/** The page on the screen stays until the next one can be shown: its code, or its words, may still be on their way. */
export function RouterProvider({ router, children }: { readonly router: Router; readonly children: ReactNode }) {
  const [here, setHere] = useState(router.here)
  useEffect(() => {
    const follow = () => startTransition(() => setHere(router.here()))
    // What was decided between the first render and this effect.
    follow()
    return router.subscribe(follow)
  }, [router])
  return (
    <RouterContext value={router}>
      <HereContext value={here}>{children}</HereContext>
    </RouterContext>
  )
}

export function useRouter(): Router {
  const router = use(RouterContext)
  if (!router) throw new Error('useRouter outside RouterProvider')
  return router
}

/** The address the screen shows. */
export function useHere(): Here {
  const here = use(HereContext)
  if (!here) throw new Error('useHere outside RouterProvider')
  return here
}

/** What stands in the address of the place a page is for. `path` only says which: a page is shown at no other. */
export function useAddress<P extends Path>(path: P): { readonly params: ParamsOf<P>; readonly search: SearchOf<P> } {
  const here = useHere()
  if (here.path !== path) throw new Error(`the page of ${path} is shown at ${here.href}`)
  return here as unknown as { readonly params: ParamsOf<P>; readonly search: SearchOf<P> }
}
