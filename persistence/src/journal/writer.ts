import { fault, MutiraoError } from '@mutirao/documents'
import { delay } from '../time.ts'
import type { Appended, JournalAppend, JournalCommit, JournalStats, Log } from '../types.ts'
import { createArrivalClock } from './arrival.ts'
import { answerLost, deadlockDetected, isPoison, lockNotAvailable, sqlState, WriterConnection } from './connection.ts'
import { bytesOf, type Entry, type Outcome, type Outcomes } from './entry.ts'
import { KnownClients, LastSeqs } from './memory.ts'
import { findInSegments } from './find-batch.ts'
import { batchIdOf } from './node-id.ts'
import { EntryQueue } from './queue.ts'
import { batchStatement, findBatchSql, outcomeRows, type Statement } from './statement.ts'

export interface WriterOptions {
  readonly url: string
  readonly nodeId: string
  readonly log: Log
  readonly commitIntervalMs: number
  readonly maxBatchRows: number
  readonly maxBatchBytes: number
  readonly lockTimeoutMs: number
  readonly closeDeadlineMs: number
  readonly now: () => number
}

/** How often documents held by someone else are tried again. */
const asideIntervalMs = 20
/** A document held for so long counts as "an edit cannot be journalled". */
const asideAlarmMs = 5_000
const firstRetryMs = 20
const lastRetryMs = 1_000

class WriterClosed extends Error {}

/**
 * One per process. Gathers appends, writes them in batches, one statement at a time, and repeats a batch until it is known
 * to be committed. What it promises stands in docs/spec/JRN.md.
 */
export class JournalWriter {
  readonly #options: WriterOptions
  readonly #arrived: () => number
  readonly #queue = new EntryQueue()
  readonly #connection: WriterConnection
  readonly #listeners = new Set<(commit: JournalCommit) => void>()
  readonly #knownClients = new KnownClients()
  readonly #lastSeqs = new LastSeqs()
  #inFlight: readonly Entry[] = []
  #pumping = false
  #wake: (() => void) | null = null
  #batches = 0
  #appends = 0
  #beganMs = -Infinity
  #asideTriedMs = -Infinity
  /** The last attempt failed, so entries (if any) cannot be written at the moment. */
  #failing = false
  #closing = false
  #closed = false
  #counts = { lastCommitMs: 0, commits: 0, entries: 0, bytes: 0, retries: 0, recovered: 0 }

  constructor(options: WriterOptions) {
    this.#options = options
    this.#arrived = createArrivalClock(options.now)
    const { url, nodeId, lockTimeoutMs } = options
    this.#connection = new WriterConnection(url, nodeId, lockTimeoutMs, () => this.#reconnect())
    this.#reconnect()
  }

