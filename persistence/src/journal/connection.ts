import { fault } from '@mutirao/documents'
import type pg from 'pg'
import { connectAlone, endQuietly } from '../database.ts'
import { lockKeyOf } from './node-id.ts'
import type { Statement } from './statement.ts'

/** No answer for so long means there is no connection any more, whatever the socket says. */
const answerPatienceMs = 20_000

export interface ConnectionOptions {
  readonly url: string
  readonly nodeId: string
  readonly lockTimeoutMs: number
  /** What Postgres has not finished by then it gives up, and says so. Less than the patience with a silent connection. */
  readonly statementTimeoutMs: number
}

/**
 * The writer's one connection. Every new session first waits until the session before it has ended in Postgres: a
 * statement whose connection broke may still be running there and commit later, and only when that session is gone does
 * "is my batch there?" have a final answer.
 */
export class WriterConnection {
  readonly #url: string
  readonly #nodeId: string
  readonly #lockTimeoutMs: number
  readonly #statementTimeoutMs: number
  readonly #onBroken: () => void
  #client: pg.Client | null = null
  #connecting: Promise<void> | null = null

  constructor(options: ConnectionOptions, onBroken: () => void) {
    this.#url = options.url
    this.#nodeId = options.nodeId
    this.#lockTimeoutMs = options.lockTimeoutMs
    this.#statementTimeoutMs = options.statementTimeoutMs
    this.#onBroken = onBroken
  }

  get connected(): boolean {
    return this.#client !== null
  }

  /** Connects unless connected. Rejects with the driver's error. */
  connect(): Promise<void> {
    if (this.#client) return Promise.resolve()
    this.#connecting ??= this.#open().finally(() => {
      this.#connecting = null
    })
    return this.#connecting
  }

  async #open(): Promise<void> {
    const name = `mutirao journal ${this.#nodeId}`
    let broken = false
    const client = await connectAlone(this.#url, name, (ended) => {
      broken = true
      this.#drop(ended)
    })
    try {
      if (!fault('JRN-5')) await this.#outliveFormerSession(client, name)
      await client.query(`set lock_timeout = ${fault('JRN-7') ? 0 : this.#lockTimeoutMs}`)
      await client.query(`set statement_timeout = ${this.#statementTimeoutMs}`)
      // It may have broken between the last answer and this line, when nobody knew it yet.
      if (broken) throw new ConnectionLost('broken at once')
    } catch (error) {
      await endQuietly(client)
      throw error
    }
    this.#client = client
  }

  async #outliveFormerSession(client: pg.Client, name: string): Promise<void> {
    await client.query('set lock_timeout = 500')
    for (;;) {
      await client.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()',
        [name],
      )
      try {
        await client.query('select pg_advisory_lock($1)', [lockKeyOf(this.#nodeId)])
        return
      } catch (error) {
        if (sqlState(error) !== lockNotAvailable) throw error
      }
    }
  }

  /**
   * Runs one statement. On any error but Postgres's own refusal of the statement the connection is dropped, and the
   * error is one of those for which `answerLost` is true.
   */
  async run<Row extends pg.QueryResultRow>(statement: Statement): Promise<Row[]> {
    const client = this.#client
    if (!client) throw new ConnectionLost('not connected')
    let timer: NodeJS.Timeout | undefined
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new ConnectionLost('no answer')), answerPatienceMs)
    })
    try {
      return (await Promise.race([client.query<Row>(statement), silence])).rows
    } catch (error) {
      if (answerLost(error)) this.#drop(client)
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  #drop(client: pg.Client): void {
    if (this.#client !== client) return
    this.#client = null
    // Not awaited: over a dead network the goodbye may take for ever. `endQuietly` does not reject.
    void endQuietly(client)
    this.#onBroken()
  }

  async close(): Promise<void> {
    const client = this.#client
    this.#client = null
    if (client) await endQuietly(client)
  }
}

class ConnectionLost extends Error {}

export const lockNotAvailable = '55P03'
export const deadlockDetected = '40P01'
/** Given up at the statement timeout, or by an administrator: nothing was committed. */
export const statementTimedOut = '57014'

export const sqlState = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/**
 * True unless Postgres answered that it refused the statement: then, and only then, is it certain that nothing was
 * committed. (A FATAL can arrive after the commit record was written.)
 */
export function answerLost(error: unknown): boolean {
  const severity = error instanceof Error && 'severity' in error ? error.severity : undefined
  return severity !== 'ERROR' || sqlState(error) === '40003'
}

/** Data exception, integrity violation, limits: this entry will be refused every time. */
export const isPoison = (error: unknown): boolean => /^(22|23|54)/.test(sqlState(error))
