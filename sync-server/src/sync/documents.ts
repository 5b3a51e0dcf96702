import type { Document } from '@hocuspocus/server'
import { MutiraoError, fault, leaveMarks } from '@mutirao/documents'
import type { ParsedName } from '@mutirao/documents'
import type { DocumentRecord, Journal, JournalTail } from '@mutirao/persistence'
import type { Logger } from 'pino'
import { Held } from './held.ts'
import type { Hot, HotContext } from './hot.ts'
import type { Loaded } from './load.ts'
import { Presence } from './presence.ts'
import type { Reader } from './attached.ts'
import type { Patience } from '../submit/limits.ts'
import type { Pipeline } from '../submit/pipeline.ts'
import type { ServerClients } from '../submit/target.ts'
import type { SyncLimits, SyncMetrics } from './types.ts'

export interface DocumentsParts {
  readonly hot: () => Hot
  readonly journal: Pick<Journal, 'nodeId' | 'head'>
  readonly tail: Pick<JournalTail, 'watch'>
  readonly load: (held: Held) => Promise<Loaded>
  readonly follow: (held: Held) => void
  readonly pipeline: Pick<Pipeline, 'setBackFor'>
  readonly serverClients: ServerClients
  readonly limits: SyncLimits
  readonly metrics: SyncMetrics
  readonly log: Logger
  readonly patience: Patience
  readonly tell: (reader: Reader, body: Uint8Array) => void
}

/** The documents in memory: loading, keeping, following, letting go. */
export interface Documents {
  heldOf(document: Document): Held
  /** Hocuspocus' onLoadDocument. Rejects with `journal_unavailable` when the database stays away, leaking nothing. */
  load(document: Document, context: HotContext): Promise<void>
  /** Hocuspocus' afterLoadDocument: from here on changes are told by us. */
  takeOver(document: Document): void
  mayUnload(document: Document): boolean
  pin(document: Document): () => void
  unloaded(name: string): void
  /** Calls `run` with a document, loading it when needed and keeping it meanwhile. */
  withHeld<T>(record: DocumentRecord, parsed: ParsedName, run: (held: Held) => T | Promise<T>): Promise<T>
  all(): Iterable<Held>
  /** Everything is dropped, now. */
  destroyAll(): void
}

const firstPauseMs = 100
const maxPauseMs = 2_000
/** What Hocuspocus wants to know about a request; nobody looks at it. */
export const noRequest = new Request('http://sync.invalid/')

