import pg from 'pg'
import type { Logger } from 'pino'
import { everybody, peopleChannel as channel } from '@mutirao/persistence'
import type { Database } from '@mutirao/persistence'

/**
 * Something about the people or the list documents of a workspace changed; `userId` names the person whose membership it
 * was. Both null: messages may have been missed (the connection was away), anything may have changed.
 */
export interface PeopleChange {
  readonly workspaceId: string | null
  readonly userId: string | null
  /** Nothing of the people, only the open conflicts of these (or of everybody) changed. */
  readonly conflictsOf?: readonly string[] | 'everybody'
}

export interface PeopleChanges {
  /** Tells every process, this one too. */
  announce(change: { readonly workspaceId: string; readonly userId: string | null }): Promise<void>
  onChange(listener: (change: PeopleChange) => void): () => void
  /** Resolves when the first LISTEN stands. */
  readonly ready: Promise<void>
  close(): Promise<void>
}

const firstPauseMs = 250
const maxPauseMs = 10_000

/** Postgres NOTIFY between the processes of one database, on a connection of its own that is made again when it breaks. */
export function createPeopleChanges(database: Database, log: Logger): PeopleChanges {
  const listeners = new Set<(change: PeopleChange) => void>()
  const tell = (change: PeopleChange): void => {
    for (const listener of listeners) listener(change)
  }
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
    const next = new pg.Client({ connectionString: database.url, application_name: 'mutirao people', keepAlive: true })
    client = next
    next.on('notification', ({ payload }) => tell(parse(payload)))
    next.on('error', (error) => log.warn({ err: error }, 'listening for changes of people broke off'))
    next.once('end', again)
    const listen = async (): Promise<void> => {
      await next.connect()
      await next.query(`listen ${channel}`)
      pauseMs = firstPauseMs
      firstReady()
      tell({ workspaceId: null, userId: null })
    }
    listen().catch((error: unknown) => {
      log.warn({ err: error }, 'cannot listen for changes of people yet')
      next.removeListener('end', again)
      next.end().catch((endError: unknown) => log.debug({ err: endError }, 'closing a broken connection'))
      again()
    })
  }
  connect()

  return {
    ready,
    async announce({ workspaceId, userId }) {
      await database.pool.query('select pg_notify($1, $2)', [channel, `${workspaceId} ${userId ?? ''}`])
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      closed = true
      if (pause) clearTimeout(pause)
      client?.removeListener('end', again)
      await client?.end().catch((error: unknown) => log.debug({ err: error }, 'closing the people connection'))
    },
  }
}

function parse(payload: string | undefined): PeopleChange {
  const [workspaceId = '', userId = '', conflicts = ''] = (payload ?? '').split(' ')
  const conflictsOf = conflicts === everybody ? 'everybody' : conflicts.split(',')
  if (conflicts !== '') return { workspaceId, userId: null, conflictsOf }
  return { workspaceId: workspaceId === '' ? null : workspaceId, userId: userId === '' ? null : userId }
}
