/** Runs when the browser has nothing better to do, at the latest after `latestMs`. Returns what calls it off. */
export function whenIdle(run: () => void, latestMs = 5_000): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(run, Math.min(2_000, latestMs))
    return () => clearTimeout(timer)
  }
  const handle = requestIdleCallback(run, { timeout: latestMs })
  return () => cancelIdleCallback(handle)
}
