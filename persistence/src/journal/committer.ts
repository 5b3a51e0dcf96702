import { fault } from '@mutirao/documents'
import { delay } from '../time.ts'
import type { Log } from '../types.ts'
import {
  answerLost,
  deadlockDetected,
  isPoison,
  lockNotAvailable,
  sqlState,
  statementTimedOut,
  WriterConnection,
  type ConnectionOptions,
} from './connection.ts'
import type { Entry, Outcomes } from './entry.ts'
import { findInSegments } from './find-batch.ts'
import { KnownClients, LastSeqs } from './memory.ts'
import { batchIdOf } from './node-id.ts'
import { batchStatement, findBatchSql, outcomeRows, type Statement } from './statement.ts'

export interface CommitterOptions extends ConnectionOptions {
  readonly log: Log
}

/** What a batch does when somebody else holds a document of it: waits (up to the lock timeout), or leaves that document out. */
export type OnHeld = 'wait' | 'skip'

const firstRetryMs = 20
const lastRetryMs = 1_000

/** The committer was given up while it repeated a batch, whose fate is not known. */
export class CommitterClosed extends Error {}

/** Somebody else holds what the batch needs; nothing is wrong with the batch. */
export const isHeld = (error: unknown): boolean => [lockNotAvailable, deadlockDetected].includes(sqlState(error))

/** Postgres did not finish in time: it is busy, or something in the batch takes for ever. */
export const isSlow = (error: unknown): boolean => sqlState(error) === statementTimedOut && !fault('JRN-34')

/** A busy database gets so many tries before one entry is suspected. */
export const usualTries = 3

/**
 * Brings one batch at a time to Postgres and repeats it until it is known to be committed, or refused for a reason the
 * writer deals with (held documents, an entry that cannot be stored). After an answer that got lost it first looks whether
 * the batch stands in the journal, so that nothing is written twice.
 */
export class BatchCommitter {
  readonly #options: CommitterOptions
  readonly #connection: WriterConnection
  readonly #knownClients = new KnownClients()
  readonly #lastSeqs = new LastSeqs()
  #batches = 0
  /** The last attempt failed, so entries (if any) cannot be written at the moment. */
  #failing = false
  /** No new connection is sought in the background; a batch under way still ends. */
  #ending = false
  #givenUp = false
  readonly counts = { lastCommitMs: 0, retries: 0, recovered: 0 }

  constructor(options: CommitterOptions) {
    this.#options = options
    this.#connection = new WriterConnection(options, () => this.#reconnect())
    this.#reconnect()
  }

  get connected(): boolean {
    return this.#connection.connected
  }

  get failing(): boolean {
    return this.#failing
  }

  /**
   * Repeats until Postgres says yes. The caller remembers with `remember` what it settled.
   * @param tries after so many that were too slow it is for the caller to find out why
   * @throws what `isHeld`, `isPoison` or `isSlow` know, and CommitterClosed
   */
  async commit(entries: readonly Entry[], onHeld: OnHeld, tries: number): Promise<Outcomes> {
    const { nodeId } = this.#options
    const batchId = batchIdOf(nodeId, ++this.#batches)
    const claims = this.#knownClients.unknownOf(entries)
    const statement = batchStatement(nodeId, batchId, entries, claims, onHeld)
    const outcomes = await this.#repeat(
      () => this.#send(statement),
      () => this.#find(batchId, entries),
      tries,
    )
    this.#knownClients.add(claims.filter((claim) => (outcomes.get(claim.documentId)?.base ?? null) !== null))
    return outcomes
  }

  /** The last numbers written: a lost batch is looked for behind them. */
  remember(lastSeq: ReadonlyMap<number, number>): void {
    for (const [documentId, seq] of lastSeq) this.#lastSeqs.set(documentId, seq)
  }

