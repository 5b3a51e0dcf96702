import type { Files, Log } from '@mutirao/persistence'

export interface SweepOptions {
  readonly files: Pick<Files, 'sweep'>
  readonly log: Log
  /** Pause between two looks. Default a day; the first comes after a tenth of it. */
  readonly intervalMs?: number
}

/** How long a file nobody speaks of may lie untouched: longer than any holiday offline is not needed, its device has it still. */
const idleMs = 7 * 24 * 3_600_000
const dayMs = 24 * 3_600_000

/** Now and then removes files nothing in the journal speaks of. @returns how to end it */
export function startSweep({ files, log, intervalMs = dayMs }: SweepOptions): () => void {
  let timer = setTimeout(look, intervalMs / 10)
  function look(): void {
    files.sweep(idleMs).then(
      (removed) => {
        if (removed > 0) log.info({ removed }, 'files nothing spoke of were removed')
      },
      (error: unknown) => log.warn({ err: String(error) }, 'files could not be looked through'),
    )
    timer = setTimeout(look, intervalMs)
    timer.unref()
  }
  timer.unref()
  return () => clearTimeout(timer)
}
