import pg from 'pg'
import type { Logger } from 'pino'
import type { Database } from '@mutirao/persistence'

export interface ListeningOptions {
  readonly database: Database
  readonly log: Logger
  readonly channel: string
  /** What is listened for, for the log and pg_stat_activity. */
  readonly about: string
  readonly onNotice: (payload: string) => void
  /** Listening begins, or begins again: notices may have been missed before. */
  readonly onBegin: () => void
}

export interface Listening {
  /** Resolves when the first LISTEN stands. */
  readonly ready: Promise<void>
  close(): Promise<void>
}

const firstPauseMs = 250
const maxPauseMs = 10_000

/** Postgres NOTIFY between the processes of one database, on a connection of its own that is made again when it breaks. */
export function keepListening({ database, log, channel, about, onNotice, onBegin }: ListeningOptions): Listening {
  let closed = false
  let client: pg.Client | null = null
  let pause: NodeJS.Timeout | null = null
  let pauseMs = firstPauseMs
  let firstReady: () => void = () => undefined
  const ready = new Promise<void>((resolve) => (firstReady = resolve))

  const again = (): void => {
    client = null
    if (closed || pause) return
    pause = setTimeout(() => {
      pause = null
      connect()
    }, pauseMs)
    pauseMs = Math.min(pauseMs * 2, maxPauseMs)
  }

  const connect = (): void => {
    const next = new pg.Client({
      connectionString: database.url,
      application_name: `mutirao ${about}`,
      keepAlive: true,
    })
    client = next
    next.on('notification', ({ payload }) => onNotice(payload ?? ''))
    next.on('error', (error) => log.warn({ err: error, about }, 'listening for changes broke off'))
    next.once('end', again)
    const listen = async (): Promise<void> => {
      await next.connect()
      await next.query(`listen ${channel}`)
      pauseMs = firstPauseMs
      firstReady()
      onBegin()
    }
    listen().catch((error: unknown) => {
      log.warn({ err: error, about }, 'cannot listen for changes yet')
      next.removeListener('end', again)
      next.end().catch((endError: unknown) => log.debug({ err: endError }, 'closing a broken connection'))
      again()
    })
  }
  connect()

  return {
    ready,
    async close() {
      closed = true
      if (pause) clearTimeout(pause)
      client?.removeListener('end', again)
      await client?.end().catch((error: unknown) => log.debug({ err: error, about }, 'closing a connection'))
    },
  }
}
