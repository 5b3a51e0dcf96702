/**
 * Waits for a condition by asking again every few milliseconds.
 * @param check resolves to a value; anything but undefined and false ends the waiting
 * @throws Error naming `what` after `timeoutMs`
 */
export async function until<T>(
  what: string,
  check: () => T | undefined | false | Promise<T | undefined | false>,
  timeoutMs = 10_000,
): Promise<T> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const value = await check()
    if (value !== undefined && value !== false) return value
    if (performance.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${what}`)
    await new Promise((resolve) => setImmediate(() => setTimeout(resolve, 5)))
  }
}
