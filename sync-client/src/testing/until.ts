/** Waits for a condition. Rejects after `deadlineMs` with what `describe` says about the state then. */
export async function until(
  holds: () => boolean,
  deadlineMs = 5000,
  describe: () => string = () => 'no description',
): Promise<void> {
  const endsAtMs = performance.now() + deadlineMs
  while (!holds()) {
    if (performance.now() > endsAtMs) throw new Error(`still not so after ${deadlineMs} ms: ${describe()}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
