/** Hears from the server when the history of a document has come further, instead of asking. */

/** How often at most the listener is told: whoever hears reads a page each time. */
const tellEveryMs = 1_000
/** A stream the server refused (signed out, too many, down) is tried again; the browser itself only repeats broken ones. */
const firstRetryMs = 5_000
const lastRetryMs = 120_000

/** What of the browser it needs; tests bring their own. */
export interface StreamWorld {
  readonly open: (url: string) => EventSource
  /** Nobody looks. */
  readonly isHidden: () => boolean
  readonly onVisibility: (listener: () => void) => () => void
}

const browser: StreamWorld = {
  open: (url) => new EventSource(url),
  isHidden: () => document.hidden,
  onVisibility(listener) {
    document.addEventListener('visibilitychange', listener)
    return () => document.removeEventListener('visibilitychange', listener)
  },
}

/**
 * Calls `onMoved` when listening has begun (again), for what may have been missed, and whenever the history of one of these
 * documents has come further: at once, then at most once a second. Between that nothing is asked; a hidden tab does not even listen.
 * @param names 1–4 documents
 * @returns the function that ends it
 */
export function followHistory(names: readonly string[], onMoved: () => void, world = browser): () => void {
  const search = new URLSearchParams(names.map((name) => ['name', name]))
  let source: EventSource | null = null
  let retry: ReturnType<typeof setTimeout> | null = null
  let retryMs = firstRetryMs
  let rest: ReturnType<typeof setTimeout> | null = null
  let isDue = false

  const tell = (): void => {
    isDue = rest !== null
    if (isDue) return
    onMoved()
    rest = setTimeout(() => {
      rest = null
      if (isDue) tell()
    }, tellEveryMs)
  }
  const close = (): void => {
    source?.close()
    source = null
    if (retry) clearTimeout(retry)
    retry = null
  }
  const open = (): void => {
    close()
    const opened = world.open(`/api/history/events?${search.toString()}`)
    source = opened
    opened.addEventListener('open', () => (retryMs = firstRetryMs))
    opened.addEventListener('derived', tell)
    opened.addEventListener('error', () => {
      if (opened !== source || opened.readyState !== EventSource.CLOSED) return
      retry = setTimeout(open, retryMs)
      retryMs = Math.min(retryMs * 2, lastRetryMs)
    })
  }
  const look = (): void => (world.isHidden() ? close() : source === null ? open() : undefined)
  const stopWatching = world.onVisibility(look)
  look()
  return () => {
    stopWatching()
    close()
    if (rest) clearTimeout(rest)
  }
}
