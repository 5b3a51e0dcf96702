import { fault } from '@mutirao/documents'
import { asStorageError, StorageError } from './errors.ts'

/** The tables of one person's copy of one workspace. */
export const tables = ['documents', 'segments', 'updates', 'unsent', 'asides', 'projections', 'meta'] as const
export type Table = (typeof tables)[number]
type Tables = (name: Table) => IDBObjectStore
export type Steps<T> = (table: Tables) => T | Promise<T>

/** Runs `work` in one transaction and resolves when that is committed; calls `begun` once the transaction has its place. */
export type Commit = <T>(work: (table: Tables) => Promise<T>, begun: () => void) => Promise<T>

interface Queued {
  readonly steps: Steps<unknown>
  readonly together: boolean
  readonly answered: PromiseWithResolvers<unknown>
  readonly written: PromiseWithResolvers<unknown>
  /** Reads asked for behind it; null once its transaction has begun, or failed. */
  readers: (() => void)[] | null
}

/** Large enough for an import, small enough that one commit stays far from the deadline. */
const perTransaction = 500

/** What the bytes themselves are to blame for: no later attempt can end otherwise. */
const unwritable = new Set(['DataCloneError', 'DataError', 'TypeError'])

/**
 * Writes in the order in which they are asked for, one transaction at a time: what is asked for while one runs shares the next, so
 * that a slow device is never thousands of transactions behind. What failed keeps its place and goes with the next write.
 */
export class WriteQueue {
  #queued: Queued[] = []
  #run: Promise<void> | null = null
  #culprit: Queued | null = null
  readonly #commit: Commit
  readonly #deadlineMs: number

  constructor(commit: Commit, deadlineMs: number) {
    this.#commit = commit
    this.#deadlineMs = deadlineMs
  }

  /** @param together may run beside its neighbours which may too: nothing it reads is what they write */
  add<T>(steps: Steps<T>, together: boolean): Promise<T> {
    const answered = Promise.withResolvers<unknown>()
    const written = Promise.withResolvers<unknown>()
    this.#queued.push({ steps, together, answered, written, readers: [] })
    this.#start()
    return withDeadline(answered.promise as Promise<T>, this.#deadlineMs, written.promise)
  }

  #start(): void {
    this.#run ??= Promise.resolve().then(() => this.#drain())
  }

  /** Resolves when no write that was asked for before can begin after what is begun then. */
  ahead(): Promise<void> | null {
    const readers = this.#run && this.#queued.at(-1)?.readers
    return readers ? new Promise((resolve) => readers.push(resolve)) : null
  }

  /** Resolves when nothing is under way; what failed may still wait. */
  async idle(): Promise<void> {
    if (this.#run) await withDeadline(this.#run, this.#deadlineMs).catch(asStorageError)
  }

  /** Never rejects: whoever asked for a write hears of it. */
  async #drain(): Promise<void> {
    while (this.#queued.length > 0) {
      const batch = this.#queued.slice(0, fault('OFF-16') ? 1 : perTransaction)
      const begun = (): void => batch.forEach(letIn)
      try {
        const results = await this.#commit((table) => this.#steps(batch, table), begun)
        this.#queued.splice(0, batch.length)
        batch.forEach((write, i) => {
          write.answered.resolve(results[i])
          write.written.resolve(results[i])
        })
      } catch (error) {
        if (!this.#failed(asStorageError(error))) break
      }
    }
    // In the same turn as the last look at the queue: what is added from here on starts a run of its own.
    this.#run = null
  }

  async #steps(batch: readonly Queued[], table: Tables): Promise<unknown[]> {
    const results: unknown[] = []
    for (let from = 0, to = 1; from < batch.length; from = to++) {
      while (batch[from]?.together && batch[to]?.together) to += 1
      results.push(...(await Promise.all(batch.slice(from, to).map((write) => this.#step(write, table)))))
    }
    return results
  }

  async #step(write: Queued, table: Tables): Promise<unknown> {
    try {
      return await write.steps(table)
    } catch (error) {
      const cause = asStorageError(error).cause ?? error
      if (cause instanceof Error && unwritable.has(cause.name)) this.#culprit = write
      throw error
    }
  }

  /** True when the others are worth an attempt without the one that can never be written. */
  #failed(error: StorageError): boolean {
    const culprit = this.#culprit
    this.#culprit = null
    const told = culprit ? [culprit] : this.#queued
    for (const write of told) {
      const { problem, message, cause = error } = error
      write.answered.reject(new StorageError(problem, message, { cause, written: write.written.promise }))
      letIn(write)
    }
    if (culprit) this.#queued = this.#queued.filter((write) => write !== culprit)
    else if (error.problem === 'closed' || fault('OFF-17')) this.#queued = []
    return culprit !== null
  }
}

function letIn(write: Queued): void {
  for (const reader of write.readers?.splice(0) ?? []) reader()
  write.readers = null
}

/** IndexedDB may hang without an error (blocked, evicted, broken profile): everything has a deadline. */
export function withDeadline<T>(work: Promise<T>, deadlineMs: number, written?: Promise<unknown>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = { late: true, ...(written && { written }) }
    const timer = setTimeout(
      () => reject(new StorageError('unavailable', `local storage did not answer in ${deadlineMs} ms`, late)),
      deadlineMs,
    )
    work.then(resolve, (error: unknown) => reject(asStorageError(error))).finally(() => clearTimeout(timer))
  })
}
