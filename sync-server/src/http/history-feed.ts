import type { Logger } from 'pino'
import { fault } from '@mutirao/documents'
import { historyChannel } from '@mutirao/persistence'
import type { Database } from '@mutirao/persistence'
import { keepListening } from '../listening.ts'

/** Tells whoever listens that the history of a document has come further, whichever process derived it. */
export interface HistoryFeed {
  /**
   * @param onMoved with the row the history has reached; null: it may have moved unheard, look again
   * @returns the function that ends it
   */
  listen(documentIds: readonly number[], onMoved: (documentId: number, seq: number | null) => void): () => void
  /** Resolves when notices are heard. */
  readonly ready: Promise<void>
  readonly listeners: number
  close(): Promise<void>
}

interface Listener {
  readonly documentIds: ReadonlySet<number>
  readonly onMoved: (documentId: number, seq: number | null) => void
}

export function createHistoryFeed(database: Database, log: Logger): HistoryFeed {
  const listeners = new Set<Listener>()
  const listening = keepListening({
    database,
    log,
    channel: historyChannel,
    about: 'history',
    onNotice(payload) {
      const [documentId = 0, seq = 0] = payload.split(':').map(Number)
      for (const listener of listeners)
        if (listener.documentIds.has(documentId) || fault('HIS-31')) listener.onMoved(documentId, seq)
    },
    onBegin() {
      for (const { documentIds, onMoved } of listeners) for (const id of documentIds) onMoved(id, null)
    },
  })
  return {
    listen(documentIds, onMoved) {
      const listener = { documentIds: new Set(documentIds), onMoved }
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    ready: listening.ready,
    get listeners() {
      return listeners.size
    },
    close: () => listening.close(),
  }
}
