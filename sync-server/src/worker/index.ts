import { Worker } from 'node:worker_threads'
import { activeFaults, fault } from '@mutirao/documents'
import type { DueOptions, Log } from '@mutirao/persistence'
import type { HistoryStats } from './history/loop.ts'
import type { ThreadData, ThreadMessage } from './thread.ts'

export interface WorkerOptions {
  readonly databaseUrl: string
  readonly log: Log
  /** Pause between two looks for due documents. Default 5 000. */
  readonly intervalMs?: number
  /** When a document is due. */
  readonly due?: DueOptions
  /** For tests: another program than thread.ts. */
  readonly entry?: URL
  /** Pause before the thread is started again after it died; doubles up to a minute. Default 1 000. */
  readonly restartMs?: number
  /** A thread that has said nothing for so long is ended and started again. Default 60 000. */
  readonly hangMs?: number
}

export interface RunningWorker {
  /** How often the thread had to be started again. */
  restarts(): number
  /** Of the last second; null before the first. */
  history(): HistoryStats | null
  /** Ends after the document in work; after a second the hard way, which costs nothing but that checkpoint. */
  close(): Promise<void>
}

const maxRestartMs = 60_000
/** Until its first word. */
const startGraceMs = 60_000
const closeMs = 1_000

/** Starts the worker thread and keeps it running. What it makes is derived from the journal: when it dies, nothing is lost. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { log, databaseUrl, intervalMs = 5_000, due = {} } = options
  const entry = options.entry ?? new URL('./thread.ts', import.meta.url)
  const firstRestartMs = options.restartMs ?? 1_000
  let restartMs = firstRestartMs
  let restarts = 0
  const hangMs = options.hangMs ?? 60_000
  let heardMs = performance.now()
  let isClosing = false
  let timer: NodeJS.Timeout | null = null
  let thread: Worker | null = null
  let stats: HistoryStats | null = null

  const start = (): void => {
    const data: ThreadData = {
      databaseUrl,
      intervalMs,
      due,
      tellEveryMs: Math.min(1_000, hangMs / 5),
      faults: activeFaults(),
    }
    const started = new Worker(entry, { workerData: data })
    thread = started
    const startedMs = performance.now()
    heardMs = startedMs + startGraceMs
    started.on('message', (message: ThreadMessage) => {
      heardMs = performance.now()
      if ('stats' in message) stats = message.stats
      else log[message.level](message.fields, message.message)
    })
    started.on('error', (error) => log.error({ err: error }, 'the worker thread failed'))
    started.on('exit', (code) => {
      thread = null
      if (isClosing || fault('WRK-4')) return
      // One that lived for long did not die of what the last one died of.
      if (performance.now() - startedMs > maxRestartMs) restartMs = firstRestartMs
      log.warn({ code, againInMs: restartMs }, 'the worker thread ended, starting it again')
      timer = setTimeout(start, restartMs)
      restartMs = Math.min(restartMs * 2, maxRestartMs)
      restarts++
    })
  }

  start()
  // It tells its numbers all the time; silence is a loop that does not end.
  const watching = setInterval(
    () => {
      if (thread === null || isClosing || performance.now() - heardMs < hangMs) return
      log.error({ silentMs: Math.round(performance.now() - heardMs) }, 'the worker thread does not answer, ending it')
      heardMs = performance.now()
      void thread.terminate()
    },
    Math.min(1_000, hangMs / 2),
  )
  watching.unref()
  return {
    restarts: () => restarts,
    history: () => stats,
    async close() {
      isClosing = !fault('WRK-5')
      if (timer) clearTimeout(timer)
      clearInterval(watching)
      const running = thread
      if (!running) return
      const ended = new Promise<void>((resolve) => running.once('exit', () => resolve()))
      running.postMessage('close')
      const hard = setTimeout(() => {
        // Resolves when the thread has ended, which `ended` waits for.
        void running.terminate()
      }, closeMs)
      await ended
      clearTimeout(hard)
    },
  }
}
