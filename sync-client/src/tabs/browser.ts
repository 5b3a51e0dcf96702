import type { TabChannel } from '../types.ts'

/**
 * Tabs of one browser profile: Web Locks elect the leader and notice dead tabs, a BroadcastChannel carries messages.
 * @param name one per person and workspace
 * @returns null where the browser lacks either: this tab is then alone, and syncs by itself
 */
export function createBrowserTabs(name: string): TabChannel | null {
  if (typeof BroadcastChannel === 'undefined' || typeof navigator === 'undefined' || !('locks' in navigator))
    return null
  const locks = navigator.locks
  const tabId = crypto.randomUUID().slice(0, 8)
  const channel = new BroadcastChannel(`mutirao:${name}`)
  const leadership = `mutirao:${name}:lead`
  const lifeOf = (tab: string): string => `mutirao:${name}:tab:${tab}`
  const listeners = new Set<(message: unknown) => void>()
  channel.onmessage = (event: MessageEvent<unknown>) => {
    for (const listener of listeners) listener(event.data)
  }

  /** Held until `end` is called or the tab ends, whichever way. */
  const hold = (lock: string, options: LockOptions, held: () => void, lost: () => void): (() => void) => {
    const waits = new AbortController()
    const request = options.steal ? { ...options } : { ...options, signal: waits.signal }
    let release: (() => void) | null = null
    let ended = false
    locks
      .request(lock, request, () => {
        if (ended) return
        held()
        return new Promise<void>((resolve) => (release = resolve))
      })
      .catch(() => {
        // Aborted by us while waiting, or stolen by another tab while held.
        if (!ended && release) lost()
      })
    return () => {
      ended = true
      release?.()
      if (!release) waits.abort()
    }
  }
  const endLife = hold(
    lifeOf(tabId),
    {},
    () => undefined,
    () => undefined,
  )
  const watches = new Set<() => void>()

  return {
    tabId,
    post: (message) => channel.postMessage(message),
    onMessage: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    lead: (callbacks, steal) => hold(leadership, { steal }, callbacks.onLead, callbacks.onLost),
    whenGone: (tab, gone) => {
      const stop = hold(
        lifeOf(tab),
        {},
        () => {
          watches.delete(stop)
          queueMicrotask(() => {
            stop()
            gone()
          })
        },
        () => undefined,
      )
      watches.add(stop)
    },
    close: () => {
      for (const stop of watches) stop()
      endLife()
      listeners.clear()
      channel.close()
    },
  }
}
