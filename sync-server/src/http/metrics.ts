import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import type { Journal } from '@mutirao/persistence'
import type { SyncEngine, SyncMetrics } from '../sync/types.ts'
import { createRealtime } from './realtime.ts'
import type { Realtime } from './realtime.ts'

/** Everything `/metrics` and the realtime answers are made of. */
export interface Metrics {
  readonly registry: Registry
  /** For the engine. */
  readonly sync: SyncMetrics
  readonly realtime: Realtime
  /** One HTTP answer was sent. `route` is the pattern, never the path. */
  request(method: string, route: string, status: number, durationMs: number): void
  /** A document was asked for over the socket. */
  attached(): void
  /** Numbers that are read at scrape time, and the journal's commits. */
  observe(engine: Pick<SyncEngine, 'stats'>, journal: Pick<Journal, 'stats' | 'onCommit'>): void
  /** The history worker of this process; null while nothing is known of it. */
  observeHistory(read: () => HistoryNumbers | null): void
}

/** What the history worker tells of itself. */
export interface HistoryNumbers {
  readonly lagMs: number
  readonly due: number
  readonly stuck: number
  readonly replicas: number
  readonly replicaBytes: number
}

const secondsBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export function createMetrics(): Metrics {
  const registry = new Registry()
  // Event-loop delay (nodejs_eventloop_lag_*), memory (process_resident_memory_bytes, nodejs_heap_*), garbage collection.
  collectDefaultMetrics({ register: registry })
  const realtime = createRealtime()
  const registers = [registry]
  const histogram = (name: string, help: string, buckets: number[], labelNames: string[] = []) =>
    new Histogram({ name, help, buckets, labelNames, registers })
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name, help, labelNames, registers })

  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })

  const edits = histogram('mutirao_edit_seconds', 'From arrival to durable and applied', secondsBuckets)
  const editBytes = histogram(
    'mutirao_edit_bytes',
    'Size of updates that became durable',
    [32, 128, 512, 4096, 65_536, 1_048_576],
  )
  const loads = histogram('mutirao_document_load_seconds', 'Loading a document into memory', secondsBuckets)
  const refusals = counter('mutirao_refused_total', 'Updates of which a part or all was not taken', ['code'])
  const reverts = counter('mutirao_reverted_paths_total', 'Paths accepted and set back')
  const closes = counter('mutirao_closed_total', 'Sockets or documents the server closed', ['reason'])
  const requests = histogram('mutirao_http_seconds', 'HTTP answers', secondsBuckets, ['method', 'route', 'status'])
  const commits = histogram('mutirao_journal_commit_seconds', 'One journal commit, statement to answer', secondsBuckets)
  const waits = histogram('mutirao_journal_append_seconds', 'Oldest entry of a batch, append to commit', secondsBuckets)
  const batches = histogram(
    'mutirao_journal_batch_rows',
    'Rows per journal commit',
    [1, 2, 5, 10, 20, 50, 100, 200, 500],
  )

  return {
    registry,
    realtime,
    sync: {
      edit(durationMs, bytes) {
        edits.observe(durationMs / 1000)
        editBytes.observe(bytes)
        realtime.latency(durationMs)
      },
      refused: (code) => refusals.inc({ code }),
      reverted: (paths) => reverts.inc(paths),
      loaded(durationMs) {
        loads.observe(durationMs / 1000)
        realtime.read(false)
      },
      closed: (reason) => closes.inc({ reason }),
    },
    attached: () => realtime.read(true),
    request(method, route, status, durationMs) {
      requests.observe({ method, route, status }, durationMs / 1000)
      realtime.request()
    },
    observeHistory(read) {
      gauge('mutirao_history_lag_seconds', 'Age of the oldest row without facts', () => (read()?.lagMs ?? 0) / 1000)
      gauge('mutirao_history_due_documents', 'Documents with rows without facts', () => read()?.due ?? 0)
      gauge('mutirao_history_stuck_documents', 'Of these, failed at the last attempt', () => read()?.stuck ?? 0)
      gauge('mutirao_history_replicas', 'Documents in the memory of the worker', () => read()?.replicas ?? 0)
      gauge('mutirao_history_replica_bytes', 'Their size, estimated', () => read()?.replicaBytes ?? 0)
    },
    observe(engine, journal) {
      gauge('mutirao_sockets', 'Open WebSockets', () => engine.stats().sockets)
      gauge('mutirao_anonymous_sockets', 'Of these, without a good token so far', () => engine.stats().anonymous)
      gauge('mutirao_people', 'People with an open WebSocket', () => engine.stats().people)
      gauge('mutirao_connections', 'Attached (document, socket) pairs', () => engine.stats().connections)
      gauge('mutirao_documents', 'Documents in memory', () => engine.stats().documents)
      gauge('mutirao_document_bytes', 'Their size, encoded, at most', () => engine.stats().documentBytes)
      gauge(
        'mutirao_full_documents',
        'Of these, at their limit: only deletions are taken',
        () => engine.stats().fullDocuments,
      )
      gauge('mutirao_edits', 'Rows journalled since the start', () => engine.stats().edits)
      gauge('mutirao_queued_bytes', 'Received, not yet journalled', () => engine.stats().queuedBytes)
      gauge('mutirao_journal_pending_entries', 'Appended, not yet committed', () => journal.stats().pendingEntries)
      gauge(
        'mutirao_journal_oldest_pending_seconds',
        'Age of the oldest of them',
        () => journal.stats().oldestPendingMs / 1000,
      )
      gauge('mutirao_journal_retries', 'Repeated commits since the start', () => journal.stats().retries)
      journal.onCommit((commit) => {
        commits.observe(commit.commitMs / 1000)
        waits.observe(commit.oldestMs / 1000)
        batches.observe(commit.rows)
      })
    },
  }
}
