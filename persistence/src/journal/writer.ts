import { fault, MutiraoError } from '@mutirao/documents'
import { delay } from '../time.ts'
import type { Appended, JournalAppend, JournalCommit, JournalStats } from '../types.ts'
import { createArrivalClock } from './arrival.ts'
import {
  BatchCommitter,
  CommitterClosed,
  isHeld,
  isSlow,
  usualTries,
  type CommitterOptions,
  type OnHeld,
} from './committer.ts'
import { isPoison } from './connection.ts'
import { bytesOf, type Entry, type Outcomes } from './entry.ts'
import { EntryQueue } from './queue.ts'
import { runsOf, settle, type Settlement } from './settle.ts'
import { SlowDocuments } from './slow.ts'

export interface WriterOptions extends CommitterOptions {
  readonly commitIntervalMs: number
  readonly maxBatchRows: number
  readonly maxBatchBytes: number
  readonly closeDeadlineMs: number
  /** Before an entry that Postgres did not finish is tried again; then twice as long each time, up to ten times. */
  readonly slowRetryMs: number
  /** A batch Postgres has not answered for so long counts as "an edit cannot be journalled". */
  readonly silenceAlarmMs: number
  readonly now: () => number
}

/** How often documents held by someone else are tried again. */
const asideIntervalMs = 20
/** A document held for so long counts as "an edit cannot be journalled". */
const asideAlarmMs = 5_000

/**
 * One per process. Gathers appends, writes them in batches, one statement at a time (`committer.ts`), and tells whoever
 * waits what became of an entry. What it promises stands in docs/spec/JRN.md.
 */
export class JournalWriter {
  readonly #options: WriterOptions
  readonly #arrived: () => number
  readonly #queue = new EntryQueue()
  readonly #committer: BatchCommitter
  readonly #slow: SlowDocuments
  readonly #listeners = new Set<(commit: JournalCommit) => void>()
  #inFlight: readonly Entry[] = []
  /** Since when the batch of the line is under way. */
  #lineSinceMs = Infinity
  #pumping = false
  #wake: (() => void) | null = null
  #appends = 0
  #beganMs = -Infinity
  #asideTriedMs = -Infinity
  #closing = false
  #closed = false
  #counts = { commits: 0, entries: 0, bytes: 0 }

