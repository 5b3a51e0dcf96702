/** What the worker costs those who type: appends with the worker's thread and without, in turns, on the same machine. */
import { createHistoryWriter, silentLog, type Database, type Journal } from '@mutirao/persistence'
import { startWorker } from '../../../sync-server/src/worker/index.ts'
import { percentile } from '../statistics.ts'

export interface HotPath {
  readonly withMs: number
  readonly withoutMs: number
  readonly rounds: number
}

export interface HotPathOptions {
  readonly boards: readonly number[]
  readonly edit: (board: number) => Uint8Array
  readonly perSecond: number
  readonly roundMs: number
  readonly rounds: number
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const median = (values: readonly number[]): number => percentile(values, 0.5)

/** The p99 of an append, median over the rounds; with and without take turns, so that neither has the quieter machine. */
export async function hotPath(database: Database, journal: Journal, options: HotPathOptions): Promise<HotPath> {
  const [withMs, withoutMs]: [number[], number[]] = [[], []]
  const history = createHistoryWriter(database)
  for (let round = 0; round < options.rounds; round++) {
    withoutMs.push(await p99(journal, options))
    const worker = await startWorker({ databaseUrl: database.url, log: silentLog })
    // What the round before left over is not what this one measures.
    while (worker.history() === null || (await history.behind()).length > 0) await pause(50)
    withMs.push(await p99(journal, options))
    await worker.close()
  }
  return { withMs: median(withMs), withoutMs: median(withoutMs), rounds: options.rounds }
}

async function p99(journal: Journal, { boards, edit, perSecond, roundMs }: HotPathOptions): Promise<number> {
  const taken: number[] = []
  const pending: Promise<void>[] = []
  const began = performance.now()
  for (let sent = 0; performance.now() - began < roundMs;) {
    const wanted = Math.floor(((performance.now() - began) / 1000) * perSecond)
    for (; sent < wanted; sent++) {
      const place = sent % boards.length
      const at = performance.now()
      const entry = {
        documentId: boards[place] ?? 0,
        actorId: `p${sent % 20}`,
        origin: 'client' as const,
        update: edit(place),
      }
      pending.push(journal.append(entry).then(() => void taken.push(performance.now() - at)))
    }
    await pause(2)
  }
  await Promise.all(pending)
  return percentile(taken, 0.99)
}
