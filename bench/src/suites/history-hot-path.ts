/** What the worker costs those who type: appends with the worker's thread and without, in turns, on the same machine. */
import { createHistoryWriter, silentLog, type Database, type Journal } from '@mutirao/persistence'
import { startWorker } from '../../../sync-server/src/worker/index.ts'
import { cpuMsByCommand, ownCpuMs } from '../cpu.ts'
import { percentile } from '../statistics.ts'

export interface HotPath {
  readonly withMs: number
  readonly withoutMs: number
  /** CPU per append of this process and Postgres, µs: it says the same on a machine others use, which a p99 does not. */
  readonly withCpuUs: number
  readonly withoutCpuUs: number
  readonly rounds: number
}

export interface HotPathOptions {
  /** The data folder of Postgres. */
  readonly folder: string
  readonly boards: readonly number[]
  readonly edit: (board: number) => Uint8Array
  readonly perSecond: number
  readonly roundMs: number
  readonly rounds: number
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const median = (values: readonly number[]): number => percentile(values, 0.5)

interface Round {
  readonly p99Ms: number
  readonly cpuUs: number
}

/** The p99 of an append, median over the rounds; with and without take turns, so that neither has the quieter machine. */
export async function hotPath(database: Database, journal: Journal, options: HotPathOptions): Promise<HotPath> {
  const [worked, alone]: [Round[], Round[]] = [[], []]
  const history = createHistoryWriter(database)
  for (let round = 0; round < options.rounds; round++) {
    alone.push(await oneRound(journal, options))
    const worker = await startWorker({ databaseUrl: database.url, log: silentLog })
    // What the round before left over is not what this one measures.
    while (worker.history() === null || (await history.behind()).length > 0) await pause(50)
    worked.push(await oneRound(journal, options))
    await worker.close()
  }
  const of = (rounds: readonly Round[], key: keyof Round): number => median(rounds.map((round) => round[key]))
  return {
    withMs: of(worked, 'p99Ms'),
    withoutMs: of(alone, 'p99Ms'),
    withCpuUs: of(worked, 'cpuUs'),
    withoutCpuUs: of(alone, 'cpuUs'),
    rounds: options.rounds,
  }
}

async function oneRound(
  journal: Journal,
  { boards, edit, perSecond, roundMs, folder }: HotPathOptions,
): Promise<Round> {
  const cpuMs = (): number => ownCpuMs(process.pid) + cpuMsByCommand(folder)
  const before = cpuMs()
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
  return { p99Ms: percentile(taken, 0.99), cpuUs: ((cpuMs() - before) * 1000) / taken.length }
}
