import { setImmediate as nextTurn } from 'node:timers/promises'
import { fault } from '@mutirao/documents'
import type { Journal, JournalRow } from '@mutirao/persistence'
import type { Logger } from 'pino'
import * as Y from 'yjs'
import type { Held } from './held.ts'
import { bytesPerTurn, journalOrigin, rowsPerTurn } from './load.ts'
import { MarkWatch, firstUnsettled } from '../submit/marks.ts'
import type { Pipeline } from '../submit/pipeline.ts'

export interface FollowerOptions {
  readonly journal: Pick<Journal, 'read' | 'nodeId'>
  readonly pipeline: Pick<Pipeline, 'setBackFor'>
  readonly log: Logger
  /** How long another process gets to set back its own marked row before this one does. */
  readonly foreignSetBackMs: number
  /** Milliseconds. */
  readonly now: () => number
}

export interface Follower {
  /** Reads and applies the rows that are missing. Returns at once; one reading per document at a time. */
  follow(held: Held): void
  /** Stops all readings; resolves when none is under way. */
  close(): Promise<void>
}

const retryMs = 500

/** What to do with the rows that came: apply the first `count`, then go on, wait for somebody, or read again with own bytes. */
interface Plan {
  readonly rows: readonly JournalRow[]
  readonly next: 'go_on' | 'wait' | 'read_own' | 'wait_for_set_back'
}

/**
 * Keeps open documents level with what other processes write. Own rows are skipped: whoever wrote one applies it. An own row
 * that nobody here is about to apply was written by an instance that is gone: it counts as foreign.
 */
export function createFollower({ journal, pipeline, log, foreignSetBackMs, now }: FollowerOptions): Follower {
  const running = new Map<Held, Promise<void>>()
  const again = new Set<Held>()
  const timers = new Set<NodeJS.Timeout>()
  let closed = false

  const follow = (held: Held): void => {
    if (closed || held.destroyed) return
    if (running.has(held)) {
      again.add(held)
      return
    }
    running.set(held, run(held))
  }

  const later = (held: Held, delayMs: number): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      follow(held)
    }, delayMs)
    timers.add(timer)
  }

  /** Never rejects. */
  const run = async (held: Held): Promise<void> => {
    try {
      await drain(held)
    } catch (error) {
      log.warn({ err: error, document: held.record.name }, 'cannot follow the journal')
      if (!closed) later(held, retryMs)
    } finally {
      running.delete(held)
      if (again.delete(held)) follow(held)
    }
  }

  const drain = async (held: Held): Promise<void> => {
    let withOwn = false
    while (!closed && !held.destroyed && held.appliedSeq < held.knownSeq) {
      const options = { maxRows: rowsPerTurn, maxBytes: bytesPerTurn, skipNode: withOwn ? undefined : journal.nodeId }
      const read = await journal.read(held.documentId, held.appliedSeq, options)
      if (held.destroyed || read.length === 0) return
      const plan = planFor(held, read)
      apply(held, plan.rows)
      if (plan.next === 'wait') return
      if (
        plan.next === 'wait_for_set_back' &&
        !setBackOurselves(
          held,
          read.find((row) => row.seq === held.appliedSeq + 1),
        )
      )
        return
      withOwn = plan.next === 'read_own'
      await nextTurn()
    }
  }

  const planFor = (held: Held, read: readonly JournalRow[]): Plan => {
    const rows = read.filter((row) => row.seq > held.appliedSeq)
    const stop = rows.findIndex((row) => row.own && !held.isMine(row.seq))
    if (stop >= 0) return { rows: rows.slice(0, stop), next: held.busy ? 'wait' : 'read_own' }
    const unsettled = firstUnsettled(rows.map((row) => (row.own ? { ...row, note: null } : row)))
    if (unsettled >= 0) return { rows: rows.slice(0, unsettled), next: 'wait_for_set_back' }
    return { rows, next: 'go_on' }
  }

  const apply = (held: Held, rows: readonly JournalRow[]): void => {
    const last = rows.at(-1)
    if (!last) return
    held.doc.transact(() => {
      for (const row of rows)
        if (!row.own && !(fault('SYN-13') && row.seq % 5 === 0)) Y.applyUpdate(held.doc, row.update, journalOrigin)
    }, journalOrigin)
    held.followedTo(last.seq)
  }

  /** @returns true when the marked row was applied and set back here, false when its writer still has time */
  const setBackOurselves = (held: Held, row: JournalRow | undefined): boolean => {
    if (!row) return true
    if (held.waitingAt?.seq !== row.seq) held.waitingAt = { seq: row.seq, sinceMs: now() }
    const leftMs = held.waitingAt.sinceMs + foreignSetBackMs - now()
    if (leftMs > 0) {
      later(held, leftMs)
      return false
    }
    held.waitingAt = null
    const watch = new MarkWatch()
    held.merged(() => {
      watch.pass(held.doc, row)
      Y.applyUpdate(held.doc, row.update, journalOrigin)
      held.followedTo(row.seq)
      const { seqs, reverts } = watch.unsettled()
      pipeline.setBackFor(held, seqs, reverts)
    })
    return true
  }

  return {
    follow,
    async close() {
      closed = true
      for (const timer of timers) clearTimeout(timer)
      await Promise.all(running.values())
    },
  }
}
