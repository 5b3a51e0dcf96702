import { fault } from '@mutirao/documents'
import type { Checkpoints, DueOptions, Log } from '@mutirao/persistence'
import { makeCheckpoint } from './checkpoint.ts'
import type { CheckpointParts } from './checkpoint.ts'
import type { Guard } from './guard.ts'
import { Pause } from './pause.ts'

export interface LoopOptions extends CheckpointParts {
  readonly checkpoints: Pick<Checkpoints, 'latest' | 'write' | 'release' | 'due'>
  readonly log: Log
  /** Pause between two looks when nothing was due. */
  readonly intervalMs: number
  readonly due?: DueOptions
  readonly guard?: Guard | undefined
}

export interface CheckpointLoop {
  /** Looks for due documents again and again; never rejects. */
  readonly done: Promise<void>
  /** Ends after the document in work. */
  stop(): void
}

/** One at a time: a big document's checkpoint already fills a core for a third of a second. */
const documentsPerLook = 1

export function startLoop({ log, intervalMs, due, guard, ...parts }: LoopOptions): CheckpointLoop {
  let isStopped = false
  const pause = new Pause()

  /** @returns true when something was made: then there may be more */
  const look = async (): Promise<boolean> => {
    const documents = await parts.checkpoints.due(documentsPerLook, due)
    let made = false
    for (const document of documents) {
      const startMs = performance.now()
      const make = (): Promise<number | null> => makeCheckpoint(parts, document)
      const seq = await (guard ? guard.run(document.documentId, make) : make())
      made ||= seq !== null
      log.info({ document: document.name, seq, durationMs: Math.round(performance.now() - startMs) }, 'checkpoint')
    }
    return made
  }

  const run = async (): Promise<void> => {
    while (!isStopped) {
      let foundWork = false
      try {
        foundWork = await look()
      } catch (error) {
        // The document in work stays claimed for a while, so that a broken one does not keep the others waiting.
        log.warn({ err: String(error) }, 'a checkpoint could not be made')
        if (fault('WRK-6')) return
      }
      if (!foundWork && !isStopped) await pause.for(intervalMs)
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
