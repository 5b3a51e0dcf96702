import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router'
import { useEffect, useSyncExternalStore } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { describe, expect, it, vi } from 'vitest'
import { useGoFrom } from './go.ts'

describe('where a person goes', () => {
  it('[APP-44] wins over where a page that is being left would take them', async () => {
    const known = signal(false)
    const loaded = signal(false)
    const root = createRootRoute({ component: Outlet })
    function Waiting() {
      const go = useGoFrom('/')
      const isKnown = useSyncExternalStore(known.subscribe, known.get)
      useEffect(() => {
        if (isKnown) go({ to: '/funil', replace: true })
      }, [go, isKnown])
      return <p>{isKnown ? 'known' : 'waiting'}</p>
    }
    const page = (path: string) => createRoute({ getParentRoute: () => root, path, component: () => <p>{path}</p> })
    const router = createRouter({
      history: createMemoryHistory({ initialEntries: ['/'] }),
      defaultPendingMs: 60_000,
      routeTree: root.addChildren([
        createRoute({ getParentRoute: () => root, path: '/', component: Waiting }),
        page('/funil'),
        createRoute({
          getParentRoute: () => root,
          path: '/contas',
          loader: () => loaded.once(),
          component: () => <p>chosen</p>,
        }),
      ]),
    })
    const place = document.body.appendChild(document.createElement('div'))
    const rendered = createRoot(place)
    rendered.render(<RouterProvider router={router} />)
    const shows = (text: string) => vi.waitFor(() => expect(place.textContent).toBe(text))
    await shows('waiting')
    const going = router.navigate({ to: '/contas' })
    flushSync(() => known.set(true))
    loaded.set(true)
    await going
    await shows('chosen')
    expect(router.history.location.pathname).toBe('/contas')

    // Who is still there is taken along.
    known.set(false)
    await router.navigate({ to: '/' })
    await shows('waiting')
    flushSync(() => known.set(true))
    await shows('/funil')
    rendered.unmount()
    place.remove()
  })
})

/** A value somebody waits for. */
function signal(initial: boolean) {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next: boolean) {
      value = next
      for (const listener of listeners) listener()
    },
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    once: () =>
      new Promise<void>((resolve) => {
        if (value) resolve()
        else listeners.add(resolve)
      }),
  }
}