  /** Documents of these entries that somebody else holds at this moment; none when it cannot be found out. */
  async findHeld(entries: readonly Entry[]): Promise<ReadonlySet<number>> {
    const documents = documentsOf(entries)
    try {
      await this.#connection.connect()
      const free = await this.#connection.run<{ document_id: number }>({
        name: 'mutirao-journal-free',
        text: 'select document_id from document_head where document_id = any($1::bigint[]) order by document_id for update skip locked',
        values: [documents],
      })
      const freeIds = new Set(free.map((row) => row.document_id))
      return new Set(documents.filter((documentId) => !freeIds.has(documentId)))
    } catch (error) {
      this.#options.log.warn({ err: error }, 'could not ask which documents are held')
      return new Set() // the batch is simply tried again
    }
  }

  /** Whether Postgres commits anything at this moment: one small record, which changes nothing. */
  async works(): Promise<boolean> {
    try {
      await this.#connection.connect()
      await this.#connection.run({
        name: 'mutirao-journal-works',
        text: `select pg_logical_emit_message(true, 'mutirao', 'are you there')`,
        values: [],
      })
      return true
    } catch (error) {
      this.#options.log.warn({ err: error }, 'Postgres commits nothing')
      return false
    }
  }

  /** Waits before another attempt, longer each time. @throws CommitterClosed when it was given up */
  async backOff(attempt: number, error: unknown): Promise<void> {
    this.#failing = true
    this.counts.retries++
    if (attempt % 10 === 0)
      this.#options.log.warn({ err: error, attempt }, 'a journal batch could not be committed, repeating it')
    if (this.#givenUp || (fault('JRN-6') && attempt >= 3)) throw new CommitterClosed()
    const waitMs = Math.min(firstRetryMs * 2 ** attempt, lastRetryMs) * (0.5 + Math.random() / 2)
    const end = performance.now() + waitMs
    while (!this.#givenUp && performance.now() < end) await delay(Math.min(20, waitMs))
    if (this.#givenUp) throw new CommitterClosed()
  }

  /** No more batches will come; the one under way goes on. */
  end(): void {
    this.#ending = true
  }

  /** The batch under way is given up at its next attempt. */
  giveUp(): void {
    this.#givenUp = true
  }

  async close(): Promise<void> {
    await this.#connection.close()
  }

  /** Keeps trying in the background, so that an idle writer is ready, and `healthy` tells before somebody edits. */
  #reconnect(waitMs = firstRetryMs): void {
    if (this.#ending) return
    this.#connection.connect().then(
      () => undefined,
      (error: unknown) => {
        if (waitMs === firstRetryMs)
          this.#options.log.warn({ err: error }, 'the journal cannot reach its database, trying on')
        setTimeout(() => this.#reconnect(Math.min(waitMs * 2, lastRetryMs)), waitMs).unref()
      },
    )
  }

  async #repeat(send: () => Promise<Outcomes>, find: () => Promise<Outcomes | null>, tries: number): Promise<Outcomes> {
    let uncertain = false
    let slow = 0
    for (let attempt = 0; ; attempt++) {
      try {
        await this.#connection.connect()
        const found = uncertain && !fault('JRN-4') ? await find() : null
        uncertain = false
        const outcomes = found ?? (await send())
        this.#failing = false
        return outcomes
      } catch (error) {
        uncertain ||= answerLost(error)
        const givesUp = isSlow(error) && ++slow >= tries
        if (!uncertain && (isHeld(error) || isPoison(error) || givesUp)) throw error
        await this.backOff(attempt, error)
      }
    }
  }

  async #send(statement: Statement): Promise<Outcomes> {
    const began = performance.now()
    const outcomes = outcomeRows(await this.#connection.run(statement))
    this.counts.lastCommitMs = performance.now() - began
    return outcomes
  }

  /** The batch as it stands in the journal, or null when it does not (and then never will: see WriterConnection). */
  async #find(batchId: string, entries: readonly Entry[]): Promise<Outcomes | null> {
    const documents = documentsOf(entries)
    const after = documents.map((documentId) => this.#lastSeqs.get(documentId))
    const rows = await this.#connection.run<{ document_id: number; epoch: string; base: number }>({
      name: 'mutirao-journal-find',
      text: findBatchSql,
      values: [batchId, documents, after],
    })
    // In this order: what has moved between the two looks is seen by the second.
    const moved = await findInSegments((wanted) => this.#connection.run(wanted), {
      nodeId: this.#options.nodeId,
      batchId,
      documents,
      after,
    })
    const found = [...rows, ...moved]
    if (found.length === 0) return null
    this.counts.recovered++
    // Of a document that is in both, the last one counts: its first rows moved first.
    return outcomeRows(found)
  }
}

const documentsOf = (entries: readonly Entry[]): number[] => [
  ...new Set(entries.map((entry) => entry.append.documentId)),
]