export function createDocuments(parts: DocumentsParts): Documents {
  const { hot, journal, tail, limits, log, metrics, patience } = parts
  const held = new WeakMap<Document, Held>()
  const live = new Set<Held>()
  const lingering = new Map<Held, NodeJS.Timeout | 'over'>()

  const heldOf = (document: Document): Held => {
    const found = held.get(document)
    if (!found) throw new Error(`document ${document.name} was not loaded by this engine`)
    return found
  }

  const unloadIfIdle = (instance: Held): void => {
    // Never rejects: our hooks do not throw, and Hocuspocus catches a veto.
    if (!instance.destroyed) void hot().unloadDocument(instance.document)
  }

  /** Somebody who reloads the page comes back in a second: the document waits for them. */
  const lingers = (instance: Held): boolean => {
    if (limits.lingerMs <= 0 || patience.over || fault('SYN-32') || lingering.get(instance) === 'over') return false
    if (!lingering.has(instance)) {
      const timer = setTimeout(() => {
        lingering.set(instance, 'over')
        unloadIfIdle(instance)
      }, limits.lingerMs)
      timer.unref()
      lingering.set(instance, timer)
    }
    return true
  }

  const endLinger = (instance: Held): void => {
    const timer = lingering.get(instance)
    if (timer !== undefined && timer !== 'over') clearTimeout(timer)
    lingering.delete(instance)
  }

  const askHead = async (instance: Held): Promise<void> => {
    try {
      const head = await journal.head(instance.documentId)
      if (head) instance.hear(head, true)
    } catch (error) {
      log.warn({ err: error, document: instance.record.name }, 'cannot ask the journal for a head')
    }
  }

  const create = (document: Document, record: DocumentRecord, parsed: ParsedName): Held => {
    leaveMarks(document)
    const instance = new Held({
      document,
      record,
      parsed,
      serverClients: parts.serverClients,
      presence: new Presence({ maxStateBytes: limits.maxPresenceBytes, now: () => performance.now() }),
      maxBytes: limits.maxDocumentBytes,
      tell: parts.tell,
      askHead,
      onBehind: parts.follow,
      onIdle: unloadIfIdle,
    })
    held.set(document, instance)
    live.add(instance)
    return instance
  }

  const drop = (instance: Held): void => {
    live.delete(instance)
    endLinger(instance)
    instance.destroy()
  }

  /** An outage is waited out for a while: whoever is told "unavailable" has to come again, all at once with the others. */
  const loadPatiently = async (instance: Held): Promise<void> => {
    const startMs = performance.now()
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, maxPauseMs)) {
      try {
        const { rows, unsettled } = await parts.load(instance)
        if (unsettled.seqs.length > 0) parts.pipeline.setBackFor(instance, unsettled.seqs, unsettled.reverts)
        metrics.loaded?.(performance.now() - startMs, rows)
        return
      } catch (error) {
        log.warn({ err: error, document: instance.record.name }, 'cannot load a document')
        const isOver = fault('SYN-34') || patience.over || performance.now() - startMs > limits.loadDeadlineMs
        if (isOver) throw error
        await patience.wait(pauseMs)
      }
    }
  }

  return {
    heldOf,
    async load(document, context) {
      const record = context.opened?.access.document ?? context.record
      const parsed = context.opened?.access.parsed ?? context.parsed
      if (!record || !parsed) throw new Denied('forbidden')
      const instance = create(document, record, parsed)
      // Before the first SELECT: what is committed meanwhile must not be missed.
      instance.unwatch = tail.watch(record.id, (head, nodeId) => {
        if (document.isLoading) instance.knownSeq = Math.max(instance.knownSeq, head.seq)
        else instance.hear(head, nodeId !== journal.nodeId)
      })
      try {
        await loadPatiently(instance)
      } catch {
        // Hocuspocus forgets a document that failed to load without destroying it: its timers would live for ever.
        drop(instance)
        if (!fault('SYN-15')) document.destroy()
        throw new Denied('journal_unavailable')
      }
    },
    takeOver(document) {
      const instance = heldOf(document)
      // Our own broadcast (outbox.ts) instead of Hocuspocus': one encoding for all readers, one write per socket and turn.
      Object.defineProperty(document, 'broadcast', { value: () => undefined })
      document.onUpdate((_document: Document, origin: unknown, update: Uint8Array) =>
        instance.changed(update, authorOf(origin)),
      )
      if (instance.knownSeq > instance.appliedSeq) parts.follow(instance)
    },
    mayUnload(document) {
      const instance = heldOf(document)
      return (!instance.busy || fault('SYN-12')) && !lingers(instance)
    },
    pin(document) {
      const instance = heldOf(document)
      endLinger(instance)
      return instance.hold()
    },
    unloaded(name) {
      for (const instance of live) {
        if (instance.record.name === name && instance.document.isDestroyed) drop(instance)
      }
    },
    async withHeld(record, parsed, run) {
      const connection = { readOnly: false, isAuthenticated: true }
      const context = { socket: null, opened: null, record, parsed }
      const document = await hot().createDocument(record.name, noRequest, serverSocketId, connection, context)
      const release = heldOf(document).hold()
      try {
        return await run(heldOf(document))
      } finally {
        release()
      }
    },
    all: () => live,
    destroyAll() {
      for (const instance of live) {
        drop(instance)
        instance.document.destroy()
      }
      hot().documents.clear()
    },
  }
}

const serverSocketId = 'server'

/** Hocuspocus answers `reason` to the client; an empty message keeps it from printing. */
export class Denied extends MutiraoError {
  readonly reason: string

  constructor(reason: 'forbidden' | 'document_gone' | 'signed_out' | 'journal_unavailable' | 'too_fast') {
    super(reason, '')
    this.reason = reason
  }
}

/** The connection a change came from, when it came over a WebSocket. */
function authorOf(origin: unknown): Reader | null {
  if (typeof origin !== 'object' || origin === null || !('connection' in origin)) return null
  return (origin as { readonly connection: Reader }).connection
}
