import type { Journal } from '@mutirao/persistence'
import * as Y from 'yjs'

/** One copy of a document that wrote: a tab of a browser, a script, the server itself. */
export interface WritingClient {
  /** Yjs client id. */
  readonly id: number
  readonly actorId: string
  /** Of Yjs: what it inserted; deletions have no client. */
  readonly operations: number
  readonly rows: number
  /** Arrival of its first and last row, ms of the server's clock. */
  readonly firstMs: number
  readonly lastMs: number
}

/** Those who wrote last, and how many others there are. */
export interface WritingClients {
  readonly clients: readonly WritingClient[]
  readonly more: number
}

const rowsPerTurn = 500

/** Who wrote, by client, from every row of the journal. Reads all of it: for a person who asks, not for a screen that waits. */
export async function writingClients(
  journal: Pick<Journal, 'read'>,
  documentId: number,
  limit: number,
): Promise<WritingClients> {
  const known = new Map<number, WritingClient>()
  for (let reached = 0; ;) {
    const rows = await journal.read(documentId, reached, { maxRows: rowsPerTurn })
    const last = rows.at(-1)
    if (!last) break
    for (const { update, actorId, receivedAtMs } of rows) {
      const { from, to } = Y.parseUpdateMeta(update)
      for (const [id, end] of to) {
        const before = known.get(id)
        known.set(id, {
          id,
          actorId: before?.actorId ?? actorId,
          operations: (before?.operations ?? 0) + end - (from.get(id) ?? end),
          rows: (before?.rows ?? 0) + 1,
          firstMs: before?.firstMs ?? receivedAtMs,
          lastMs: receivedAtMs,
        })
      }
    }
    reached = last.seq
  }
  const all = [...known.values()].sort((a, b) => b.lastMs - a.lastMs || a.id - b.id)
  return { clients: all.slice(0, limit), more: Math.max(0, all.length - limit) }
}