  append(append: JournalAppend): Promise<Appended> {
    return new Promise((resolve, reject) => {
      if (this.#closing) {
        reject(new MutiraoError('journal_unavailable', 'the journal is closed'))
        return
      }
      const receivedAtMs = this.#arrived()
      this.#queue.push({ append, receivedAtMs, order: ++this.#appends, sinceMs: performance.now(), resolve, reject })
      this.#start()
      if (fault('JRN-1') && this.#failing) resolve({ epoch: '', seq: 0, receivedAtMs })
    })
  }

  onCommit(listener: (commit: JournalCommit) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  healthy(): boolean {
    if (fault('JRN-12')) return true
    const asideMs = performance.now() - this.#queue.oldestAsideMs()
    return !this.#closing && !this.#failing && this.#connection.connected && asideMs < asideAlarmMs
  }

  stats(): JournalStats {
    const oldest = Math.min(this.#inFlight[0]?.sinceMs ?? Infinity, this.#queue.oldestMs())
    return {
      ...this.#counts,
      pendingEntries: this.#queue.entries,
      pendingBytes: this.#queue.bytes,
      oldestPendingMs: this.#queue.entries === 0 ? 0 : Math.max(0, performance.now() - oldest),
      aside: this.#queue.asideCount,
    }
  }

  async close(): Promise<void> {
    this.#closing = true
    const end = performance.now() + this.#options.closeDeadlineMs
    while (this.#queue.entries > 0 && performance.now() < end && !fault('JRN-23')) await delay(5)
    this.#closed = true
    this.#wake?.()
    const error = new MutiraoError('journal_unavailable', 'the journal was closed before this entry was committed')
    for (const entry of [...this.#inFlight, ...this.#queue.drain()]) entry.reject(error)
    await this.#connection.close()
  }

  // ------------------------------------------------------------------------------------------ connection

  /** Keeps trying in the background, so that an idle writer is ready, and `healthy` tells before somebody edits. */
  #reconnect(waitMs = firstRetryMs): void {
    if (this.#closing) return
    this.#connection.connect().then(
      () => undefined,
      (error: unknown) => {
        if (waitMs === firstRetryMs)
          this.#options.log.warn({ err: error }, 'the journal cannot reach its database, trying on')
        setTimeout(() => this.#reconnect(Math.min(waitMs * 2, lastRetryMs)), waitMs).unref()
      },
    )
  }

  // ------------------------------------------------------------------------------------------ the pump

  #start(): void {
    this.#wake?.()
    if (this.#pumping) return
    this.#pumping = true
    // After this turn of the event loop: what arrived on other sockets in the same turn shares the commit.
    // `#pump` ends only by itself or by closing, and does not reject.
    setImmediate(() => void this.#pump())
  }

  async #pump(): Promise<void> {
    try {
      while (this.#queue.entries > 0 && !this.#closed) {
        await this.#pace()
        const { maxBatchRows, maxBatchBytes } = this.#options
        if (this.#queue.lineLength > 0) await this.#write(this.#queue.takeLine(maxBatchRows, maxBatchBytes), 'wait')
        if (this.#queue.asideCount > 0 && performance.now() - this.#asideTriedMs >= asideIntervalMs) {
          this.#asideTriedMs = performance.now()
          await this.#write(this.#queue.peekAside(maxBatchRows, maxBatchBytes), 'skip')
        }
        if (this.#queue.lineLength === 0 && this.#queue.asideCount > 0) await this.#sleep(asideIntervalMs)
      }
    } catch (error) {
      if (!(error instanceof WriterClosed)) throw error
    } finally {
      this.#inFlight = []
      this.#pumping = false
    }
  }

  /** A commit costs 200–390 µs of CPU whatever its rows: at most one every `commitIntervalMs`, at once when the last is longer ago. */
  async #pace(): Promise<void> {
    const waitMs = this.#beganMs + this.#options.commitIntervalMs - performance.now()
    if (waitMs > 0 && !fault('JRN-10')) await delay(Math.ceil(waitMs))
    this.#beganMs = performance.now()
  }

  /** Until the time is over or something new arrives. */
  async #sleep(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    this.#wake = null
  }

  // ------------------------------------------------------------------------------------------ one batch

  /**
   * Writes what can be written and settles it. Returns the documents that someone else holds; in `wait` mode their entries
   * have been set aside, in `skip` mode they still are.
   */
  async #write(entries: readonly Entry[], onHeld: 'wait' | 'skip'): Promise<ReadonlySet<number>> {
    if (entries.length === 0) return new Set()
    try {
      const held = this.#settle(entries, await this.#commit(entries, onHeld))
      this.#inFlight = []
      return this.#setAside(held, entries, onHeld)
    } catch (error) {
      if (isHeld(error)) {
        const held = await this.#findHeld(entries)
        // Not a document but something larger is locked (a table, by a migration): wait as for an absent database.
        if (held.size === 0) await this.#backOff(0, error)
        this.#setAside(held, entries, onHeld)
        return union(held, await this.#write(without(entries, held), onHeld))
      }
      if (!isPoison(error)) throw error
      return this.#isolate(entries, onHeld, error)
    }
  }

  /** Postgres refuses this batch for what one of its entries holds: halve until that entry is alone. */
  async #isolate(entries: readonly Entry[], onHeld: 'wait' | 'skip', error: unknown): Promise<ReadonlySet<number>> {
    const [only] = entries
    if (only && (entries.length === 1 || fault('JRN-8'))) {
      const documentId = only.append.documentId
      this.#options.log.error({ err: error, documentId }, 'Postgres refuses a journal entry')
      for (const entry of entries) {
        this.#queue.done(entry)
        entry.reject(new MutiraoError('internal', 'the entry cannot be stored', { cause: error }))
      }
      return new Set()
    }
    const middle = Math.ceil(entries.length / 2)
    const held = await this.#write(entries.slice(0, middle), onHeld)
    const rest = entries.slice(middle)
    this.#setAside(held, rest, onHeld)
    return union(held, await this.#write(without(rest, held), onHeld))
  }

  #setAside(held: ReadonlySet<number>, entries: readonly Entry[], onHeld: 'wait' | 'skip'): ReadonlySet<number> {
    if (onHeld === 'wait' && held.size > 0) {
      this.#queue.setAside(
        held,
        entries.filter((entry) => held.has(entry.append.documentId)),
      )
    }
    return held
  }

  /** Repeats until Postgres says yes, or refuses for a reason that `#write` deals with. */
  async #commit(entries: readonly Entry[], onHeld: 'wait' | 'skip'): Promise<Outcomes> {
    const { nodeId } = this.#options
    const batchId = batchIdOf(nodeId, ++this.#batches)
    const claims = this.#knownClients.unknownOf(entries)
    const statement = batchStatement(nodeId, batchId, entries, claims, onHeld)
    this.#inFlight = entries
    const outcomes = await this.#repeat(
      () => this.#send(statement),
      () => this.#find(batchId, entries),
    )
    this.#knownClients.add(claims.filter((claim) => (outcomes.get(claim.documentId)?.base ?? null) !== null))
    return outcomes
  }

  async #repeat(send: () => Promise<Outcomes>, find: () => Promise<Outcomes | null>): Promise<Outcomes> {
    let uncertain = false
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
        if (!uncertain && (isHeld(error) || isPoison(error))) throw error
        await this.#backOff(attempt, error)
      }
    }
  }

