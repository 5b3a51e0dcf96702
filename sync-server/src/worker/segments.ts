import { fault } from '@mutirao/documents'
import type { Log, Segments } from '@mutirao/persistence'
import { Pause } from './pause.ts'

export interface SegmentLoopOptions {
  readonly segments: Segments
  readonly log: Log
  /** Pause between two looks when there is nothing to move. Default ten minutes. */
  readonly intervalMs?: number
  /** Pause between two runs: history and decisions have the thread meanwhile. Default 20. */
  readonly restMs?: number
}

export interface SegmentLoop {
  readonly done: Promise<void>
  stop(): void
}

const defaultIntervalMs = 10 * 60_000
const defaultRestMs = 20

/** Moves old rows into segments, one bounded run a turn, until it is stopped. Never rejects: what fails is told and tried again later. */
export function startSegmentLoop(options: SegmentLoopOptions): SegmentLoop {
  const { segments, log, intervalMs = defaultIntervalMs, restMs = defaultRestMs } = options
  let isStopped = false
  const pause = new Pause()
  /** Not again before the next look: they failed, or somebody else is at them. */
  let except: number[] = []

  /** @returns false when nothing is left to do */
  const turn = async (): Promise<boolean> => {
    const [document] = await segments.due(1, except)
    if (!document) return false
    const { name, documentId } = document
    try {
      const moved = await segments.move(document)
      if (moved) log.info({ document: name, ...moved }, 'old rows moved into a segment')
      else except.push(documentId)
    } catch (error) {
      if (fault('SEG-7')) return true
      except.push(documentId)
      log.warn({ document: name, err: String(error) }, 'old rows could not be moved into a segment')
    }
    return true
  }

  const run = async (): Promise<void> => {
    while (!isStopped) {
      let hasMore = false
      try {
        hasMore = await turn()
      } catch (error) {
        log.warn({ err: String(error) }, 'nobody could be asked for old rows')
      }
      if (!hasMore) except = []
      if (!isStopped) await pause.for(hasMore ? restMs : intervalMs)
    }
  }

  return {
    done: run(),
    stop() {
      isStopped = true
      pause.end()
    },
  }
}
