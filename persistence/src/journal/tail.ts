import { fault } from '@mutirao/documents'
import type pg from 'pg'
import { connectAlone, endQuietly } from '../database.ts'
import { silentLog } from '../log.ts'
import type { Database, Journal, JournalTail, JournalTailOptions, Log, OnHead } from '../types.ts'
import { channel } from './statement.ts'

const defaultPollMs = 5_000
const firstRetryMs = 50
const lastRetryMs = 2_000
/** Heads asked for in one query. */
const headsPerQuery = 1_000

/**
 * Follows the heads of watched documents: LISTEN for speed, a poll for certainty (a notice is lost whenever the
 * connection is).
 */
export function createJournalTail(database: Database, journal: Journal, options: JournalTailOptions = {}): JournalTail {
  return new Tail(database, journal, options.log ?? silentLog, options.pollMs ?? defaultPollMs)
}

class Tail implements JournalTail {
  readonly ready: Promise<void>
  readonly #database: Database
  readonly #journal: Journal
  readonly #log: Log
  readonly #watchers = new Map<number, Set<OnHead>>()
  readonly #timer: NodeJS.Timeout
  #client: pg.Client | null = null
  #polling: Promise<void> | null = null
  #closed = false

  constructor(database: Database, journal: Journal, log: Log, pollMs: number) {
    this.#database = database
    this.#journal = journal
    this.#log = log
    this.#timer = setInterval(() => {
      if (!fault('JRN-18')) this.#poll()
    }, pollMs)
    this.ready = new Promise((resolve) => this.#listen(resolve))
  }

  watch(documentId: number, onHead: OnHead): () => void {
    const watchers = this.#watchers.get(documentId) ?? new Set()
    this.#watchers.set(documentId, watchers.add(onHead))
    return () => {
      watchers.delete(onHead)
      if (watchers.size === 0 && this.#watchers.get(documentId) === watchers) this.#watchers.delete(documentId)
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#timer)
    this.#watchers.clear()
    const client = this.#client
    this.#client = null
    if (client) await endQuietly(client)
    await this.#polling
  }

  #listen(onListening: () => void, waitMs = firstRetryMs): void {
    const again = (): void => {
      if (this.#closed) return
      setTimeout(() => this.#listen(onListening, Math.min(waitMs * 2, lastRetryMs)), waitMs).unref()
    }
    this.#openSession().then(
      () => {
        onListening()
        if (!fault('JRN-27')) this.#poll() // what was announced while nobody listened
      },
      (error: unknown) => {
        if (waitMs === firstRetryMs) this.#log.warn({ err: error }, 'the journal tail cannot listen, trying on')
        again()
      },
    )
  }

  async #openSession(): Promise<void> {
    let broken = false
    const client = await connectAlone(this.#database.url, 'mutirao journal tail', (ended) => {
      broken = true
      if (this.#client !== ended) return
      this.#client = null
      if (!this.#closed) this.#listen(() => undefined)
    })
    try {
      client.on('notification', ({ payload }) => this.#announce(payload ?? ''))
      await client.query(`listen ${channel}`)
      if (broken || this.#closed) throw new Error('the session ended at once')
    } catch (error) {
      await endQuietly(client)
      throw error
    }
    this.#client = client
  }

  /** `<node id> <epoch> <document id>:<head>,…` */
  #announce(payload: string): void {
    const [nodeId = '', epoch = '', heads = ''] = payload.split(' ')
    for (const head of heads.split(',')) {
      const colon = head.indexOf(':')
      this.#tell(Number(head.slice(0, colon)), epoch, Number(head.slice(colon + 1)), fault('JRN-17') ? null : nodeId)
    }
  }

  #tell(documentId: number, epoch: string, seq: number, nodeId: string | null): void {
    for (const onHead of this.#watchers.get(documentId) ?? []) {
      try {
        onHead({ epoch, seq }, nodeId)
      } catch (error) {
        this.#log.error({ err: error, documentId }, 'a watcher of the journal tail threw')
      }
    }
  }

  #poll(): void {
    if (this.#polling || this.#closed || this.#watchers.size === 0) return
    this.#polling = this.#askForHeads().finally(() => {
      this.#polling = null
    })
  }

  /** Does not reject: when the database is away the next poll asks again. */
  async #askForHeads(): Promise<void> {
    const ids = [...this.#watchers.keys()]
    try {
      for (let from = 0; from < ids.length && !this.#closed; from += headsPerQuery) {
        const heads = await this.#journal.heads(ids.slice(from, from + headsPerQuery))
        for (const [documentId, { epoch, seq }] of heads) this.#tell(documentId, epoch, seq, null)
      }
    } catch (error) {
      this.#log.warn({ err: error }, 'the journal tail could not ask for heads')
    }
  }
}
