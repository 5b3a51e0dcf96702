/** What the engine asks of the place it runs in: browser tab or Node. Nothing here knows documents or the network. */

interface Scheduler {
  yield?: () => Promise<void>
}

/** Lets the screen paint and other work run. */
export function pause(): Promise<void> {
  const scheduler = (globalThis as { scheduler?: Scheduler }).scheduler
  return scheduler?.yield ? scheduler.yield() : new Promise((resolve) => setTimeout(resolve, 0))
}

/** An error of code we call (an observer of the application) must be seen, and must not stop the engine. */
export function reportAside(error: unknown): void {
  if (typeof globalThis.reportError === 'function') globalThis.reportError(error)
  else
    queueMicrotask(() => {
      throw error
    })
}

/**
 * Bytes from outside that are no update: told where somebody looks (a browser's reports). In Node there is nobody to tell,
 * and the process must not end because of what somebody sent.
 */
export function reportForeign(error: unknown): void {
  if (typeof globalThis.reportError === 'function') globalThis.reportError(error)
}

/** Calls back when trying again is worthwhile: the network came back, or somebody looks at the tab again. */
export function onWakeUp(wake: () => void): () => void {
  if (typeof globalThis.addEventListener !== 'function' || typeof document === 'undefined') return () => undefined
  const visible = (): void => {
    if (document.visibilityState === 'visible') wake()
  }
  addEventListener('online', wake)
  addEventListener('pageshow', wake)
  document.addEventListener('visibilitychange', visible)
  return () => {
    removeEventListener('online', wake)
    removeEventListener('pageshow', wake)
    document.removeEventListener('visibilitychange', visible)
  }
}

/** Calls back when the device says that it has no network any more. */
export function onNetworkLost(lost: () => void): () => void {
  if (typeof globalThis.addEventListener !== 'function') return () => undefined
  addEventListener('offline', lost)
  return () => removeEventListener('offline', lost)
}

/** True only when the device itself says that there is no network at all. */
export const deviceOffline = (): boolean => typeof navigator !== 'undefined' && navigator.onLine === false

export const tabHidden = (): boolean => typeof document !== 'undefined' && document.visibilityState === 'hidden'
