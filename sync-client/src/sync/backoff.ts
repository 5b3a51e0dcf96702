/** Full jitter: uniform between 0 and the cap of this attempt, so that a restarted server is not met by everybody at once. */
export function backoffMs(attempt: number, random: number, baseMs: number, capMs: number): number {
  return Math.floor(random * Math.min(capMs, baseMs * 2 ** Math.min(attempt, 30)))
}
