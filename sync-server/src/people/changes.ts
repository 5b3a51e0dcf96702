import type { Logger } from 'pino'
import { everybody, peopleChannel as channel } from '@mutirao/persistence'
import type { Database } from '@mutirao/persistence'
import { keepListening } from '../listening.ts'

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

/** Postgres NOTIFY between the processes of one database, on a connection of its own that is made again when it breaks. */
export function createPeopleChanges(database: Database, log: Logger): PeopleChanges {
  const listeners = new Set<(change: PeopleChange) => void>()
  const tell = (change: PeopleChange): void => {
    for (const listener of listeners) listener(change)
  }
  const listening = keepListening({
    database,
    log,
    channel,
    about: 'people',
    onNotice: (payload) => tell(parse(payload)),
    onBegin: () => tell({ workspaceId: null, userId: null }),
  })

  return {
    ready: listening.ready,
    async announce({ workspaceId, userId }) {
      await database.pool.query('select pg_notify($1, $2)', [channel, `${workspaceId} ${userId ?? ''}`])
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => listening.close(),
  }
}

function parse(payload: string): PeopleChange {
  const [workspaceId = '', userId = '', conflicts = ''] = payload.split(' ')
  const conflictsOf = conflicts === everybody ? 'everybody' : conflicts.split(',')
  if (conflicts !== '') return { workspaceId, userId: null, conflictsOf }
  return { workspaceId: workspaceId === '' ? null : workspaceId, userId: userId === '' ? null : userId }
}
