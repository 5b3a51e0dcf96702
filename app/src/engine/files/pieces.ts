/** How large the pieces of an upload are: about a second each, so that a cut costs little and a fast line is used. */
import { fault } from '@mutirao/documents'

const smallest = 64 * 1024
const largest = 1024 * 1024
export const firstPieceBytes = 128 * 1024

const wantedMs = 1_000

/** The next size after a piece of `bytes` took `tookMs`. Within what the server takes (64 KiB to 1 MiB). */
export function nextPieceBytes(bytes: number, tookMs: number): number {
  if (fault('UPL-8')) return bytes * 2
  if (tookMs < wantedMs / 2) return Math.min(largest, bytes * 2)
  return tookMs > wantedMs * 3 ? Math.max(smallest, bytes / 2) : bytes
}
