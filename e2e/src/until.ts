/** Waits for a condition, never for a time. */

/** Polls `check` until it returns something truthy; throws with `what` after `timeoutMs` (the last error is its cause). */
export async function until<T>(
  what: string,
  check: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  timeoutMs = 30_000,
): Promise<T> {
  const endsAt = Date.now() + timeoutMs
  let lastError: unknown
  for (;;) {
    try {
      const value = await check()
      if (value) return value
      lastError = undefined
    } catch (error) {
      lastError = error
    }
    if (Date.now() > endsAt) throw new Error(`not within ${timeoutMs} ms: ${what}`, { cause: lastError })
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
