/** Parts of the interface that are fetched before anybody needs them, but not before the first screen is up. */
import { fault } from '@mutirao/documents/faults'
import { createElement, lazy, useEffect, useReducer, useState, type ComponentType } from 'react'

export interface LatePart<T> {
  /** Null until it has come. */
  readonly now: () => T | null
  /** Rejects when it cannot be had now; asking again tries again. */
  readonly load: () => Promise<T>
  /** The same for whoever does not wait for it: a pointer that comes near. */
  readonly hint: () => void
}

const parts: LatePart<unknown>[] = []

export function latePart<T>(fetch: () => Promise<T>): LatePart<T> {
  let here: T | null = null
  let coming: Promise<T> | null = null
  const load = () => {
    coming ??= patiently(fetch).then(
      (part) => (here = part),
      (error: unknown) => {
        coming = null
        throw error
      },
    )
    return coming
  }
  // Whoever opens it tries again and tells.
  const part = { now: () => here, load, hint: () => void load().catch(() => undefined) }
  parts.push(part)
  return part
}

/** All of them, while nobody waits. Rejects like `load`. */
export const loadLateParts = (): Promise<unknown> => Promise.all(parts.map((part) => part.load()))

/** Starts something that the part knows how to, as soon as it is here. Returns what stops it. */
export function whenHere<T>(part: LatePart<T>, start: (part: T) => () => void): () => void {
  const now = part.now()
  if (now !== null) return start(now)
  let stop: (() => void) | null = () => undefined
  part.load().then((late) => {
    if (stop !== null) stop = start(late)
  }, reportError)
  return () => {
    stop?.()
    stop = null
  }
}

/** The part once it is wanted; null while it is on its way. A part that cannot be had is reported and asked for again next time. */
export function useLatePart<T>(part: LatePart<T>, wanted: boolean): T | null {
  const [, arrived] = useReducer((count: number) => count + 1, 0)
  const missing = wanted && part.now() === null
  useEffect(() => {
    if (missing) part.load().then(arrived, reportError)
  }, [missing, part])
  return part.now()
}

/**
 * A component whose code comes later: nothing is shown until it is there. Unlike `lazy` it is there in the same render once it
 * was prefetched, and what stands around it never waits.
 */
export function lateComponent<P extends object>(fetch: () => Promise<ComponentType<P>>): ComponentType<P> {
  const part = latePart(fetch)
  return function Late(props: P) {
    const Loaded = useLatePart(part, true)
    return Loaded === null ? null : createElement(Loaded, props)
  }
}

/** Delays before the code of a part is asked for again, together half a minute: as long as a server needs to start. */
const againAfterMs = [250, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]

/** What Vite says of a style sheet that did not come; it does not ask for that sheet again. */
const styleMissing = /^Unable to preload CSS for (\S+)$/

function loadStyle(href: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href })
    link.addEventListener('load', () => resolve())
    link.addEventListener('error', () => {
      link.remove()
      reject(new TypeError(`no style sheet at ${href}`))
    })
    document.head.append(link)
  })
}

async function patiently<T>(fetch: () => Promise<T>): Promise<T> {
  const styles = new Set<string>()
  const attempt = async () => {
    for (const href of styles) {
      await loadStyle(href)
      styles.delete(href)
    }
    return fetch()
  }
  for (const delayMs of againAfterMs) {
    try {
      return await attempt()
    } catch (error) {
      const href = error instanceof Error ? styleMissing.exec(error.message)?.[1] : undefined
      if (href !== undefined) styles.add(href)
      // What the network did not bring is a TypeError; anything else went wrong in the code itself.
      else if (!(error instanceof TypeError) || fault('APP-18')) throw error
      await new Promise((resolve) => setTimeout(resolve, delayMs))
    }
  }
  return attempt()
}

/**
 * React's `lazy` for a server that is away for a moment: its code is asked for again for half a minute before the nearest error
 * boundary takes the page. Before the service worker keeps everything, a part may be wanted just while the server restarts.
 */
export const lazyPart: typeof lazy = (fetch) => lazy(() => patiently(fetch))

/**
 * A component of a part, in the first render once the part was prefetched. React's `lazy` shows the fallback even then, and
 * what comes after a fallback waits 300 ms more, in which the document of the board takes the main thread.
 */
export function prefetchedPart<T, P extends object>(
  part: LatePart<T>,
  pick: (part: T) => ComponentType<P>,
): ComponentType<P> {
  const Later = lazy(() => part.load().then((loaded) => ({ default: pick(loaded) })))
  return function Prefetched(props: P) {
    // Chosen once: another type in its place would lose what the component holds.
    const [{ Chosen }] = useState(() => {
      const now = fault('APP-48') ? null : part.now()
      return { Chosen: now === null ? Later : pick(now) }
    })
    return createElement(Chosen as ComponentType<P>, props)
  }
}
