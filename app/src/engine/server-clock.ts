/** What time it is at the server, whose clock stamps the journal: a device's may be minutes off. */
import { fault } from '@mutirao/documents'

/** The header has whole seconds and an answer travels: a smaller difference says nothing. */
const tellsMs = 2_000
let aheadMs = 0

/** Takes the `Date` of an answer that just came; anything else says nothing. */
export function noteServerDate(header: string | null, nowMs = Date.now()): void {
  const atMs = Date.parse(header ?? '')
  if (Number.isNaN(atMs)) return
  const ahead = atMs + 500 - nowMs
  aheadMs = Math.abs(ahead) < tellsMs || fault('CRD-40') ? 0 : ahead
}

/** Milliseconds since the epoch, by the server's clock as far as it is known. */
export const serverNowMs = (nowMs = Date.now()): number => nowMs + aheadMs
