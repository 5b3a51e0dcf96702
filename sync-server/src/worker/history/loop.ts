import { fault } from '@mutirao/documents'
import { createAttempts, createHistoryWriter, isDatabaseAway, watchJournal } from '@mutirao/persistence'
import type { BehindDocument, Checkpoints, Database, HistoryWatch, HistoryWriter, Log } from '@mutirao/persistence'
import { Guard } from '../guard.ts'
import { Pause } from '../pause.ts'
import { DueList } from './due.ts'
import { Replicas } from './replicas.ts'
import { interpretNext } from './step.ts'

/** For `/metrics`. */
export interface HistoryStats {
  /** How long the document that waits longest has waited. */
  readonly lagMs: number
  readonly due: number
  /** Documents whose rows could not be interpreted at the last attempt. */
  readonly stuck: number
  /** In memory. */
  readonly replicas: number
  readonly replicaBytes: number
}

export interface HistoryLoopOptions {
  readonly database: Database
  readonly checkpoints: Pick<Checkpoints, 'latest'>
  readonly log: Log
  /** Shared by all who read rows in this thread. Default: its own. */
  readonly guard?: Guard | undefined
  /** How soon to look again at a document over which workers have ended. Default a minute. */
  readonly leftAloneMs?: number
  /** How long rows of a document that was quiet may gather. Default 50. */
  readonly gatherMs?: number
  /** How long rows of a document that is written to all the time gather. Default 400. */
  readonly apartMs?: number
  readonly maxReplicaBytes?: number | undefined
  readonly factsPerMoment?: number | undefined
}

export interface HistoryLoop {
  readonly done: Promise<void>
  stats(): HistoryStats
  stop(): void
}

const reconnectMs = 1_000
const firstRetryMs = 1_000
const lastRetryMs = 5 * 60_000
/** How soon to ask again whether a document over which workers ended may be tried. */
const defaultLeftAloneMs = 60_000
/** How soon to look again at a document another worker has claimed: it may die. */
const claimedElsewhereMs = 5_000

/** Interprets whatever has rows, until it is stopped. Never rejects: what fails is noted, told and tried again later. */
export function startHistoryLoop(options: HistoryLoopOptions): HistoryLoop {
  const loop = new Loop(options)
  return { done: loop.run(), stats: () => loop.stats(), stop: () => loop.stop() }
}

class Loop {
  private readonly options: HistoryLoopOptions
  private readonly history: HistoryWriter
  private readonly replicas: Replicas
  private readonly due: DueList
  private readonly guard: Guard
  private readonly stuck = new Set<number>()
  private readonly claimed = new Set<number>()
  private watch: HistoryWatch | null = null
  private stopped = false
  private readonly rest = new Pause()

  constructor(options: HistoryLoopOptions) {
    const { database, checkpoints, gatherMs = 50, apartMs = 400, maxReplicaBytes } = options
    this.options = options
    this.history = createHistoryWriter(database)
    this.due = new DueList({ gatherMs, apartMs })
    this.guard = options.guard ?? new Guard(createAttempts(database))
    this.replicas = new Replicas({
      history: this.history,
      checkpoints,
      ...(maxReplicaBytes === undefined ? {} : { maxBytes: maxReplicaBytes }),
      onEvict: (documentId) => this.unclaim(documentId),
    })
  }

  stats(): HistoryStats {
    const { due, stuck, replicas } = this
    return {
      lagMs: Math.round(due.lagMs(performance.now())),
      due: due.size,
      stuck: stuck.size,
      replicas: replicas.size,
      replicaBytes: replicas.bytes,
    }
  }

  stop(): void {
    this.stopped = true
    this.rest.end()
  }

  async run(): Promise<void> {
    while (!this.stopped) {
      try {
        if (!this.watch) await this.connect()
        const next = this.due.take(performance.now())
        if (next) await this.timed(next.documentId, next.sinceMs)
        else await this.pause(this.due.nextInMs(performance.now()))
      } catch (error) {
        this.options.log.warn({ err: String(error) }, 'the history worker cannot go on at the moment')
        await this.pause(reconnectMs)
      }
    }
    await this.watch?.close()
  }

  /** Listens first and asks then, so that nothing falls between. */
  private async connect(): Promise<void> {
    this.claimed.clear()
    this.watch = await watchJournal(this.options.database, {
      onRows: (ids) => this.hear(ids),
      onLost: () => {
        this.watch = null
        this.rest.end()
      },
    })
    this.hear((await this.history.behind()).map(({ documentId }) => documentId))
  }

  private hear(ids: readonly number[]): void {
    for (const id of ids) this.due.hear(id, performance.now())
    this.rest.end()
  }

  private pause(ms: number | null): Promise<void> {
    return this.stopped ? Promise.resolve() : this.rest.for(ms)
  }

  private async timed(documentId: number, sinceMs: number): Promise<void> {
    const beganMs = performance.now()
    await this.look(documentId, sinceMs)
    const nowMs = performance.now()
    this.due.looked(documentId, nowMs, nowMs - beganMs)
  }

  private async look(documentId: number, sinceMs: number): Promise<void> {
    const [document] = await this.history.behindOf([documentId])
    if (!document) {
      this.stuck.delete(documentId)
      return
    }
    if (!(await this.claim(documentId))) {
      this.due.again(documentId, sinceMs, performance.now() + claimedElsewhereMs)
      return
    }
    try {
      const parts = { ...this.options, history: this.history, replicas: this.replicas }
      const reached = await this.guard.run(documentId, () => interpretNext(parts, document))
      if (reached === null) {
        this.leave(document, sinceMs)
        return
      }
      this.stuck.delete(documentId)
      if (reached < document.headSeq) this.due.again(documentId, sinceMs, 0)
    } catch (error) {
      await this.failed(document, sinceMs, error)
    }
  }

  /** Workers have ended over it: it waits, the others do not. */
  private leave({ documentId, name, failures }: BehindDocument, sinceMs: number): void {
    this.due.again(documentId, sinceMs, performance.now() + (this.options.leftAloneMs ?? defaultLeftAloneMs))
    if (!this.stuck.has(documentId))
      this.options.log.error({ document: name, attempts: failures }, 'the worker ended over rows of a document')
    this.stuck.add(documentId)
  }

  private async failed(document: BehindDocument, sinceMs: number, error: unknown): Promise<void> {
    const { documentId, name, failures } = document
    if (isDatabaseAway(error) || fault('HIS-9')) {
      this.due.again(documentId, sinceMs, 0)
      throw error
    }
    const retryInMs = Math.min(firstRetryMs * 2 ** failures, lastRetryMs)
    this.due.again(documentId, sinceMs, performance.now() + retryInMs)
    this.stuck.add(documentId)
    this.options.log.error({ document: name, err: String(error), retryInMs }, 'rows of a document became no history')
    await this.history.fail(documentId, String(error), retryInMs)
  }

  private async claim(documentId: number): Promise<boolean> {
    if (this.claimed.has(documentId)) return true
    const done = (await this.watch?.claim(documentId)) ?? false
    if (done) this.claimed.add(documentId)
    return done
  }

  private unclaim(documentId: number): void {
    if (!this.claimed.delete(documentId)) return
    this.watch?.release(documentId).catch((error: unknown) => {
      this.options.log.warn({ err: String(error) }, 'a claim could not be given back')
    })
  }
}
