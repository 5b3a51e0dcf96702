/** Hears from the server when the history of a document has come further, instead of asking. */
import { fault } from '@mutirao/documents'
import { personFetch } from './http.ts'

/** How often at most the listener is told: whoever hears reads a page each time. */
const tellEveryMs = 1_000
/** A stream that ended or was refused (no network, signed out, too many) is opened again: soon, then later and later. */
const firstRetryMs = 2_000
const lastRetryMs = 120_000

/** What of the browser it needs; tests bring their own. */
export interface StreamWorld {
  readonly open: (url: string, signal: AbortSignal) => Promise<Response>
  /** Nobody looks. */
  readonly isHidden: () => boolean
  readonly onVisibility: (listener: () => void) => () => void
}

const browser: StreamWorld = {
  // Not an EventSource: a window beside acts in the name of another person than the cookie's.
  open: (url, signal) => personFetch(url, { signal, headers: { accept: 'text/event-stream' } }),
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
  const url = `/api/history/events?${new URLSearchParams(names.map((name) => ['name', name])).toString()}`
  const telling = atMostEvery(tellEveryMs, onMoved)
  let listening: AbortController | null = null
  let retry: ReturnType<typeof setTimeout> | null = null
  let retryMs = firstRetryMs

  const close = (): void => {
    listening?.abort()
    listening = null
    if (retry) clearTimeout(retry)
    retry = null
  }
  const open = (): void => {
    close()
    const own = new AbortController()
    listening = own
    const heard = (): void => {
      if (own.signal.aborted) return
      retryMs = firstRetryMs
      telling.tell()
    }
    const again = (): void => {
      if (own.signal.aborted) return
      retry = setTimeout(open, retryMs)
      retryMs = Math.min(retryMs * 2, lastRetryMs)
    }
    listen(url, own.signal, heard, world).then(again, again)
  }
  const look = (): void => (world.isHidden() ? close() : listening === null ? open() : undefined)
  const stopWatching = world.onVisibility(look)
  look()
  return () => {
    stopWatching()
    close()
    telling.stop()
  }
}

/** Resolves when the server ended the stream; rejects when it could not be had or broke. */
async function listen(url: string, signal: AbortSignal, onDerived: () => void, world: StreamWorld): Promise<void> {
  const response = await world.open(url, signal)
  if (!response.ok || !response.body) throw new Error(`no stream: HTTP ${response.status}`)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const frames = (rest + value).split('\n\n')
    rest = frames.pop() ?? ''
    if (frames.some((frame) => frame.startsWith('event: derived'))) onDerived()
  }
}

/** The first call goes through at once; what comes in the pause after it leads to one more at its end. */
function atMostEvery(everyMs: number, run: () => void) {
  let pause: ReturnType<typeof setTimeout> | null = null
  let isDue = false
  const tell = (): void => {
    isDue = pause !== null && !fault('HSC-9')
    if (isDue) return
    run()
    pause = setTimeout(() => {
      pause = null
      if (isDue) tell()
    }, everyMs)
  }
  return { tell, stop: () => (pause ? clearTimeout(pause) : undefined) }
}
