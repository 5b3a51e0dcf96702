import { silentLog } from '../log.ts'
import type { Database, Journal, JournalOptions } from '../types.ts'
import { newNodeId } from './node-id.ts'
import { readClientOwners, readHeads, readRows, readWorkspaceHeads } from './reader.ts'
import { JournalWriter } from './writer.ts'

export { createJournalTail } from './tail.ts'

/** The journal of this process: one writer on a connection of its own; reading goes through the pool. */
export function createJournal(database: Database, options: JournalOptions = {}): Journal {
  const nodeId = newNodeId()
  const writer = new JournalWriter({
    url: database.url,
    nodeId,
    log: options.log ?? silentLog,
    commitIntervalMs: options.commitIntervalMs ?? 5,
    maxBatchRows: options.maxBatchRows ?? 500,
    maxBatchBytes: options.maxBatchBytes ?? 4 * 1024 * 1024,
    lockTimeoutMs: options.lockTimeoutMs ?? 25,
    closeDeadlineMs: options.closeDeadlineMs ?? 5_000,
    statementTimeoutMs: options.statementTimeoutMs ?? 15_000,
    slowRetryMs: options.slowRetryMs ?? 60_000,
    silenceAlarmMs: options.silenceAlarmMs ?? 5_000,
    now: options.now ?? Date.now,
  })
  return {
    nodeId,
    append: (entry) => writer.append(entry),
    read: (documentId, afterSeq, readOptions) => readRows(database, documentId, afterSeq, readOptions),
    head: async (documentId) => (await readHeads(database, [documentId])).get(documentId) ?? null,
    heads: (documentIds) => readHeads(database, documentIds),
    workspaceHeads: (workspaceId, after) => readWorkspaceHeads(database, workspaceId, after),
    clientOwner: (documentId, clientIds) => readClientOwners(database, documentId, clientIds),
    healthy: () => writer.healthy(),
    stats: () => writer.stats(),
    onCommit: (listener) => writer.onCommit(listener),
    close: () => writer.close(),
  }
}
