import { fault } from '@mutirao/documents'

const edgePx = 56
const maxStepPx = 400

/**
 * Pixels to scroll per frame: nothing in the middle, more the nearer to an edge, and more the longer one waits there:
 * the end of ten thousand cards must be reachable, and a short list must not run away.
 * @param heldMs how long the pointer has been at this edge
 */
export function autoScrollStep(position: number, from: number, to: number, heldMs: number): number {
  const before = from + edgePx - position
  const after = position - (to - edgePx)
  const depth = Math.max(before, after)
  if (depth <= 0) return 0
  const heldSeconds = fault('APP-22') ? 0 : heldMs / 1000
  const near = 2 + Math.min(1, depth / edgePx) ** 2 * 14
  const step = Math.min(maxStepPx, near * (1 + heldSeconds ** 2))
  return before > after ? -step : step
}
