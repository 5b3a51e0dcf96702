import { Suspense, type ComponentType } from 'react'
import { createRoot } from 'react-dom/client'
import { describe, expect, it, vi } from 'vitest'
import { latePart, lazyPart, prefetchedPart } from './late.ts'

describe('parts that come later', () => {
  it('[APP-18] are asked for again while the server is away, and cost nobody the page', async () => {
    const failed = vi.fn()
    const place = document.body.appendChild(document.createElement('div'))
    const root = createRoot(place, { onUncaughtError: failed })
    let asked = 0
    const Part = lazyPart<ComponentType>(() =>
      ++asked < 3
        ? Promise.reject(new TypeError('Failed to fetch dynamically imported module'))
        : Promise.resolve({ default: () => <p>here</p> }),
    )
    root.render(
      <Suspense fallback="waiting">
        <Part />
      </Suspense>,
    )
    await vi.waitFor(() => expect(place.textContent).toBe('waiting'))
    await vi.waitFor(() => expect(place.textContent).toBe('here'), { timeout: 10_000 })
    expect([asked, failed.mock.calls]).toEqual([3, []])
    root.unmount()
    place.remove()
  })

  it('[APP-18] come with their style sheet, though the bundler asks for one only once', async () => {
    const href = URL.createObjectURL(new Blob(['.late-part { order: 7 }'], { type: 'text/css' }))
    const place = document.body.appendChild(document.createElement('div'))
    const root = createRoot(place)
    let asked = 0
    const Part = lazyPart<ComponentType>(() =>
      ++asked === 1
        ? Promise.reject(new Error(`Unable to preload CSS for ${href}`))
        : Promise.resolve({ default: () => <p className="late-part">here</p> }),
    )
    root.render(
      <Suspense fallback="waiting">
        <Part />
      </Suspense>,
    )
    const part = await vi.waitUntil(() => place.querySelector('p'), { timeout: 10_000 })
    expect(getComputedStyle(part).order).toBe('7')
    root.unmount()
    place.remove()
  })

  it('[APP-18] whose code is broken are not asked for again', async () => {
    const failed = vi.fn()
    const place = document.body.appendChild(document.createElement('div'))
    const root = createRoot(place, { onUncaughtError: failed })
    let asked = 0
    const Part = lazyPart<ComponentType>(() => {
      asked++
      return Promise.reject(new SyntaxError('broken'))
    })
    root.render(
      <Suspense fallback="waiting">
        <Part />
      </Suspense>,
    )
    await vi.waitFor(() => expect(failed).toHaveBeenCalled())
    expect(asked).toBe(1)
    place.remove()
  })

  it('[APP-48] stand in the first render once they were fetched ahead, and come when they are here otherwise', async () => {
    const seen: string[] = []
    const shown = async (prefetched: boolean) => {
      const part = latePart(() => Promise.resolve({ Screen: () => <p>here</p> }))
      if (prefetched) await part.load()
      const Screen = prefetchedPart(part, (module) => module.Screen)
      const Fallback = () => {
        seen.push('fallback')
        return null
      }
      const place = document.body.appendChild(document.createElement('div'))
      const root = createRoot(place)
      root.render(
        <Suspense fallback={<Fallback />}>
          <Screen />
        </Suspense>,
      )
      await vi.waitFor(() => expect(place.textContent).toBe('here'))
      root.unmount()
      place.remove()
    }
    await shown(true)
    expect(seen).toEqual([])
    await shown(false)
    expect(seen).toContain('fallback')
  })
})
