/**
 * Puts planned cards on the board in small chunks, one per frame, so that the screen stays alive and a colleague sees them
 * arrive. Knows neither documents nor browsers: what a chunk does, the clock and the frames are given.
 */
import { fault } from '@mutirao/documents'
import type { PlannedCard } from '../plan/shape.ts'

/** More at once is refused by the edit and would be one long frame for everybody who watches the board. */
export const maxChunk = 200
const minChunk = 25
const firstChunk = 25
/** A frame has 50 ms; most of it belongs to painting, storing and sending what the chunk changed. */
const slowChunkMs = 16
const fastChunkMs = 8
const slowFrameMs = 50
const fastFrameMs = 35
/** How many planned cards are fetched from the worker at a time. */
const fetchSize = 400

export interface RunPorts {
  readonly cards: (from: number, count: number) => Promise<readonly PlannedCard[]>
  /** Writes these cards in one transaction; at most `maxChunk`. */
  readonly apply: (cards: readonly PlannedCard[]) => void
  readonly nextFrame: () => Promise<void>
  /** Edits of this board which are not saved yet, while there is a connection; without one 0: nobody waits for it. */
  readonly unsent: () => number
  readonly nowMs: () => number
  readonly onProgress: (done: number) => void
  readonly cancelled: () => boolean
}

export interface RunResult {
  readonly imported: number
  readonly cancelled: boolean
  /** The longest single chunk, for measurements. */
  readonly slowestChunkMs: number
}

/**
 * Resolves when all are in or the person cancelled; what is in stays in. Rejects with what `apply` or `cards` throws.
 * @param from where an earlier run stopped
 */
export async function runImport(total: number, ports: RunPorts, from = 0): Promise<RunResult> {
  let done = from
  let size = firstChunk
  let slowestChunkMs = 0
  let fetched: readonly PlannedCard[] = []
  let fetchedFrom = 0
  while (done < total && (!ports.cancelled() || fault('IMP-13'))) {
    if (done >= fetchedFrom + fetched.length) {
      fetched = await ports.cards(done, fetchSize)
      fetchedFrom = done
      if (fetched.length === 0) break
    }
    await letItBeSaved(ports)
    const chunk = fetched.slice(done - fetchedFrom, done - fetchedFrom + size)
    const startedMs = ports.nowMs()
    ports.apply(chunk)
    const tookMs = ports.nowMs() - startedMs
    slowestChunkMs = Math.max(slowestChunkMs, tookMs)
    done += chunk.length
    ports.onProgress(done)
    await ports.nextFrame()
    const frameMs = ports.nowMs() - startedMs
    // A short chunk at the end of what was fetched says nothing about full ones.
    if (chunk.length === size || tookMs > slowChunkMs) size = nextSize(size, tookMs, frameMs)
  }
  return { imported: done, cancelled: done < total, slowestChunkMs }
}

/** More chunks on their way would reach the others as one update so large that their screen stands still. */
const maxUnsent = 4
/** A server that does not answer must not stop what needs no server. */
const maxWaitMs = 1_000

async function letItBeSaved({ unsent, nextFrame, nowMs, cancelled }: RunPorts): Promise<void> {
  const fromMs = nowMs()
  while (unsent() > maxUnsent && nowMs() - fromMs < maxWaitMs && !cancelled() && !fault('IMP-25')) await nextFrame()
}

/**
 * Half after a slow chunk, half as many more after a fast one. What a frame costs beside its cards (sorting, painting, storing) is the
 * same for ten as for fifty: a slow frame in which the chunk itself was fast does not get better by more frames.
 * @param frameMs from the begin of the chunk until the screen had been painted
 */
export function nextSize(size: number, tookMs: number, frameMs: number): number {
  const slow = tookMs > slowChunkMs || (tookMs >= fastChunkMs && frameMs > slowFrameMs)
  if (slow && !fault('IMP-12')) return Math.max(minChunk, Math.floor(size / 2))
  return tookMs < fastChunkMs && frameMs < fastFrameMs ? Math.min(maxChunk, Math.ceil(size * 1.5)) : size
}
