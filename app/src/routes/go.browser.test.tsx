import { lazy, Suspense, useEffect, useSyncExternalStore, type ComponentType } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { describe, expect, it, vi } from 'vitest'
import { useGoFrom } from './go.ts'
import { memoryAddressBar } from './routing/address-bar.ts'
import { RouterProvider, useHere } from './routing/react.tsx'
import { createRouter } from './routing/router.ts'

describe('where a person goes', () => {
  it('[APP-44] wins over where a page that is being left would take them', async () => {
    const known = signal(false)
    const loaded = signal(false)
    function Waiting() {
      const go = useGoFrom('/comecar')
      const isKnown = useSyncExternalStore(known.subscribe, known.get)
      useEffect(() => {
        if (isKnown) go({ to: '/funil', replace: true })
      }, [go, isKnown])
      return <p>{isKnown ? 'known' : 'waiting'}</p>
    }
    const pages: Partial<Record<string, ComponentType>> = {
      '/comecar': Waiting,
      '/funil': () => <p>funil</p>,
      // Its code comes late: the page before stays on the screen meanwhile.
      '/contas': lazy(() => loaded.once().then(() => ({ default: () => <p>chosen</p> }))),
    }
    function Pages() {
      const Page = pages[useHere().path ?? '']
      return Page ? <Page /> : null
    }
    const router = createRouter(memoryAddressBar('/comecar'))
    const place = document.body.appendChild(document.createElement('div'))
    const rendered = createRoot(place)
    rendered.render(
      <RouterProvider router={router}>
        <Suspense fallback={<p>nothing</p>}>
          <Pages />
        </Suspense>
      </RouterProvider>,
    )
    const shows = (text: string) => vi.waitFor(() => expect(place.textContent).toBe(text))
    await shows('waiting')
    router.go({ to: '/contas' })
    flushSync(() => known.set(true))
    await shows('known')
    loaded.set(true)
    await shows('chosen')
    expect(router.pathname()).toBe('/contas')

    // Who is still there is taken along.
    known.set(false)
    router.go({ to: '/comecar' })
    await shows('waiting')
    flushSync(() => known.set(true))
    await shows('funil')
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
    set: (next: boolean) => {
      value = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener: () => void) => {
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
