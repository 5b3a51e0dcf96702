import type pg from 'pg'
import { connectAlone, endQuietly } from '../database.ts'
import { channel } from '../journal/statement.ts'
import type { Database } from '../types.ts'

/** Beside the product's other advisory locks: `pg_advisory_lock(space, document id)`. */
const historyLockSpace = 0x48697374 // "Hist"

/** What one worker hears and holds, on a connection of its own. */
export interface HistoryWatch {
  /** Nobody else interprets this document until it is released or this process ends. */
  claim(documentId: number): Promise<boolean>
  release(documentId: number): Promise<void>
  close(): Promise<void>
}

export interface HistoryWatchOptions {
  /** Documents that got rows. */
  readonly onRows: (documentIds: readonly number[]) => void
  /** The connection is gone, and with it every claim and perhaps some notices. */
  readonly onLost: () => void
  /** Whose claims these are: workers of different kinds do not keep each other out. Default: the history's. */
  readonly claimSpace?: number
}

/** Claims of those who decide. */
export const decisionLockSpace = 0x44656369 // "Deci"

/**
 * Hears of new rows and keeps the claims of this worker. Claims are locks of the session: whoever dies lets go at once.
 * They save work; that nothing is written twice is the cursor's doing. Rejects when the database is away.
 */
export async function watchJournal(database: Database, options: HistoryWatchOptions): Promise<HistoryWatch> {
  let closed = false
  const client: pg.Client = await connectAlone(database.url, 'mutirao history', () => {
    if (!closed) options.onLost()
  })
  client.on('notification', ({ payload }) => options.onRows(idsIn(payload ?? '')))
  await client.query(`listen ${channel}`)
  const locked = async (text: string, documentId: number): Promise<boolean> =>
    (await client.query<{ done: boolean }>(text, [options.claimSpace ?? historyLockSpace, documentId])).rows[0]?.done ??
    false
  return {
    claim: (documentId) => locked('select pg_try_advisory_lock($1, $2::int) as done', documentId),
    release: async (documentId) => {
      await locked('select pg_advisory_unlock($1, $2::int) as done', documentId)
    },
    close: async () => {
      closed = true
      await endQuietly(client)
    },
  }
}

/** `<node id> <epoch> <document id>:<head>,…` */
function idsIn(payload: string): number[] {
  const heads = payload.split(' ')[2] ?? ''
  return heads.split(',').flatMap((head) => {
    const id = Number(head.slice(0, head.indexOf(':')))
    return Number.isSafeInteger(id) && id > 0 ? [id] : []
  })
}