  async #backOff(attempt: number, error: unknown): Promise<void> {
    this.#failing = true
    this.#counts.retries++
    if (attempt % 10 === 0)
      this.#options.log.warn({ err: error, attempt }, 'a journal batch could not be committed, repeating it')
    if (this.#closed || (fault('JRN-6') && attempt >= 3)) throw new WriterClosed()
    const waitMs = Math.min(firstRetryMs * 2 ** attempt, lastRetryMs)
    await this.#sleepUnlessClosed(waitMs * (0.5 + Math.random() / 2))
  }

  async #sleepUnlessClosed(ms: number): Promise<void> {
    const end = performance.now() + ms
    while (!this.#closed && performance.now() < end) await delay(Math.min(20, ms))
    if (this.#closed) throw new WriterClosed()
  }

  async #send(statement: Statement): Promise<Outcomes> {
    const began = performance.now()
    const outcomes = outcomeRows(await this.#connection.run(statement))
    this.#counts.lastCommitMs = performance.now() - began
    return outcomes
  }

  /** The batch as it stands in the journal, or null when it does not (and then never will: see WriterConnection). */
  async #find(batchId: string, entries: readonly Entry[]): Promise<Outcomes | null> {
    const documents = [...new Set(entries.map((entry) => entry.append.documentId))]
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
    this.#counts.recovered++
    // Of a document that is in both, the last one counts: its first rows moved first.
    return outcomeRows(found)
  }

  async #findHeld(entries: readonly Entry[]): Promise<ReadonlySet<number>> {
    const documents = [...new Set(entries.map((entry) => entry.append.documentId))]
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

  // ------------------------------------------------------------------------------------------ settling

  /** Tells listeners, then the waiters. Returns the documents that are held. */
  #settle(entries: readonly Entry[], outcomes: Outcomes): ReadonlySet<number> {
    const held = new Set<number>()
    const written: { entry: Entry; outcome: Outcome; seq: number }[] = []
    const lastSeq = new Map<number, number>()
    const anyGone = fault('JRN-9') && entries.some((entry) => !outcomes.has(entry.append.documentId))
    for (const entry of entries) {
      const { documentId } = entry.append
      const outcome = outcomes.get(documentId)
      if (!outcome || anyGone) {
        this.#queue.done(entry)
        entry.reject(new MutiraoError('document_gone', `document ${documentId} does not exist`))
      } else if (outcome.base === null) {
        held.add(documentId)
      } else {
        const seq = (lastSeq.get(documentId) ?? outcome.base) + 1
        lastSeq.set(documentId, seq)
        written.push({ entry, outcome, seq })
      }
    }
    if (written.length === 0) return held
    for (const [documentId, seq] of lastSeq) this.#lastSeqs.set(documentId, seq)
    this.#report(
      written.map(({ entry }) => entry),
      outcomes,
      lastSeq,
    )
    for (const { entry, outcome, seq } of written) {
      this.#queue.done(entry)
      entry.resolve({ epoch: outcome.epoch, seq, receivedAtMs: entry.receivedAtMs })
    }
    return held
  }

  #report(entries: readonly Entry[], outcomes: Outcomes, lastSeq: ReadonlyMap<number, number>): void {
    const bytes = bytesOf(entries)
    this.#counts.commits++
    this.#counts.entries += entries.length
    this.#counts.bytes += bytes
    const oldestMs = performance.now() - Math.min(...entries.map((entry) => entry.sinceMs))
    const documents = [...lastSeq].map(([documentId, toSeq]) => {
      const outcome = outcomes.get(documentId)
      return {
        documentId,
        epoch: outcome?.epoch ?? '',
        fromSeq: (outcome?.base ?? 0) + (fault('JRN-26') ? 0 : 1),
        toSeq,
      }
    })
    const commit = { documents, rows: entries.length, bytes, commitMs: this.#counts.lastCommitMs, oldestMs }
    for (const listener of this.#listeners) {
      try {
        listener(commit)
      } catch (error) {
        // The entries are committed whatever a listener thinks of it; their waiters must learn that.
        this.#options.log.error({ err: error }, 'a commit listener threw')
      }
    }
  }
}

const isHeld = (error: unknown): boolean => [lockNotAvailable, deadlockDetected].includes(sqlState(error))

const without = (entries: readonly Entry[], documents: ReadonlySet<number>): Entry[] =>
  entries.filter((entry) => !documents.has(entry.append.documentId))

const union = (a: ReadonlySet<number>, b: ReadonlySet<number>): ReadonlySet<number> => new Set([...a, ...b])