  constructor(options: WriterOptions) {
    this.#options = options
    this.#arrived = createArrivalClock(options.now)
    this.#committer = new BatchCommitter(options)
    this.#slow = new SlowDocuments(options.slowRetryMs)
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
      if (fault('JRN-1') && this.#committer.failing) resolve({ epoch: '', seq: 0, receivedAtMs })
    })
  }

  onCommit(listener: (commit: JournalCommit) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  healthy(): boolean {
    if (fault('JRN-12')) return true
    const asideMs = performance.now() - this.#queue.oldestAsideMs()
    const silentMs = this.#inFlight.length === 0 ? 0 : performance.now() - this.#lineSinceMs
    const hangs = asideMs >= asideAlarmMs || silentMs >= this.#options.silenceAlarmMs
    return !this.#closing && !this.#committer.failing && this.#committer.connected && !hangs
  }

  stats(): JournalStats {
    const oldest = Math.min(this.#inFlight[0]?.sinceMs ?? Infinity, this.#queue.oldestMs())
    return {
      ...this.#counts,
      ...this.#committer.counts,
      pendingEntries: this.#queue.entries,
      pendingBytes: this.#queue.bytes,
      oldestPendingMs: this.#queue.entries === 0 ? 0 : Math.max(0, performance.now() - oldest),
      aside: this.#queue.asideCount,
    }
  }

  async close(): Promise<void> {
    this.#closing = true
    this.#committer.end()
    const end = performance.now() + this.#options.closeDeadlineMs
    while (this.#queue.entries > 0 && performance.now() < end && !fault('JRN-23')) await delay(5)
    this.#closed = true
    this.#committer.giveUp()
    this.#wake?.()
    const error = new MutiraoError('journal_unavailable', 'the journal was closed before this entry was committed')
    for (const entry of [...this.#inFlight, ...this.#queue.drain()]) entry.reject(error)
    await this.#committer.close()
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
        if (this.#queue.lineLength > 0) await this.#writeLine(this.#queue.takeLine(maxBatchRows, maxBatchBytes))
        if (this.#queue.asideCount > 0 && performance.now() - this.#asideTriedMs >= asideIntervalMs) {
          this.#asideTriedMs = performance.now()
          const usual = (documentId: number): boolean => !this.#slow.has(documentId)
          await this.#write(this.#queue.peekAside(maxBatchRows, maxBatchBytes, usual), 'skip')
          await this.#writeSlow()
        }
        if (this.#queue.lineLength === 0 && this.#queue.asideCount > 0) await this.#sleep(asideIntervalMs)
      }
    } catch (error) {
      if (!(error instanceof CommitterClosed)) throw error
    } finally {
      this.#inFlight = []
      this.#pumping = false
    }
  }

  async #writeLine(entries: readonly Entry[]): Promise<void> {
    this.#lineSinceMs = performance.now()
    try {
      await this.#write(entries, 'wait')
    } finally {
      this.#lineSinceMs = Infinity
    }
  }

  /** Tries one entry of a document that was too slow; when it is through the document is like any other again. */
  async #writeSlow(): Promise<void> {
    const documentId = this.#slow.due(performance.now())
    const entry = documentId === null ? null : this.#queue.firstAside(documentId)
    if (documentId === null) return
    if (entry) await this.#write([entry], 'skip', 1)
    if (this.#queue.firstAside(documentId) !== entry || !entry) this.#slow.finished(documentId)
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
  async #write(entries: readonly Entry[], onHeld: OnHeld, tries = usualTries): Promise<ReadonlySet<number>> {
    if (entries.length === 0) return new Set()
    try {
      this.#inFlight = entries
      const held = this.#settle(entries, await this.#committer.commit(entries, onHeld, tries))
      this.#inFlight = []
      return this.#setAside(held, entries, onHeld)
    } catch (error) {
      if (isHeld(error)) {
        const held = await this.#committer.findHeld(entries)
        // Not a document but something larger is locked (a table, by a migration): wait as for an absent database.
        if (held.size === 0) await this.#committer.backOff(0, error)
        this.#setAside(held, entries, onHeld)
        return union(held, await this.#write(without(entries, held), onHeld))
      }
      if (isSlow(error)) return this.#isolateSlow(entries, onHeld, error)
      if (!isPoison(error)) throw error
      return this.#isolate(entries, onHeld, error)
    }
  }

  /** Postgres refuses this batch for what one of its entries holds: halve until that entry is alone. */
  async #isolate(entries: readonly Entry[], onHeld: OnHeld, error: unknown): Promise<ReadonlySet<number>> {
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
    return this.#writeHalves(entries, onHeld)
  }

  /**
   * Postgres does not finish this batch. Is it busy, or does one entry take for ever? Halve until an entry is alone: when others
   * can be committed meanwhile, its document waits by itself; when nothing can, everything waits, as for an absent database.
   */
  async #isolateSlow(entries: readonly Entry[], onHeld: OnHeld, error: unknown): Promise<ReadonlySet<number>> {
    const [only] = entries
    if (!only || entries.length > 1) return this.#writeHalves(entries, onHeld, 1)
    if (!(await this.#committer.works())) {
      await this.#committer.backOff(0, error)
      return this.#write(entries, onHeld)
    }
    const { documentId } = only.append
    this.#options.log.error({ err: error, documentId }, 'Postgres does not finish a journal entry, its document waits')
    this.#slow.failed(documentId, performance.now())
    return this.#setAside(new Set([documentId]), entries, onHeld)
  }

  async #writeHalves(entries: readonly Entry[], onHeld: OnHeld, tries?: number): Promise<ReadonlySet<number>> {
    const middle = Math.ceil(entries.length / 2)
    const held = await this.#write(entries.slice(0, middle), onHeld, tries)
    const rest = entries.slice(middle)
    this.#setAside(held, rest, onHeld)
    return union(held, await this.#write(without(rest, held), onHeld, tries))
  }

  #setAside(held: ReadonlySet<number>, entries: readonly Entry[], onHeld: OnHeld): ReadonlySet<number> {
    if (onHeld === 'wait' && held.size > 0) {
      this.#queue.setAside(
        held,
        entries.filter((entry) => held.has(entry.append.documentId)),
      )
    }
    return held
  }

  // ------------------------------------------------------------------------------------------ settling

  /** Tells listeners, then the waiters. Returns the documents that are held. */
  #settle(entries: readonly Entry[], outcomes: Outcomes): ReadonlySet<number> {
    const settlement = settle(entries, outcomes)
    const { written, gone, held, lastSeq } = settlement
    for (const entry of gone) {
      this.#queue.done(entry)
      entry.reject(new MutiraoError('document_gone', `document ${entry.append.documentId} does not exist`))
    }
    if (written.length === 0) return held
    this.#committer.remember(lastSeq)
    this.#report(settlement, outcomes)
    for (const { entry, outcome, seq } of written) {
      this.#queue.done(entry)
      entry.resolve({ epoch: outcome.epoch, seq, receivedAtMs: entry.receivedAtMs })
    }
    return held
  }

  #report(settlement: Settlement, outcomes: Outcomes): void {
    const entries = settlement.written.map(({ entry }) => entry)
    const bytes = bytesOf(entries)
    this.#counts.commits++
    this.#counts.entries += entries.length
    this.#counts.bytes += bytes
    const commit = {
      documents: runsOf(settlement, outcomes),
      rows: entries.length,
      bytes,
      commitMs: this.#committer.counts.lastCommitMs,
      oldestMs: performance.now() - Math.min(...entries.map((entry) => entry.sinceMs)),
    }
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

const without = (entries: readonly Entry[], documents: ReadonlySet<number>): Entry[] =>
  entries.filter((entry) => !documents.has(entry.append.documentId))

const union = (a: ReadonlySet<number>, b: ReadonlySet<number>): ReadonlySet<number> => new Set([...a, ...b])
